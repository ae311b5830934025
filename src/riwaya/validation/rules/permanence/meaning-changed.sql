/*
for_each = "identity"
needs = ["retirements"]
since = true
[why]
en = "When an ID comes to mean something else, every citation of it becomes false."
ar = "إذا تغيّر مدلول معرّف صار كل استشهاد به خاطئًا."
[message]
en = "{field} of {id} was {before} in release {version} and is {value} now, so the ID means something else."
ar = "كانت قيمة {field} في {id} هي {before} في الإصدار {version}، وصارت {value}، فتغيّر مدلول المعرّف."
[hint]
en = "Restore {before}. For the new meaning, add a row with a new ID and retire this one in data/retirements.csv."
ar = "أعد {before}. وللمدلول الجديد أضف صفًا بمعرّف جديد وألغِ هذا المعرّف في data/retirements.csv."
*/
SELECT now_.row_, $field_text AS field, now_."$field" AS value, coalesce(earlier."$field", '') AS before, meta_since.version AS version
FROM "$table" AS now_ JOIN "since_$table" AS earlier ON earlier."$id" = now_."$id" CROSS JOIN meta_since
WHERE now_."$field" IS DISTINCT FROM earlier."$field"
  -- A row that was merged into another one is that one.
  AND NOT EXISTS (SELECT 1 FROM retirements WHERE id = earlier."$field" AND kind = 'merged' AND successor_ids = now_."$field")
