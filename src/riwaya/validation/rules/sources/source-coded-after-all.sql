/*
table = "uncoded_sources"
needs = ["claims"]
blockwise = true
[why]
en = "A document is counted as coded or as not coded, never as both."
ar = "تُحسب الوثيقة مرمّزة أو غير مرمّزة، لا كلتيهما معًا."
[message]
en = "{id} is listed as not coded, but {claim} stands in it."
ar = "{id} مدرج بين غير المرمّز، لكن {claim} يرد فيه."
[hint]
en = "Remove the row from data/uncoded_sources.csv, or correct the source of the claim."
ar = "احذف السطر من data/uncoded_sources.csv، أو صحّح مصدر الادعاء."
*/
SELECT uncoded_sources.row_, 'source_id' AS field, source_id AS value, min(claim_id) AS claim
FROM uncoded_sources JOIN claims USING (source_id) GROUP BY ALL
