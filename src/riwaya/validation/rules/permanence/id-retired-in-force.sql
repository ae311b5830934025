/*
table = "retirements"
needs = ["meta_ids"]
[why]
en = "A retired ID is never used again."
ar = "المعرّف الملغى لا يُستعمل ثانية."
[message]
en = "{value} is retired, but {in_table} still has it."
ar = "{value} ملغى، لكنه لا يزال في {in_table}."
[hint]
en = "Remove the row from {in_table}, or give it a new ID."
ar = "احذف الصف من {in_table}، أو أعطه معرّفًا جديدًا."
*/
SELECT retirements.row_, 'id' AS field, retirements.id AS value, table_name AS in_table
FROM retirements JOIN meta_ids ON meta_ids.id = retirements.id
