/*
table = "events"
blockwise = true
[why]
en = "A text is read alone, in a table or a search, so it must name the organisation of which it speaks."
ar = "يُقرأ النص وحده في جدول أو بحث، فيجب أن يسمّي التنظيم الذي يتحدث عنه."
[message]
en = "{field} of {id} says {value} without naming the organisation."
ar = "يقول {field} في {id} {value} من دون تسمية التنظيم."
[hint]
en = "Name it at its first mention, for example ISIS, in Arabic «تنظيم الدولة الإسلامية (داعش)»."
ar = "سمّه عند ذكره أول مرة، مثل «تنظيم الدولة الإسلامية (داعش)»، وبالإنجليزية ISIS."
*/
WITH texts AS (
  SELECT row_, 'title_ar' AS field, 'ar' AS language, title_ar AS text FROM events
  UNION ALL SELECT row_, 'title_en' AS field, 'en' AS language, title_en AS text FROM events
  UNION ALL SELECT row_, 'summary_ar' AS field, 'ar' AS language, summary_ar AS text FROM events
  UNION ALL SELECT row_, 'summary_en' AS field, 'en' AS language, summary_en AS text FROM events),
found AS (
  SELECT row_, field, CASE language WHEN 'ar' THEN regexp_extract(' ' || text, '[ «(][وف]?(?:[بك]?ال|لل)تنظيم(?:[ ،.؛:»)]|$)')
    -- "The group of …" are people, and "the organisation Sound and Picture" is named.
    ELSE regexp_extract(replace(text, ' group of ', ' '), '((?:[Tt]he|[Tt]his) (?:organi[sz]ation|group))(?: [^A-Z]|[,.;:]|$)', 1) END AS value
  FROM texts WHERE NOT regexp_matches(text, 'تنظيم الدولة|داعش|تنظيم القاعدة|جبهة النصرة|تحرير الشام|ISI[SL]|Islamic State|Daesh|[Qq]aeda|Nusra|Tahrir al-Sham'))
SELECT row_, field, trim(value, ' «».،؛:()') AS value FROM found WHERE value <> ''
