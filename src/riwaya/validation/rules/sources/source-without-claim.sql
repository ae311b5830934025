/*
table = "sources"
needs = ["claims", "uncoded_sources"]
blockwise = true
[why]
en = "Every source is coded, or listed with the reason why it is not."
ar = "كل مصدر إما مرمّز وإما مدرج مع سبب عدم ترميزه."
[message]
en = "{id} has no claim and is not listed in data/uncoded_sources.csv."
ar = "لا ادعاء من {id}، وهو غير مدرج في data/uncoded_sources.csv."
[hint]
en = "Add its claims to data/claims.csv, or add it to data/uncoded_sources.csv with a reason."
ar = "أضف ادعاءاته إلى data/claims.csv، أو أضفه إلى data/uncoded_sources.csv مع السبب."
*/
SELECT row_, 'source_id' AS field, source_id AS value FROM sources
WHERE source_id NOT IN (SELECT source_id FROM claims) AND source_id NOT IN (SELECT source_id FROM uncoded_sources)
