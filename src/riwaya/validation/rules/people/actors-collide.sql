/*
severity = "warning"
table = "actors"
needs = ["actor_names"]
[why]
en = "Two actors that a search cannot tell apart are one actor entered twice, or mislead the reader."
ar = "الجهتان اللتان لا يميز البحث بينهما جهة أُدخلت مرتين، أو تضللان القارئ."
[message]
en = "{id} and {value} have the same Arabic name to a search: {name}."
ar = "لـ{id} و{value} الاسم العربي نفسه عند البحث: {name}."
[hint]
en = "Merge the two rows, or add to the names what tells them apart."
ar = "ادمج السطرين، أو أضف إلى الاسمين ما يميز بينهما."
*/
WITH names AS (
  SELECT actor_id, name_ar AS name FROM actors UNION SELECT actor_id, name FROM actor_names WHERE language = 'ar')
SELECT actors.row_, 'name_ar' AS field, min(other.actor_id) AS value, min(one.name) AS name
FROM names AS one JOIN names AS other ON search_key(one.name) = search_key(other.name) AND other.actor_id < one.actor_id
JOIN actors ON actors.actor_id = one.actor_id GROUP BY actors.row_
