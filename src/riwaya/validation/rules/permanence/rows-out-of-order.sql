/*
for_each = "ordered"
[why]
en = "Sorted rows make every change easy to read."
ar = "ترتيب الصفوف يجعل كل تغيير سهل القراءة."
[message]
en = "{id} stands after a row that it should precede."
ar = "يقع {id} بعد صف ينبغي أن يسبقه."
[hint]
en = "Sort the table by its key."
ar = "رتّب الجدول بحسب مفتاحه."
*/
WITH placed AS (SELECT row_, "$id" AS value, row_number() OVER (ORDER BY $order, row_) AS place FROM "$table" WHERE "$id" IS NOT NULL),
compared AS (SELECT *, lag(place) OVER (ORDER BY row_) AS before FROM placed)
SELECT row_, '$id' AS field, value FROM compared WHERE before > place
