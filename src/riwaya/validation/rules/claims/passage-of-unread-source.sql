/*
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "A passage cannot be cited from a source that was not read."
ar = "لا يُستشهد بمقطع من مصدر لم يُقرأ."
[message]
en = "{id} cites {value} in {source}, which is coded as not_read."
ar = "يستشهد {id} بالموضع {value} من {source}، وهو مرمّز not_read."
[hint]
en = "Clear locator and passage_sha256, or correct read_as of the source."
ar = "أفرغ locator وpassage_sha256، أو صحّح read_as في صف المصدر."
*/
SELECT claims.row_, CASE WHEN locator IS NULL THEN 'passage_sha256' ELSE 'locator' END AS field,
  coalesce(locator, passage_sha256) AS value, source_id AS source
FROM claims JOIN sources USING (source_id) WHERE read_as = 'not_read' AND coalesce(locator, passage_sha256) IS NOT NULL
