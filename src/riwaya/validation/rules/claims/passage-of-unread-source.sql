/*
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "What was not read cannot be quoted by paragraph."
ar = "ما لم يُقرأ لا تُحدَّد فقراته."
[message]
en = "{id} gives {value} in {source}, which is coded as not read."
ar = "يذكر {id} القيمة {value} في {source}، وهو مرمّز على أنه لم يُقرأ."
[hint]
en = "Empty locator and passage_sha256, or correct read_as of the source."
ar = "أفرغ locator وpassage_sha256، أو صحح read_as في المصدر."
*/
SELECT claims.row_, CASE WHEN locator IS NULL THEN 'passage_sha256' ELSE 'locator' END AS field,
  coalesce(locator, passage_sha256) AS value, source_id AS source
FROM claims JOIN sources USING (source_id) WHERE read_as = 'not_read' AND coalesce(locator, passage_sha256) IS NOT NULL
