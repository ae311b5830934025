/*
for_each = "text"
[why]
en = "A stretched word is not found as the word it is."
ar = "الكلمة الممدودة بالتطويل لا يُعثر عليها عند البحث عنها."
[message]
en = "{field} stretches a word with a tatweel (U+0640): {value}"
ar = "في {field} كلمة ممدودة بالتطويل (U+0640): {value}"
[hint]
en = "Delete it; only a source's own words may keep it."
ar = "احذفه؛ ولا يبقى إلا في عبارة المصدر نفسها."
*/
-- Behind a preposition and before a number or a bracket ("لـ(50)") it is spelling.
SELECT row_, '$field' AS field, "$field" AS value FROM "$table" WHERE NOT $verbatim AND regexp_matches("$field", 'ـ[ء-ي]')
