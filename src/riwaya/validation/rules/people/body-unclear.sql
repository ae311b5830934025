/*
table = "actor_relations"
[why]
en = "At any time an actor speaks for one body, and no chain of bodies returns to itself."
ar = "تتحدث الجهة في أي وقت باسم جهة واحدة، ولا تعود سلسلة الجهات إلى نفسها."
[message]
en = "{id} speaks for {value} and for {other} at the same time, or {value} speaks for it in turn."
ar = "تتحدث {id} باسم {value} وباسم {other} في وقت واحد، أو تتحدث {value} باسمها بدورها."
[hint]
en = "Give the relations dates that do not overlap, or delete one of them."
ar = "اجعل للعلاقتين مدتين لا تتداخلان، أو احذف إحداهما."
*/
WITH RECURSIVE body AS (
  SELECT row_, actor_id, related_actor_id, edtf_earliest(valid_from) AS begins, edtf_latest(valid_to) AS ends
  FROM actor_relations WHERE relation <> 'succeeds'),
chain(actor_id, outer_id) AS (
  SELECT actor_id, related_actor_id FROM body
  UNION
  SELECT chain.actor_id, body.related_actor_id FROM chain JOIN body ON body.actor_id = outer_id)
SELECT one.row_, 'related_actor_id' AS field, one.related_actor_id AS value, min(other.related_actor_id) AS other
FROM body AS one JOIN body AS other ON other.actor_id = one.actor_id
WHERE other.row_ < one.row_ AND coalesce(other.ends >= one.begins, true) AND coalesce(one.ends >= other.begins, true)
GROUP BY one.row_, one.related_actor_id
UNION ALL
SELECT row_, 'related_actor_id', related_actor_id, actor_id FROM body
WHERE EXISTS (SELECT 1 FROM chain WHERE chain.actor_id = body.related_actor_id AND outer_id = body.actor_id)
