/*
severity = "warning"
table = "figures"
needs = ["claims", "vocabularies"]
[why]
en = "A number that changes between the origin and the relay is the relay's own; the reader must learn that it was read so."
ar = "العدد الذي يختلف في النقل عنه في الأصل هو عدد الناقل نفسه، ويجب أن يعرف القارئ أنه ورد كذلك."
[message]
en = "{id} belongs to {relay}, which relays {origin}, but {origin} has no such figure."
ar = "ينتمي {id} إلى {relay} الذي ينقل عن {origin}، لكن {origin} لا يتضمن هذا الرقم."
[hint]
en = "Correct the figure or derived_from_claim_id. If the relay did change the number, say so in detail_en and detail_ar of the figure or in the note of the claim."
ar = "صحّح الرقم أو derived_from_claim_id. وإذا كان الناقل قد غيّر العدد فعلًا فاذكر ذلك في detail_ar وdetail_en للرقم أو في ملاحظة الادعاء."
*/
WITH said AS (
  SELECT figures.*, coalesce(broader, category) AS broad_category
  FROM figures LEFT JOIN vocabularies ON vocabulary = 'category' AND term = category),
-- What an informant adds in the same document belongs to the origin.
further AS (
  SELECT claims.claim_id, origin.claim_id AS origin_id FROM claims JOIN claims AS origin ON origin.claim_id = claims.derived_from_claim_id
    AND origin.source_id = claims.source_id AND origin.claimant_id = claims.claimant_id),
own AS (SELECT claim_id, claim_id AS origin_id FROM claims UNION ALL SELECT claim_id, origin_id FROM further)
SELECT one.row_, 'value' AS field, CAST(one.value AS VARCHAR) AS value, relay.claim_id AS relay, relay.derived_from_claim_id AS origin
FROM said AS one JOIN claims AS relay ON relay.claim_id = one.claim_id
WHERE relay.derived_from_claim_id IS NOT NULL AND one.qualifier <> 'not_stated' AND detail_en IS NULL AND note_en IS NULL
  AND NOT EXISTS (SELECT 1 FROM further WHERE further.claim_id = relay.claim_id)
  AND NOT EXISTS (SELECT 1 FROM said AS other JOIN own ON own.claim_id = other.claim_id
    WHERE own.origin_id = relay.derived_from_claim_id
      AND (other.measure, other.broad_category, other.qualifier) = (one.measure, one.broad_category, one.qualifier)
      AND other.value IS NOT DISTINCT FROM one.value AND other.value_to IS NOT DISTINCT FROM one.value_to)
