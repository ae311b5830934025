/*
table = "figures"
blockwise = true
[why]
en = "Tens, many or some are no number, and must not be turned into one."
ar = "العشرات والكثير والبعض ليست أرقامًا، ولا تُحوَّل إلى أرقام."
[message]
en = "{id} is coded {qualifier}, but {field} holds {value}."
ar = "الرقم {id} مرمّز {qualifier}، لكن في {field} القيمة {value}."
[hint]
en = "Empty {field}, or choose the qualifier that goes with a number."
ar = "أفرغ {field}، أو اختر محدِّدًا يصحبه رقم."
*/
SELECT row_, 'value' AS field, CAST(value AS VARCHAR) AS value, qualifier FROM figures
WHERE value IS NOT NULL AND qualifier NOT IN ('exact', 'at_least', 'more_than', 'up_to', 'fewer_than', 'between', 'about')
UNION ALL SELECT row_, 'value_to', CAST(value_to AS VARCHAR), qualifier FROM figures
WHERE value_to IS NOT NULL AND qualifier <> 'between'
UNION ALL SELECT row_, 'equal_to_figure_id', equal_to_figure_id, qualifier FROM figures
WHERE equal_to_figure_id IS NOT NULL AND qualifier <> 'equal_to_other_side'
