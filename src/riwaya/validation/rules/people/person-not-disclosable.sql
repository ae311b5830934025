/*
table = "actors"
blockwise = true
[why]
en = "A person is named only in a public role or for words spoken on record."
ar = "لا يُسمّى شخص إلا بصفته العامة أو لكلام قاله علنًا باسمه."
[message]
en = "The kind of {id} does not agree with its disclosure {value}."
ar = "نوع {id} لا يتفق مع قيمة الإفصاح {value}."
[hint]
en = "A named person needs public_role or on_record, with a basis. Otherwise code the person by role (kind role) and remove the name everywhere."
ar = "يحتاج الشخص المسمى إلى public_role أو on_record مع ذكر الأساس. وإلا فرمّزه بدوره (النوع role) واحذف اسمه من كل موضع."
*/
SELECT row_, 'disclosure' AS field, disclosure AS value FROM actors
WHERE (kind = 'person') <> (disclosure IN ('public_role', 'on_record'))
