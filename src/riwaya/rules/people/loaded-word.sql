/*
for_each = "text"
needs = ["loaded_terms"]
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
WITH text AS (SELECT row_, "$field" AS value, ' ' || search_key("$field") || ' ' AS key FROM "$table" WHERE NOT $verbatim)
SELECT text.row_, '$field' AS field, value, min(term) AS word FROM text JOIN loaded_terms ON language = '$language'
  -- Arabic writes "and", "with", "for" and the article onto the word.
  AND regexp_matches(key, ' [وف]?([بكل]?ال|لل|[بكل])?' || search_key(term) || ' ')
GROUP BY text.row_, value
