/*
table = "vocabularies"
[why]
en = "Every code is explained in both languages."
ar = "كل رمز مشروح باللغتين."
[message]
en = "{column} of {in_table} allows {value}, but data/vocabularies.csv does not explain it under {vocabulary}."
ar = "يسمح {column} من {in_table} بالقيمة {value}، لكن data/vocabularies.csv لا يشرحها ضمن {vocabulary}."
[hint]
en = "Add the term with its labels and definitions in both languages."
ar = "أضف المصطلح مع تسميته وتعريفه باللغتين."
*/
SELECT 0 AS row_, 'term' AS field, term AS value, field AS "column", table_name AS in_table, vocabulary FROM meta_terms
WHERE table_name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vocabularies WHERE vocabularies.vocabulary = meta_terms.vocabulary AND vocabularies.term = meta_terms.term)
