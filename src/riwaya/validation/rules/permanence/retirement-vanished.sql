/*
table = "retirements"
since = true
[why]
en = "A retired ID that is forgotten is given away again."
ar = "المعرّف الملغى إذا نُسي مُنح لغيره."
[message]
en = "{value} was retired in release {version}, and data/retirements.csv no longer says so."
ar = "كان {value} ملغى في الإصدار {version}، ولم يعد data/retirements.csv يذكر ذلك."
[hint]
en = "Put the line back; it stays for ever."
ar = "أعد السطر؛ فهو باقٍ دائمًا."
*/
SELECT 0 AS row_, 'id' AS field, earlier.id AS value, meta_since.version AS version
FROM since_retirements AS earlier CROSS JOIN meta_since WHERE earlier.id NOT IN (SELECT id FROM retirements WHERE id IS NOT NULL)
