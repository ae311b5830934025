/*
table = "claims"
needs = ["sources"]
[why]
en = "A claim cannot relay one that was published later."
ar = "لا ينقل ادعاء عن ادعاء نُشر بعده."
[message]
en = "{id} relays {value}, but its source is dated {published}, before the source of {value}, {origin_published}."
ar = "ينقل {id} عن {value}، لكن تاريخ مصدره {published}، أي قبل مصدر {value} وتاريخه {origin_published}."
[hint]
en = "Swap the relay and the origin, or correct a publication date."
ar = "اعكس اتجاه النقل، أو صحّح أحد تاريخي النشر."
*/
WITH dated AS (SELECT source_id, published, edtf_earliest(published) AS first_day, edtf_latest(published) AS last_day FROM sources)
SELECT one.row_, 'derived_from_claim_id' AS field, origin.claim_id AS value,
  here.published AS published, there.published AS origin_published
FROM claims AS one
JOIN claims AS origin ON origin.claim_id = one.derived_from_claim_id
JOIN dated AS here ON here.source_id = one.source_id
JOIN dated AS there ON there.source_id = origin.source_id
WHERE here.last_day < there.first_day
