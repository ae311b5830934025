/*
severity = "warning"
table = "figures"
needs = ["claims"]
[why]
en = "A number that changes between the origin and the relay is the relay's own."
ar = "العدد الذي يختلف في النقل عنه في الأصل هو عدد الناقل نفسه."
[message]
en = "{id} belongs to {relay}, which relays {origin}, but {origin} has no such figure."
ar = "ينتمي {id} إلى {relay} الذي ينقل عن {origin}، لكن {origin} لا يتضمن هذا الرقم."
[hint]
en = "Correct the figure or derived_from_claim_id. If the relay did change the number, waive the warning with a reason."
ar = "صحّح الرقم أو derived_from_claim_id. وإذا كان الناقل قد غيّر العدد فعلًا فأضف إعفاءً من التحذير مع ذكر السبب."
*/
SELECT one.row_, 'value' AS field, one.value::VARCHAR AS value, relay.claim_id AS relay, relay.derived_from_claim_id AS origin
FROM figures AS one JOIN claims AS relay USING (claim_id)
WHERE relay.derived_from_claim_id IS NOT NULL AND one.qualifier <> 'not_stated' AND NOT EXISTS (
  SELECT 1 FROM figures AS other WHERE other.claim_id = relay.derived_from_claim_id
    AND (other.measure, other.category, other.qualifier) = (one.measure, one.category, one.qualifier)
    AND other.held_by_id IS NOT DISTINCT FROM one.held_by_id AND other.members_of_id IS NOT DISTINCT FROM one.members_of_id
    AND other.value IS NOT DISTINCT FROM one.value AND other.value_to IS NOT DISTINCT FROM one.value_to)
