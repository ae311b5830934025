/*
table = "events"
needs = ["claims"]
blockwise = true
[why]
en = "Every event in the dataset is one that somebody claims."
ar = "لا يُدرج حدث إلا إذا وُجد ادعاء عنه."
[message]
en = "{id} has no claim."
ar = "لا يوجد أي ادعاء عن {id}."
[hint]
en = "Add a claim about it to data/claims.csv, or remove the event."
ar = "أضف ادعاءً عنه إلى data/claims.csv، أو احذف الحدث."
*/
SELECT row_, 'event_id' AS field, event_id AS value FROM events
WHERE NOT EXISTS (SELECT 1 FROM claims WHERE claims.event_id = events.event_id)
