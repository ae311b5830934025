/*
severity = "warning"
table = "claims"
needs = ["actors"]
blockwise = true
[why]
en = "An outlet that repeats what another one reported is a relay, not an origin."
ar = "الوسيلة الإعلامية التي تكرر ما أوردته غيرها ناقلة لا أصل."
[message]
en = "{id} codes its outlet as the origin, but the statement names {other}."
ar = "الأصل في {id} هو الوسيلة الإعلامية نفسها، لكن مضمون الادعاء يسمّي {other}."
[hint]
en = "Make the other one the claimant and fill in derived_from_claim_id, or waive the warning with a reason."
ar = "اجعل الجهة الأخرى صاحبة الادعاء واملأ derived_from_claim_id، أو أضف إعفاءً من التحذير مع ذكر السبب."
*/
WITH named AS (
  SELECT actor_id, ' ' || search_key(name_en) || ' ' AS key, split_part(search_key(name_en), ' ', 1) AS first_word
  FROM actors WHERE kind IN ('outlet', 'monitoring_group')),
statements AS (
  SELECT row_, claimant_id, attribution, ' ' || search_key(statement_en) || ' ' AS key
  FROM claims WHERE attribution = 'outlet' AND derived_from_claim_id IS NULL),
-- By its first word a name is found without looking for every name in every statement.
words AS (SELECT *, unnest(string_split(trim(key), ' ')) AS word FROM statements)
SELECT row_, 'attribution' AS field, attribution AS value, min(actor_id) AS other
FROM words JOIN named ON word = first_word
WHERE actor_id <> claimant_id AND contains(words.key, named.key) GROUP BY row_, attribution
