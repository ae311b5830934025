/*
table = "figures"
[why]
en = "The wording of a figure is checked by machine, so it must state one number and nothing else."
ar = "صياغة الرقم يتحقق منها الحاسوب، فيجب أن تذكر رقمًا واحدًا لا غير."
[message]
en = "{field} cannot be read as one number: {value}"
ar = "لا يمكن قراءة {field} رقمًا واحدًا: {value}"
[hint]
en = "Keep the number, its qualifier and what is counted; leave out everything else. Try: riwaya parse-figure"
ar = "أبقِ الرقم ومحدِّده والمعدود واحذف ما عدا ذلك. جرّب: riwaya parse-figure"
*/
WITH phrase AS (
  SELECT row_, 'ar' AS language, wording_ar AS wording, phrase_reading(wording_ar, 'ar') AS reading FROM figures
  UNION ALL
  SELECT row_, 'en', wording_en, phrase_reading(wording_en, 'en') FROM figures)
SELECT row_, 'wording_' || language AS field, wording AS value FROM phrase JOIN figures USING (row_)
WHERE wording IS NOT NULL AND reading IS NULL AND qualifier <> 'not_stated'
