WITH figure AS (
  SELECT event_id, measure, held_by_id, members_of_id, category, claim_id, claimant_id, stance, origin_claim_id AS origin,
    value_min AS low, value_max AS high
  FROM figures JOIN derived_figures USING (figure_id) JOIN claims USING (claim_id) JOIN derived_claims USING (claim_id)),
-- The figures of an origin are its own; those of its relays count only where it was not read or has no figure.
asserted AS (
  SELECT *, claim_id = origin AS own, bool_or(claim_id = origin) OVER (
    PARTITION BY event_id, measure, held_by_id, members_of_id, category, origin) AS has_own
  FROM figure WHERE stance = 'asserts'),
-- Where they differ, any of them may be its figure: the range is from the lowest to the highest, open where one of them is.
by_origin AS (
  SELECT event_id, measure, held_by_id, members_of_id, category, origin,
    CASE WHEN bool_and(low IS NOT NULL) THEN min(low) END AS low, CASE WHEN bool_and(high IS NOT NULL) THEN max(high) END AS high
  FROM asserted WHERE own OR NOT has_own GROUP BY event_id, measure, held_by_id, members_of_id, category, origin),
bounded AS (
  SELECT by_origin.event_id, measure, held_by_id, members_of_id, category, count(*) AS origins,
    count(DISTINCT claims.claimant_id) AS claimants,
    count(*) FILTER (low IS NOT NULL OR high IS NOT NULL) AS comparable,
    count(DISTINCT (low, high)) FILTER (low IS NOT NULL OR high IS NOT NULL) AS variants,
    max(low) AS highest_low, min(high) AS lowest_high
  FROM by_origin JOIN claims ON claims.claim_id = origin GROUP BY by_origin.event_id, measure, held_by_id, members_of_id, category),
counted AS (
  SELECT event_id, measure, held_by_id, members_of_id, category,
    count(*) FILTER (stance = 'asserts') AS claims,
    string_agg(claim_id, ' ' ORDER BY claim_id) FILTER (stance = 'asserts') AS claim_ids,
    string_agg(claim_id, ' ' ORDER BY claim_id) FILTER (stance <> 'asserts') AS other_claim_ids
  -- A claim may have several such figures.
  FROM (SELECT DISTINCT event_id, measure, held_by_id, members_of_id, category, claim_id, stance FROM figure)
  GROUP BY event_id, measure, held_by_id, members_of_id, category)
SELECT counted.event_id, counted.measure, counted.held_by_id, counted.members_of_id, counted.category, claims,
  coalesce(origins, 0) AS origins, coalesce(claimants, 0) AS claimants,
  CASE WHEN origins IS NULL THEN NULL WHEN origins = 1 THEN 'single_origin' WHEN comparable < 2 THEN 'incomparable'
    -- Intervals on a line have a number in common exactly when each two of them have.
    WHEN highest_low > lowest_high THEN 'contradict' WHEN variants = 1 THEN 'agree' ELSE 'overlap' END AS relation,
  claim_ids, other_claim_ids
FROM counted LEFT JOIN bounded
  ON bounded.event_id = counted.event_id AND bounded.measure = counted.measure AND bounded.category = counted.category
  AND bounded.held_by_id IS NOT DISTINCT FROM counted.held_by_id
  AND bounded.members_of_id IS NOT DISTINCT FROM counted.members_of_id
ORDER BY counted.event_id, counted.measure, counted.held_by_id NULLS FIRST, counted.members_of_id NULLS FIRST, counted.category
