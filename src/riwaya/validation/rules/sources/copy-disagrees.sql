/*
table = "uncoded_sources"
needs = ["claims"]
blockwise = true
[why]
en = "A copy is left uncoded only if the document that it copies is coded."
ar = "لا تُترك النسخة بلا ترميز إلا إذا كانت الوثيقة المنسوخة مرمّزة."
[message]
en = "{id} has the reason {reason} and copies [{value}]: the two do not agree, or the original is not coded."
ar = "السبب في {id} هو {reason} وهو نسخة من [{value}]: لا يتفق الأمران، أو أن الوثيقة المنسوخة غير مرمّزة."
[hint]
en = "Fill in copy_of_source_id only with the reason verbatim_copy, and with a source that has claims."
ar = "املأ copy_of_source_id مع السبب verbatim_copy وحده، بمصدر له ادعاءات."
*/
SELECT row_, 'copy_of_source_id' AS field, coalesce(copy_of_source_id, '') AS value, reason FROM uncoded_sources
WHERE (reason = 'verbatim_copy') <> (copy_of_source_id IS NOT NULL)
  OR (copy_of_source_id IS NOT NULL AND copy_of_source_id NOT IN (SELECT source_id FROM claims))
