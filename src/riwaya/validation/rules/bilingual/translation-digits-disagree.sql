/*
needs = ["meta_pairs"]
[why]
en = "A number that differs between the two languages is wrong in one of them."
ar = "الرقم الذي يختلف بين اللغتين خطأ في إحداهما."
[message]
en = "{field} has the numbers [{numbers}], but its counterpart {other} has [{other_numbers}]."
ar = "في {field} الأرقام [{numbers}]، أما نظيره {other} ففيه [{other_numbers}]."
[hint]
en = "Write every number in digits in both languages, and the same ones."
ar = "اكتب الأرقام نفسها في اللغتين بالأرقام لا بالحروف."
*/
-- The wording of a figure may be in words in one language; figure-wording-disagrees reads it.
SELECT table_name, row_, other_field AS field, other AS value, digits_of(other) AS numbers, one_field AS other,
  digits_of(one) AS other_numbers
FROM meta_pairs WHERE name <> 'wording' AND NOT same_numbers(one, other)
