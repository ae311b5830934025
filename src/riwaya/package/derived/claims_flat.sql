WITH stated AS NOT MATERIALIZED (SELECT * FROM figures JOIN derived_figures USING (figure_id)),
-- Unnamed sources that speak for nobody are called by their own name. Not materialized: names of a million claims are
-- half a gigabyte.
body AS NOT MATERIALIZED (
  SELECT claim_id, origin_claim_id, body_id, actors.name_ar, actors.name_en
  FROM derived_claims JOIN claims USING (claim_id)
  JOIN actors ON actor_id = CASE WHEN regexp_matches(body_id, '^ACT-') THEN body_id ELSE claimant_id END),
-- Those that are contradicted and those that contradict, from both sides of a pair.
against AS (
  SELECT claim_id, other_claim_id FROM derived_contradictions
  UNION SELECT other_claim_id, claim_id FROM derived_contradictions),
contradicted AS (
  SELECT claim_id, string_agg(other_claim_id, ' ' ORDER BY other_claim_id) AS contradicting_claim_ids
  FROM against GROUP BY claim_id),
bodies AS (
  SELECT DISTINCT against.claim_id, body.name_ar, body.name_en FROM against JOIN body ON body.claim_id = other_claim_id),
contradicted_by AS (
  SELECT claim_id, string_agg(name_ar, '؛ ' ORDER BY name_ar) AS contradicted_by_ar,
    string_agg(name_en, '; ' ORDER BY name_en) AS contradicted_by_en
  FROM bodies GROUP BY claim_id)
SELECT claims.claim_id, stated.figure_id, claims.event_id, events.kind AS event_kind, events.outcome AS event_outcome,
  events.title_ar AS event_title_ar, events.title_en AS event_title_en, events.date AS event_date,
  computed.date_earliest AS event_date_earliest, computed.date_latest AS event_date_latest,
  place.name_ar AS location_ar, place.name_en AS location_en,
  governorate.name_ar AS governorate_ar, governorate.name_en AS governorate_en,
  district.name_ar AS district_ar, district.name_en AS district_en, place.latitude, place.longitude,
  claimant.name_ar AS claimant_ar, claimant.name_en AS claimant_en,
  body.body_id, body.name_ar AS body_ar, body.name_en AS body_en, attribution, stance, contests, claims.date AS claim_date,
  said_place.name_ar AS claim_location_ar, said_place.name_en AS claim_location_en,
  contradicting_claim_ids, contradicted_by_ar, contradicted_by_en,
  outlet.name_ar AS outlet_ar, outlet.name_en AS outlet_en, claims.source_id,
  sources.title_ar AS source_title_ar, sources.title_en AS source_title_en, sources.title_original AS source_title_original,
  sources.published AS source_published, sources.url AS source_url, locator, origin_claim_id, statement_ar, statement_en,
  measure, holder.name_ar AS held_by_ar, holder.name_en AS held_by_en,
  side.name_ar AS members_of_ar, side.name_en AS members_of_en, category, broad_category, qualifier, value, value_to,
  stated.value_min, stated.value_max, value_resolved, drifted, compared, wording_ar, wording_en
FROM claims
JOIN body ON body.claim_id = claims.claim_id
LEFT JOIN contradicted ON contradicted.claim_id = claims.claim_id
LEFT JOIN contradicted_by ON contradicted_by.claim_id = claims.claim_id
JOIN events ON events.event_id = claims.event_id
JOIN derived_events AS computed ON computed.event_id = claims.event_id
JOIN sources ON sources.source_id = claims.source_id
JOIN actors AS claimant ON claimant.actor_id = claims.claimant_id
LEFT JOIN actors AS outlet ON outlet.actor_id = sources.outlet_id
LEFT JOIN locations AS place ON place.location_id = events.location_id
LEFT JOIN locations AS governorate ON governorate.location_id = computed.governorate_id
LEFT JOIN locations AS district ON district.location_id = computed.district_id
LEFT JOIN locations AS said_place ON said_place.location_id = claims.location_id
LEFT JOIN stated ON stated.claim_id = claims.claim_id
LEFT JOIN actors AS holder ON holder.actor_id = stated.held_by_id
LEFT JOIN actors AS side ON side.actor_id = stated.members_of_id
ORDER BY claims.event_id, claims.row_, stated.row_
