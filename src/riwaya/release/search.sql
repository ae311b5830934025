-- Finds the rows for a plain text, the parameter :text, the best first. It needs no extension but FTS5.
WITH RECURSIVE
  letters (rest, key) AS (
    SELECT :text, ''
    UNION ALL
    -- Of "l'Hol" in French only the name is searched.
    SELECT substr(rest, 2), CASE
      WHEN ' ' || key GLOB '*[ ,][dl]' AND instr('''`´‘’‛′ʹʻʼʽʾʿˈ', substr(rest, 1, 1)) AND coalesce(
        (SELECT key FROM search_letters WHERE letter = substr(rest, 2, 1)), substr(rest, 2, 1)) NOT IN ('', ' ', ',')
      THEN substr(key, 1, length(key) - 1)
      ELSE key || coalesce(
        (SELECT key FROM search_letters WHERE letter = substr(rest, 1, 1)), substr(rest, 1, 1)) END
    FROM letters WHERE rest <> ''
  ),
  -- 4,000 is 4000; other commas divide words, and so do digits behind a Latin letter.
  numbers (rest, key) AS (
    SELECT key || ' ', '' FROM letters WHERE rest = ''
    UNION ALL
    SELECT substr(rest, 2), key || CASE
      WHEN key GLOB '*[a-z]' AND rest GLOB '[0-9]*' THEN ' ' || substr(rest, 1, 1)
      WHEN rest NOT GLOB ',*' THEN substr(rest, 1, 1)
      WHEN key GLOB '*[0-9]' AND rest GLOB ',[0-9][0-9][0-9][^0-9]*' THEN ''
      ELSE ' ' END
    FROM numbers WHERE rest <> ''
  ),
  words (rest, word) AS (
    SELECT ltrim(key), '' FROM numbers WHERE rest = ''
    UNION ALL
    SELECT ltrim(substr(rest, instr(rest, ' '))), substr(rest, 1, instr(rest, ' ') - 1)
    FROM words WHERE rest <> ''
  ),
  -- Words without the article: in Latin letters and French before another word, in Arabic at the beginning of a word.
  bare (word) AS (
    SELECT CASE
      WHEN word GLOB '[وف][بك]ال???*' THEN substr(word, 5)
      WHEN word GLOB '[وفبك]ال???*' OR word GLOB '[وف]لل???*' THEN substr(word, 4)
      WHEN word GLOB 'ال???*' OR word GLOB 'لل???*' THEN substr(word, 3)
      ELSE word END
    FROM words WHERE word <> '' AND (rest = '' OR word NOT IN (
      'al', 'el', 'ul', 'il', 'ad', 'ed', 'ar', 'er', 'as', 'es', 'ash', 'esh', 'at', 'et', 'az', 'ez', 'an', 'en',
      'de', 'des', 'du', 'la', 'le', 'les'))
  )
SELECT table_name, id
FROM search JOIN search_rows ON search_rows.rowid = search.rowid
WHERE search MATCH (
  SELECT coalesce(group_concat('"' || word || CASE WHEN word GLOB '*[^0-9]*' THEN '"*' ELSE '"' END, ' '), '""')
  FROM bare)
ORDER BY rank, search.rowid;
