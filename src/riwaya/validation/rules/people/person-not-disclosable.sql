/*
table = "actors"
blockwise = true
[why]
en = "A person is named only in a public role or for words spoken on record."
ar = "لا يُسمّى شخص إلا بصفته العامة أو لكلام قاله علنًا باسمه."
[message]
en = "{id} is a named person whose disclosure is {value}."
ar = "{id} شخص مسمى وقيمة الإفصاح عنه {value}."
[hint]
en = "Code the person by role (kind role) and remove the name everywhere, or state public_role or on_record with its basis."
ar = "رمّز الشخص بدوره (النوع role) واحذف اسمه من كل موضع، أو اذكر public_role أو on_record مع الأساس."
*/
SELECT row_, 'disclosure' AS field, disclosure AS value FROM actors
WHERE (kind = 'person') <> (disclosure IN ('public_role', 'on_record'))
