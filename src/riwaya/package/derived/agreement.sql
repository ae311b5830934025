WITH figure AS (
  SELECT event_id, measure, held_by_id, members_of_id, broad_category, category, claim_id, figure_id, claimant_id, body_id, stance,
    origin_claim_id AS origin, value_min AS low, value_max AS high, compared,
    coalesce(drifted OR EXISTS (SELECT 1 FROM figure_links JOIN figures AS whole ON whole.figure_id = other_figure_id
      JOIN derived_figures AS whole_derived ON whole_derived.figure_id = whole.figure_id JOIN claims AS whole_claim ON whole_claim.claim_id = whole.claim_id
      WHERE figure_links.figure_id = figures.figure_id AND relation = 'part_of' AND whole_claim.event_id = claims.event_id
        AND whole.measure = figures.measure AND whole_derived.broad_category = derived_figures.broad_category
        AND whole.held_by_id IS NOT DISTINCT FROM figures.held_by_id AND whole.members_of_id IS NOT DISTINCT FROM figures.members_of_id), false) AS apart,
    CASE qualifier WHEN 'about' THEN ceil(value * 0.75) ELSE value_min - CAST(qualifier = 'more_than' AS INTEGER) END AS about_low,
    CASE qualifier WHEN 'about' THEN floor(value * 1.25) ELSE value_max + CAST(qualifier = 'fewer_than' AS INTEGER) END AS about_high
  FROM figures JOIN derived_figures USING (figure_id) JOIN claims USING (claim_id) JOIN derived_claims USING (claim_id)),
-- The range of an origin is from its lowest figure to its highest one, open where one of them is.
by_origin AS (
  SELECT event_id, measure, held_by_id, members_of_id, broad_category, origin, min(claimant_id) AS claimant_id, min(body_id) AS body_id,
    CASE WHEN bool_and(low IS NOT NULL) THEN min(low) END AS low, CASE WHEN bool_and(high IS NOT NULL) THEN max(high) END AS high,
    CASE WHEN bool_and(about_low IS NOT NULL) THEN min(about_low) END AS about_low,
    CASE WHEN bool_and(about_high IS NOT NULL) THEN max(about_high) END AS about_high
  FROM figure WHERE compared GROUP BY event_id, measure, held_by_id, members_of_id, broad_category, origin),
bounded AS (
  SELECT event_id, measure, held_by_id, members_of_id, broad_category, count(*) AS origins,
    count(DISTINCT claimant_id) AS claimants, count(DISTINCT body_id) AS bodies,
    count(DISTINCT body_id) FILTER (low IS NOT NULL OR high IS NOT NULL) AS comparable,
    count(DISTINCT (low, high)) FILTER (low IS NOT NULL OR high IS NOT NULL) AS variants,
    count(DISTINCT body_id) FILTER (about_low IS NOT NULL OR about_high IS NOT NULL) AS comparable_about,
    count(DISTINCT (about_low, about_high)) FILTER (about_low IS NOT NULL OR about_high IS NOT NULL) AS variants_about
  FROM by_origin GROUP BY event_id, measure, held_by_id, members_of_id, broad_category),
-- The nearest figures of two bodies: they contradict each other where no number fits both.
apart AS (
  SELECT event_id, measure, held_by_id, members_of_id, broad_category, bool_or(gap > 0) AS contradicted
  FROM (SELECT one.event_id, one.measure, one.held_by_id, one.members_of_id, one.broad_category,
      min(greatest(coalesce(one.about_low - other.about_high, 0), coalesce(other.about_low - one.about_high, 0), 0)) AS gap
    FROM figure AS one JOIN figure AS other ON other.event_id = one.event_id AND other.measure = one.measure
      AND other.broad_category = one.broad_category AND other.held_by_id IS NOT DISTINCT FROM one.held_by_id
      AND other.members_of_id IS NOT DISTINCT FROM one.members_of_id AND one.body_id < other.body_id
    WHERE one.compared AND other.compared
      AND (one.about_low IS NOT NULL OR one.about_high IS NOT NULL) AND (other.about_low IS NOT NULL OR other.about_high IS NOT NULL)
    GROUP BY one.event_id, one.measure, one.held_by_id, one.members_of_id, one.broad_category, one.body_id, other.body_id)
  GROUP BY event_id, measure, held_by_id, members_of_id, broad_category),
