/*
table = "events"
blockwise = true
[why]
en = "A date says whether the source states it or somebody reckoned it."
ar = "يُذكر مع التاريخ هل يصرح به المصدر أم حُسب حسابًا."
[message]
en = "{id} has the date [{date}] and the basis [{basis}]: one of the two is missing."
ar = "للحدث {id} التاريخ [{date}] والأساس [{basis}]، وأحدهما ناقص."
[hint]
en = "Fill in date and date_basis together, or leave both empty."
ar = "املأ date وdate_basis معًا، أو اتركهما فارغين معًا."
*/
SELECT row_, CASE WHEN date IS NULL THEN 'date' ELSE 'date_basis' END AS field, NULL AS value,
  coalesce(date, '') AS date, coalesce(date_basis, '') AS basis
FROM events WHERE (date IS NULL) <> (date_basis IS NULL)
