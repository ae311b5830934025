/*
severity = "warning"
table = "claims"
needs = ["actors"]
blockwise = true
[why]
en = "An outlet that tells what another one reported is a relay and no origin."
ar = "الوسيلة التي تروي ما أوردته غيرها ناقلة لا أصل."
[message]
en = "{id} counts its outlet as an origin, but the statement names {other}."
ar = "يعدّ {id} وسيلته أصلًا، لكن مضمونه يسمّي {other}."
[hint]
en = "Make the other one the claimant and set derived_from_claim_id, or waive the warning with the reason."
ar = "اجعل الجهة الأخرى صاحبة الادعاء واملأ derived_from_claim_id، أو تجاوز التحذير مع ذكر السبب."
*/
WITH named AS (
  SELECT actor_id, ' ' || search_key(name_en) || ' ' AS key, split_part(search_key(name_en), ' ', 1) AS first_word
  FROM actors WHERE kind IN ('outlet', 'monitoring_group')),
said AS (
  SELECT row_, claimant_id, attribution, ' ' || search_key(statement_en) || ' ' AS key
  FROM claims WHERE attribution = 'outlet' AND derived_from_claim_id IS NULL),
-- By its first word a name is found without looking for every name in every statement.
words AS (SELECT *, unnest(string_split(trim(key), ' ')) AS word FROM said)
SELECT row_, 'attribution' AS field, attribution AS value, min(actor_id) AS other
FROM words JOIN named ON word = first_word
WHERE actor_id <> claimant_id AND contains(words.key, named.key) GROUP BY row_, attribution
