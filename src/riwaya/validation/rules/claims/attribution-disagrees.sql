/*
table = "claims"
needs = ["actors", "sources"]
blockwise = true
[why]
en = "The attribution of a claim must agree with its claimant."
ar = "يجب أن تتفق نسبة الادعاء مع صاحبه."
[message]
en = "{id} has the attribution {value}, but its claimant {claimant} is of the kind {kind}."
ar = "نسبة {id} هي {value}، لكن صاحب الادعاء {claimant} من النوع {kind}."
[hint]
en = "Use named for a person or a role, unnamed_sources for unnamed sources, outlet for the outlet of the source, organisation for a body."
ar = "استعمل named لشخص أو دور، وunnamed_sources لمصادر لم تُسمَّ، وoutlet للوسيلة الإعلامية التي نشرت المصدر، وorganisation لجهة."
*/
SELECT claims.row_, 'attribution' AS field, attribution AS value, claimant_id AS claimant, actors.kind AS kind
FROM claims JOIN actors ON actor_id = claimant_id JOIN sources ON sources.source_id = claims.source_id
WHERE NOT CASE attribution
  WHEN 'named' THEN actors.kind IN ('person', 'role')
  WHEN 'unnamed_sources' THEN actors.kind = 'unnamed_sources'
  WHEN 'outlet' THEN claimant_id IS NOT DISTINCT FROM outlet_id
  ELSE actors.kind NOT IN ('person', 'role', 'unnamed_sources') END
