/*
table = "figures"
blockwise = true
[why]
en = "A range runs from the lower number to the higher."
ar = "يبدأ المجال بالرقم الأصغر وينتهي بالأكبر."
[message]
en = "{id} runs from {low} to {value}."
ar = "يمتد {id} من {low} إلى {value}."
[hint]
en = "Put the lower number into value and the higher into value_to."
ar = "ضع الرقم الأصغر في value والأكبر في value_to."
*/
SELECT row_, 'value_to' AS field, CAST(value_to AS VARCHAR) AS value, value AS low FROM figures
WHERE qualifier = 'between' AND value >= value_to
