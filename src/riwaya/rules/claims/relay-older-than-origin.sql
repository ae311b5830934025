/*
table = "claims"
needs = ["sources"]
[why]
en = "Nobody repeats what has not been said yet."
ar = "لا ينقل أحد ما لم يُقل بعد."
[message]
en = "{id} relays {value}, but its source is of {published} and that of {value} of {origin_published}."
ar = "ينقل {id} عن {value}، لكن مصدره بتاريخ {published} ومصدر {value} بتاريخ {origin_published}."
[hint]
en = "Turn the relay round, or correct a publication date."
ar = "اعكس اتجاه النقل، أو صحح تاريخ النشر."
*/
SELECT one.row_, 'derived_from_claim_id' AS field, origin.claim_id AS value,
  here.published AS published, there.published AS origin_published
FROM claims AS one
JOIN claims AS origin ON origin.claim_id = one.derived_from_claim_id
JOIN sources AS here ON here.source_id = one.source_id
JOIN sources AS there ON there.source_id = origin.source_id
WHERE edtf_latest(here.published) < edtf_earliest(there.published)
