/*
table = "uncoded_sources"
needs = ["claims"]
blockwise = true
[why]
en = "A source is counted as coded or as not coded, never as both."
ar = "يُحسب المصدر مرمّزًا أو غير مرمّز، لا الأمرين معًا."
[message]
en = "{id} is listed as not coded, but {claim} is from it."
ar = "{id} مدرج بين غير المرمّز، لكن {claim} مأخوذ منه."
[hint]
en = "Remove the row from data/uncoded_sources.csv, or correct source_id of the claim."
ar = "احذف الصف من data/uncoded_sources.csv، أو صحّح source_id في الادعاء."
*/
SELECT uncoded_sources.row_, 'source_id' AS field, source_id AS value, min(claim_id) AS claim
FROM uncoded_sources JOIN claims USING (source_id) GROUP BY ALL
