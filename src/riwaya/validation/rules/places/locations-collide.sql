/*
severity = "warning"
table = "locations"
needs = ["location_names"]
[why]
en = "Two places that a search cannot distinguish are a duplicate, or confuse the reader."
ar = "المكانان اللذان لا يميّز البحث بينهما مكان واحد مكرر، أو يلتبسان على القارئ."
[message]
en = "{id} and {value} have the same Arabic name in a search: {name}."
ar = "لـ{id} و{value} الاسم العربي نفسه عند البحث: {name}."
[hint]
en = "Merge the two rows, or make their names distinct."
ar = "ادمج الصفين، أو اجعل الاسمين مختلفين."
*/
WITH names AS (
  SELECT location_id, name_ar AS name FROM locations UNION SELECT location_id, name FROM location_names WHERE language = 'ar')
SELECT locations.row_, 'name_ar' AS field, min(other.location_id) AS value, min(one.name) AS name
FROM names AS one JOIN names AS other ON search_key(one.name) = search_key(other.name) AND other.location_id < one.location_id
JOIN locations ON locations.location_id = one.location_id GROUP BY locations.row_
