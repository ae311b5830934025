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
WITH term AS (SELECT DISTINCT language, term, search_key(term) || ' ' AS key FROM loaded_terms),
text AS (SELECT *, ' ' || search_key(value) || ' ' AS key FROM meta_texts WHERE language IS NOT NULL AND NOT verbatim)
SELECT table_name, row_, field, value, min(term) AS word FROM text JOIN term ON text.language = term.language
  -- Few texts hold the letters at all.
  AND contains(text.key, term.key)
  -- Arabic writes "and", "with", "for" and the article onto the word.
  AND regexp_matches(text.key, ' [وف]?([بكل]?ال|لل|[بكل])?' || term.key)
GROUP BY table_name, row_, field, value
