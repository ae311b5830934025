/*
table = "retirements"
needs = ["meta_ids"]
[why]
en = "A tombstone points to what took the place."
ar = "شاهد القبر يدل على من حل محله."
[message]
en = "The successor {value} of {id} is neither in force nor retired."
ar = "الخلف {value} للمعرّف {id} ليس ساريًا ولا متقاعدًا."
[hint]
en = "Correct successor_ids; part the IDs by one blank."
ar = "صحح successor_ids، وافصل بين المعرّفات بفراغ واحد."
*/
WITH successor AS (SELECT row_, unnest(string_split(successor_ids, ' ')) AS successor FROM retirements)
SELECT row_, 'successor_ids' AS field, successor AS value FROM successor
WHERE successor NOT IN (SELECT id FROM meta_ids) AND successor NOT IN (SELECT id FROM retirements WHERE id IS NOT NULL)
