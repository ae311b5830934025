/*
table = "figure_links"
needs = ["figures", "claims"]
[why]
en = "A figure is equal to another one of the same document, from which it has its number, or it is a part of it."
ar = "يساوي الرقم رقمًا آخر من الوثيقة نفسها فيأخذ عدده منه، أو هو جزء منه."
[message]
en = "{id} ({qualifier} [{number}], in {source}) is linked as {relation} to {value} ({other_qualifier} [{other_number}], in {other_source})."
ar = "{id} ({qualifier} [{number}]، من {source}) مربوط بعلاقة {relation} بالرقم {value} ({other_qualifier} [{other_number}]، من {other_source})."
[hint]
en = "Link two figures of one document: with equals one of same_number to another that is not, with part_of one to another that is not smaller."
ar = "اربط رقمين من وثيقة واحدة: بعلاقة equals رقمًا محدِّده same_number برقم محدِّده غير ذلك، وبعلاقة part_of رقمًا برقم ليس أصغر منه."
*/
WITH linked AS (
  SELECT figure_links.row_, relation, one.figure_id, other.figure_id AS value, one.qualifier, other.qualifier AS other_qualifier,
    one.value AS number, other.value AS other_number, other.value_to AS other_number_to,
    said.source_id AS source, other_said.source_id AS other_source
  FROM figure_links JOIN figures AS one ON one.figure_id = figure_links.figure_id
  JOIN figures AS other ON other.figure_id = figure_links.other_figure_id
  JOIN claims AS said ON said.claim_id = one.claim_id JOIN claims AS other_said ON other_said.claim_id = other.claim_id)
SELECT row_, 'other_figure_id' AS field, value, relation, qualifier, number, source, other_qualifier, other_number, other_source
FROM linked WHERE figure_id = value OR source <> other_source
  OR (relation = 'equals' AND (qualifier <> 'same_number' OR other_qualifier = 'same_number'))
  -- A part of "more than 20" may be 25; at most 25 of exactly 20 may be 20.
  OR (relation = 'part_of' AND qualifier NOT IN ('up_to', 'fewer_than', 'about') AND (
    (other_qualifier IN ('exact', 'up_to') AND number > other_number) OR (other_qualifier = 'fewer_than' AND number >= other_number)
    OR (other_qualifier = 'between' AND number > other_number_to)))
