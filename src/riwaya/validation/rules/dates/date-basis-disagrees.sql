/*
for_each = "dated"
[why]
en = "date_basis shows whether the source states the date or it was computed."
ar = "يبيّن date_basis هل يذكر المصدر التاريخ أم حُسب."
[message]
en = "{id} has the date [{date}] and the basis [{basis}]: one of them is empty."
ar = "لـ{id} التاريخ [{date}] والأساس [{basis}]، وأحدهما فارغ."
[hint]
en = "Fill in date and date_basis together, or leave both empty."
ar = "املأ date وdate_basis معًا، أو اتركهما فارغين معًا."
*/
SELECT row_, CASE WHEN date IS NULL THEN 'date' ELSE 'date_basis' END AS field, NULL AS value,
  coalesce(date, '') AS date, coalesce(date_basis, '') AS basis
FROM "$table" WHERE (date IS NULL) <> (date_basis IS NULL)
