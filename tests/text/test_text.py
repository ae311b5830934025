"""riwaya.text: search keys, scripts, digits, characters, loaded terms, denied names and passages."""

import io
import itertools
import re
import sys
import unicodedata
from importlib.util import find_spec, module_from_spec
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.arrow import string_array
from riwaya.package.csv_blocks import blocks_in
from riwaya.package.csv_structure import is_well_quoted, stray_quote
from riwaya.text.characters import FORBIDDEN_CHARACTERS, NOT_PLAIN, PLAIN_CHARACTERS
from riwaya.text.digits import replace_numbers, same_numbers, to_ascii_digits
from riwaya.text.loaded_terms import loaded_term_finder
from riwaya.text.name_fingerprints import fingerprint
from riwaya.text.name_keys import IN_NO_NAME
from riwaya.text.name_search import MASK, NameFinder, mask_denied_names
from riwaya.text.passages import passage_sha256, split_paragraphs, text_sha256
from riwaya.text.spelling import digits_of, is_in_script, search_key, search_keys, word_counts

SALT = "00"
# An invented name.
DENIED = {SALT: frozenset({fingerprint("مثال الاختبار", SALT), fingerprint("Exampleman", SALT)})}


@pytest.mark.parametrize(
    "one, two", [("إدلب", "ادلب"), ("الرقّة", "الرقه"), ("عـــين", "عين"), ("Raqqa", "raqqa"), ("١٢", "12")]
)
def test_spellings_of_a_word_have_the_same_key(one, two):
    assert search_key(one) == search_key(two) != ""


def test_different_words_have_different_keys():
    assert search_key("حسو") != search_key("حسي") and search_key("Hasu") != search_key("Hasa")


def test_script_of_a_text():
    assert is_in_script("قناة BBC العربية", "ar") and is_in_script("18", "ar") and is_in_script("18", "en")
    assert is_in_script("by Рыбарь, on Telegram", "en") and is_in_script("10 µg", "en")
    assert not is_in_script("Hasu", "ar") and not is_in_script("at حسو", "en")
    # A language of neither, and a word in which a letter is of another keyboard.
    for text in ("Алеппо", "阿勒颇", "Χαλέπι", "Аleppo, a city"):
        assert not is_in_script(text, "en") and not is_in_script(text, "ar")


def test_digits_of_both_scripts_are_found():
    assert digits_of("٩ من ١٬٢٠٠") == digits_of("9 of 1,200") == "1200 9"
    assert digits_of("none") == ""


def test_words_are_counted():
    assert word_counts(string_array(["أكثر من 18 عنصراً", " ", "", None])).to_pylist() == [4, 0, 0, None]


@given(
    st.lists(
        st.text(
            st.one_of(st.sampled_from("a \n\t\u00a0\u2003\u200b\x1c"), st.characters(codec="utf-8")),
            max_size=9,
        )
    )
)
def test_words_are_separated_by_the_blanks_of_str_split(many):
    assert word_counts(string_array(many)).to_pylist() == [len(text.split()) for text in many]


@pytest.mark.parametrize(
    "text", ["قال مثال الاختبار", "ولمثال الاختبار", "مِثال الإختبار", "said EXAMPLEMAN."]
)
def test_a_denied_name_is_found_in_every_spelling(text):
    assert NameFinder(DENIED)(string_array([text])).all() and MASK in mask_denied_names(text, DENIED)


@pytest.mark.parametrize("name", ["مثال_الاختبار", "مثال-الاختبار", "exampleman-freed"])
def test_a_denied_name_is_found_in_a_url(name):
    addresses = [
        f"https://example.org/a/{quote(name)}_1",
        f"https://example.org/{name}",
        f"{name}1",
        "https://example.org/a_1",
    ]
    assert NameFinder(DENIED)(string_array(addresses)).tolist() == [True, True, True, False]
    assert MASK in mask_denied_names(f"{name}1", DENIED)


@pytest.mark.parametrize("text", ["مثال آخر", "الاختبار", "example man", ""])
def test_other_words_are_not_denied(text):
    assert not NameFinder(DENIED)(string_array([text])).any() and MASK not in mask_denied_names(text, DENIED)


def test_a_fingerprint_needs_one_to_four_words_without_digits_that_may_be_in_names():
    for text in ("", "a", "a b", "a b c d e", "a 1", "Exampleman of Test", "مثال من الاختبار"):
        with pytest.raises(ValueError):
            fingerprint(text, SALT)


