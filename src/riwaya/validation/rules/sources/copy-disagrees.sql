/*
table = "uncoded_sources"
needs = ["claims"]
blockwise = true
[why]
en = "A copy is left out only because the document that it copies is coded."
ar = "لا تُترك النسخة إلا لأن الوثيقة المنسوخة مرمّزة."
[message]
en = "{id} has the reason {reason} and copies [{value}]: one of the two does not fit, or the original is not coded."
ar = "سبب {id} هو {reason} وينسخ [{value}]: أحدهما لا يوافق الآخر، أو أن الأصل غير مرمّز."
[hint]
en = "Give copy_of_source_id with the reason verbatim_copy and only then, and name a source that has claims."
ar = "اذكر copy_of_source_id مع السبب verbatim_copy وحده، وسمِّ مصدرًا له ادعاءات."
*/
SELECT row_, 'copy_of_source_id' AS field, coalesce(copy_of_source_id, '') AS value, reason FROM uncoded_sources
WHERE (reason = 'verbatim_copy') <> (copy_of_source_id IS NOT NULL)
  OR (copy_of_source_id IS NOT NULL AND copy_of_source_id NOT IN (SELECT source_id FROM claims))
