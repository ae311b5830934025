/*
needs = ["meta_texts", "loaded_terms"]
[why]
en = "Our own texts take no side."
ar = "نصوصنا نحن لا تنحاز إلى أحد."
[message]
en = "{field} uses a word that takes sides: {word}."
ar = "في {field} كلمة منحازة: {word}."
[hint]
en = "Use the neutral name from data/actors.csv; an outlet's label belongs in data/actor_names.csv as attested_label."
ar = "استعمل الاسم المحايد من data/actors.csv؛ أما وصف وسيلة إعلامية فمكانه data/actor_names.csv بوصفه attested_label."
*/
SELECT table_name, row_, field, value, loaded_word AS word FROM meta_texts WHERE loaded_word IS NOT NULL
