/*
table = "figures"
blockwise = true
[why]
en = "The wording is compared with the coded number automatically, so it must state one number and nothing else. A word beside the number that is not known may change it."
ar = "تُقارن العبارة بالرقم المرمّز آليًا، فيجب أن تذكر رقمًا واحدًا لا غير. والكلمة المجهولة بجوار الرقم قد تغيّره."
[message]
en = "{field} cannot be read as one number: {value}"
ar = "لا يمكن قراءة {field} رقمًا واحدًا: {value}"
[hint]
en = "Keep only the number, its qualifier and what is counted. If nothing but the word for what is counted is unknown, add it to counted_words in datapackage.json. To try a phrase, run: riwaya parse-figure"
ar = "أبقِ الرقم ومحدِّده والمعدود فقط. وإن لم يُجهل سوى كلمة المعدود فأضفها إلى counted_words في datapackage.json. لتجربة عبارة شغّل: riwaya parse-figure"
*/
SELECT row_, 'wording_ar' AS field, wording_ar AS value FROM figures
WHERE wording_ar IS NOT NULL AND phrase_reading(wording_ar, 'ar') IS NULL AND qualifier <> 'not_stated'
UNION ALL SELECT row_, 'wording_en', wording_en FROM figures
WHERE wording_en IS NOT NULL AND phrase_reading(wording_en, 'en') IS NULL AND qualifier <> 'not_stated'
UNION ALL SELECT row_, 'wording_original', wording_original FROM figures
WHERE wording_original IS NOT NULL AND phrase_reading(wording_original, wording_language) IS NULL AND qualifier <> 'not_stated'
  -- Of a language that is not read, not even a figure alone is.
  AND phrase_reading('1', wording_language) IS NOT NULL
