/*
table = "figures"
blockwise = true
[why]
en = "The coded number must be the one that the wording states."
ar = "يجب أن يطابق الرقم المرمّز ما في العبارة."
[message]
en = "The wording {words} ({wording}, {language}) reads as {read}, but {coded} is coded."
ar = "تُقرأ العبارة {words} ({wording}، {language}) على أنها {read}، لكن المرمّز هو {coded}."
[hint]
en = "Correct the qualifier, the value or the wording, whichever differs from the source."
ar = "صحّح المحدِّد أو القيمة أو العبارة، أيها خالف المصدر."
*/
WITH figure AS (
  SELECT *, qualifier || '|' || coalesce(CAST(value AS VARCHAR), '') || '|' || coalesce(CAST(value_to AS VARCHAR), '') AS coded
  FROM figures),
readings AS (
  SELECT row_, 'wording_ar' AS wording, 'ar' AS language, wording_ar AS words, phrase_reading(wording_ar, 'ar') AS reading,
    qualifier, wording_language, coded FROM figure
  UNION ALL
  SELECT row_, 'wording_en', 'en', wording_en, phrase_reading(wording_en, 'en'), qualifier, wording_language, coded
  FROM figure
  UNION ALL
  SELECT row_, 'wording_original', wording_language, wording_original, phrase_reading(wording_original, wording_language),
    qualifier, wording_language, coded
  FROM figure),
wrong AS (
  SELECT *, count(*) OVER (PARTITION BY row_) AS wordings, row_number() OVER (PARTITION BY row_ ORDER BY wording) AS nth
  FROM readings
  WHERE reading <> coded
    -- A translation has no other word for the source's tens or dozens.
    AND NOT (language IS DISTINCT FROM wording_language AND reading IN ('tens||', 'dozens||') AND coded IN ('tens||', 'dozens||')))
SELECT row_, wording, language, words, rtrim(replace(reading, '|', ' ')) AS read, rtrim(replace(coded, '|', ' ')) AS coded,
  -- One phrase alone is at fault itself; where several differ from the coding, the coding is.
  CASE WHEN wordings = 1 THEN wording
    WHEN split_part(reading, '|', 1) <> qualifier THEN 'qualifier'
    WHEN split_part(reading, '|', 2) <> split_part(coded, '|', 2) THEN 'value' ELSE 'value_to' END AS field,
  CASE WHEN wordings = 1 THEN words
    WHEN split_part(reading, '|', 1) <> qualifier THEN qualifier
    WHEN split_part(reading, '|', 2) <> split_part(coded, '|', 2) THEN split_part(coded, '|', 2)
    ELSE split_part(coded, '|', 3) END AS value
FROM wrong WHERE nth = 1
