/*
table = "events"
needs = ["claims"]
blockwise = true
[why]
en = "An event that nobody claims is our invention."
ar = "الحدث الذي لا يدّعيه أحد اختلاق منا."
[message]
en = "No claim is about {id}."
ar = "لا يتناول {id} أي ادعاء."
[hint]
en = "Add the claim that reports it to data/claims.csv, or remove the event."
ar = "أضف الادعاء الذي يبلّغ عنه إلى data/claims.csv، أو احذف الحدث."
*/
SELECT row_, 'event_id' AS field, event_id AS value FROM events
WHERE NOT EXISTS (SELECT 1 FROM claims WHERE claims.event_id = events.event_id)
