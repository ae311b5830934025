/*
severity = "warning"
table = "claims"
needs = ["events", "locations"]
[why]
en = "An event is the frame of its claims: what they assert lies within its date and place."
ar = "الحدث إطار ادعاءاته: فما تذكره يقع ضمن تاريخه ومكانه."
[message]
en = "{id} gives {value}, which lies outside the {field} of {event}: {frame}."
ar = "يذكر {id} القيمة {value}، وهي خارج {field} في {event}: {frame}."
[hint]
en = "Widen the event, correct the claim, or move it to the event it is about."
ar = "وسّع الحدث، أو صحّح الادعاء، أو انقله إلى الحدث الذي يتناوله."
*/
WITH RECURSIVE within(location_id, outer_id) AS (
  SELECT location_id, location_id FROM locations
  UNION
  SELECT within.location_id, parent_id FROM within JOIN locations ON locations.location_id = outer_id WHERE parent_id IS NOT NULL),
said AS (
  SELECT claims.row_, claims.date AS said_date, events.date AS frame_date, claims.location_id AS said_place,
    events.location_id AS frame_place, events.event_id
  FROM claims JOIN events ON events.event_id = claims.event_id WHERE stance = 'asserts')
SELECT row_, 'date' AS field, said_date AS value, event_id AS event, frame_date AS frame FROM said
WHERE edtf_earliest(said_date) > edtf_latest(frame_date) OR edtf_latest(said_date) < edtf_earliest(frame_date)
UNION ALL
SELECT row_, 'location_id', said_place, event_id, frame_place FROM said
-- Where an area ends, nobody knows.
WHERE said_place IN (SELECT location_id FROM locations WHERE kind <> 'area')
  AND frame_place IN (SELECT location_id FROM locations WHERE kind <> 'area') AND NOT EXISTS (
  SELECT 1 FROM within WHERE (within.location_id = said_place AND outer_id = frame_place)
    OR (within.location_id = frame_place AND outer_id = said_place))
