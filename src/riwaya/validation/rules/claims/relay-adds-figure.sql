/*
severity = "warning"
table = "figures"
needs = ["claims"]
[why]
en = "A number that changes on the way from its origin is news about the relay, not about the event."
ar = "العدد الذي يتغير في طريقه من أصله خبر عن النقل لا عن الحدث."
[message]
en = "{id} stands in {relay}, which relays {origin}, but {origin} has no such figure."
ar = "يرد {id} في {relay} الذي ينقل {origin}، لكن {origin} لا يتضمن رقمًا كهذا."
[hint]
en = "Correct the figure or derived_from_claim_id; if the relay does change the number, waive the warning with the reason."
ar = "صحّح الرقم أو derived_from_claim_id؛ وإن كان النقل يغيّر العدد فعلًا، فتجاوز التحذير مع ذكر السبب."
*/
SELECT one.row_, 'value' AS field, one.value::VARCHAR AS value, relay.claim_id AS relay, relay.derived_from_claim_id AS origin
FROM figures AS one JOIN claims AS relay USING (claim_id)
WHERE relay.derived_from_claim_id IS NOT NULL AND one.qualifier <> 'not_stated' AND NOT EXISTS (
  SELECT 1 FROM figures AS other WHERE other.claim_id = relay.derived_from_claim_id
    AND (other.measure, other.category, other.qualifier) = (one.measure, one.category, one.qualifier)
    AND other.held_by_id IS NOT DISTINCT FROM one.held_by_id AND other.members_of_id IS NOT DISTINCT FROM one.members_of_id
    AND other.value IS NOT DISTINCT FROM one.value AND other.value_to IS NOT DISTINCT FROM one.value_to)
