/*
table = "claims"
needs = ["actors", "sources"]
blockwise = true
[why]
en = "The attribution of a claim must agree with its claimant."
ar = "يجب أن تتفق نسبة الادعاء مع صاحبه."
[message]
en = "{id} has the attribution {value}, but its claimant {claimant} is of the kind {kind} and has the disclosure {disclosure}."
ar = "نسبة {id} هي {value}، لكن صاحب الادعاء {claimant} من النوع {kind} وإفصاحه {disclosure}."
[hint]
en = "Use named for an individual whom the source names, unnamed_sources for people whom it does not, organisation for a body or its unnamed spokesperson, outlet for the outlet of the source."
ar = "استعمل named لفرد يسميه المصدر، وunnamed_sources لمن لا يسميهم، وorganisation لجهة أو لناطق باسمها غير مسمّى، وoutlet للوسيلة الإعلامية التي نشرت المصدر."
*/
SELECT claims.row_, 'attribution' AS field, attribution AS value, claimant_id AS claimant, actors.kind AS kind, disclosure
FROM claims JOIN actors ON actor_id = claimant_id JOIN sources ON sources.source_id = claims.source_id
WHERE NOT CASE attribution
  WHEN 'named' THEN actors.kind IN ('person', 'role') AND disclosure <> 'unnamed'
  WHEN 'unnamed_sources' THEN actors.kind IN ('unnamed_sources', 'role') AND disclosure = 'unnamed'
  WHEN 'outlet' THEN claimant_id IS NOT DISTINCT FROM outlet_id
  ELSE actors.kind NOT IN ('person', 'unnamed_sources') AND (actors.kind <> 'role' OR disclosure = 'unnamed') END
