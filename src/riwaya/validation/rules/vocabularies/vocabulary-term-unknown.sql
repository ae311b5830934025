/*
table = "vocabularies"
blockwise = true
[why]
en = "A term that no column allows is a typing error, or is missing from a schema."
ar = "المصطلح الذي لا يسمح به أي عمود خطأ في الكتابة، أو ناقص في أحد المخططات."
[message]
en = "No column allows the term {value} of the vocabulary {vocabulary}."
ar = "لا يسمح أي عمود بالمصطلح {value} من المعجم {vocabulary}."
[hint]
en = "Add it to the enum in the schema of the column, or remove the row."
ar = "أضفه إلى enum في مخطط العمود، أو احذف الصف."
*/
SELECT row_, 'term' AS field, term AS value, vocabulary FROM vocabularies
WHERE NOT EXISTS (SELECT 1 FROM meta_terms WHERE meta_terms.vocabulary = vocabularies.vocabulary AND meta_terms.term = vocabularies.term)
