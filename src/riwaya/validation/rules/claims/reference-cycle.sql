/*
for_each = "self_reference"
[why]
en = "A chain of references must end: a claim at its origin, a place at its country."
ar = "يجب أن تنتهي سلسلة الإحالات: سلسلة الادعاء عند أصله، وسلسلة المكان عند بلده."
[message]
en = "{id} refers to itself through {field}: {chain}."
ar = "يحيل {id} إلى نفسه عبر {field}: {chain}."
[hint]
en = "Clear {field} in the row where the chain must end."
ar = "أفرغ {field} في الصف الذي يجب أن تنتهي عنده السلسلة."
*/
WITH RECURSIVE step AS (SELECT "$id" AS one, "$field" AS next FROM "$table" WHERE "$field" IS NOT NULL),
walk(start, here) AS (
  SELECT one, next FROM step
  UNION
  SELECT walk.start, step.next FROM walk JOIN step ON step.one = walk.here),
-- One report a cycle, at its smallest ID: a row has one reference, so all that a member reaches is the cycle.
cycle AS (SELECT start, min(here) AS first, string_agg(here, ' · ' ORDER BY here) AS chain FROM walk
  GROUP BY start HAVING bool_or(here = start))
SELECT row_, $field_text AS field, "$field" AS value, chain
FROM cycle JOIN "$table" ON "$id" = start WHERE start = first
