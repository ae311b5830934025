/*
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "A source cannot assert what happens after its publication."
ar = "لا يمكن أن يقول مصدر بوقوع ما يقع بعد نشره."
[message]
en = "{id} asserts something dated {value} in a source dated {published}."
ar = "يقول {id} بوقوع أمر بتاريخ {value} في مصدر بتاريخ {published}."
[hint]
en = "Correct the date or the publication, or the stance if the claim is about the future."
ar = "صحّح التاريخ أو تاريخ النشر، أو الموقف إذا كان الادعاء عن المستقبل."
*/
SELECT claims.row_, 'date' AS field, date AS value, published FROM claims JOIN sources ON sources.source_id = claims.source_id
WHERE stance = 'asserts' AND edtf_earliest(date) > edtf_latest(published)
