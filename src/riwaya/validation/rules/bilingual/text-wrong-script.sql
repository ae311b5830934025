/*
needs = ["meta_texts"]
[why]
en = "Text in the column of the other language is shown to the wrong readers."
ar = "النص الموضوع في عمود اللغة الأخرى يظهر لغير قرّائه."
[message]
en = "{field} is not written in the script of its language: {value}"
ar = "{field} غير مكتوب بحروف لغته: {value}"
[hint]
en = "Put Arabic text into the column ending in _ar and English text into the one ending in _en."
ar = "ضع النص العربي في العمود المنتهي بـ _ar والنص الإنجليزي في العمود المنتهي بـ _en."
*/
-- Most texts hold no letter but those of their script, or marks that are of none: they need no counting.
SELECT table_name, row_, field, value FROM meta_texts
WHERE CASE language WHEN 'ar' THEN regexp_matches(value, '[^\x00-@\[-`{-\x7F؀-ۿ«»–—‘’“”…]')
    WHEN 'en' THEN regexp_matches(value, '[^\x00-\x7FÀ-ɏ«»–—‘’“”…]') END
  AND NOT is_in_script(value, language)
