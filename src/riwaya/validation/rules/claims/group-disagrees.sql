/*
table = "claim_groups"
needs = ["figures"]
blockwise = true
[why]
en = "A group belongs to its claim, and has a number exactly where the claim gives one."
ar = "تخص المجموعة ادعاءها، ولا يكون لها عدد إلا حيث يذكر الادعاء عددًا."
[message]
en = "{id} gives the group {group} the extent {extent} and the number [{number}], and refers to the figure [{figure}] of [{figure_claim}]."
ar = "يعطي {id} المجموعة {group} المدى {extent} والعدد [{number}]، ويحيل إلى الرقم [{figure}] من [{figure_claim}]."
[hint]
en = "Refer to a figure of the same claim, and fill in value exactly where the extent is number."
ar = "أحِل إلى رقم من الادعاء نفسه، واملأ value حيث يكون المدى number وحده."
*/
SELECT claim_groups.row_, CASE WHEN figures.claim_id <> claim_groups.claim_id THEN 'figure_id' ELSE 'value' END AS field,
  CASE WHEN figures.claim_id <> claim_groups.claim_id THEN claim_groups.figure_id ELSE CAST(claim_groups.value AS VARCHAR) END AS value,
  "group", extent, claim_groups.value AS number, claim_groups.figure_id AS figure, figures.claim_id AS figure_claim
FROM claim_groups LEFT JOIN figures ON figures.figure_id = claim_groups.figure_id
WHERE figures.claim_id <> claim_groups.claim_id OR (extent = 'number') = (claim_groups.value IS NULL)
