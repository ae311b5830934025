/*
table = "actors"
blockwise = true
[why]
en = "A person is named only on a stated public basis."
ar = "لا يُسمّى شخص إلا على أساس علني مذكور."
[message]
en = "{id} has the disclosure {disclosure}, but no basis for it."
ar = "قيمة الإفصاح عن {id} هي {disclosure}، لكن أساسه غير مذكور."
[hint]
en = "State in disclosure_basis_ar and disclosure_basis_en which public source gives the role, or where the person spoke."
ar = "اذكر في disclosure_basis_ar وdisclosure_basis_en المصدر العلني الذي يذكر الصفة، أو أين تكلم الشخص."
*/
SELECT row_, 'disclosure_basis_en' AS field, NULL AS value, disclosure FROM actors
WHERE disclosure IN ('public_role', 'on_record') AND disclosure_basis_ar IS NULL AND disclosure_basis_en IS NULL
