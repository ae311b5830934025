"""Holds the texts of the synthetic packages: invented sentences about nobody, in Arabic and English.

A template is a pair (Arabic, English).
"""

from functools import cache
from typing import NamedTuple

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Noun(NamedTuple):
    """Who is counted, in the forms that Arabic numbers require."""

    category: str
    many: str
    """After 11 to 99."""
    hundreds: str
    few: str
    """After 3 to 10."""
    two: str
    definite: str
    en: str


class Phrase(NamedTuple):
    """Number phrases of one form.

    {n} is the number, {m} the end of a range that starts with it, {i} the number in Arabic-Indic digits;
    {noun} is in the form that the number requires.
    """

    qualifier: str
    lowest: int
    """0 in a phrase without a number."""
    highest: int
    ar: str
    en: str
    language: str = "ar"
    """That of the original."""


WHERE = (
    ("قرب", "near"),
    ("شمال", "north of"),
    ("جنوب", "south of"),
    ("شرق", "east of"),
    ("غرب", "west of"),
    ("على أطراف", "on the outskirts of"),
    ("عند مدخل", "at the entrance to"),
    ("على الطريق إلى", "on the road to"),
)
# {a} to {f} are phrases of benchmarks/words.py.
STATEMENT = (
    "يقول موقع خبر{outlet}{citing} {a} إن تبادلاً بين جماعة خبر{one} وجماعة خبر{other} {b} "
    "{where} القرية {village} شمل {count} من {nouns} {c}.",
    "Khabar{outlet} News says{citing} {a} that an exchange {b} between Khabar{one} Group and "
    "Khabar{other} Group {where} village {village}, {c}, covered {count} {nouns} {d}.",
)
CITING = (" نقلاً عن موقع خبر{origin}", ", citing Khabar{origin} News,")
UNCOUNTED = ("عدداً", "a number of")
SOURCE_TITLE = ("{a} خبر رقم {n} عن أسرى {b}", "{a} in news number {n} of prisoners {b} {c}")
EVENT_TITLE = ("{a} تبادل رقم {n} {b} بين جماعتين", "Exchange number {n}, {a} {b} {c}")
SUMMARY = (
    "تختلف الروايات {a} في عدد من شملهم التبادل رقم {n} {b}، {c} {d} {e}.",
    "Accounts {a} differ on how many were in exchange {n}, {b} {c} {d} {e} {f}.",
)
NOTE = ("{a} {b} {c}.", "{a} {b} {c}, {d} {e}.")
DETAIL = ("{a} {b}", "{a} {b} {c} {d}")

NOUNS = (
    Noun("fighters", "مقاتلاً", "مقاتل", "مقاتلين", "مقاتلان", "المقاتلين", "fighters"),
    Noun("fighters", "عنصراً", "عنصر", "عناصر", "عنصران", "العناصر", "members"),
    Noun("persons", "شخصاً", "شخص", "أشخاص", "شخصان", "الأشخاص", "people"),
    Noun("persons", "أسيراً", "أسير", "أسرى", "أسيران", "الأسرى", "prisoners"),
    Noun("persons", "محتجزاً", "محتجز", "محتجزين", "محتجزان", "المحتجزين", "detainees"),
    Noun("civilians", "مدنياً", "مدني", "مدنيين", "مدنيان", "المدنيين", "civilians"),
)
PHRASES = (
    Phrase("exact", 11, 899, "{n} {noun}", "{n} {en}"),
    Phrase("exact", 11, 899, "{i} {noun}", "{n} {en}"),
    Phrase("exact", 3, 10, "{n} {noun}", "{n} {en}", "en"),
    Phrase("exact", 2, 2, "{two}", "two {en}"),
    Phrase("exact", 5, 5, "خمسة {noun}", "five {en}"),
    Phrase("exact", 12, 12, "اثنا عشر {noun}", "a dozen {en}", "en"),
    Phrase("exact", 38, 38, "ثمانية وثلاثون {noun}", "thirty-eight {en}"),
    Phrase("exact", 150, 150, "مئة وخمسون {noun}", "one hundred and fifty {en}"),
    Phrase("more_than", 11, 899, "أكثر من {n} {noun}", "more than {n} {en}"),
    Phrase("more_than", 11, 899, "ما يزيد على {i} {noun}", "over {n} {en}"),
    Phrase("more_than", 20, 20, "أكثر من عشرين {noun}", "more than twenty {en}"),
    Phrase("at_least", 11, 899, "ما لا يقل عن {n} {noun}", "at least {n} {en}"),
    Phrase("at_least", 11, 899, "{n} {noun} على الأقل", "no fewer than {n} {en}", "en"),
    Phrase("fewer_than", 11, 899, "أقل من {n} {noun}", "fewer than {n} {en}"),
    Phrase("about", 11, 899, "نحو {n} {noun}", "about {n} {en}"),
    Phrase("about", 11, 899, "قرابة {i} {noun}", "nearly {n} {en}"),
    Phrase("about", 24, 24, "قرابة 24 {noun}", "about two dozen {en}", "en"),
    Phrase("up_to", 11, 899, "حتى {n} {noun}", "up to {n} {en}"),
    Phrase("up_to", 11, 899, "{n} {noun} كحد أقصى", "as many as {n} {en}", "en"),
    Phrase("between", 11, 899, "بين {n} و{m} {noun}", "between {n} and {m} {en}"),
    Phrase("between", 11, 899, "من {n} إلى {m} {noun}", "{n} to {m} {en}"),
    Phrase("tens", 0, 0, "عشرات {definite}", "tens of {en}"),
    Phrase("dozens", 0, 0, "عشرات {definite}", "dozens of {en}", "en"),
    Phrase("hundreds", 0, 0, "مئات {definite}", "hundreds of {en}"),
    Phrase("many", 0, 0, "عدد كبير من {definite}", "a large number of {en}"),
    Phrase("some", 0, 0, "عدد من {definite}", "a number of {en}"),
)


def end_of(value: int) -> int:
    """The end of a range that starts with a value."""
    return value + 11


@cache
def wording(key: int) -> tuple[str, str]:
    """A number phrase in both languages. The key: index of the phrase, index of its noun, value."""
    key, value = divmod(key, 1_000)
    phrase, noun = PHRASES[key // len(NOUNS)], NOUNS[key % len(NOUNS)]
    last = (end_of(value) if "{m}" in phrase.ar else value) % 100
    filled = noun._asdict() | {
        "n": value,
        "m": end_of(value),
        "i": str(value).translate(_ARABIC_INDIC),
        "noun": noun.many if last > 10 else noun.few if last > 2 else noun.hundreds,
    }
    return phrase.ar.format(**filled), phrase.en.format(**filled)
