/*
table = "sources"
blockwise = true
[why]
en = "Nobody reads a page before it is published."
ar = "لا يقرأ أحد صفحة قبل نشرها."
[message]
en = "{id} was accessed on {value}, before its publication on {published}."
ar = "اطُّلع على {id} في {value}، أي قبل نشره في {published}."
[hint]
en = "Correct one of the two dates."
ar = "صحح أحد التاريخين."
*/
SELECT row_, 'accessed' AS field, CAST(accessed AS VARCHAR) AS value, published FROM sources WHERE accessed < edtf_earliest(published)
