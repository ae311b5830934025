/*
table = "actors"
needs = ["person_reviews"]
blockwise = true
[why]
en = "A second person reviews every name before it is published, and again when it changes."
ar = "يراجع شخص ثانٍ كل اسم قبل نشره، ويراجعه ثانية إذا عُدّل."
[message]
en = "{id} names a person, but review/person_reviews.csv has no review of this name."
ar = "في {id} اسم شخص، ولا مراجعة لهذا الاسم في review/person_reviews.csv."
[hint]
en = "A maintainer reviews the name by the editorial policy and adds the row: {id},{sha256},DATE"
ar = "يراجع أحد القائمين على المشروع الاسم وفق السياسة التحريرية ثم يضيف الصف: {id},{sha256},DATE"
*/
WITH named AS (SELECT row_, actor_id, sha256(name_ar || chr(10) || name_en) AS sha256 FROM actors WHERE kind = 'person')
SELECT named.row_, 'actor_id' AS field, named.actor_id AS value, sha256 FROM named
LEFT JOIN person_reviews AS review ON review.actor_id = named.actor_id AND review.name_sha256 = sha256
WHERE review.actor_id IS NULL
