/*
table = "figures"
[why]
en = "The same number refers to the other side of the same claim."
ar = "العدد نفسه يشير إلى الطرف الآخر في الادعاء نفسه."
[message]
en = "{id} is the same number as {value}, but that figure belongs to {other_claim} and this one to {claim}."
ar = "الرقم {id} مساوٍ للرقم {value}، لكن ذاك من {other_claim} وهذا من {claim}."
[hint]
en = "Link the figure of the other side in the same claim."
ar = "اربطه برقم الطرف الآخر في الادعاء نفسه."
*/
SELECT one.row_, 'equal_to_figure_id' AS field, other.figure_id AS value, one.claim_id AS claim, other.claim_id AS other_claim
FROM figures AS one JOIN figures AS other ON other.figure_id = one.equal_to_figure_id
WHERE one.claim_id <> other.claim_id
