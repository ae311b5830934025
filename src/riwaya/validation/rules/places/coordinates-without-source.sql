/*
table = "locations"
blockwise = true
[why]
en = "Coordinates come from a named gazetteer, never from a guess."
ar = "تؤخذ الإحداثيات من معجم أماكن مسمى لا من التخمين."
[message]
en = "{id} has coordinates, but {field} is empty."
ar = "لـ{id} إحداثيات، لكن {field} فارغ."
[hint]
en = "Fill in coordinates_source and the ID of the place there, or clear the coordinates."
ar = "املأ coordinates_source ومعرّف المكان فيه، أو أفرغ الإحداثيات."
*/
SELECT row_, CASE WHEN coordinates_source IS NULL THEN 'coordinates_source' ELSE 'geonames_id' END AS field, NULL AS value
FROM locations WHERE coalesce(latitude, longitude) IS NOT NULL
  AND (coordinates_source IS NULL OR (coordinates_source = 'geonames' AND geonames_id IS NULL))
