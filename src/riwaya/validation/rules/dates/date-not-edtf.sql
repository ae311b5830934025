/*
for_each = "edtf"
blockwise = true
[why]
en = "A date is written in EDTF, so that its first and last day can be computed."
ar = "يُكتب التاريخ بصيغة EDTF ليُحسب أول يوم فيه وآخره."
[message]
en = "{field} is {value}, which is no EDTF date."
ar = "قيمة {field} هي {value}، وليست تاريخًا بصيغة EDTF."
[hint]
en = "Write 2018, 2018-06, 2018-06-07, 2018-04~ (about), or an interval such as 2018-05-31/2018-06-06 or ../2018-06-07."
ar = "اكتب 2018 أو 2018-06 أو 2018-06-07 أو 2018-04~ (تقريبًا) أو مجالًا مثل 2018-05-31/2018-06-06 أو ../2018-06-07."
*/
SELECT row_, '$field' AS field, "$field" AS value FROM "$table" WHERE NOT edtf_is_valid("$field")
