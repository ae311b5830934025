/*
table = "figures"
blockwise = true
[why]
en = "A range runs from the lower number to the higher one."
ar = "يبدأ المدى بالرقم الأصغر وينتهي بالأكبر."
[message]
en = "{id} has the range {low} to {value}."
ar = "المدى في {id} من {low} إلى {value}."
[hint]
en = "Put the lower number into value and the higher one into value_to."
ar = "ضع الرقم الأصغر في value والأكبر في value_to."
*/
SELECT row_, 'value_to' AS field, CAST(value_to AS VARCHAR) AS value, value AS low FROM figures
WHERE qualifier = 'between' AND value >= value_to
