/*
severity = "warning"
table = "event_actors"
needs = ["claims", "actors", "actor_names"]
[why]
en = "A party stands in what its claim says; what no statement says is nobody's claim."
ar = "يرد الطرف في مضمون الادعاء الذي يذكره؛ وما لا يقوله أي مضمون فليس ادعاء أحد."
[message]
en = "{actor} is a party to {id} by {value}, but the statement of {value} does not name it."
ar = "{actor} طرف في {id} بحسب {value}، لكن مضمون {value} لا يسميه."
[hint]
en = "Delete the row, refer to the claim that says so, or complete the statement."
ar = "احذف الصف، أو أحِل إلى الادعاء الذي يقول ذلك، أو أكمل المضمون."
*/
WITH parties AS (
  SELECT event_actors.row_, event_actors.actor_id, event_actors.claim_id, ' ' || search_key(statement_en) || ' ' AS key
  FROM event_actors JOIN claims ON claims.claim_id = event_actors.claim_id
  JOIN actors ON actors.actor_id = event_actors.actor_id
  WHERE role = 'party' AND actors.kind IN ('armed_group', 'coalition')),
names AS (
  SELECT actor_id, search_key(name_en) AS name FROM actors
  UNION ALL SELECT actor_id, search_key(regexp_extract(name_en, '[(]([^)]+)[)]', 1)) FROM actors
  UNION ALL SELECT actor_id, search_key(regexp_extract(name_en, '^([^(]+) [(]', 1)) FROM actors
  UNION ALL SELECT actor_id, search_key(name) FROM actor_names)
SELECT row_, 'actor_id' AS field, claim_id AS value, actor_id AS actor FROM parties WHERE NOT EXISTS (
  SELECT 1 FROM names WHERE names.actor_id = parties.actor_id AND name <> '' AND contains(key, ' ' || name || ' '))
