/*
needs = ["meta_pairs"]
[why]
en = "Many readers know only one of the two languages."
ar = "كثير من القرّاء لا يعرفون إلا إحدى اللغتين."
[message]
en = "{field} is empty, but its counterpart {other} contains: {text}"
ar = "{field} فارغ، أما نظيره {other} ففيه: {text}"
[hint]
en = "Write the same content in the other language, in your own words."
ar = "اكتب المضمون نفسه باللغة الأخرى بصياغتك."
*/
SELECT table_name, row_, CASE WHEN one IS NULL THEN one_field ELSE other_field END AS field, NULL AS value,
  CASE WHEN one IS NULL THEN other_field ELSE one_field END AS other, coalesce(one, other) AS text
FROM meta_pairs WHERE (one IS NULL) <> (other IS NULL)
