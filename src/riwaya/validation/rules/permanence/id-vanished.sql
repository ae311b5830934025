/*
for_each = "identified"
since = true
needs = ["retirements"]
[why]
en = "Somebody may have cited it: an ID is retired, never dropped."
ar = "لعل أحدًا استشهد به: المعرّف يُلغى ولا يُسقط."
[message]
en = "{value} stood in {table} of release {version} and is gone."
ar = "كان {value} في {table} من الإصدار {version} ولم يعد موجودًا."
[hint]
en = "Put the row back, or add to data/retirements.csv, with your reason: {line}"
ar = "أعد الصف، أو أضف إلى data/retirements.csv مع ذكر السبب: {line}"
*/
SELECT 0 AS row_, '$id' AS field, "$id" AS value, meta_since.version AS version,
  "$id" || ',retracted,,' || meta_since.now || ',السبب,The reason' AS line
FROM "since_$table" CROSS JOIN meta_since
WHERE "$id" NOT IN (SELECT "$id" FROM "$table" WHERE "$id" IS NOT NULL) AND "$id" NOT IN (SELECT id FROM retirements WHERE id IS NOT NULL)
