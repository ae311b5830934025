/*
for_each = "identified"
since = true
needs = ["retirements"]
[why]
en = "A published ID may have been cited: it is retired, never deleted."
ar = "ربما استُشهد بالمعرّف المنشور، فهو يُلغى ولا يُحذف."
[message]
en = "{value} was in {table} of release {version} and is missing now."
ar = "كان {value} في {table} من الإصدار {version}، وهو الآن غير موجود."
[hint]
en = "Restore the row, or add this line to data/retirements.csv, with your reason: {line}"
ar = "أعد الصف، أو أضف هذا السطر إلى data/retirements.csv مع ذكر السبب: {line}"
*/
SELECT 0 AS row_, $id_text AS field, "$id" AS value, meta_since.version AS version,
  "$id" || ',retracted,,' || meta_since.now || ',السبب,The reason' AS line
FROM "since_$table" CROSS JOIN meta_since
WHERE "$id" NOT IN (SELECT "$id" FROM "$table" WHERE "$id" IS NOT NULL) AND "$id" NOT IN (SELECT id FROM retirements WHERE id IS NOT NULL)
