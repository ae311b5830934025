/*
table = "retirements"
since = true
[why]
en = "A retired ID that is no longer listed could be used again."
ar = "المعرّف الملغى إذا لم يعد مدرجًا فقد يُستعمل ثانية."
[message]
en = "{value} is retired in release {version}, but data/retirements.csv no longer lists it."
ar = "{value} ملغى في الإصدار {version}، لكن data/retirements.csv لم يعد يدرجه."
[hint]
en = "Restore the row; it is permanent."
ar = "أعد الصف؛ فهو دائم."
*/
SELECT 0 AS row_, 'id' AS field, earlier.id AS value, meta_since.version AS version
FROM since_retirements AS earlier CROSS JOIN meta_since WHERE earlier.id NOT IN (SELECT id FROM retirements WHERE id IS NOT NULL)