@pytest.mark.parametrize(
    "text", ["The Exampleman", "with exampleman who", "قال الذي مثال الاختبار منذ", "ومثال الاختبار"]
)
def test_a_name_is_found_among_words_that_are_in_no_name(text):
    assert NameFinder(DENIED)(string_array([text])).all() and MASK in mask_denied_names(text, DENIED)


def test_no_word_that_is_in_no_name_is_spelt_as_a_name():
    names = "Said Are Than More Or Has But In To An On علي في آن حتّي لدي ما"
    assert IN_NO_NAME.isdisjoint(search_key(names).split()) and {"of", "the", "الذي", "من"} < IN_NO_NAME


def test_paragraphs_are_lines_that_are_not_blank():
    assert split_paragraphs("title\n\n  \nfirst\nsecond") == ["title", "first", "second"]


def test_fingerprints_of_passages_ignore_blanks_and_denied_names():
    assert (
        passage_sha256("a  b", DENIED) == passage_sha256("a b\u200f", DENIED) != passage_sha256("a c", DENIED)
    )
    assert passage_sha256("قال مثال الاختبار", DENIED) == passage_sha256(f"قال {MASK} {MASK}", DENIED)
    assert text_sha256("a\n\nb", DENIED) == text_sha256("a\nb", DENIED) != text_sha256("ab", DENIED)


@given(st.text(max_size=30))
def test_search_keys_are_idempotent(text):
    key = search_key(text)
    assert search_key(key) == key == " ".join(key.split())


@settings(max_examples=500)
@given(
    st.lists(
        st.text(
            st.one_of(st.sampled_from("اأإى ـ\u064b\n-_ßﷺ½a1٣ "), st.characters(codec="utf-8")), max_size=12
        )
    )
)
def test_keys_of_a_column_are_those_of_each_text(many):
    keys = [search_key(text) for text in many]
    assert search_keys(string_array(many)).to_pylist() == keys
    assert search_keys(string_array([None, *many, None])).to_pylist() == [None, *keys, None]
    assert search_keys(string_array([None, *many, None])[1:]).to_pylist() == [*keys, None]


def test_the_line_feed_that_separates_texts_has_its_key_from_the_start():
    """DuckDB calls the function from several threads, and the table of keys is filled while it is used."""
    # The module before its first call.
    module = module_from_spec(find_spec("riwaya.text.spelling"))
    module.__spec__.loader.exec_module(module)
    assert module._KEY_OF[ord("\n")] == ord("\n")
    assert module.search_keys(string_array(["أب", "b"])).to_pylist() == ["اب", "b"]
    assert (
        module._KEY_OF[ord("\n")] == ord("\n") and ord("\n") not in module._KEYS and ord("b") in module._KEYS
    )


@settings(max_examples=1000)
@given(st.text(alphabet='a,\n"', max_size=20))
def test_the_fast_check_of_quotes_agrees_with_the_slow_one(text):
    whole = f"{text}\n"
    assert is_well_quoted(next(blocks_in(io.BytesIO(whole.encode())))) == (stray_quote(whole) is None)


def test_plain_characters_are_not_forbidden():
    """Blocks of plain characters are not checked cell by cell, so none of these may be forbidden."""
    plain = [
        char
        for char in map(chr, range(0x110000))
        if not "\ud800" <= char <= "\udfff" and re.fullmatch(f"[{PLAIN_CHARACTERS}]", char)
    ]
    assert len(plain) > 600
    for char in plain:
        assert char == "\n" or not any(pattern.search(char) for pattern in FORBIDDEN_CHARACTERS.values()), (
            hex(ord(char))
        )
        assert unicodedata.is_normalized("NFC", char)
        assert unicodedata.combining(char) == 0 or "\u064b" <= char <= "\u0652"


@given(
    st.text(
        st.sampled_from([*map(chr, range(0x64B, 0x653)), "ا", "ب", "e", "\u0301", "é", "\u0654", "a"]),
        max_size=9,
    )
)
def test_text_that_is_not_in_nfc_is_not_plain(text):
    assert re.search(NOT_PLAIN, text) or unicodedata.is_normalized("NFC", text)


LOADED = {"ar": ["ميليشيا", "قوى الظلام"], "en": ["terrorist", "so-called regime"]}
FIND_LOADED = loaded_term_finder(LOADED)
LOADED_TEXTS = st.lists(
    st.sampled_from(
        [
            "ميليشيا",
            "والميليشيا",
            "مِيليشيا",
            "ميليشـــيا",
            "ميليشياتهم",
            "قوى",
            "الظلام",
            "قوي الظلام",
            " ",
            "،",
            "-",
            "so-called",
            "So Called",
            "regime",
            "TERRORIST",
            "terrorists",
            "térrorist",
            "\u200d",
            "ﻣﻴﻠﻴﺸﻴﺎ",
            "\u00a0",
            "x",
            "ß",
        ]
    ),
    max_size=6,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(LOADED_TEXTS, max_size=5), st.sampled_from(["ar", "en"]))
