/*
table = "figures"
blockwise = true
[why]
en = "The dataset quotes number phrases, never sentences."
ar = "تقتبس مجموعة البيانات عبارات الأرقام لا الجمل."
[message]
en = "{field} has {words} words; the maximum is 8."
ar = "عدد كلمات {field} هو {words}، والحد الأقصى 8."
[hint]
en = "Keep only the number, its qualifier and what is counted."
ar = "أبقِ الرقم ومحدِّده والمعدود فقط."
*/
WITH wording AS (
  SELECT row_, 'wording_ar' AS field, wording_ar AS value FROM figures
  UNION ALL SELECT row_, 'wording_en', wording_en FROM figures
  UNION ALL SELECT row_, 'wording_original', wording_original FROM figures)
SELECT row_, field, value, word_count(value) AS words FROM wording WHERE word_count(value) > 8
