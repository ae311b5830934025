/*
table = "locations"
blockwise = true
[why]
en = "A latitude without a longitude is no place."
ar = "خط العرض من دون خط الطول لا يحدد مكانًا."
[message]
en = "{id} has no {field}, but has the other coordinate."
ar = "ينقص {id} الإحداثي {field}، مع وجود الإحداثي الآخر."
[hint]
en = "Fill in both, or leave both empty."
ar = "املأ الإحداثيين معًا، أو اتركهما فارغين معًا."
*/
SELECT row_, CASE WHEN latitude IS NULL THEN 'latitude' ELSE 'longitude' END AS field, NULL AS value
FROM locations WHERE (latitude IS NULL) <> (longitude IS NULL)
