/*
needs = ["meta_texts"]
[why]
en = "The Persian ya and kaf look Arabic in some positions and are other letters to every search."
ar = "الياء والكاف الفارسيتان تشبهان العربيتين في بعض المواضع وهما حرفان آخران عند البحث."
[message]
en = "{field} holds a Persian ya or kaf (U+06CC, U+06A9): {value}"
ar = "في {field} ياء أو كاف فارسية (U+06CC أو U+06A9): {value}"
[hint]
en = "Write ي or ى and ك with an Arabic keyboard."
ar = "اكتب ي أو ى وك بلوحة مفاتيح عربية."
*/
SELECT table_name, row_, field, value FROM meta_texts WHERE language = 'ar' AND (contains(value, 'ی') OR contains(value, 'ک'))
