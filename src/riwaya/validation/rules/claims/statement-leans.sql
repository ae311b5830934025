/*
severity = "warning"
table = "claims"
blockwise = true
[why]
en = "A statement is read alone, in a table or a citation, where nobody knows who \"he\" is."
ar = "يُقرأ المضمون وحده في جدول أو استشهاد، حيث لا يُعرف صاحب الضمير."
[message]
en = "{id} begins with {value}: it says who claims only to somebody who has read the row before it."
ar = "يبدأ {id} بعبارة {value}: لا يبيّن صاحب الادعاء إلا لمن قرأ السطر السابق."
[hint]
en = "Begin with the claimant's name."
ar = "ابدأ باسم صاحب الادعاء."
*/
WITH texts AS (
  SELECT row_, 'statement_en' AS field, regexp_extract(statement_en, '^(He|She|It|They|The same)([^0-9A-Za-z_]|$)', 1) AS value FROM claims
  UNION ALL SELECT row_, 'statement_ar', regexp_extract(statement_ar, '^و[يت][^ ]+') FROM claims)
SELECT row_, field, value FROM texts WHERE value <> ''
