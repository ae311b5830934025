/*
table = "event_actors"
needs = ["claims"]
[why]
en = "Every role has a claim about that event that gives it."
ar = "لكل دور ادعاء عن ذلك الحدث يسنده."
[message]
en = "{actor} has the role {role} in {id} by {value}, but {value} is about {other_event} and has the stance {stance}."
ar = "للجهة {actor} الدور {role} في {id} بحسب {value}، لكن {value} يتناول {other_event} وموقفه {stance}."
[hint]
en = "Refer to a claim that says so, or delete the row."
ar = "أحِل إلى ادعاء يقول ذلك، أو احذف الصف."
*/
SELECT event_actors.row_, 'claim_id' AS field, event_actors.claim_id AS value, event_actors.actor_id AS actor, role,
  claims.event_id AS other_event, stance
FROM event_actors JOIN claims ON claims.claim_id = event_actors.claim_id
WHERE claims.event_id <> event_actors.event_id OR stance IN ('denies', 'declines_comment')
