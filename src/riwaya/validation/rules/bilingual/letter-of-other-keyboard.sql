/*
needs = ["meta_texts"]
[why]
en = "The Persian ya and kaf look like the Arabic ones in some positions, but a search treats them as other letters."
ar = "الياء والكاف الفارسيتان تشبهان العربيتين في بعض المواضع، لكن البحث يعدّهما حرفين آخرين."
[message]
en = "{field} contains a Persian ya or kaf (U+06CC, U+06A9): {value}"
ar = "يحتوي {field} على ياء أو كاف فارسية (U+06CC أو U+06A9): {value}"
[hint]
en = "Write ي, ى or ك with an Arabic keyboard, or run: riwaya fix"
ar = "اكتب ي أو ى أو ك بلوحة مفاتيح عربية، أو شغّل: riwaya fix"
[by_hand]
en = "Write ي, ى or ك with an Arabic keyboard."
ar = "اكتب ي أو ى أو ك بلوحة مفاتيح عربية."
*/
SELECT table_name, row_, field, value FROM meta_texts WHERE language = 'ar' AND (contains(value, 'ی') OR contains(value, 'ک'))
