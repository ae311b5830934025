/*
table = "claims"
[why]
en = "A claim that relays another speaks of the same event."
ar = "الادعاء المنقول عن غيره يتناول الحدث نفسه."
[message]
en = "{id} relays {value}, but that claim is about {other_event} and this one about {event}."
ar = "ينقل {id} عن {value}، لكن ذاك عن {other_event} وهذا عن {event}."
[hint]
en = "Correct the event or derived_from_claim_id."
ar = "صحح الحدث أو derived_from_claim_id."
*/
SELECT one.row_, 'derived_from_claim_id' AS field, origin.claim_id AS value,
  one.event_id AS event, origin.event_id AS other_event
FROM claims AS one JOIN claims AS origin ON origin.claim_id = one.derived_from_claim_id
WHERE one.event_id <> origin.event_id
