/*
table = "retirements"
[why]
en = "Merged and split rows live on under other IDs; withdrawn ones do not."
ar = "الصفوف المدمجة أو المقسومة تبقى بمعرّفات أخرى، أما المسحوبة فلا."
[message]
en = "{id} is {kind}, which does not go with the successors [{successors}]."
ar = "{id} من النوع {kind}، ولا يتفق ذلك مع الخلف [{successors}]."
[hint]
en = "Name the successors of a merged or split ID, and none for a retracted or redacted one."
ar = "اذكر الخلف للمعرّف المدمج أو المقسوم، ولا تذكره للمسحوب أو المحجوب."
*/
SELECT row_, 'successor_ids' AS field, successor_ids AS value, kind, coalesce(successor_ids, '') AS successors FROM retirements
WHERE (kind IN ('merged', 'split')) <> (successor_ids IS NOT NULL)