def test_loaded_terms_are_found_as_in_the_search_key(many, language):
    prefix = "[وف]?([بكل]?ال|لل|[بكل])?"
    patterns = {term: re.compile(f" {prefix}{search_key(term)} ") for term in LOADED[language]}
    keys = [f" {search_key(text)} " for text in many]
    expected = [
        min((term for term, pattern in patterns.items() if pattern.search(key)), default=None) for key in keys
    ]
    assert FIND_LOADED(string_array(many), language).to_pylist() == expected


@given(st.lists(st.text(st.sampled_from("مثال الاختبار1٢-_%و\n."), max_size=30), max_size=6))
def test_names_in_a_column_are_those_of_each_text(many):
    many = [*many, "قال مثال الاختبار أمس", "مثال", "الاختبار"]
    each = [NameFinder(DENIED)(string_array([text])).tolist()[0] for text in many]
    assert NameFinder(DENIED)(string_array([*many, None])).tolist() == [*each, False] and each[-3:] == [
        True,
        False,
        False,
    ]
    assert all(
        found == (MASK in mask_denied_names(text.replace("_", " "), DENIED))
        for text, found in zip(many, each, strict=True)
        if "%" not in text
    )


WORDS = ("exa", "mple", "tes", "ting", "x")
LISTED = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).filter(lambda name: {*name} != {"x"}), max_size=3
)


def holds(text, names):
    """Whether the words of a name stand in a text side by side."""
    words = text.split()
    return any(
        words[at : at + len(name)] == name for name in names for at in range(len(words) - len(name) + 1)
    )


@given(st.lists(st.none() | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=6), LISTED)
def test_names_at_every_border_of_a_column_are_found(many, names):
    denied = {SALT: frozenset(fingerprint(" ".join(name), SALT) for name in names)}
    expected = [text is not None and holds(text, names) for text in many]
    assert NameFinder(denied)(string_array(many)).tolist() == expected


@pytest.mark.parametrize("name", ["exa", "exa mple", "exa mple tes ting"])
@pytest.mark.parametrize(
    "column, found",
    [
        (["{}"], [True]),
        (["{} x", "x"], [True, False]),
        (["x", "x {}"], [False, True]),
        (["", "{}", None, ""], [False, True, False, False]),
        (["{} x", "", "x {}", "y"], [True, False, True, False]),
        (["x exa", "mple tes ting x"], None),
    ],
)
def test_a_name_stands_first_last_alone_or_between_texts(name, column, found):
    many = [text and text.format(name) for text in column]
    denied = {SALT: frozenset({fingerprint(name, SALT)})}
    expected = found or [name == "exa", False]
    assert NameFinder(denied)(string_array(many)).tolist() == expected


def test_a_text_of_very_many_distinct_words_is_searched():
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = " ".join(map("".join, itertools.islice(itertools.product(letters, repeat=4), 1 << 16)))
    found = NameFinder(DENIED)(string_array([many, f"{many} exampleman", "x"]))
    assert found.tolist() == [False, True, False]


@given(
    st.lists(st.text(alphabet="09 1a٣۴،,٬ح–𝟗", max_size=12)), st.lists(st.text(alphabet="0 12ب٣", max_size=8))
)
def test_numbers_in_a_column_are_those_of_each_text(one, other):
    pairs = list(itertools.zip_longest(one, other, fillvalue=""))
    left, right = (string_array([pair[at] for pair in pairs]) for at in (0, 1))
    assert same_numbers(left, right).to_pylist() == [digits_of(a) == digits_of(b) for a, b in pairs]
    assert replace_numbers(left, "7").to_pylist() == [re.sub("[0-9]+", "7", a) for a, _ in pairs]
    assert to_ascii_digits(left).to_pylist() == [a.translate(str.maketrans("٣۴", "34")) for a, _ in pairs]


def test_digits_of_every_script_are_compared():
    digits = [char for code in range(sys.maxunicode + 1) if (char := chr(code)).isdecimal()]
    plain = string_array([f"a{unicodedata.decimal(digit)}b" for digit in digits])
    assert len(digits) > 600 and all(
        same_numbers(string_array([f"a{digit}b" for digit in digits]), plain).to_pylist()
    )
    assert not any(
        same_numbers(
            string_array(["ab"] * len(digits)), string_array([f"a{digit}b" for digit in digits])
        ).to_pylist()
    )
