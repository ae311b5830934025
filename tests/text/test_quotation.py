"""Quotation marks around wordings, and those inside them."""

import pytest

from riwaya.text.quotation import nested, quoted


@pytest.mark.parametrize(
    "text, lang, inside",
    [
        ("عشرة من عناصر «قسد»", "ar", "عشرة من عناصر “قسد”"),
        ('عشرة من عناصر "قسد"', "ar", "عشرة من عناصر “قسد”"),
        ("سيارة “بيك أب” و«فان»", "ar", "سيارة “بيك أب” و“فان”"),
        ("«قال “نعم” ثم مضى»", "ar", "“قال «نعم» ثم مضى”"),
        ("ten “SDF” members", "en", "ten ‘SDF’ members"),
        ('ten "SDF" members and «others»', "en", "ten ‘SDF’ members and ‘others’"),
        ("zehn „SDF“-Kämpfer", "de", "zehn ‘SDF’-Kämpfer"),
        # Apostrophes and marks of the lower level stay, and so does what is not closed or not opened.
        ("290'a ulaşan, the SDF’s ‘ten’", "en", "290'a ulaşan, the SDF’s ‘ten’"),
        ('a 12" pipe', "en", 'a 12" pipe'),
        ("»zehn« «عشرة", "ar", "»zehn« «عشرة"),
        ("«قسد", "ar", "«قسد"),
        ("قسد»", "ar", "قسد»"),
        ("", None, ""),
    ],
)
def test_marks_inside_quotation_marks_are_one_level_lower(text, lang, inside):
    assert nested(text, lang) == inside
    if lang in ("ar", "en"):
        assert quoted(text, lang) == {"ar": f"«{inside}»", "en": f"“{inside}”"}[lang]
