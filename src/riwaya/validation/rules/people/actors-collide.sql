/*
severity = "warning"
table = "actors"
needs = ["actor_names"]
[why]
en = "Two actors that a search cannot distinguish are a duplicate, or confuse the reader."
ar = "الجهتان اللتان لا يميّز البحث بينهما جهة واحدة مكررة، أو تلتبسان على القارئ."
[message]
en = "{id} and {value} have the same Arabic name in a search: {name}."
ar = "لـ{id} و{value} الاسم العربي نفسه عند البحث: {name}."
[hint]
en = "Merge the two rows, or make their names distinct."
ar = "ادمج الصفين، أو اجعل الاسمين مختلفين."
*/
WITH names AS (
  SELECT actor_id, name_ar AS name FROM actors UNION SELECT actor_id, name FROM actor_names WHERE language = 'ar')
SELECT actors.row_, 'name_ar' AS field, min(other.actor_id) AS value, min(one.name) AS name
FROM names AS one JOIN names AS other ON search_key(one.name) = search_key(other.name) AND other.actor_id < one.actor_id
JOIN actors ON actors.actor_id = one.actor_id GROUP BY actors.row_
