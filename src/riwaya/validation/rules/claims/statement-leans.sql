/*
severity = "warning"
table = "claims"
blockwise = true
[why]
en = "A statement is read alone, in a table or a citation, so it must name the claimant."
ar = "يُقرأ مضمون الادعاء وحده في جدول أو استشهاد، فيجب أن يسمّي صاحب الادعاء."
[message]
en = "{id} begins with {value}, which does not name the claimant."
ar = "يبدأ {id} بعبارة {value}، وهي لا تسمّي صاحب الادعاء."
[hint]
en = "Begin with the claimant's name."
ar = "ابدأ باسم صاحب الادعاء."
*/
WITH texts AS (
  SELECT row_, 'statement_en' AS field, regexp_extract(statement_en, '^(He|She|It|They|The same)([^0-9A-Za-z_]|$)', 1) AS value FROM claims
  UNION ALL SELECT row_, 'statement_ar', regexp_extract(statement_ar, '^و[يت][^ ]+') FROM claims)
SELECT row_, field, value FROM texts WHERE value <> ''
