/*
table = "vocabularies"
[why]
en = "A code that no page explains in both languages is a riddle."
ar = "الرمز الذي لا شرح له باللغتين لغز."
[message]
en = "{value} may stand in {column} of {in_table}, but {vocabulary} in data/vocabularies.csv does not explain it."
ar = "يجوز {value} في {column} من {in_table}، لكن {vocabulary} في data/vocabularies.csv لا يشرحه."
[hint]
en = "Add the term with its labels and definitions in both languages."
ar = "أضف المصطلح مع تسميته وتعريفه باللغتين."
*/
SELECT 0 AS row_, 'term' AS field, term AS value, field AS "column", table_name AS in_table, vocabulary FROM meta_terms
WHERE NOT EXISTS (SELECT 1 FROM vocabularies WHERE vocabularies.vocabulary = meta_terms.vocabulary AND vocabularies.term = meta_terms.term)
