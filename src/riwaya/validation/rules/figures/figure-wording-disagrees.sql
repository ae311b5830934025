/*
table = "figures"
blockwise = true
[why]
en = "What is coded must be what the words say."
ar = "ما يُرمَّز يجب أن يكون ما تقوله العبارة."
[message]
en = "The words {words} read as {read}, but {coded} is coded."
ar = "تُقرأ العبارة {words} على أنها {read}، لكن المرمّز هو {coded}."
[hint]
en = "Correct the qualifier, the value or the wording, whichever the source does not say."
ar = "صحح المحدِّد أو القيمة أو الصياغة، أيها لا يقوله المصدر."
*/
WITH figure AS (
  SELECT *, qualifier || '|' || coalesce(CAST(value AS VARCHAR), '') || '|' || coalesce(CAST(value_to AS VARCHAR), '') AS coded
  FROM figures),
judged AS (
  SELECT row_, 'ar' AS language, wording_ar AS wording, phrase_reading(wording_ar, 'ar') AS reading,
    qualifier, wording_language, coded FROM figure
  UNION ALL
  SELECT row_, 'en', wording_en, phrase_reading(wording_en, 'en'), qualifier, wording_language, coded FROM figure),
wrong AS (
  SELECT *, count(*) OVER (PARTITION BY row_) AS languages FROM judged
  WHERE reading <> coded
    -- A translation has no other word for the source's tens or dozens.
    AND NOT (language <> wording_language AND reading IN ('tens||', 'dozens||') AND coded IN ('tens||', 'dozens||')))
SELECT row_, wording AS words, rtrim(replace(reading, '|', ' ')) AS read, rtrim(replace(coded, '|', ' ')) AS coded,
  -- One phrase alone is at fault itself; where both say the same, the coding is.
  CASE WHEN languages = 1 THEN 'wording_' || language
    WHEN split_part(reading, '|', 1) <> qualifier THEN 'qualifier'
    WHEN split_part(reading, '|', 2) <> split_part(coded, '|', 2) THEN 'value' ELSE 'value_to' END AS field,
  CASE WHEN languages = 1 THEN wording
    WHEN split_part(reading, '|', 1) <> qualifier THEN qualifier
    WHEN split_part(reading, '|', 2) <> split_part(coded, '|', 2) THEN split_part(coded, '|', 2)
    ELSE split_part(coded, '|', 3) END AS value
FROM wrong WHERE languages = 1 OR language = 'ar'
