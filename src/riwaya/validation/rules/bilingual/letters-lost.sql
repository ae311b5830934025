/*
needs = ["meta_texts"]
[why]
en = "A program that could not write the letters put a question mark or a box for each, and the text is gone."
ar = "البرنامج الذي لم يستطع كتابة الحروف وضع مكان كل حرف علامة استفهام أو مربعًا، فضاع النص."
[message]
en = "{field} has question marks or boxes where letters should be: {value}"
ar = "في {field} علامات استفهام أو مربعات في موضع الحروف: {value}"
[hint]
en = "Look up the text in the source and type it again; save files as UTF-8."
ar = "ارجع إلى المصدر واكتب النص من جديد، واحفظ الملفات بترميز UTF-8."
*/
-- Where a word would begin, or before a letter: behind a word several question marks are emphasis. In Arabic and
-- French a blank may stand before them, too: there, letters are lost where one run of them follows another.
WITH texts AS (
  SELECT table_name, row_, field, value, language, regexp_replace(value, 'https?://\S+', '', 'g') AS words
  FROM meta_texts WHERE regexp_matches(value, '[?؟¿□▯▢￼]'))
SELECT table_name, row_, field, value FROM texts
WHERE regexp_matches(words, '[□▯▢￼]{2}|(^|[^\pL\pN?؟¿])[?؟¿]{2,}\s+[?؟¿]{2}|^[?؟¿\s]{2,}$')
  OR language IS NOT NULL AND regexp_matches(words,
    '[□▯▢￼]|(^|[ \n(«“"،:/-])[?¿]{2}|(^|[\n(«“"/-])؟؟|[?¿]{2}[A-Za-zء-ي]|[A-Za-z][?¿][a-z]')
