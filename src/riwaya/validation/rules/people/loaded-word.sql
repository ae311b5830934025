/*
needs = ["meta_texts", "loaded_terms"]
[why]
en = "The dataset's own texts are neutral."
ar = "نصوص مجموعة البيانات نفسها محايدة."
[message]
en = "{field} contains a word that takes sides: {word}."
ar = "يحتوي {field} على كلمة منحازة: {word}."
[hint]
en = "Use the neutral name from data/actors.csv; an outlet's own label goes into data/actor_names.csv as attested_label."
ar = "استعمل الاسم المحايد من data/actors.csv؛ أما التسمية التي تستعملها وسيلة إعلامية فمكانها data/actor_names.csv بوصفها attested_label."
*/
SELECT table_name, row_, field, value, loaded_word AS word FROM meta_texts
WHERE loaded_word IN (SELECT term FROM loaded_terms WHERE kind = 'word')
