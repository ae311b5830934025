/*
table = "claims"
[why]
en = "A claim and the claim that it relays are about the same event."
ar = "يتناول الادعاء المنقول والادعاء الذي نُقل عنه حدثًا واحدًا."
[message]
en = "{id} is about {event}, but it relays {value}, which is about {other_event}."
ar = "يتناول {id} الحدث {event}، لكنه ينقل عن {value} الذي يتناول {other_event}."
[hint]
en = "Correct event_id or derived_from_claim_id."
ar = "صحّح event_id أو derived_from_claim_id."
*/
SELECT one.row_, 'derived_from_claim_id' AS field, origin.claim_id AS value,
  one.event_id AS event, origin.event_id AS other_event
FROM claims AS one JOIN claims AS origin ON origin.claim_id = one.derived_from_claim_id
WHERE one.event_id <> origin.event_id
