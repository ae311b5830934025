/*
for_each = "ordered"
[why]
en = "Changes to a sorted table are easy to review."
ar = "يسهّل ترتيب الصفوف مراجعة التغييرات."
[message]
en = "{id} comes after a row that it should precede."
ar = "يقع {id} بعد صف ينبغي أن يسبقه."
[hint]
en = "Sort the table by its primary key, or run: riwaya fix"
ar = "رتّب الجدول بحسب مفتاحه الأساسي، أو شغّل: riwaya fix"
*/
WITH placed AS (SELECT row_, "$id" AS value, row_number() OVER (ORDER BY $order, row_) AS place FROM "$table" WHERE "$id" IS NOT NULL),
compared AS (SELECT *, lag(place) OVER (ORDER BY row_) AS before FROM placed)
SELECT row_, $id_text AS field, value FROM compared WHERE before > place
