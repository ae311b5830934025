-- The rules have shown that no chain of relays is a circle.
WITH RECURSIVE chain(claim_id, origin_claim_id) AS (
  SELECT claim_id, claim_id FROM claims WHERE derived_from_claim_id IS NULL
  UNION ALL
  SELECT relay.claim_id, chain.origin_claim_id
  FROM claims AS relay JOIN chain ON chain.claim_id = relay.derived_from_claim_id)
SELECT claim_id, origin_claim_id FROM chain
