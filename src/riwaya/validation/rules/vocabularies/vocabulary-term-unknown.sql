/*
table = "vocabularies"
blockwise = true
[why]
en = "A term that no column can hold is a slip, or a column forgot it."
ar = "المصطلح الذي لا يقبله أي عمود خطأ، أو أن عمودًا أغفله."
[message]
en = "No coded column knows the term {value} of the vocabulary {vocabulary}."
ar = "لا يعرف أي عمود مرمّز المصطلح {value} من المعجم {vocabulary}."
[hint]
en = "Add it to the enum of the column's schema, or remove the row."
ar = "أضفه إلى enum في مخطط العمود، أو احذف الصف."
*/
SELECT row_, 'term' AS field, term AS value, vocabulary FROM vocabularies
WHERE NOT EXISTS (SELECT 1 FROM meta_terms WHERE meta_terms.vocabulary = vocabularies.vocabulary AND meta_terms.term = vocabularies.term)
