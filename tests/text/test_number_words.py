"""riwaya.text.number_words: the words by which a number is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.number_phrases.parse import read_phrase
from riwaya.text.number_words import number_words
from riwaya.text.search_words import query_words


def finds(query, number):
    words = number_words(number)
    return all(
        word in words if word.isdecimal() else any(one.startswith(word) for one in words)
        for word in query_words(query)
    )


@pytest.mark.parametrize(
    "number, query",
    [
        (1, "واحدة"),
        (12, "اثنا عشر"),
        (12, "twelve"),
        (15, "خمس عشرة"),
        (25, "twenty-five"),
        (25, "خمسة وعشرين"),
        (200, "مائتي"),
        (400, "four hundred"),
        (400, "أربعمائة"),
        (400, "أربع مئة"),
        (2000, "ألفين"),
        (2000, "ألفا"),
        (3500, "ثلاثة آلاف وخمسمئة"),
        (3500, "three thousand five hundred"),
        (4000, "أربعة آلاف"),
        (4000, "٤ آلاف"),
        (4000, "4 thousand"),
        (4000, "الأربعة آلاف"),
        (15000, "خمسة عشر ألفًا"),
        (2_000_000, "مليونين"),
    ],
)
def test_a_number_is_found_by_its_words(number, query):
    assert finds(query, number)


@pytest.mark.parametrize(
    "number, query",
    [
        (4000, "four hundred"),
        (400, "أربعة آلاف"),
        (3500, "35 thousand"),
        (3500, "3 thousand"),
        (40, "four"),
        (14, "ten"),
        (20, "zero"),
        (200, "مئات"),
        (2, "عنصران"),
        (12, "dozen"),
    ],
)
def test_another_number_is_not(number, query):
    assert not finds(query, number)


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("word", "twenty عشرون مئة hundred ألف thousand ثمانية eight مليون".split())
def test_words_are_those_that_phrases_are_read_by(lang, word):
    reading = read_phrase(word, lang)
    assert reading is None or finds(word, reading.value)


@given(st.integers(0, 10**15))
def test_every_number_has_words_in_both_languages(number):
    words = number_words(number)
    assert any(word.isalpha() and word.isascii() for word in words)
    assert any(word.isalpha() and not word.isascii() for word in words)
