/*
table = "sources"
blockwise = true
[why]
en = "A page cannot be read before it is published."
ar = "لا تُقرأ صفحة قبل نشرها."
[message]
en = "{id} was accessed on {value}, before its publication on {published}."
ar = "تاريخ الاطلاع على {id} هو {value}، أي قبل نشره في {published}."
[hint]
en = "Correct accessed or published."
ar = "صحّح accessed أو published."
*/
SELECT row_, 'accessed' AS field, CAST(accessed AS VARCHAR) AS value, published FROM sources WHERE accessed < edtf_earliest(published)
