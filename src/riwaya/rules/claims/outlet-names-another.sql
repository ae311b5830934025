/*
severity = "warning"
table = "claims"
needs = ["actors"]
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
WITH named AS (SELECT actor_id, ' ' || search_key(name_en) || ' ' AS key FROM actors WHERE kind IN ('outlet', 'monitoring_group'))
SELECT claims.row_, 'attribution' AS field, attribution AS value, min(named.actor_id) AS other
FROM claims JOIN named ON contains(' ' || search_key(statement_en) || ' ', key) AND named.actor_id <> claimant_id
WHERE attribution = 'outlet' AND derived_from_claim_id IS NULL GROUP BY ALL
