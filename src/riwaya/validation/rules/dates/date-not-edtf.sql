/*
for_each = "edtf"
blockwise = true
[why]
en = "Dates are written in EDTF, so that their first and last day can be computed."
ar = "تُكتب التواريخ بصيغة EDTF ليمكن حساب أول يوم فيها وآخر يوم."
[message]
en = "{field} is {value}, which is not a valid EDTF date."
ar = "قيمة {field} هي {value}، وليست تاريخًا صحيحًا بصيغة EDTF."
[hint]
en = "Write 2018, 2018-06, 2018-06-07, 2018-04~ (about), or an interval such as 2018-05-31/2018-06-06 or ../2018-06-07."
ar = "اكتب 2018 أو 2018-06 أو 2018-06-07 أو 2018-04~ (تقريبًا) أو مدة مثل 2018-05-31/2018-06-06 أو ../2018-06-07."
*/
SELECT row_, $field_text AS field, "$field" AS value FROM "$table" WHERE NOT edtf_is_valid("$field")
