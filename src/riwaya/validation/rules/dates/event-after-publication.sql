/*
table = "events"
needs = ["claims", "sources"]
blockwise = true
[why]
en = "A source cannot report an event that happens after its publication."
ar = "لا يمكن أن يذكر مصدر حدثًا وقع بعد نشره."
[message]
en = "{id} is dated {value}, but {claim} reports it as done in a source dated {published}."
ar = "تاريخ {id} هو {value}، لكن {claim} يذكر وقوعه في مصدر بتاريخ {published}."
[hint]
en = "Correct the date of the event or of the publication. An interval may end on the day of publication at the latest."
ar = "صحّح تاريخ الحدث أو تاريخ النشر. ولا يجوز أن تنتهي المدة بعد يوم النشر."
*/
-- "May 2018" in a text of 20 May is no fault of its own; an interval whose end somebody typed is, once no
-- source is late enough to know it. A source without a date may always be late enough.
WITH asserted AS (
  SELECT events.row_, events.date, claim_id, published, edtf_latest(published) AS published_by,
    max(edtf_latest(published)) OVER same_event AS last_by, bool_and(published IS NOT NULL) OVER same_event AS all_dated
  FROM events JOIN claims USING (event_id) JOIN sources USING (source_id)
  WHERE outcome = 'reported_done' AND stance = 'asserts' WINDOW same_event AS (PARTITION BY events.row_)),
late AS (
  SELECT *, row_number() OVER (PARTITION BY row_ ORDER BY claim_id) AS nth FROM asserted
  WHERE edtf_earliest(date) > published_by OR
    (contains(date, '/') AND all_dated AND coalesce(edtf_latest(date), edtf_earliest(date)) > last_by))
SELECT row_, 'date' AS field, date AS value, claim_id AS claim, published FROM late WHERE nth = 1
