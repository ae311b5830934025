/*
table = "actors"
blockwise = true
[why]
en = "Whose an outlet is, somebody says; the reader must be able to look it up."
ar = "تبعية الوسيلة الإعلامية قول يقوله أحد، ويجب أن يستطيع القارئ الرجوع إليه."
[message]
en = "{id} has the affiliation [{value}] and the basis [{basis}]: one of them is empty."
ar = "تبعية {id} هي [{value}] وأساسها [{basis}]، وأحدهما فارغ."
[hint]
en = "Fill in affiliation and its basis in both languages, or leave all of them empty."
ar = "املأ affiliation وأساسها باللغتين، أو اتركها فارغة كلها."
*/
SELECT row_, CASE WHEN affiliation IS NULL THEN 'affiliation' ELSE 'affiliation_basis_en' END AS field,
  coalesce(affiliation, '') AS value, coalesce(affiliation_basis_en, '') AS basis
FROM actors WHERE (affiliation IS NULL) <> (affiliation_basis_en IS NULL)
