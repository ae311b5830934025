/*
table = "figures"
blockwise = true
[why]
en = "Tens, many or some are not numbers and must not become numbers."
ar = "«العشرات» و«الكثير» و«البعض» ليست أرقامًا، ويجب ألا تُحوَّل إلى أرقام."
[message]
en = "{id} has the qualifier {qualifier}, but {field} is {value}."
ar = "محدِّد {id} هو {qualifier}، لكن قيمة {field} هي {value}."
[hint]
en = "Clear {field}, or choose the qualifier that goes with it."
ar = "أفرغ {field}، أو اختر المحدِّد المناسب له."
*/
SELECT row_, 'value' AS field, CAST(value AS VARCHAR) AS value, qualifier FROM figures
WHERE value IS NOT NULL AND qualifier NOT IN ('exact', 'at_least', 'more_than', 'up_to', 'fewer_than', 'between', 'about')
UNION ALL SELECT row_, 'value_to', CAST(value_to AS VARCHAR), qualifier FROM figures
WHERE value_to IS NOT NULL AND qualifier <> 'between'
