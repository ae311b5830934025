/*
table = "claims"
needs = ["sources"]
blockwise = true
[why]
en = "Whoever holds a source must find the passage that a claim stands on."
ar = "من يملك المصدر يجب أن يجد المقطع الذي يستند إليه الادعاء."
[message]
en = "{id} stands in a source that was read in full, but says no paragraph."
ar = "يرد {id} في مصدر قُرئ كاملًا، لكن الفقرة غير محددة."
[hint]
en = "Give the paragraph as p and its number, the title being p1."
ar = "اكتب رقم الفقرة بعد p، والعنوان هو p1."
*/
SELECT claims.row_, 'locator' AS field, NULL AS value FROM claims JOIN sources USING (source_id)
WHERE read_as = 'full_text' AND locator IS NULL
