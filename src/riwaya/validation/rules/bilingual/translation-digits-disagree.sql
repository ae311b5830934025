/*
needs = ["meta_pairs"]
[why]
en = "A number that differs between the languages is wrong in one of them."
ar = "الرقم المختلف بين اللغتين خاطئ في إحداهما."
[message]
en = "{field} contains the numbers [{numbers}], but its counterpart {other} contains [{other_numbers}]."
ar = "في {field} الأرقام [{numbers}]، أما نظيره {other} ففيه [{other_numbers}]."
[hint]
en = "Write the same numbers in both languages, in digits."
ar = "اكتب الأرقام نفسها في اللغتين، بالأرقام لا بالكلمات."
*/
-- The wording of a figure may be in words in one language; figure-wording-disagrees reads it.
SELECT table_name, row_, other_field AS field, other AS value, digits_of(other) AS numbers, one_field AS other,
  digits_of(one) AS other_numbers
FROM meta_pairs WHERE name <> 'wording' AND NOT same_numbers(one, other)
