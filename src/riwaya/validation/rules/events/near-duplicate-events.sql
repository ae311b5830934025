/*
severity = "warning"
table = "events"
needs = ["locations", "event_links"]
[why]
en = "An event that is entered twice is counted twice."
ar = "الحدث المُدخل مرتين يُحسب مرتين."
[message]
en = "{id} and {value} are of the same kind ({kind}), at about the same time and place, and are not linked."
ar = "{id} و{value} من النوع نفسه ({kind}) وفي زمان ومكان متقاربين، ولا رابط بينهما."
[hint]
en = "Merge them if they are the same event; otherwise link them in data/event_links.csv, or waive the warning with a reason."
ar = "ادمجهما إذا كانا حدثًا واحدًا؛ وإلا فاربط بينهما في data/event_links.csv، أو أضف إعفاءً من التحذير مع ذكر السبب."
*/
WITH RECURSIVE within_(location_id, place) AS (
  SELECT location_id, location_id FROM locations
  UNION SELECT within_.location_id, parent_id FROM within_ JOIN locations ON locations.location_id = place WHERE parent_id IS NOT NULL),
linked AS (
  SELECT event_id AS one, other_event_id AS other FROM event_links UNION SELECT other_event_id, event_id FROM event_links
  UNION SELECT a.event_id, b.event_id FROM event_links AS a JOIN event_links AS b USING (other_event_id)
    WHERE a.relation = 'part_of' AND b.relation = 'part_of'),
dated AS (SELECT *, edtf_earliest(date) AS first_day, edtf_latest(date) AS last_day FROM events WHERE date IS NOT NULL),
-- Of two places of which one lies in the other, the events meet by place first: few do.
met AS (
  SELECT DISTINCT greatest(inner_.event_id, outer_.event_id) AS later, least(inner_.event_id, outer_.event_id) AS earlier
  FROM dated AS inner_ JOIN within_ ON within_.location_id = inner_.location_id
  JOIN dated AS outer_ ON outer_.location_id = place AND outer_.kind = inner_.kind AND outer_.event_id <> inner_.event_id
    AND outer_.first_day <= inner_.last_day AND inner_.first_day <= outer_.last_day)
SELECT later.row_, 'event_id' AS field, met.earlier AS value, later.kind AS kind
FROM met JOIN dated AS later ON later.event_id = met.later
WHERE NOT EXISTS (SELECT 1 FROM linked WHERE one = met.earlier AND other = met.later)
