-- The rules have shown that no chain of relays or of bodies is a circle, and that an actor has one body at a time.
WITH RECURSIVE step AS (
  SELECT 'relay' AS way, derived_from_claim_id AS from_id, claim_id AS to_id, CAST(NULL AS DATE) AS begins, CAST(NULL AS DATE) AS ends
  FROM claims WHERE derived_from_claim_id IS NOT NULL
  UNION ALL
  SELECT 'body', actor_id, related_actor_id, edtf_earliest(valid_from), edtf_latest(valid_to)
  FROM actor_relations WHERE relation <> 'succeeds'),
-- From each origin to its relays, and from each claimant in a source to everybody for whom it speaks there.
walk(way, start, source_id, first_day, last_day, here) AS (
  (SELECT 'relay', claim_id, CAST(NULL AS VARCHAR), CAST(NULL AS DATE), CAST(NULL AS DATE), claim_id
  FROM claims WHERE derived_from_claim_id IS NULL
  UNION ALL
  SELECT DISTINCT 'body', claimant_id, claims.source_id, edtf_earliest(published), edtf_latest(published), claimant_id
  FROM claims JOIN sources ON sources.source_id = claims.source_id)
  UNION
  SELECT walk.way, start, source_id, first_day, last_day, to_id
  -- A source without a date may be of any day.
  FROM walk JOIN step ON step.way = walk.way AND from_id = here
    AND coalesce(last_day >= begins, true) AND coalesce(first_day <= ends, true)),
chain AS (SELECT here AS claim_id, start AS origin_claim_id FROM walk WHERE way = 'relay'),
speaker AS (SELECT start AS claimant_id, source_id, here AS actor_id FROM walk WHERE way = 'body'),
-- Where a day that is not known exactly fits several bodies, the claimant stands for itself.
body AS (
  SELECT claimant_id, source_id, CASE WHEN count(*) = 1 THEN min(actor_id) ELSE claimant_id END AS actor_id
  FROM speaker AS one
  WHERE NOT EXISTS (SELECT 1 FROM speaker AS other JOIN step ON to_id = other.actor_id
    WHERE way = 'body' AND from_id = one.actor_id AND other.claimant_id = one.claimant_id AND other.source_id = one.source_id)
  GROUP BY claimant_id, source_id)
SELECT chain.claim_id, origin_claim_id,
  CASE WHEN disclosure = 'unnamed' AND body.actor_id = claims.claimant_id THEN claims.source_id ELSE body.actor_id END AS body_id
FROM chain JOIN claims ON claims.claim_id = origin_claim_id
JOIN body ON body.claimant_id = claims.claimant_id AND body.source_id = claims.source_id
JOIN actors ON actors.actor_id = body.actor_id
