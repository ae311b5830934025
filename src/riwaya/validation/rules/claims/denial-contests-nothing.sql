/*
table = "claims"
blockwise = true
[why]
en = "A denial says what it denies, so that it can be compared with what others assert."
ar = "يبيّن النفي ما ينفيه، ليُقارن بما يقوله غيره."
[message]
en = "{id} has the stance {stance}, but {field} is [{value}]."
ar = "موقف {id} هو {stance}، لكن قيمة {field} هي [{value}]."
[hint]
en = "Fill in contests for a denial; leave contests and contested_claim_id empty for every other stance."
ar = "املأ contests في النفي، واترك contests وcontested_claim_id فارغين في سائر المواقف."
*/
WITH wrong AS (
  SELECT row_, stance, contests, contested_claim_id, (stance = 'denies') = (contests IS NULL) AS by_kind FROM claims)
SELECT row_, CASE WHEN by_kind THEN 'contests' ELSE 'contested_claim_id' END AS field,
  CASE WHEN by_kind THEN contests ELSE contested_claim_id END AS value, stance
FROM wrong WHERE by_kind OR (stance <> 'denies' AND contested_claim_id IS NOT NULL)
