/*
severity = "warning"
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "With the fingerprint, anyone who has the text can check the coding."
ar = "بالبصمة يستطيع كل من لديه النص التحقق من الترميز."
[message]
en = "{id} has the paragraph {paragraph}, but no fingerprint of it."
ar = "الفقرة {paragraph} محددة في {id}، لكن بصمتها غير مذكورة."
[hint]
en = "Copy it from the output of: riwaya verify-sources --source {source} --text FILE"
ar = "انسخها من ناتج الأمر: riwaya verify-sources --source {source} --text FILE"
*/
SELECT claims.row_, 'passage_sha256' AS field, NULL AS value, locator AS paragraph, source_id AS source
FROM claims JOIN sources USING (source_id) WHERE read_as = 'full_text' AND locator IS NOT NULL AND passage_sha256 IS NULL
