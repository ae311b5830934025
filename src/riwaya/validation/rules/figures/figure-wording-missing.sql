/*
table = "figures"
blockwise = true
[why]
en = "A number can only be checked against the words that state it."
ar = "لا يمكن التحقق من رقم إلا بالعبارة التي تذكره."
[message]
en = "{id} has the qualifier {qualifier}, but {field} is empty."
ar = "محدِّد {id} هو {qualifier}، لكن {field} فارغ."
[hint]
en = "Fill in the number phrase in both languages and wording_language, or use the qualifier not_stated."
ar = "اكتب عبارة الرقم باللغتين واملأ wording_language، أو استعمل المحدِّد not_stated."
*/
SELECT row_, CASE WHEN wording_ar IS NULL AND wording_en IS NULL THEN 'wording_ar' ELSE 'wording_language' END AS field,
  NULL AS value, qualifier
FROM figures WHERE (qualifier <> 'not_stated' AND wording_ar IS NULL AND wording_en IS NULL)
  OR (coalesce(wording_ar, wording_en) IS NOT NULL AND wording_language IS NULL)
