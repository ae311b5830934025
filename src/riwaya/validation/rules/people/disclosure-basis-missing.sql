/*
table = "actors"
blockwise = true
[why]
en = "Whoever names a person says on what public ground."
ar = "من يسمّي شخصًا يذكر الأساس العلني لذلك."
[message]
en = "{id} is disclosed as {disclosure}, but no basis is given."
ar = "الإفصاح عن {id} هو {disclosure}، لكن الأساس غير مذكور."
[hint]
en = "Say in disclosure_basis_ar and _en which public source gives the role, or where the person spoke."
ar = "اذكر في disclosure_basis_ar و_en المصدر العلني للصفة، أو أين تكلم الشخص."
*/
SELECT row_, 'disclosure_basis_en' AS field, NULL AS value, disclosure FROM actors
WHERE disclosure IN ('public_role', 'on_record') AND disclosure_basis_ar IS NULL AND disclosure_basis_en IS NULL
