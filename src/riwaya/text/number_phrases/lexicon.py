"""Lists the words and expressions of number phrases, as data: the parser reads them and knows no word itself.

A row is (tag, phrases): what the words are, and the words. Phrases are separated by ";", words by blanks.
"a|b" in one place means either; a "|" at the end of a place makes it optional. Words are spelled as in a
dictionary: the parser normalises them as it normalises a text. The Arabic article stands apart
("عشرات ال آلاف"), because the tokeniser splits it off.

Kinds of tags, with what each holds:
  number      letter (see GRAMMAR in parse.py) and amount
  plural      a scale after a number (letter, amount); alone a vague amount (qualifier), or unreadable
  dual        "ألفا": two thousand before its noun; after a number, thousand (letter, amount: those of one)
  amount      a quantity without a number (qualifier)
  some        "about" before a quantity, else an amount
  before      a qualifier that must stand directly before its number
  anywhere    a qualifier wherever it stands
  until       "to" between two numbers, "up to" before one
  between, and, to, or, hyphen, dash, article: how numbers are linked
  silent      dropped before anything is read ("their number")
  skip        an expression that looks like one of the others and is none
  ordinal     not a count; a number beside it is not a count either
  unreadable  a word that turns, divides, multiplies or negates a number
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple


class Tag(NamedTuple):
    """What a word or expression is.

    Beside the kinds of the lexicon there are "comma", "stop", "word" (a word of the lexicon that means
    nothing by itself), and "noun" (any other word).
    """

    kind: str
    text: str = ""
    """A qualifier; of a "word" or a "noun", the word."""
    letter: str = ""
    """Of a number: its letter in the grammar."""
    amount: int | Fraction = 0


Row = tuple[Tag, str]


def number(letter: str, amount: int | Fraction) -> Tag:
    """The tag of a number."""
    return Tag("number", "", letter, amount)


def expand(phrases: str) -> list[tuple[str, ...]]:
    """Every sequence of words that the phrases of a row stand for.

    >>> expand("more|greater than; a| lot")
    [('more', 'than'), ('greater', 'than'), ('a', 'lot'), ('lot',)]
    """
    cells = (cell.split() for cell in phrases.split(";"))
    choices = (sequence for cell in cells for sequence in product(*(place.split("|") for place in cell)))
    return [tuple(word for word in sequence if word) for sequence in choices]


# -- Arabic numbers: stems and the endings that gender, case and number put on them --------------------

AR_STEMS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
AR_HUNDREDS = ("مئ", "مائ")
AR_DUAL_TA = ("تان", "تين", "تا", "تي")
AR_SCALES = (("K", 1_000, "ألف", "آلاف", "thousands"), ("M", 1_000_000, "مليون", "ملايين", ""))
DUAL_LETTERS = {"K": "L", "M": "P"}
"""The letter of a scale in the dual ("ألفان", two thousand), by that of the scale."""

# Plural in -ون is written like the dual in the oblique case ("مدنيين": civilians, or two of them), so
# nouns with that plural count as two only in the nominative; the others in both cases.
AR_NOUNS_BROKEN_PLURAL = (
    "عنصر أسير شخص رجل طفل جندي قتيل جريح سجين ضابط قائد شاب جثمان باص طبيب عميل شهيد فرد رهين أجنبي"
)
AR_NOUNS_SOUND_PLURAL = (
    "مقاتل مدني قيادي معتقل مختطف مخطوف محتجز مسلح عسكري شرطي موقوف مفقود مواطن صحفي صحافي إعلامي طيار سوري"
)
AR_NOUNS_IN_TA = (
    "امرأ جث سيار شاحن حافل طفل أسير معتقل سيد فتا رهين مدني مقاتل سجين عائل مختطف محتجز ممرض ناشط"
)


def _arabic_numbers() -> list[Row]:
    """Arabic number words in every form of the tables above."""
    rows: list[Row] = [
        (number("0", 0), "صفر"),
        (number("O", 1), "واحد|واحدة"),
        (number("O", 2), "اثنان|اثنين|اثنتان|اثنتين|ثنتان|ثنتين"),
        (number("A", 1), "أحد|إحدى"),  # bound: 11, 21, 31, and "one of"
        (number("A", 2), "اثنا|اثني|اثنتا|اثنتي"),
        (number("X", 10), "عشر|عشرة"),
        (number("T", 20), "عشرون|عشرين"),
        (number("H", 100), "|".join(stem + "ة" for stem in AR_HUNDREDS)),
        (Tag("plural", "hundreds", "H", 100), "|".join(stem + "ات" for stem in AR_HUNDREDS)),
        (number("D", 200), "|".join(stem + end for stem in AR_HUNDREDS for end in AR_DUAL_TA)),
    ]
    for unit, stem in AR_STEMS.items():
        free = [stem, stem + "ية", stem + "ي"] if unit == 8 else [stem, stem + "ة"]
        bound = [stem, stem + "ي"] if unit == 8 else [stem]
        fused = "|".join(b + h + "ة" for b in bound for h in AR_HUNDREDS)
        rows += [
            (number("U", unit), "|".join(free)),
            (number("T", unit * 10), f"{stem}ون|{stem}ين"),
            (number("D", unit * 100), fused),
        ]
    for letter, size, one, many, qualifier in AR_SCALES:
        rows += [
            (number(letter, size), one),
            (number(DUAL_LETTERS[letter], size * 2), f"{one}ان|{one}ين|{one}ي"),
            (Tag("plural", qualifier, letter, size), many),
            (Tag("dual", "", letter, size), f"{one}ا"),
        ]
    pairs = [noun + end for noun in AR_NOUNS_BROKEN_PLURAL.split() for end in ("ان", "ين")]
    pairs += [noun + "ان" for noun in AR_NOUNS_SOUND_PLURAL.split()]
    pairs += [noun + end for noun in AR_NOUNS_IN_TA.split() for end in ("تان", "تين")]
    return [*rows, (number("B", 2), "|".join(pairs))]


# -- Arabic phrases --------------------------------------------------------------------------------

AR_PHRASES = [
    ("before", "more_than", "أكثر|أزيد من; يزيد|تزيد|يزيدون|زاد|زادت|زادوا|يربو|تربو عن|على; فوق ال"),
    ("before", "more_than", "يتجاوز|تتجاوز|يتجاوزون|تجاوز|تجاوزت|تجاوزوا|يفوق|تفوق|فاق|فاقت"),
    ("before", "more_than", "تخطى|تخطت|يتخطى|تتخطى|تعدى|تعدت|يتعدى|تتعدى"),
    ("anywhere", "more_than", "و| نيف"),
    ("before", "at_least", "لا|لم يقل|تقل|يقلون عن|على; لا|ليس|ليست|ليسوا أقل من"),
    ("anywhere", "at_least", "على الأقل; على أقل تقدير; كأقل تقدير; كحد|بحد أدنى; أو أكثر; أو يزيد|يزيدون"),
    ("anywhere", "at_least", "فأكثر; فما فوق; و ما فوق; في الحد الأدنى; بالحد الأدنى"),
    ("before", "fewer_than", "أقل|أدنى من; يقل|تقل|يقلون عن; دون ال"),
    ("before", "fewer_than", "لم|لا يبلغ|تبلغ|يبلغوا|يبلغون; لم|لا يصل|تصل|يصلوا إلى"),
    ("before", "up_to", "لا|لم يزيد|تزيد|يزيدون|يزد|تزد|يزيدوا عن|على; لا|ليس|ليست|ليسوا أكثر من"),
    ("before", "up_to", "لا|لم يتجاوز|تتجاوز|يتجاوزون|يتجاوزوا|يتعدى|تتعدى|يتعد|تتعد|يفوق|تفوق|يتخطى|يتخط"),
    ("before", "up_to", "ما يصل|تصل إلى"),
    ("until", "", "حتى"),
    ("anywhere", "up_to", "كحد|بحد أقصى; كأقصى حد; على الأكثر; على أكثر|أبعد تقدير; أو أقل; فأقل"),
    ("before", "about", "نحو|قرابة|حوالي|زهاء; نحواً من; في حدود; بحدود; يقدر|تقدر|يقدرون ب"),
    ("before", "about", "يقارب|تقارب|يقاربون|قارب|قاربت|يناهز|تناهز|ناهز من|; يقرب|تقرب من"),
    ("anywhere", "about", "تقريباً"),
    ("amount", "tens", "عشرات; بضع|بضعة|عدة عشرات"),
    ("amount", "dozens", "دزينات; بضع|عدة دزينات"),
    ("amount", "hundreds", "بضع|بضعة|عدة مئات"),
    ("amount", "thousands", "بضع|بضعة|عدة آلاف; عشرات|مئات ال| آلاف"),
    ("amount", "many", "عدد|أعداد كبير|كبيرة|ضخم|ضخمة|هائل|هائلة"),
    ("amount", "many", "كثير|كثيرة|كثيرون|كثيرين|الكثير|عديد|العديد"),
    ("amount", "some", "بضع|بضعة|بعض|عدة; عدد من"),
    ("amount", "few", "حفنة; عدد قليل|محدود|ضئيل جداً| من|; قليل|قليلة|قليلون|قليلين جداً|; قلة قليلة| من|"),
    ("amount", "same_number", "مثلهم|مثلهن; عدد مماثل|مشابه|مساو|متساو"),
    ("amount", "same_number", "العدد نفسه|ذاته|عينه; نفس|ذات العدد"),
    ("between", "", "ما| بين"),
    ("and", "", "و"),
    ("to", "", "إلى"),
    ("or", "", "أو"),
    ("article", "", "ال"),
    ("silent", "", "عددهم|عددهن|عددها|عدده|عددهما"),
    ("skip", "", "حتى الآن|اللحظة|اليوم|الساعة"),
    ("skip", "", "يوم|أمس|مساء|صباح|ظهر|فجر|ليل ال أحد|اثنين|اثنان; ثلاثاء; أربعاء"),
    (
        "ordinal",
        "",
        "أول|أولى|حادي|حادية; "
        + "; ".join(f"{stem}|{stem}ة" for stem in "ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()),
    ),
    # "اثنين" with the article is Monday as well; "يصل إلى" is "reaches" as well as "up to".
    ("unreadable", "", "ال اثنين; يصل|تصل إلى; واحد|واحدة من; آن|وقت واحد; في ال مئة|مائة; بالمئة|بالمائة"),
    ("unreadable", "", "لم|لا|لن|ليس|ليست|ليسوا|غير|دون|بدون|عدا|سوى|إلا|باستثناء|ناقص|زائد|مليار|مليارات"),
    ("unreadable", "", "أكثر|أقل|الأقل|الأكثر|أدنى|أقصى|أكبر|أصغر"),
    ("unreadable", "", "نصف|ثلث|ثلثا|ثلثي|ربع|ضعف|ضعفا|ضعفي|أضعاف"),
    ("unreadable", "", "مرة|مرات|مرتين|مرتان|كل|لكل|كلا|كلتا|معظم|أغلب|غالبية|أغلبية|جزء|نسبة|كم|ربما"),
    ("unreadable", "", "دولار|ليرة|يورو|مئوية|زوج|مية|ماية|مأة"),
]

# -- English ---------------------------------------------------------------------------------------

EN_UNITS = "one two three four five six seven eight nine".split()
EN_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth hundredth thousandth"
)


def _english_numbers() -> list[Row]:
    """English number words."""
    rows: list[Row] = [(number("U", n), word) for n, word in enumerate(EN_UNITS, 1)]
    rows += [(number("E", n), word) for n, word in enumerate(EN_TEENS, 10)]
    rows += [(number("T", n * 10), word) for n, word in enumerate(EN_TENS, 2)]
    scales = (("0", 0, "zero"), ("Z", 12, "dozen"), ("H", 100, "hundred"), ("K", 1_000, "thousand"))
    rows += [(number(letter, size), word) for letter, size, word in scales]
    return [*rows, (number("M", 1_000_000), "million")]


EN_PHRASES = [
    ("before", "more_than", "more|greater than; over; above; upward|upwards of; in excess of"),
    ("before", "more_than", "exceed|exceeds|exceeded|exceeding"),
    ("anywhere", "at_least", "at least; at the very| least; at a minimum; or more; at minimum"),
    ("before", "at_least", "no|not fewer|less than; minimum of"),
    ("before", "fewer_than", "fewer|less than; under; below"),
    ("before", "up_to", "up to; as many as; no|not more than; not exceed|exceeding; maximum of"),
    ("anywhere", "up_to", "at the| very| most; at a| maximum; or fewer|less"),
    ("before", "about", "about|around|approximately|approx|roughly|nearly|almost|circa; close to"),
    ("before", "about", "estimated at|; in the region of"),
    ("anywhere", "about", "or so|thereabouts; more or less"),
    ("some", "", "some"),
    ("amount", "tens", "tens"),
    ("amount", "dozens", "dozens; several dozen; a| few dozen"),
    ("amount", "hundreds", "hundreds; several hundred; a| few hundred"),
    ("amount", "thousands", "thousands; tens|hundreds of thousands; several thousand; a| few thousand"),
    ("amount", "many", "many; numerous; a lot of; a great|good many; large|great|huge number|numbers"),
    ("amount", "some", "several; a few; a number of"),
    ("amount", "few", "very few; a| handful; a| very| small number"),
    ("amount", "same_number", "same|equal|identical|similar|comparable number|numbers; as many"),
    ("between", "", "between"),
    ("and", "", "and"),
    ("to", "", "to"),
    ("or", "", "or"),
    ("article", "", "a|an|the"),
    # "handed over 20" is no "over 20".
    ("skip", "", "hand|hands|handed|handing|turn|turns|turned|turning|gave|give|given|giving over"),
    ("skip", "", "to date"),
    ("ordinal", "", EN_ORDINALS.replace(" ", "|")),
    ("unreadable", "", "one another; two sides|parties; quite a few; how many|"),
    ("unreadable", "", "no|not|none|nobody|nothing|cannot|without|never|neither|nor"),
    ("unreadable", "", "except|excluding|minus|plus"),
    ("unreadable", "", "but|odd|more|less|fewer|least|most|than|few"),
    ("unreadable", "", "half|halves|thirds|quarter|quarters|twice"),
    ("unreadable", "", "double|triple|times|once|each|per|every|apiece|both|either"),
    ("unreadable", "", "couple|pair|pairs|score|scores"),
    ("unreadable", "", "millions|billion|billions|percent|percentage|k|m|bn|mn"),
    ("unreadable", "", "dollar|dollars|euro|euros|usd"),
    ("unreadable", "", "maybe|perhaps|possibly|majority|part"),
]

ROWS: Mapping[str, list[Row]] = {
    "ar": [*_arabic_numbers(), *((Tag(kind, text), phrases) for kind, text, phrases in AR_PHRASES)],
    "en": [*_english_numbers(), *((Tag(kind, text), phrases) for kind, text, phrases in EN_PHRASES)],
}

# A word unknown to the tables that begins so carries a number all the same ("ثلاثمية", "twentyish").
NUMBER_STEMS = {
    "ar": ("ثلاث", "أربع", "خمس", "سبع", "ثمان", "تسع", "عشر", "مئ", "مائ", "مليون"),
    "en": (
        "twent",
        "thirt",
        "fift",
        "sixt",
        "sevent",
        "eight",
        "ninet",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
    ),
}
