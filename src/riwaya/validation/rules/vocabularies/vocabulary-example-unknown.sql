/*
table = "vocabularies"
needs = ["meta_ids"]
[why]
en = "The example of a term is a row of the data."
ar = "مثال المصطلح صف من البيانات."
[message]
en = "The example {value} is not an ID in use."
ar = "المثال {value} ليس معرّفًا مستعملًا."
[hint]
en = "Write the ID of a row that uses the term, or clear example_id."
ar = "اكتب معرّف صف يستعمل المصطلح، أو أفرغ example_id."
*/
SELECT row_, 'example_id' AS field, example_id AS value FROM vocabularies
WHERE example_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM meta_ids WHERE id = example_id)
