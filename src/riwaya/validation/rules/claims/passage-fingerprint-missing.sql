/*
severity = "warning"
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "The fingerprint lets anyone check the coding without our copy of the text."
ar = "تتيح البصمة التحقق من الترميز من دون نسخة منا عن النص."
[message]
en = "{id} has the paragraph {paragraph} but not its fingerprint."
ar = "للادعاء {id} فقرة محددة {paragraph} لكن بصمتها غير مذكورة."
[hint]
en = "Take it from: riwaya verify-sources --source {source} --text FILE"
ar = "خذها من: riwaya verify-sources --source {source} --text FILE"
*/
SELECT claims.row_, 'passage_sha256' AS field, NULL AS value, locator AS paragraph, source_id AS source
FROM claims JOIN sources USING (source_id) WHERE read_as = 'full_text' AND locator IS NOT NULL AND passage_sha256 IS NULL
