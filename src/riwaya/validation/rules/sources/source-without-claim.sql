/*
table = "sources"
needs = ["claims", "uncoded_sources"]
blockwise = true
[why]
en = "Every document that was read is coded, or listed with the reason why it is not."
ar = "كل وثيقة قُرئت إما رُمِّزت وإما أُدرجت مع سبب عدم ترميزها."
[message]
en = "No claim stands in {id}, and data/uncoded_sources.csv does not list it."
ar = "لا يرد في {id} أي ادعاء، ولا يذكره data/uncoded_sources.csv."
[hint]
en = "Code its claims in data/claims.csv, or add it to data/uncoded_sources.csv with a reason."
ar = "رمّز ادعاءاته في data/claims.csv، أو أضفه إلى data/uncoded_sources.csv مع السبب."
*/
SELECT row_, 'source_id' AS field, source_id AS value FROM sources
WHERE source_id NOT IN (SELECT source_id FROM claims) AND source_id NOT IN (SELECT source_id FROM uncoded_sources)
