/*
table = "figures"
[why]
en = "equal_to_figure_id refers to the figure of the other side in the same claim."
ar = "يحيل equal_to_figure_id إلى رقم الطرف الآخر في الادعاء نفسه."
[message]
en = "{id} of {claim} refers to {value}, which belongs to {other_claim}."
ar = "يحيل {id} من {claim} إلى {value}، وهو من {other_claim}."
[hint]
en = "Refer to the figure of the other side in the same claim."
ar = "أحِل إلى رقم الطرف الآخر في الادعاء نفسه."
*/
SELECT one.row_, 'equal_to_figure_id' AS field, other.figure_id AS value, one.claim_id AS claim, other.claim_id AS other_claim
FROM figures AS one JOIN figures AS other ON other.figure_id = one.equal_to_figure_id
WHERE one.claim_id <> other.claim_id
