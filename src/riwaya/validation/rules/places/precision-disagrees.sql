/*
table = "locations"
blockwise = true
[why]
en = "Coordinates have a precision; without coordinates it is unknown."
ar = "للإحداثيات دقة؛ ومن دون إحداثيات تكون الدقة unknown."
[message]
en = "{id} has the precision {value}, which does not agree with its coordinates [{latitude}, {longitude}]."
ar = "دقة {id} هي {value}، ولا تتفق مع إحداثياته [{latitude}, {longitude}]."
[hint]
en = "Use unknown where there are no coordinates, and point, settlement or area where there are."
ar = "استعمل unknown حيث لا إحداثيات، وpoint أو settlement أو area حيث توجد."
*/
SELECT row_, 'precision' AS field, precision AS value, coalesce(CAST(latitude AS VARCHAR), '') AS latitude,
  coalesce(CAST(longitude AS VARCHAR), '') AS longitude
FROM locations WHERE (precision = 'unknown') = (latitude IS NOT NULL)
