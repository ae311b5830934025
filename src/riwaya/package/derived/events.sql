WITH RECURSIVE around(place, location_id, kind, parent_id) AS (
  SELECT location_id, location_id, kind, parent_id FROM locations
  UNION ALL
  SELECT place, locations.location_id, locations.kind, locations.parent_id
  FROM around JOIN locations ON locations.location_id = around.parent_id),
admin AS (
  SELECT place, max(location_id) FILTER (kind = 'governorate') AS governorate_id,
    max(location_id) FILTER (kind = 'district') AS district_id
  FROM around GROUP BY place)
SELECT event_id, edtf_earliest(date) AS date_earliest, edtf_latest(date) AS date_latest, governorate_id, district_id
FROM events LEFT JOIN admin ON place = events.location_id
