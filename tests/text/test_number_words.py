"""riwaya.text.number_words: the words by which a number is found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.number_phrases.parse import read_phrase
from riwaya.text.number_words import exact_word, number_of, number_words
from riwaya.text.search_words import query_words
from tests.support.package_copies import ROOT
from tests.support.search_words import finds

QUERIES = json.loads((ROOT / "tests/text/number_queries.json").read_text("utf-8"))


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
        (100, "a hundred"),
        (150, "one hundred and fifty"),
        (275, "two hundred and seventy-five"),
        (1500, "fifteen hundred"),
        (1550, "fifteen hundred and fifty"),
        (4000, "الأربعة آلاف"),
        (15000, "خمسة عشر ألفًا"),
        (2_000_000, "مليونين"),
    ],
)
def test_a_number_is_found_by_its_words(number, query):
    assert finds(query, number_words(number))


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
        (2000, "twenty hundred"),
        (2500, "twenty"),
        (50, "hundred and fifty"),
    ],
)
def test_another_number_is_not(number, query):
    assert not finds(query, number_words(number))


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("word", "twenty عشرون مئة hundred ألف thousand ثمانية eight مليون".split())
def test_words_are_those_that_phrases_are_read_by(lang, word):
    reading = read_phrase(word, lang)
    assert reading is None or finds(word, number_words(reading.value))


@pytest.mark.parametrize("query, number", QUERIES)
def test_a_query_is_the_number_that_its_words_are(query, number):
    assert number_of(query_words(query)) == number
    if number is not None:
        assert finds(query, number_words(number)) or query.isdecimal() or query == "4,000"


def test_only_the_number_itself_has_its_exact_word():
    assert [n for n in range(2000) if exact_word(150) in number_words(n)] == [150]
    assert not any(exact_word(1500).startswith(exact_word(n)) for n in range(1500))


@given(st.integers(0, 10**15))
def test_every_number_has_words_in_both_languages(number):
    words = number_words(number)
    assert any(word.isalpha() and word.isascii() for word in words)
    assert any(word.isalpha() and not word.isascii() for word in words)
