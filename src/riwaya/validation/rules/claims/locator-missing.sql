/*
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "Whoever has the source must be able to find the passage."
ar = "يجب أن يستطيع من لديه المصدر العثور على المقطع."
[message]
en = "{id} has no paragraph, but its source was read in full."
ar = "الفقرة غير محددة في {id}، مع أن مصدره قُرئ كاملًا."
[hint]
en = "Write p and the number of the paragraph, such as p3; the title is p1."
ar = "اكتب p ثم رقم الفقرة، مثل p3؛ والعنوان هو p1."
*/
SELECT claims.row_, 'locator' AS field, NULL AS value FROM claims JOIN sources USING (source_id)
WHERE read_as = 'full_text' AND locator IS NULL
