WITH stated AS (
  SELECT figures.*, bounds.value_min, bounds.value_max
  FROM figures JOIN derived_figures AS bounds USING (figure_id))
SELECT claims.claim_id, stated.figure_id, claims.event_id, events.kind AS event_kind, events.outcome AS event_outcome,
  events.title_ar AS event_title_ar, events.title_en AS event_title_en, events.date AS event_date,
  event_bounds.date_earliest AS event_date_earliest, event_bounds.date_latest AS event_date_latest,
  place.name_ar AS location_ar, place.name_en AS location_en, place.latitude, place.longitude,
  claimant.name_ar AS claimant_ar, claimant.name_en AS claimant_en, attribution, stance,
  outlet.name_ar AS outlet_ar, outlet.name_en AS outlet_en, claims.source_id, sources.published AS source_published,
  sources.url AS source_url, locator, origin.origin_claim_id, statement_ar, statement_en,
  measure, holder.name_ar AS held_by_ar, holder.name_en AS held_by_en,
  side.name_ar AS members_of_ar, side.name_en AS members_of_en, category, qualifier, value, value_to,
  stated.value_min, stated.value_max, wording_ar, wording_en
FROM claims
JOIN derived_claims AS origin ON origin.claim_id = claims.claim_id
JOIN events ON events.event_id = claims.event_id
JOIN derived_events AS event_bounds ON event_bounds.event_id = claims.event_id
JOIN sources ON sources.source_id = claims.source_id
JOIN actors AS claimant ON claimant.actor_id = claims.claimant_id
LEFT JOIN actors AS outlet ON outlet.actor_id = sources.outlet_id
LEFT JOIN locations AS place ON place.location_id = events.location_id
LEFT JOIN stated ON stated.claim_id = claims.claim_id
LEFT JOIN actors AS holder ON holder.actor_id = stated.held_by_id
LEFT JOIN actors AS side ON side.actor_id = stated.members_of_id
ORDER BY claims.event_id, claims.row_, stated.row_
