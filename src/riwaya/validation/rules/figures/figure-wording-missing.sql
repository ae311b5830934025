/*
table = "figures"
blockwise = true
[why]
en = "A number without the words that state it cannot be checked."
ar = "الرقم من دون العبارة التي تذكره لا يمكن التحقق منه."
[message]
en = "{id} is coded {qualifier}, but {field} is empty."
ar = "الرقم {id} مرمّز {qualifier}، لكن {field} فارغ."
[hint]
en = "Give the number phrase of the source in both languages and its language, or code not_stated."
ar = "اكتب عبارة الرقم كما في المصدر باللغتين مع ذكر لغتها، أو رمّز not_stated."
*/
SELECT row_, CASE WHEN wording_ar IS NULL AND wording_en IS NULL THEN 'wording_ar' ELSE 'wording_language' END AS field,
  NULL AS value, qualifier
FROM figures WHERE (qualifier <> 'not_stated' AND wording_ar IS NULL AND wording_en IS NULL)
  OR (coalesce(wording_ar, wording_en) IS NOT NULL AND wording_language IS NULL)
