/*
table = "retirements"
[why]
en = "Merged and split IDs have successors; retracted and redacted ones have none."
ar = "للمعرّف المدمج أو المقسوم معرّفات بديلة، ولا بديل للمسحوب أو المحجوب."
[message]
en = "{id} is {kind}, which does not agree with its successors [{successors}]."
ar = "{id} من النوع {kind}، ولا يتفق ذلك مع معرّفاته البديلة [{successors}]."
[hint]
en = "Fill in successor_ids for a merged or split ID, and clear it for a retracted or redacted one."
ar = "املأ successor_ids للمعرّف المدمج أو المقسوم، وأفرغه للمسحوب أو المحجوب."
*/
SELECT row_, 'successor_ids' AS field, successor_ids AS value, kind, coalesce(successor_ids, '') AS successors FROM retirements
WHERE (kind IN ('merged', 'split')) <> (successor_ids IS NOT NULL)
