/*
table = "figures"
blockwise = true
[why]
en = "A qualifier such as more_than needs the number that it qualifies."
ar = "المحدِّد مثل more_than يحتاج إلى الرقم الذي يحدده."
[message]
en = "{id} is coded {qualifier}, but {field} is empty."
ar = "الرقم {id} مرمّز {qualifier}، لكن {field} فارغ."
[hint]
en = "Type the number that the source gives, or choose the qualifier that it does give."
ar = "أدخل الرقم الذي يذكره المصدر، أو اختر المحدِّد الذي يذكره."
*/
SELECT row_, CASE WHEN qualifier = 'equal_to_other_side' THEN 'equal_to_figure_id' WHEN value IS NULL THEN 'value' ELSE 'value_to' END AS field,
  NULL AS value, qualifier
FROM figures WHERE (qualifier IN ('exact', 'at_least', 'more_than', 'up_to', 'fewer_than', 'between', 'about') AND value IS NULL) OR (qualifier = 'between' AND value_to IS NULL)
  OR (qualifier = 'equal_to_other_side' AND equal_to_figure_id IS NULL)
