/*
needs = ["meta_texts"]
[why]
en = "A search for a word does not find it when it is stretched."
ar = "لا يعثر البحث على الكلمة إذا مُدّت حروفها."
[message]
en = "{field} contains a tatweel (U+0640): {value}"
ar = "يحتوي {field} على تطويل (U+0640): {value}"
[hint]
en = "Delete it; only verbatim text of a source may keep it."
ar = "احذفه؛ ولا يبقى إلا في نص منقول حرفيًا من المصدر."
*/
-- Behind a preposition and before a number or a bracket ("لـ(50)") it is spelling.
SELECT table_name, row_, field, value FROM meta_texts WHERE language IS NOT NULL AND NOT verbatim AND regexp_matches(value, 'ـ[ء-ي]')
