WITH own AS (
  SELECT figure_id, value AS value_resolved,
    CASE qualifier WHEN 'exact' THEN value WHEN 'at_least' THEN value WHEN 'more_than' THEN value + 1
      WHEN 'between' THEN value WHEN 'up_to' THEN 0 WHEN 'fewer_than' THEN 0 END AS value_min,
    CASE qualifier WHEN 'exact' THEN value WHEN 'between' THEN value_to WHEN 'up_to' THEN value
      WHEN 'fewer_than' THEN value - 1 END AS value_max
  FROM figures),
-- "The same number" is the sum of the figures that it equals, open where one of them is, and none where one has none.
equal AS (
  SELECT figure_links.figure_id, CASE WHEN bool_and(value_resolved IS NOT NULL) THEN CAST(sum(value_resolved) AS BIGINT) END AS value_resolved,
    CASE WHEN bool_and(value_min IS NOT NULL) THEN CAST(sum(value_min) AS BIGINT) END AS value_min,
    CASE WHEN bool_and(value_max IS NOT NULL) THEN CAST(sum(value_max) AS BIGINT) END AS value_max
  FROM figure_links JOIN own ON own.figure_id = other_figure_id WHERE relation = 'equals' GROUP BY figure_links.figure_id),
resolved AS (
  SELECT own.figure_id, coalesce(own.value_min, equal.value_min) AS value_min, coalesce(own.value_max, equal.value_max) AS value_max,
    coalesce(own.value_resolved, equal.value_resolved) AS value_resolved
  FROM own LEFT JOIN equal ON equal.figure_id = own.figure_id),
-- What an informant adds in the same document belongs to the origin; all other claims that go back to it are relays.
stated AS (
  SELECT figures.*, value_min, value_max, value_resolved, claims.event_id, origin_claim_id, claims.stance,
    claims.source_id = origin.source_id AND claims.claimant_id = origin.claimant_id AS own,
    coalesce(broader, category) AS broad_category
  FROM figures JOIN resolved USING (figure_id) JOIN claims USING (claim_id) JOIN derived_claims USING (claim_id)
  JOIN claims AS origin ON origin.claim_id = origin_claim_id
  LEFT JOIN vocabularies ON vocabulary = 'category' AND term = category),
origin AS (SELECT DISTINCT origin_claim_id FROM stated WHERE own),
-- A part is not compared where its whole would be; among those of another category, it is the whole of them.
part AS (
  SELECT DISTINCT one.figure_id FROM figure_links JOIN stated AS one ON one.figure_id = figure_links.figure_id
  JOIN stated AS whole ON whole.figure_id = other_figure_id AND whole.event_id = one.event_id AND whole.measure = one.measure
    AND whole.broad_category = one.broad_category AND whole.held_by_id IS NOT DISTINCT FROM one.held_by_id
    AND whole.members_of_id IS NOT DISTINCT FROM one.members_of_id
  WHERE relation = 'part_of')
-- Days that have passed so far go on after the claim, and are not compared.
-- A relay may write out a number that its origin gives as equal to others.
SELECT stated.figure_id, value_min, value_max, value_resolved, broad_category,
  NOT stated.own AND origin.origin_claim_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM stated AS said WHERE said.own AND said.origin_claim_id = stated.origin_claim_id AND said.measure = stated.measure
      AND said.broad_category = stated.broad_category
      AND (said.qualifier = stated.qualifier OR 'same_number' IN (said.qualifier, stated.qualifier))
      AND said.value_resolved IS NOT DISTINCT FROM stated.value_resolved
      AND said.value_min IS NOT DISTINCT FROM stated.value_min AND said.value_max IS NOT DISTINCT FROM stated.value_max) AS drifted,
  stance = 'asserts' AND measure <> 'days_without_fighting' AND part.figure_id IS NULL AND (stated.own OR origin.origin_claim_id IS NULL) AS compared
FROM stated LEFT JOIN part ON part.figure_id = stated.figure_id LEFT JOIN origin ON origin.origin_claim_id = stated.origin_claim_id
