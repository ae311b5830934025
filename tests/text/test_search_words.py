"""riwaya.text.search_words: the words of queries and of texts, and which of them match."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.search_words import indexed_words, letter_key, name_words, query_words
from riwaya.text.synonyms import Synonyms
from tests.support.package_copies import ROOT
from tests.support.search_words import finds

VECTORS = json.loads((ROOT / "tests/text/search_words.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["text"] for vector in VECTORS])
def test_words_are_those_of_the_vectors(vector):
    assert query_words(vector["text"]) == vector["query"]
    assert indexed_words(vector["text"]) == vector["indexed"]


@pytest.mark.parametrize(
    "query, text",
    [
        ("مسئول", "مسؤولون"),
        ("رءوس", "رؤوس"),
        ("شئون", "شُؤُون"),
        ("بير", "بئر"),
        ("هيأة", "هيئة"),
        ("الشدادي", "شدادي"),
        ("سد", "السد"),
        ("el-Omar", "al-Omar"),
        ("Omar", "al-ʿOmar"),
        ("Ezzor", "ez-Zor"),
        ("al-Om", "Omar"),
        ("4'000", "4,000"),
        ("۴۰۰۰", "4,000"),
    ],
)
def test_another_spelling_is_found(query, text):
    assert finds(query, indexed_words(text))


@pytest.mark.parametrize(
    "query, text",
    [
        # What is left without the article would begin half of all words.
        ("آلاف", "إفراج"),
        ("الله", "له"),
        ("بالغ", "غارة"),
        ("والي", "يوم"),
        # A number is no beginning of another.
        ("40", "4,000"),
        ("400", "4000"),
        ("EVT-0003", "EVT-0013"),
        ("EVT-0003", "EVT-00031"),
        ("201620", "2016,2017"),
        # A word is found at its beginning only.
        ("raqa", "al-Raqqa"),
        ("mar", "al-Omar"),
        ("Omar field", "al-Omar"),
        # Hamza of the first letter is no letter of its own.
        ("اليمن", "الأمن"),
    ],
)
def test_another_word_is_not_found(query, text):
    assert not finds(query, indexed_words(text))


TEXTS = st.text(st.sampled_from("الوفبكرقةئؤءأإىيٍّـ ،٬,'-0٣aelzÉß"), max_size=12)


@given(TEXTS)
def test_a_text_finds_itself(text):
    assert finds(text, indexed_words(text))


@given(TEXTS, st.integers(0, 12))
def test_the_beginning_of_a_text_finds_it(text, length):
    """What is typed up to here: the last word need not be whole, but must not end in a number."""
    typed = text[:length]
    assert finds(typed, indexed_words(text)) or any(word[-1:].isdecimal() for word in query_words(typed))


@pytest.mark.parametrize(
    "letter, key", [("É", "e"), ("ﻻ", "لا"), ("٤", "4"), ("'", ""), ("-", " "), ("ـ", "")]
)
def test_the_key_of_a_letter(letter, key):
    assert letter_key(letter) == key


@pytest.mark.parametrize(
    "query, name", [("ديرالزور", "دير الزور"), ("Deirezzor", "Deir ez-Zor"), ("abukamal", "Abu Kamal")]
)
def test_a_name_is_found_without_its_blank(query, name):
    assert {*query_words(query)} <= {*name_words(name)}


def test_a_description_is_no_name_that_is_written_as_one_word():
    assert "oftwo" not in name_words("A source of two agencies in the city")


PLACES = Synonyms(
    [("a", "Deir ez-Zor"), ("a", "ديرالزور"), ("b", "ديرالزور"), ("b", "Deyrizor"), ("LOC-1", "Al-Hol")],
    [("LOC-1", "الحول"), ("b", "Days Az Zawr")],
)


def test_concepts_that_share_a_phrase_are_one_and_a_form_is_no_sign_of_its_concept():
    """What only a gazetteer calls a place ("الحول", about) finds its texts, but is no sign of it."""
    zor = {*PLACES.of(indexed_words("Deyrizor"))}
    assert {"deir", "ezzor", "ديرالزور", "deyrizor", "days"} <= zor == {*PLACES.of(["deir", "ez", "zor"])}
    assert {*PLACES.of(indexed_words("in al-Hol"))} >= {"hol", "حول"} and PLACES.of(["حول"]) == []


SYNONYMS = Synonyms(
    [
        ("bus", "buses"),
        ("bus", "باصات"),
        ("bus", "حافلات"),
        ("truce", "وقف إطلاق النار"),
        ("truce", "هدنة"),
        ("x", "-"),
    ]
)


@pytest.mark.parametrize(
    "text, words",
    [
        ("Two buses", {"buses", "باصات", "حافلات"}),
        ("بالحافلات", {"buses", "باصات", "حافلات"}),
        ("منذ وقف إطلاق النار", {"هدنه", "وقف", "اطلاق", "النار", "نار"}),
        ("وقف النار", set()),
        ("abuses", set()),
    ],
)
def test_a_text_has_the_words_of_its_synonyms(text, words):
    found = SYNONYMS.of(indexed_words(text))
    assert {*found} == words and len(found) == len(words)
