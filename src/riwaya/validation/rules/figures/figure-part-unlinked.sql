/*
severity = "warning"
table = "figures"
needs = ["figure_links", "claims", "vocabularies"]
[why]
en = "A part must not be compared with its total: two numbers of one claimant for the same thing are a part and its whole, or one of them counts something else."
ar = "يجب ألا يُقارن الجزء بكله: فعددان لصاحب ادعاء واحد عن المعدود نفسه جزء وكل، أو أن أحدهما يعدّ شيئًا آخر."
[message]
en = "{id} and {other} are two numbers of one claimant for the same thing in one document, and no link says how they relate."
ar = "{id} و{other} عددان لصاحب ادعاء واحد عن المعدود نفسه في وثيقة واحدة، ولا رابط يبيّن العلاقة بينهما."
[hint]
en = "Link the part in data/figure_links.csv, or correct the measure or category of one. If the claimant gives two numbers, waive the warning with a reason."
ar = "اربط الجزء في data/figure_links.csv، أو صحّح مقياس أحدهما أو فئته. وإذا كان صاحب الادعاء يذكر عددين فعلًا فأضف إعفاءً من التحذير مع ذكر السبب."
*/
WITH said AS (
  SELECT figures.row_, figure_id, measure, held_by_id, members_of_id, coalesce(broader, category) AS broad_category, value, value_to,
    event_id, source_id, claimant_id
  FROM figures JOIN claims ON claims.claim_id = figures.claim_id
  LEFT JOIN vocabularies ON vocabulary = 'category' AND term = category
  WHERE stance = 'asserts' AND derived_from_claim_id IS NULL AND value IS NOT NULL)
SELECT one.row_, 'value' AS field, CAST(one.value AS VARCHAR) AS value, min(other.figure_id) AS other
FROM said AS one JOIN said AS other ON other.event_id = one.event_id AND other.source_id = one.source_id
  AND other.claimant_id = one.claimant_id AND other.measure = one.measure AND other.broad_category = one.broad_category
  AND other.held_by_id IS NOT DISTINCT FROM one.held_by_id AND other.members_of_id IS NOT DISTINCT FROM one.members_of_id
WHERE other.row_ < one.row_ AND (other.value <> one.value OR other.value_to <> one.value_to) AND NOT EXISTS (
  SELECT 1 FROM figure_links WHERE figure_links.figure_id IN (one.figure_id, other.figure_id))
GROUP BY one.row_, one.value
