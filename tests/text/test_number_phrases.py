"""Number phrases: vectors, properties, and number words made by num2words."""

import csv
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words
from num2words.lang_AR import Num2Word_AR

from riwaya.arrow import string_array
from riwaya.text.number_phrases.columns import phrase_readings
from riwaya.text.number_phrases.languages import LANGUAGES
from riwaya.text.number_phrases.lexicon import expand
from riwaya.text.number_phrases.parse import Reading, read_phrase
from riwaya.text.number_phrases.spelling import plain
from riwaya.text.number_phrases.tokens import lexicon

with (Path(__file__).parent / "number_phrases" / "phrases.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

READABLE = [row for row in ROWS if row["qualifier"]]
EXACT = [row for row in READABLE if row["qualifier"] == "exact"]
BARE = {
    "amount": {"tens", "dozens", "hundreds", "thousands", "many", "some", "few", "same_number"},
    "number": {"exact", "at_least", "more_than", "up_to", "fewer_than", "about"},
}
NOUN = {
    "ar": " عنصر",
    "de": " Kämpfer",
    "en": " members",
    "es": " presos",
    "fa": " اسیر",
    "fr": " combattants",
    "tr": " militan",
}
WITHOUT = {
    "ar": "غير",
    "de": "ohne",
    "en": "without",
    "es": "sin",
    "fa": "بدون",
    "fr": "sans",
    "tr": "hariç",
}
UNKNOWN = {
    "ar": "قلقلة",
    "de": "schnurz",
    "en": "flimsily",
    "es": "chirimoya",
    "fa": "بلبل",
    "fr": "sournois",
    "tr": "kelebek",
}
"""A word of each language that no lexicon lists."""


def expected(row):
    """The reading that a row of the vectors expects."""
    if not row["qualifier"]:
        return None
    return Reading(row["qualifier"], *(int(row[key]) if row[key] else None for key in ("value", "value_to")))


def name(row):
    return f"{row['language']}: {row['phrase']}"


# -- The vectors --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_vectors(language):
    read = {
        row["phrase"]: (read_phrase(row["phrase"], language), expected(row))
        for row in ROWS
        if row["language"] == language
    }
    assert not {phrase: readings for phrase, readings in read.items() if readings[0] != readings[1]}


def test_vectors_are_many_and_cover_every_qualifier_in_every_language():
    assert len({name(row) for row in ROWS}) == len(ROWS)
    everything = BARE["amount"] | BARE["number"] | {"between", ""}
    missing = {
        "ar": {"dozens"},
        "de": {"tens"},
        "fa": {"dozens"},
        "es": {"dozens", "thousands", "many", "few"},
    }
    for language in LANGUAGES:
        qualifiers = [row["qualifier"] for row in ROWS if row["language"] == language]
        assert len(qualifiers) >= 60, language
        assert everything - {*qualifiers} <= missing.get(language, set()), language


def test_no_expression_of_a_language_is_listed_twice():
    for language, words in LANGUAGES.items():
        tags = {}
        for tag, phrases in words.rows:
            for phrase in expand(phrases):
                assert phrase and tags.setdefault(tuple(map(plain, phrase)), tag) == tag, (language, phrase)


def test_an_unknown_word_before_a_number_makes_a_phrase_unreadable():
    for row in READABLE:
        # "واحد" stands after its noun.
        if not row["phrase"].startswith("واحد"):
            phrase = f"{UNKNOWN[row['language']]} {row['phrase']}"
            assert read_phrase(phrase, row["language"]) is None, name(row)


def test_an_unknown_word_after_a_number_makes_a_phrase_unreadable():
    for language, word in UNKNOWN.items():
        noun = NOUN[language]
        assert read_phrase(f"20{noun}", language) == Reading("exact", 20)
        for phrase in (f"20 {word}", f"20{noun} {word}", f"20 {word}{noun}", f"20{noun}, {word}"):
            assert read_phrase(phrase, language) is None, phrase


NONSENSE = {
    language: st.text(alphabet="ثذظغخ" if language in ("ar", "fa") else "qxjvwz", min_size=3, max_size=9)
    for language in LANGUAGES
}
"""Words of letters that form no word of a language."""


@given(st.data(), st.sampled_from([*LANGUAGES]), st.integers(2, 900))
@settings(max_examples=300, deadline=None)
def test_nonsense_beside_a_number_or_what_is_counted_makes_a_phrase_unreadable(data, language, number):
    word, noun = data.draw(NONSENSE[language]), NOUN[language]
    words = num2words(number, lang=language)
    for phrase in (f"{number} {word}", f"{number} {word}{noun}", f"{number}{noun} {word}", f"{words} {word}"):
        assert read_phrase(phrase, language) is None, phrase


def test_what_is_counted_behind_a_particle_may_be_any_words():
    phrases = {
        "ar": "20 من بلبل قلقلة",
        "de": "20 von schnurz schnurz",
        "en": "20 of flimsily flimsily",
        "es": "20 de chirimoya chirimoya",
        "fa": "20 از بلبل بلبل",
        "fr": "20 de sournois sournois",
    }
    for language, phrase in phrases.items():
        assert read_phrase(phrase, language) == Reading("exact", 20), phrase
        assert read_phrase(f"{phrase}, {UNKNOWN[language]}", language) is None, phrase


def test_every_word_for_what_is_counted_leaves_the_number_as_it_is():
    """No word of a list means something else in another one."""
    for language, words in LANGUAGES.items():
        for word in words.counted.split():
            assert read_phrase(f"20 {word}", language) == Reading("exact", 20), (language, word)


def test_a_dataset_names_its_own_words_for_what_it_counts():
    for language, word in UNKNOWN.items():
        own = frozenset({plain(word)})
        assert read_phrase(f"20 {word}", language, own) == Reading("exact", 20)
        assert read_phrase(f"{word} 20", language, own) is None
        column = string_array([f"20 {word}", f"30{NOUN[language]}", f"about 20 {word}"])
        assert phrase_readings(column, language, own).to_pylist()[:2] == ["exact|20|", "exact|30|"]
        assert phrase_readings(column, language).to_pylist() == [None, "exact|30|", None]


@pytest.mark.parametrize("first", "٠۰")
def test_figures_of_every_script_are_read_alike(first):
    figures = str.maketrans("0123456789", "".join(chr(ord(first) + n) for n in range(10)))
    for row in ROWS:
        assert read_phrase(row["phrase"].translate(figures), row["language"]) == expected(row), name(row)


@pytest.mark.parametrize("frame", ["({})", "«{}»", "“{}”", "  {}\n", "\u200f{}\u200e", "{}."])
def test_brackets_quotes_and_blanks_around_a_phrase_do_not_matter(frame):
    for row in READABLE:
        assert read_phrase(frame.format(row["phrase"]), row["language"]) == expected(row), name(row)


def test_harakat_and_tatweel_do_not_matter_in_arabic():
    for row in READABLE:
        if row["language"] == "ar":
            pointed = "".join(char + "\u064e" if char in "بتثسشعقكمن" else char for char in row["phrase"])
            stretched = "".join(char + "ـ" if char in "بتثسشعقكمن" else char for char in row["phrase"])
            assert read_phrase(pointed, "ar") == read_phrase(stretched, "ar") == expected(row), name(row)


def test_capitals_do_not_matter():
    for row in ROWS:
        if row["language"] not in ("ar", "fa"):
            assert read_phrase(row["phrase"].upper(), row["language"]) == expected(row), name(row)


@pytest.mark.parametrize("tail", ["%", " ٪", " $", " ?", " ½", "; 77", " = 5"])
def test_a_suffix_that_changes_or_adds_a_number_makes_a_phrase_unreadable(tail):
    for row in READABLE:
        assert read_phrase(row["phrase"] + tail, row["language"]) is None, name(row)


def test_a_negated_number_is_unreadable():
    for row in EXACT:
        assert read_phrase(f"{WITHOUT[row['language']]} {row['phrase']}", row["language"]) is None, name(row)


# -- Number words of num2words ------------------------------------------------------------------------


class Feminine(Num2Word_AR):
    """Arabic numbers as they count women; num2words uses these words for currencies only."""

    isCurrencyNameFeminine = property(lambda self: True, lambda self, value: None)

    def to_cardinal(self, number):
        # "إحدى" is one only before something; alone it is "one of".
        return re.sub("(^| )إحدى$", r"\1واحدة", super().to_cardinal(number))


def spelled_feminine(number):
    """The number in words as it counts women, alone and before a noun."""
    words = Feminine().to_cardinal(number).replace(" ألف ألف", " واحد ألف")
    return [words + "ن" if words.split()[-1] in ("ألفا", "مليونا") else words, words + " امرأة"]


def spelled(number, language):
    """The number in words, alone and before a noun."""
    # num2words writes 101 thousand as "مائة و ألف ألف" (a hundred and a thousand thousand).
    words = num2words(number, lang=language).replace(" ألف ألف", " واحد ألف")
    # And it writes the bound form "ألفا" everywhere; without a noun behind it Arabic writes "ألفان".
    bound = language == "ar" and words.split()[-1] in ("ألفا", "مليونا")
    return [words + "ن" if bound else words, words + NOUN[language]]


def test_every_number_in_feminine_words():
    chance = random.Random(20182)
    assert spelled_feminine(1_003)[0] != spelled(1_003, "ar")[0] and spelled_feminine(11)[0] == "إحدى عشرة"
    for number in [*range(10_001), *(chance.randrange(10_000_001) for _ in range(1_000))]:
        for words in spelled_feminine(number):
            assert read_phrase(words, "ar") == Reading("exact", number), words


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_number_in_words_up_to_ten_thousand(language):
    for number in range(10_001):
        for words in spelled(number, language):
            assert read_phrase(words, language) == Reading("exact", number), words


@pytest.mark.parametrize("language", ["de", "es", "fa", "fr", "tr"])
def test_numbers_in_words_up_to_ten_thousand(language):
    for number in [*range(1_101), *range(1_103, 10_001, 7)]:
        words = num2words(number, lang=language)
        assert read_phrase(words + NOUN[language], language) == Reading("exact", number), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_in_words_up_to_ten_million(language):
    chance = random.Random(20181)
    numbers = [chance.randrange(10_000_001) for _ in range(1_000)] + [2_000_000, 10_000_000]
    # num2words writes 21 thousand as "yirmibin" (twenty thousand).
    for number in (n for n in numbers if language != "tr" or n // 1_000 % 10 != 1):
        for words in spelled(number, language):
            assert read_phrase(words, language) == Reading("exact", number), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_with_and_without_separators(language):
    chance = random.Random(7)
    marks = LANGUAGES[language].thousands
    for number in [chance.randrange(10 ** chance.randrange(1, 9)) for _ in range(600)]:
        for figures in (str(number), *(f"{number:,}".replace(",", mark) for mark in marks)):
            assert read_phrase(figures + NOUN[language], language) == Reading("exact", number), figures


UNITS = {
    1: ["واحد", "واحدة"],
    2: ["اثنان", "اثنين", "اثنتان", "اثنتين"],
    3: ["ثلاث", "ثلاثة"],
    4: ["أربع", "أربعة"],
    5: ["خمس", "خمسة"],
    6: ["ست", "ستة"],
    7: ["سبع", "سبعة"],
    8: ["ثمان", "ثماني", "ثمانية"],
    9: ["تسع", "تسعة"],
}
BOUND = {**UNITS, 1: ["أحد", "إحدى"], 2: ["اثنا", "اثني", "اثنتا", "اثنتي"]}
TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}


def arabic_forms():
    """Every gender and case of the Arabic numbers from 1 to 99, as (number, words)."""
    for unit, forms in UNITS.items():
        yield from ((unit, form) for form in forms)
        yield from ((10 + unit, f"{form} {ten}") for form in BOUND[unit] for ten in ("عشر", "عشرة"))
    yield from ((10, form) for form in ("عشر", "عشرة", "عشراً", "عشرةً"))
    for tens, stem in TENS.items():
        for case in ("ون", "ين"):
            yield tens, stem + case
            for unit, forms in UNITS.items():
                before = forms + (BOUND[1] if unit == 1 else [])
                yield from ((tens + unit, f"{form} و{stem}{case}") for form in before)
                # "الاثنين" is left out: it is Monday too, and not read.
                definite = (form for form in before if form != "اثنين")
                yield from ((tens + unit, f"ال{form} وال{stem}{case}") for form in definite)


@pytest.mark.parametrize(
    "size,frame",
    [
        (0, "{}"),
        (0, "و{}"),
        (0, "{} شخصاً"),
        (100, "مئة و{}"),
        (100, "مائة و {} أسيراً"),
        (200, "مئتين و{}"),
        (200, "مائتان و{}"),
        (800, "ثمانمئة و{}"),
        (800, "ثماني مائة و{}"),
        (1_000, "ألف و{}"),
        (2_000, "ألفين و{}"),
        (3_000, "ثلاثة آلاف و{}"),
        (4_500, "4 آلاف وخمسمئة و{}"),
        (1_000_000, "مليون و{}"),
    ],
)
def test_every_gender_and_case_in_arabic(size, frame):
    for number, words in arabic_forms():
        phrase = frame.format(words)
        assert read_phrase(phrase, "ar") == Reading("exact", size + number), phrase


def test_every_gender_and_case_before_an_arabic_thousand():
    for number, words in arabic_forms():
        if number > 2 and not words.startswith("ال"):
            for scale in ("ألف", "ألفاً", "ألفا", "آلاف"):
                phrase = f"{words} {scale} شخص"
                assert read_phrase(phrase, "ar") == Reading("exact", number * 1_000), phrase


@pytest.mark.parametrize(
    "language,frames",
    [
        ("ar", ["بين {} و{}", "ما بين {} و {}", "من {} إلى {}", "{} أو {}"]),
        ("en", ["between {} and {}", "from {} to {}", "{} or {}"]),
        ("fr", ["entre {} et {}", "de {} à {}", "{} ou {}"]),
        ("de", ["zwischen {} und {}", "von {} bis {}", "{} oder {}"]),
        ("tr", ["{} ila {}", "{} ile {} arasında", "{} veya {}"]),
        ("fa", ["بین {} تا {}", "از {} تا {}", "{} یا {}"]),
    ],
)
def test_ranges_in_words_are_read_correctly_or_not_at_all(language, frames):
    chance, read = random.Random(3), 0
    for _ in range(700):
        first, second = sorted(chance.sample(range(3, chance.choice((60, 600, 6_000))), 2))
        phrase = chance.choice(frames).format(*(spelled(n, language)[0] for n in (first, second)))
        reading = read_phrase(phrase, language)
        assert reading in (None, Reading("between", first, second)), phrase
        read += reading is not None
    assert read > 500


# -- Any text -------------------------------------------------------------------------------------------

ANY_LANGUAGE = st.sampled_from([*LANGUAGES])
SIGNS = ["20", "300", "4.5", "1,450", "1.450", ",", "-", "~", "و", "'", "عنصر", "kelebek"]
PIECES = {
    language: sorted({" ".join(key) for key in lexicon(language).tags}) + SIGNS for language in LANGUAGES
}


def well_formed(reading):
    """Whether a reading has the values that its qualifier requires."""
    if reading is None:
        return True
    if reading.qualifier == "between":
        return 0 <= reading.value < reading.value_to
    if reading.qualifier in BARE["amount"]:
        return reading.value is None and reading.value_to is None
    return reading.qualifier in BARE["number"] and reading.value >= 0 and reading.value_to is None


@given(st.text(max_size=320), ANY_LANGUAGE)
@settings(max_examples=1_000, deadline=None)
def test_any_text_gives_a_well_formed_reading_or_none(text, language):
    assert well_formed(read_phrase(text, language))


@given(st.data(), ANY_LANGUAGE)
@settings(max_examples=3_000, deadline=None)
def test_any_mixture_of_words_of_the_lexicon_gives_a_well_formed_reading_or_none(data, language):
    pieces = data.draw(st.lists(st.sampled_from(PIECES[language]), max_size=8))
    assert well_formed(read_phrase(data.draw(st.sampled_from(["", " "])).join(pieces), language))


@given(st.text(alphabet="طظضغذزجحصش \n،؛.:!()«»-", max_size=100))
@settings(max_examples=500, deadline=None)
def test_arabic_letters_that_form_no_number_word_give_none(text):
    assert read_phrase(text, "ar") is None


@given(st.text(alphabet="bcdfgjklpqvxzBCDFG \n,;.:!()'-", max_size=100))
@settings(max_examples=500, deadline=None)
def test_latin_letters_that_form_no_number_word_give_none(text):
    assert read_phrase(text, "en") is None


ARABIC_WORDS = (
    "أسير أسرى عناصر من قوات الفصائل مدنيين دمشق وإدلب إلى حلب في القنيطرة و نساء بين النظام، الطرفين"
).split()


@given(st.lists(st.sampled_from(ARABIC_WORDS), max_size=8))
def test_arabic_sentences_without_a_number_give_none(words):
    assert read_phrase(" ".join(words), "ar") is None


ENGLISH_WORDS = (
    "prisoners fighters of the a to and from or between members Damascus, women factions' al-Sham"
).split()


@given(st.lists(st.sampled_from(ENGLISH_WORDS), max_size=8))
def test_english_sentences_without_a_number_give_none(words):
    assert read_phrase(" ".join(words), "en") is None


@pytest.mark.parametrize("unit", ["و", "مئة و", "1,", "twenty-", "20 ", "ألف ", "(", "-", " "])
def test_a_very_long_text_is_unreadable(unit):
    text = (unit * 100_000)[:100_000]
    for language in LANGUAGES:
        assert read_phrase(text, language) is None


def test_an_unknown_language_is_an_error():
    with pytest.raises(ValueError):
        read_phrase("20", "vi")


def test_a_reading_is_immutable():
    with pytest.raises(AttributeError):
        read_phrase("20", "en").value = 21


# -- Columns of phrases -------------------------------------------------------------------------------------


def parts(reading):
    values = reading and (reading.qualifier, reading.value, reading.value_to)
    return values and "|".join("" if value is None else str(value) for value in values)


FIGURES = [
    "0",
    "1",
    "2",
    "7",
    "8",
    "20",
    "999",
    "1000",
    "1450",
    "007",
    "٢٥",
    "١٬٢٠٠",
    "1,200",
    "1.5",
    "½",
    "3",
    "12 13",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_of_a_column_are_read_like_each_by_itself(language):
    chance = random.Random(7)
    phrases = ["", " ", "7", "7 8", "8 7", "{}", "7 {} 8", "7" * 200, "2 000", "2 150", "2 150 7", "1 7.5"]
    for row in (row for row in ROWS if row["language"] == language):
        phrases.append(row["phrase"])
        phrases += [re.sub(r"\d+", lambda _: chance.choice(FIGURES), row["phrase"]) for _ in range(8)]
    expected_ = [parts(read_phrase(phrase, language)) for phrase in phrases]
    assert phrase_readings(string_array(phrases), language).to_pylist() == expected_
    assert len({*expected_}) > (100 if language in ("ar", "en") else 30)
    assert phrase_readings(string_array([]), language).to_pylist() == []
