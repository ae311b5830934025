/*
table = "figures"
blockwise = true
[why]
en = "A qualifier such as more_than needs a number."
ar = "المحدِّد الذي من قبيل more_than يحتاج إلى رقم."
[message]
en = "{id} has the qualifier {qualifier}, but {field} is empty."
ar = "محدِّد {id} هو {qualifier}، لكن {field} فارغ."
[hint]
en = "Fill in the number that the source gives, or correct the qualifier."
ar = "اكتب الرقم الذي يذكره المصدر، أو صحّح المحدِّد."
*/
SELECT row_, CASE WHEN value IS NULL THEN 'value' ELSE 'value_to' END AS field, NULL AS value, qualifier
FROM figures WHERE (qualifier IN ('exact', 'at_least', 'more_than', 'up_to', 'fewer_than', 'between', 'about') AND value IS NULL)
  OR (qualifier = 'between' AND value_to IS NULL)
