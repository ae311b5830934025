/*
needs = ["meta_texts", "denied_names"]
[why]
en = "Naming an alleged go-between can get somebody killed."
ar = "ذكر اسم وسيط مزعوم قد يودي بحياة إنسان."
[message]
en = "{field} contains a name that must not be published. It is not repeated here."
ar = "يحتوي {field} على اسم لا يجوز نشره، ولا نكرره هنا."
[hint]
en = "Code the person by role, and remove the name from this row, from notes and from commit messages."
ar = "رمّز الشخص بدوره، واحذف الاسم من هذا الصف ومن الملاحظات ورسائل الإيداع."
*/
SELECT table_name, row_, field, NULL AS value FROM meta_texts WHERE withheld_name
