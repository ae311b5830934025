/*
table = "retirements"
needs = ["meta_ids"]
[why]
en = "A retired ID refers to the one that replaced it."
ar = "يحيل المعرّف الملغى إلى ما حل محله."
[message]
en = "The successor {value} of {id} is neither in use nor retired."
ar = "المعرّف البديل {value} للمعرّف {id} ليس مستعملًا ولا ملغى."
[hint]
en = "Correct successor_ids; separate the IDs with one space."
ar = "صحّح successor_ids، وافصل بين المعرّفات بمسافة واحدة."
*/
WITH successor AS (SELECT row_, unnest(string_split(successor_ids, ' ')) AS successor FROM retirements)
SELECT row_, 'successor_ids' AS field, successor AS value FROM successor
WHERE successor NOT IN (SELECT id FROM meta_ids) AND successor NOT IN (SELECT id FROM retirements WHERE id IS NOT NULL)
