/*
table = "vocabularies"
[why]
en = "A broader term is a term of the same vocabulary that has none of its own."
ar = "المصطلح الأوسع مصطلح من المعجم نفسه لا أوسع منه."
[message]
en = "{term} of the vocabulary {id} has the broader term {value}, which is not a term of the same vocabulary, or has a broader one itself."
ar = "المصطلح الأوسع من {term} في المعجم {id} هو {value}، وهو ليس من المعجم نفسه أو له مصطلح أوسع منه."
[hint]
en = "Use a term of the same vocabulary, one level up."
ar = "استعمل مصطلحًا من المعجم نفسه، أعلى بدرجة واحدة."
*/
SELECT one.row_, 'broader' AS field, one.broader AS value, one.term FROM vocabularies AS one
WHERE one.broader IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vocabularies AS other
  WHERE other.vocabulary = one.vocabulary AND other.term = one.broader AND other.broader IS NULL)
