/*
table = "claims"
needs = ["actors", "sources"]
blockwise = true
[why]
en = "How a claim is attributed and who makes it are one fact told twice."
ar = "نسبة الادعاء وصاحبه حقيقة واحدة مذكورة مرتين."
[message]
en = "{id} is attributed to {value}, but its claimant {claimant} is of the kind {kind}."
ar = "نسبة {id} هي {value}، لكن صاحب الادعاء {claimant} من النوع {kind}."
[hint]
en = "named goes with a person or a role, unnamed_sources with unnamed_sources, outlet with the outlet of the source, organisation with a body."
ar = "تُستعمل named مع شخص أو دور، وunnamed_sources مع مصادر غير مسماة، وoutlet مع الوسيلة الإعلامية للمصدر، وorganisation مع هيئة."
*/
SELECT claims.row_, 'attribution' AS field, attribution AS value, claimant_id AS claimant, actors.kind AS kind
FROM claims JOIN actors ON actor_id = claimant_id JOIN sources ON sources.source_id = claims.source_id
WHERE NOT CASE attribution
  WHEN 'named' THEN actors.kind IN ('person', 'role')
  WHEN 'unnamed_sources' THEN actors.kind = 'unnamed_sources'
  WHEN 'outlet' THEN claimant_id IS NOT DISTINCT FROM outlet_id
  ELSE actors.kind NOT IN ('person', 'role', 'unnamed_sources') END
