/*
needs = ["meta_texts"]
[why]
en = "A spreadsheet program runs a cell that begins like a formula."
ar = "تنفّذ برامج الجداول الخلية التي تبدأ كما تبدأ الصيغ الحسابية."
[message]
en = "{field} begins with a character that starts a formula: {value}"
ar = "يبدأ {field} بمحرف تبدأ به الصيغ الحسابية: {value}"
[hint]
en = "Begin with a letter, a digit or a quotation mark."
ar = "ابدأ بحرف أو رقم أو علامة اقتباس."
*/
SELECT table_name, row_, field, value FROM meta_texts -- A program that takes numbers, such as coordinates, for a formula can but calculate with them.
WHERE regexp_matches(value, '^[=+@-]') AND NOT regexp_matches(value, '^[+-][0-9., +-]*$')
