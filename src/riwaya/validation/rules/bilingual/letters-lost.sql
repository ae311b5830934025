/*
needs = ["meta_texts"]
[why]
en = "A program that could not write Arabic letters put a question mark for each, and the text is gone."
ar = "البرنامج الذي لم يستطع كتابة الحروف العربية وضع مكان كل حرف علامة استفهام، فضاع النص."
[message]
en = "{field} has question marks where letters should be: {value}"
ar = "في {field} علامات استفهام في موضع الحروف: {value}"
[hint]
en = "Look up the text in the source and type it again; save files as UTF-8."
ar = "ارجع إلى المصدر واكتب النص من جديد، واحفظ الملفات بترميز UTF-8."
*/
-- Where a word would begin, or before a letter: behind a word several question marks are emphasis.
SELECT table_name, row_, field, value FROM meta_texts
WHERE language = 'ar' AND regexp_matches(value, '(^|[ \n(«“"،:/-])[?][?]|[?][?][A-Za-zء-ي]')
