/*
needs = ["meta_texts", "loaded_terms"]
[why]
en = "One verb for all sides: a verb that doubts or vouches for a claimant takes a side."
ar = "فعل واحد لكل الأطراف: فالفعل الذي يشكك في صاحب الادعاء أو يزكّيه ينحاز."
[message]
en = "{field} contains the loaded verb {word}."
ar = "يحتوي {field} على الفعل المشحون {word}."
[hint]
en = "Use a neutral verb, such as says, reports or denies."
ar = "استعمل فعلًا محايدًا، مثل يقول أو يذكر أو ينفي."
*/
-- Few texts have such a word: no other is worth its key.
WITH few AS MATERIALIZED (
  SELECT table_name, row_, field, value, loaded_word AS word FROM meta_texts
  WHERE loaded_word IS NOT NULL AND table_name IN ('claims', 'events') AND regexp_matches(field, '^(statement|title|summary)_')),
found AS (
  SELECT *, search_key(word) AS key,
    -- Claims that differ are a noun, and أُقر says that an agreement was adopted.
    ' ' || search_key(replace(replace(value, 'Claims ', ' '), 'أُقر', ' ')) || ' ' AS text
  FROM few WHERE word IN (SELECT term FROM loaded_terms WHERE kind = 'verb')),
-- "Had not confirmed" and "still to be confirmed" vouch for nobody; "held for alleged loyalty" is the captor's reason.
english AS (
  SELECT *, replace(replace(replace(replace(text, ' the ' || key || ' ', ' '), ' to be ' || key || ' ', ' '),
    ' not ' || key || ' ', ' '), ' for ' || key || ' ', ' ') AS rest
  FROM found),
other AS (
  SELECT *, replace(replace(replace(rest, ' تكن قد ' || key || ' ', ' '), ' يكن قد ' || key || ' ', ' '), ' لم ' || key || ' ', ' ') AS last_rest
  FROM english)
SELECT table_name, row_, field, value, word FROM other WHERE contains(last_rest, key || ' ')
