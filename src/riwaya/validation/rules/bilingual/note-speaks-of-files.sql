/*
severity = "warning"
needs = ["meta_texts"]
[why]
en = "Notes are for readers of the data, who do not have our working files."
ar = "الملاحظات لقراء البيانات، وليست لديهم ملفات عملنا."
[message]
en = "{field} speaks of {word}, which readers do not have."
ar = "يتحدث {field} عن {word}، وليس لدى القراء."
[hint]
en = "Say what the source shows or does not show."
ar = "اذكر ما يبيّنه المصدر أو لا يبيّنه."
*/
WITH found AS (
  SELECT table_name, row_, field, value,
    regexp_extract(value, '[Rr]esearch files?|[Rr]esearch notes|[Cc]oding sheet|[Ww]orking (?:file|slug)s?|event_key|jsonl|ملف(?:ات)? البحث|ملاحظات البحث|ورقة الترميز') AS word
  FROM meta_texts WHERE starts_with(field, 'note_'))
SELECT table_name, row_, field, value, word FROM found WHERE word <> ''
