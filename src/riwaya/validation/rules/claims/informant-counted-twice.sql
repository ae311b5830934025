/*
severity = "warning"
table = "claims"
needs = ["actors"]
[why]
en = "One unnamed informant in one document is one origin, however often the document returns to him."
ar = "للمخبر الواحد غير المسمّى في وثيقة واحدة ادعاء أصلي واحد، مهما عادت الوثيقة إليه."
[message]
en = "{id} and {other} are claims of the same unnamed claimant about the same event in one document, and both count as origins."
ar = "{id} و{other} ادعاءان لصاحب ادعاء واحد غير مسمّى عن الحدث نفسه في وثيقة واحدة، ويُحسب كل منهما أصليًا."
[hint]
en = "Set derived_from_claim_id to {other}, or say in note_en and note_ar what makes it a claim of its own."
ar = "اجعل derived_from_claim_id هو {other}، أو اذكر في note_ar وnote_en ما يجعله ادعاءً قائمًا بنفسه."
*/
WITH origins AS (
  SELECT claims.*, min(claim_id) OVER (PARTITION BY event_id, source_id, claimant_id, stance) AS first_claim
  FROM claims JOIN actors ON actor_id = claimant_id WHERE derived_from_claim_id IS NULL AND disclosure = 'unnamed')
SELECT row_, 'derived_from_claim_id' AS field, NULL AS value, first_claim AS other
FROM origins WHERE claim_id <> first_claim AND note_en IS NULL
