/*
severity = "warning"
table = "claims"
needs = ["figures", "sources", "actors", "actor_relations", "vocabularies"]
[why]
en = "A number that is repeated without a link counts as a second origin."
ar = "العدد الذي يُكرَّر من دون ربطه بأصله يُحسب أصلًا ثانيًا."
[message]
en = "{id} gives the same number as {other} about the same event, from the same body or in an outlet that relays, and both count as origins."
ar = "يذكر {id} العدد الذي يذكره {other} عن الحدث نفسه، وهو للجهة نفسها أو ورد في وسيلة إعلامية تنقل عن غيرها، ويُحسب كل منهما أصليًا."
[hint]
en = "If it repeats that claim, set derived_from_claim_id to {other}. If not, add a waiver that says what makes it an origin of its own, or what is not known."
ar = "إذا كان يكرر ذلك الادعاء فاجعل derived_from_claim_id هو {other}، وإلا فأضف إعفاءً يذكر ما يجعله أصلًا قائمًا بنفسه أو ما لا يُعرف."
*/
-- An outlet that is known to relay: most of its claims repeat other documents.
WITH relaying AS (
  SELECT outlet_id FROM claims JOIN sources ON sources.source_id = claims.source_id
  LEFT JOIN claims AS origin ON origin.claim_id = claims.derived_from_claim_id AND origin.source_id <> claims.source_id
  GROUP BY outlet_id HAVING 2 * count(origin.claim_id) > count(*)),
-- Unnamed sources of two documents are not known to be the same people.
speaks AS (
  SELECT actor_id, actor_id AS body_id FROM actors WHERE disclosure <> 'unnamed'
  UNION ALL
  SELECT actor_id, related_actor_id FROM actor_relations WHERE relation <> 'succeeds'),
same_body AS (
  SELECT DISTINCT one.actor_id, other.actor_id AS other_id FROM speaks AS one JOIN speaks AS other ON other.body_id = one.body_id),
said AS (
  SELECT claims.row_, claims.claim_id, event_id, claims.source_id, claimant_id, measure, members_of_id, qualifier, value, value_to,
    coalesce(broader, category) AS broad_category, edtf_earliest(published) AS first_day, edtf_latest(published) AS last_day,
    CAST(attribution = 'outlet' OR relaying.outlet_id IS NOT NULL AS INTEGER) AS relays
  FROM claims JOIN figures ON figures.claim_id = claims.claim_id JOIN sources ON sources.source_id = claims.source_id
  LEFT JOIN relaying ON relaying.outlet_id = sources.outlet_id
  LEFT JOIN vocabularies ON vocabulary = 'category' AND term = category
  WHERE derived_from_claim_id IS NULL AND stance = 'asserts' AND value IS NOT NULL)
SELECT later.row_, 'derived_from_claim_id' AS field, NULL AS value, min(earlier.claim_id) AS other
FROM said AS later JOIN said AS earlier ON earlier.event_id = later.event_id AND earlier.measure = later.measure
  AND earlier.broad_category = later.broad_category AND earlier.qualifier = later.qualifier AND earlier.value = later.value
  AND earlier.value_to IS NOT DISTINCT FROM later.value_to AND earlier.source_id <> later.source_id
LEFT JOIN same_body ON same_body.actor_id = later.claimant_id AND other_id = earlier.claimant_id
WHERE (later.relays = 1 OR other_id IS NOT NULL)
  -- Who held them is what relays change most often.
  AND coalesce(earlier.members_of_id = later.members_of_id, TRUE)
  -- Where it is not known which of the two came first, the one that relays is asked about, or the one with the higher ID.
  AND CASE WHEN earlier.last_day < later.first_day THEN TRUE WHEN later.last_day < earlier.first_day THEN FALSE
    WHEN earlier.relays <> later.relays THEN later.relays = 1 ELSE earlier.claim_id < later.claim_id END
GROUP BY later.row_