contradicted AS (
  SELECT DISTINCT figure.event_id, measure, held_by_id, members_of_id, broad_category
  FROM derived_contradictions AS found JOIN figure ON figure.figure_id = found.figure_id),
said AS (
  SELECT DISTINCT event_id, measure, held_by_id, members_of_id, broad_category, claim_id, NULL AS category,
    CASE WHEN stance <> 'asserts' THEN 'other' WHEN apart THEN 'apart' ELSE 'compared' END AS part
  FROM figure
  UNION ALL
  SELECT DISTINCT event_id, measure, held_by_id, members_of_id, broad_category, claim_id, NULL, 'asserted' FROM figure
  WHERE stance = 'asserts'
  UNION ALL
  SELECT DISTINCT event_id, measure, held_by_id, members_of_id, broad_category, NULL, category, 'category' FROM figure),
counted AS (
  SELECT event_id, measure, held_by_id, members_of_id, broad_category,
    array_to_string(list_sort(list(category) FILTER (part = 'category')), ' ') AS categories,
    count(*) FILTER (part = 'asserted') AS claims,
    array_to_string(list_sort(list(claim_id) FILTER (part = 'compared')), ' ') AS claim_ids,
    array_to_string(list_sort(list(claim_id) FILTER (part = 'apart')), ' ') AS uncompared_claim_ids,
    array_to_string(list_sort(list(claim_id) FILTER (part = 'other')), ' ') AS other_claim_ids
  FROM said GROUP BY event_id, measure, held_by_id, members_of_id, broad_category)
SELECT counted.event_id, counted.measure, counted.held_by_id, counted.members_of_id, counted.broad_category, categories, claims,
  coalesce(origins, 0) AS origins, coalesce(claimants, 0) AS claimants, coalesce(bodies, 0) AS bodies,
  CASE WHEN origins IS NULL THEN NULL WHEN origins = 1 THEN 'single_origin' WHEN bodies = 1 THEN 'single_body'
    WHEN contradicted.event_id IS NOT NULL THEN 'contradict' WHEN comparable < 2 THEN 'incomparable'
    WHEN variants = 1 THEN 'agree' ELSE 'overlap' END AS relation,
  CASE WHEN origins IS NULL THEN NULL WHEN origins = 1 THEN 'single_origin' WHEN bodies = 1 THEN 'single_body'
    WHEN apart.contradicted THEN 'contradict' WHEN comparable_about < 2 THEN 'incomparable'
    WHEN variants_about = 1 THEN 'agree' ELSE 'overlap' END AS relation_about,
  claim_ids, uncompared_claim_ids, other_claim_ids
FROM counted
LEFT JOIN bounded ON bounded.event_id = counted.event_id AND bounded.measure = counted.measure
  AND bounded.broad_category = counted.broad_category AND bounded.held_by_id IS NOT DISTINCT FROM counted.held_by_id
  AND bounded.members_of_id IS NOT DISTINCT FROM counted.members_of_id
LEFT JOIN apart ON apart.event_id = counted.event_id AND apart.measure = counted.measure
  AND apart.broad_category = counted.broad_category AND apart.held_by_id IS NOT DISTINCT FROM counted.held_by_id
  AND apart.members_of_id IS NOT DISTINCT FROM counted.members_of_id
LEFT JOIN contradicted ON contradicted.event_id = counted.event_id AND contradicted.measure = counted.measure
  AND contradicted.broad_category = counted.broad_category AND contradicted.held_by_id IS NOT DISTINCT FROM counted.held_by_id
  AND contradicted.members_of_id IS NOT DISTINCT FROM counted.members_of_id
ORDER BY counted.event_id, counted.measure, counted.held_by_id NULLS FIRST, counted.members_of_id NULLS FIRST, counted.broad_category
