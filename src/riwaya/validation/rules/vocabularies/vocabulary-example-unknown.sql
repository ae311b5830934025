/*
table = "vocabularies"
needs = ["meta_ids"]
blockwise = true
[why]
en = "An example shows a real row."
ar = "يعرض المثال صفًا حقيقيًا."
[message]
en = "The example {value} is no ID in force."
ar = "المثال {value} ليس معرّفًا ساريًا."
[hint]
en = "Name a row that uses the term, or leave example_id empty."
ar = "اذكر صفًا يستعمل المصطلح، أو اترك example_id فارغًا."
*/
SELECT row_, 'example_id' AS field, example_id AS value FROM vocabularies
WHERE example_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM meta_ids WHERE id = example_id)
