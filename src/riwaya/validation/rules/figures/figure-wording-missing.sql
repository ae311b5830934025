/*
table = "figures"
blockwise = true
[why]
en = "A number can only be checked against the words that state it, and readers must know whether these are the source's."
ar = "لا يمكن التحقق من رقم إلا بالعبارة التي تذكره، ويجب أن يعرف القارئ هل هي عبارة المصدر."
[message]
en = "{id} has the qualifier {qualifier}, but {field} is empty."
ar = "محدِّد {id} هو {qualifier}، لكن {field} فارغ."
[hint]
en = "Fill in the number phrase in both languages and wording_language, or use the qualifier not_stated. If the source's own phrase is not known, leave wording_language empty and write in detail_ar and detail_en that the wording is ours."
ar = "اكتب عبارة الرقم باللغتين واملأ wording_language، أو استعمل المحدِّد not_stated. وإن لم تُعرف عبارة المصدر نفسها فاترك wording_language فارغًا واكتب في detail_ar وdetail_en أن الصياغة لنا."
*/
SELECT row_, CASE WHEN wording_ar IS NULL AND wording_en IS NULL THEN 'wording_ar' ELSE 'wording_language' END AS field,
  NULL AS value, qualifier
FROM figures WHERE (qualifier <> 'not_stated' AND wording_ar IS NULL AND wording_en IS NULL)
  OR (wording_language IS NULL AND (wording_original IS NOT NULL
    OR (coalesce(wording_ar, wording_en) IS NOT NULL AND coalesce(detail_ar, detail_en) IS NULL)))
