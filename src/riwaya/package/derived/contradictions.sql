-- A pair of bodies is compared by the two claims that are nearest to each other: where these agree, nothing is reported.
WITH RECURSIVE own AS (
  SELECT claims.*, body_id, edtf_earliest(date) AS first_day, edtf_latest(date) AS last_day, edtf_latest(published) AS said_by
  FROM claims JOIN derived_claims USING (claim_id) JOIN sources USING (source_id) WHERE derived_from_claim_id IS NULL),
-- "More than 20" is not set against 20.
number AS (
  SELECT event_id, body_id, origin_claim_id AS origin, claim_id, figure_id, measure, held_by_id, members_of_id, broad_category,
    value_min - CAST(qualifier = 'more_than' AS INTEGER) AS low, value_max + CAST(qualifier = 'fewer_than' AS INTEGER) AS high,
    date, edtf_earliest(date) AS first_day, edtf_latest(date) AS last_day
  FROM figures JOIN derived_figures USING (figure_id) JOIN claims USING (claim_id) JOIN derived_claims USING (claim_id)
  WHERE compared AND (value_min IS NOT NULL OR value_max IS NOT NULL)),
-- A withdrawal, a truce or talks last for days and move from place to place; these happen once.
moment AS (SELECT event_id FROM events WHERE kind IN ('reported_exchange', 'reported_release', 'reported_killing')),
-- Only a place that is one spot excludes another one.
spot AS (SELECT * FROM locations WHERE kind IN ('city', 'town', 'village', 'facility')),
within(location_id, outer_id) AS (
  SELECT location_id, location_id FROM locations
  UNION ALL
  SELECT within.location_id, parent_id FROM within JOIN locations ON locations.location_id = outer_id WHERE parent_id IS NOT NULL),
pair AS (
  SELECT 'number' AS kind, one.event_id, one.body_id, other.body_id AS other_body_id, one.claim_id, other.claim_id AS other_claim_id,
    one.figure_id, other.figure_id AS other_figure_id, greatest(coalesce(one.low - other.high, 0), coalesce(other.low - one.high, 0), 0) AS gap,
    one.measure || ' ' || coalesce(one.held_by_id, '-') || ' ' || coalesce(one.members_of_id, '-') || ' ' || one.broad_category AS about
  FROM number AS one JOIN number AS other ON other.event_id = one.event_id AND other.measure = one.measure
    AND other.broad_category = one.broad_category AND other.held_by_id IS NOT DISTINCT FROM one.held_by_id
    AND other.members_of_id IS NOT DISTINCT FROM one.members_of_id AND one.body_id < other.body_id AND one.origin <> other.origin
  -- What is counted on some of the days may be a part of what is counted on all of them.
  WHERE NOT coalesce(
    (one.high < other.low AND contains(other.date, '/') AND one.date <> other.date
      AND one.first_day >= other.first_day AND one.last_day <= other.last_day)
    OR (other.high < one.low AND contains(one.date, '/') AND one.date <> other.date
      AND other.first_day >= one.first_day AND other.last_day <= one.last_day), FALSE)
  UNION ALL
  SELECT 'date', one.event_id, one.body_id, other.body_id, one.claim_id, other.claim_id, NULL, NULL,
    greatest(coalesce(date_diff('day', other.last_day, one.first_day), 0), coalesce(date_diff('day', one.last_day, other.first_day), 0), 0), ''
  FROM own AS one JOIN own AS other ON other.event_id = one.event_id AND one.body_id < other.body_id
  JOIN moment ON moment.event_id = one.event_id
  WHERE one.stance = 'asserts' AND other.stance = 'asserts' AND one.date IS NOT NULL AND other.date IS NOT NULL
    AND one.date_basis <> 'inferred' AND other.date_basis <> 'inferred'
  UNION ALL
  SELECT 'place', one.event_id, one.body_id, other.body_id, one.claim_id, other.claim_id, NULL, NULL,
    CAST(NOT EXISTS (SELECT 1 FROM within WHERE within.location_id = one.location_id AND outer_id = other.location_id)
      AND NOT EXISTS (SELECT 1 FROM within WHERE within.location_id = other.location_id AND outer_id = one.location_id) AS INTEGER), ''
  FROM own AS one JOIN own AS other ON other.event_id = one.event_id AND one.body_id < other.body_id
  JOIN moment ON moment.event_id = one.event_id
  JOIN spot ON spot.location_id = one.location_id JOIN spot AS other_spot ON other_spot.location_id = other.location_id
  WHERE one.stance = 'asserts' AND other.stance = 'asserts'),
denial AS (
  SELECT denial.contests AS kind, denial.event_id, denial.body_id, said.body_id AS other_body_id, denial.claim_id, said.claim_id AS other_claim_id
  FROM own AS denial JOIN own AS said ON said.event_id = denial.event_id AND said.stance = 'asserts' AND said.body_id <> denial.body_id
  JOIN events ON events.event_id = denial.event_id
  LEFT JOIN derived_claims AS answered ON answered.claim_id = denial.contested_claim_id
  WHERE denial.stance = 'denies'
    -- Who denies a part in it is contradicted by those who say what part that was; to oversee it is none.
    AND (denial.contests <> 'participation' OR EXISTS (SELECT 1 FROM event_actors AS part WHERE part.event_id = said.event_id
      AND part.claim_id = said.claim_id AND part.actor_id IN (denial.body_id, denial.claimant_id) AND role NOT IN ('overseer', 'affected')))
    AND CASE
    WHEN denial.contested_claim_id IS NOT NULL THEN said.claim_id = answered.origin_claim_id
    -- Where it answers no one claim, it meets those that say who made the deal, unless what they speak of may have
    -- come after the denial.
    ELSE coalesce(least(said.last_day, said.said_by, edtf_latest(events.date)) <= denial.said_by, TRUE)
      AND (denial.date_basis = 'inferred' OR coalesce(said.first_day <= denial.last_day, TRUE))
      AND (denial.contests = 'participation' OR (denial.contests IN ('occurrence', 'agreement') AND EXISTS (
        SELECT 1 FROM event_actors AS part WHERE part.event_id = said.event_id AND part.claim_id = said.claim_id AND role = 'party'))) END),
nearest AS (
  SELECT kind, event_id, body_id, other_body_id, claim_id, other_claim_id, figure_id, other_figure_id, gap,
    row_number() OVER (PARTITION BY kind, event_id, body_id, other_body_id, about
      ORDER BY gap, claim_id, other_claim_id, figure_id, other_figure_id) AS nth
  FROM pair
  UNION ALL
  SELECT kind, event_id, body_id, other_body_id, claim_id, other_claim_id, NULL, NULL, NULL,
    row_number() OVER (PARTITION BY kind, event_id, body_id, other_body_id ORDER BY claim_id, other_claim_id)
  FROM denial)
SELECT event_id, kind, body_id, other_body_id, claim_id, other_claim_id, figure_id, other_figure_id,
  CAST(CASE WHEN kind <> 'place' THEN gap END AS BIGINT) AS gap
FROM nearest WHERE nth = 1 AND coalesce(gap, 1) > 0
ORDER BY event_id, kind, claim_id, other_claim_id, figure_id, other_figure_id
