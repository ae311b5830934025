/*
table = "claims"
[why]
en = "A denial answers a claim about the same event that says something else."
ar = "يردّ النفي على ادعاء عن الحدث نفسه يقول غيره."
[message]
en = "{id} of {event} answers {value}, which belongs to {other_event} and has the stance {stance}."
ar = "يردّ {id} من {event} على {value}، وهو من {other_event} وموقفه {stance}."
[hint]
en = "Correct contested_claim_id, or leave it empty."
ar = "صحّح contested_claim_id أو اتركه فارغًا."
*/
SELECT one.row_, 'contested_claim_id' AS field, other.claim_id AS value, one.event_id AS event, other.event_id AS other_event,
  other.stance
FROM claims AS one JOIN claims AS other ON other.claim_id = one.contested_claim_id
WHERE one.event_id <> other.event_id OR other.stance IN ('denies', 'declines_comment')
