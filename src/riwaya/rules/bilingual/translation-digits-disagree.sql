/*
needs = ["meta_pairs"]
[why]
en = "A number that differs between the two languages is wrong in one of them."
ar = "الرقم الذي يختلف بين اللغتين خطأ في إحداهما."
[message]
en = "{field} has the numbers [{numbers}], but its Arabic counterpart {other} has [{other_numbers}]."
ar = "في {field} الأرقام [{numbers}]، أما نظيره العربي {other} ففيه [{other_numbers}]."
[hint]
en = "Write every number in digits in both languages, and the same ones."
ar = "اكتب الأرقام نفسها في اللغتين بالأرقام لا بالحروف."
*/
-- The wording of a figure may be in words in one language; figure-wording-disagrees reads it.
WITH pair AS (
  SELECT *, translate(ar, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789') AS ar_plain,
    translate(en, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789') AS en_plain
  FROM meta_pairs WHERE name <> 'wording'),
-- Most pairs have the same runs of digits, and no letter of another script that may be one: they need no closer look.
suspect AS (
  SELECT * FROM pair WHERE regexp_matches(ar, '[^\x00-\x7F؀-ۿ«»–—‘’“”…]') OR regexp_matches(en, '[^\x00-\x7FÀ-ɏ«»–—‘’“”…]')
    OR list_sort(regexp_extract_all(ar_plain, '[0-9]+')) <> list_sort(regexp_extract_all(en_plain, '[0-9]+')))
SELECT table_name, row_, en_field AS field, en AS value, digits_of(en) AS numbers, ar_field AS other, digits_of(ar) AS other_numbers
FROM suspect WHERE digits_of(ar) <> digits_of(en)
