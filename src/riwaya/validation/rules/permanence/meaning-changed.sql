/*
for_each = "identity"
since = true
[why]
en = "An ID that comes to mean something else makes every citation of it false."
ar = "المعرّف الذي يتغير مدلوله يجعل كل استشهاد به خاطئًا."
[message]
en = "{field} of {id} was {before} in release {version} and is {value} now: it is another thing."
ar = "كانت قيمة {field} في {id} هي {before} في الإصدار {version}، وصارت {value}: هذا شيء آخر."
[hint]
en = "Put {before} back; for the other thing, add a row with a new ID and retire this one in data/retirements.csv."
ar = "أعد {before}؛ وللشيء الآخر أضف صفًا بمعرّف جديد وألغِ هذا في data/retirements.csv."
*/
SELECT now_.row_, '$field' AS field, now_."$field" AS value, coalesce(earlier."$field", '') AS before, meta_since.version AS version
FROM "$table" AS now_ JOIN "since_$table" AS earlier ON earlier."$id" = now_."$id" CROSS JOIN meta_since
WHERE now_."$field" IS DISTINCT FROM earlier."$field"
