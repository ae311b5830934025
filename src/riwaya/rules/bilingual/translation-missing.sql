/*
needs = ["meta_pairs"]
[why]
en = "Half of our readers read one of the two languages only."
ar = "نصف قرّائنا لا يقرأ إلا إحدى اللغتين."
[message]
en = "{field} is empty, but its counterpart {other} says: {text}"
ar = "{field} فارغ، أما نظيره {other} ففيه: {text}"
[hint]
en = "Write the same in the other language, in your own words."
ar = "اكتب المضمون نفسه باللغة الأخرى بصياغتك."
*/
SELECT table_name, row_, CASE WHEN ar IS NULL THEN ar_field ELSE en_field END AS field, NULL AS value,
  CASE WHEN ar IS NULL THEN en_field ELSE ar_field END AS other, coalesce(ar, en) AS text
FROM meta_pairs WHERE (ar IS NULL) <> (en IS NULL)
