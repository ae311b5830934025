/*
table = "locations"
blockwise = true
[why]
en = "A latitude without a longitude is no place."
ar = "خط العرض من دون خط الطول لا يدل على مكان."
[message]
en = "{id} has no {field}, but has the other coordinate."
ar = "ينقص {id} الإحداثي {field}، والإحداثي الآخر مذكور."
[hint]
en = "Give both, or neither."
ar = "اذكرهما معًا أو لا تذكر أيًا منهما."
*/
SELECT row_, CASE WHEN latitude IS NULL THEN 'latitude' ELSE 'longitude' END AS field, NULL AS value
FROM locations WHERE (latitude IS NULL) <> (longitude IS NULL)
