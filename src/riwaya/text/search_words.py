"""Computes the words by which a text is indexed for a search, and those that a query asks for.

A text is found if each word of the query begins one of its indexed words, or is one if it is a number.
Digits behind Latin letters are a word of their own: EVT16 is found as EVT-16 is.
`web/src/search.js` and `release/search.sql` compute the same words; tests/text/search_words.json has examples
for all of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from riwaya.text.spelling import search_key

LATIN_ARTICLES = "ad al an ar as ash at az ed el en er es esh et ez il ul".split()
"""The Arabic article in Latin letters, as it is before each letter."""
ARTICLES = {*LATIN_ARTICLES, *"de des du la le les".split()}
"""These, and what stands before names in French: words that a query does not need."""
COMMAS = ",٬،"
"""Marks between thousands."""

_APOSTROPHES = "'`´‘’‛′ʹʻʼʽʾʿˈ"
_LETTERS = str.maketrans(
    # What stands within a word and is often left out, and letters that Unicode does not decompose.
    dict.fromkeys(_APOSTROPHES, "") | {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"}
)
_THOUSANDS = regex.compile(rf"(\p{{Nd}})[{COMMAS}](?=\p{{Nd}}{{3}}(?!\p{{Nd}}))")
# French, as in "de l'Hol".
_ELISION = regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])[dl][{_APOSTROPHES}](?=[\p{{L}}\p{{N}}])")
# The article with what Arabic attaches before it.
_ARTICLE = regex.compile("[وف]?(?:[بك]?ال|لل)")
# A query for less would find too much: آلاف would find all that begins with اف.
_LEAST_ASKED, _LEAST_INDEXED = 3, 2
_MOST_JOINED = 4
_JOINT = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}])(?:({'|'.join(LATIN_ARTICLES)})[-‐‑–][^\p{{L}}\p{{N}}]?|([ae]l)\s+)(?=\p{{L}})"
)
# Hamza with a letter below it, or within a word: which letter, differs by country and decade.
_HAMZA = regex.compile(r"[ؤئ]|(?!^)ء(?=\p{L})")
_BELOW_HAMZA = "اويء"
_MARKS = regex.compile(r"\p{Mn}+")
_BEFORE_DIGITS = regex.compile("(?<=[a-z])(?=[0-9])")


def query_words(text: str) -> list[str]:
    """The words that a search for a text must find: their search keys, without articles.

    >>> query_words("Deir ez-Zor"), query_words("de l'Hol"), query_words("والشِّدادي"), query_words("٤٬٠٠٠")
    (['deir', 'zor'], ['hol'], ['شدادي'], ['4000'])
    """
    words = _words(_ELISION.sub("", text))
    # An article that ends the query is the beginning of a word.
    named = [word for word in words[:-1] if word not in ARTICLES] + words[-1:]
    return [without_article(word, _LEAST_ASKED) for word in named]


def indexed_words(text: str) -> list[str]:
    """The words by which a text is found: those of the text, in its order, and then their other forms.

    Other forms are a word without its article, with its article in Latin letters attached, with another
    letter below hamza, the parts of a word that an apostrophe or a comma divides, and a number without the
    zeros before it.

    >>> indexed_words("مسؤول الشدادي"), indexed_words("Deir ez-Zor")
    (['مسوول', 'الشدادي', 'مساول', 'مسيول', 'مسءول', 'شدادي'], ['deir', 'ez', 'zor', 'ezzor'])
    >>> indexed_words("EVT-0016")
    ['evt', '0016', '16']
    """
    parts = [_indexed_part(part) for part in text.split()]
    words = [word for own, _ in parts for word in own]
    forms = [form for _, others in parts for form in others]
    forms += [form for word in _words(_attached(text)) for form in (word, bare_word(word))]
    known = {*words}
    return words + [form for form in dict.fromkeys(forms) if form not in known]


# Most parts of a text stand in other texts, too, and no word goes beyond a blank.
@lru_cache(maxsize=1 << 16)
def _indexed_part(text: str) -> tuple[list[str], list[str]]:
    """The words of a text without blanks, and their other forms without attached articles."""
    words = _words(text)
    forms = dict.fromkeys([*words, *search_key(text).split(), *_other_hamza(text)])
    forms |= dict.fromkeys([bare_word(word) for word in forms])
    forms |= dict.fromkeys([short for word in forms if (short := _without_zeros(word))])
    return words, [form for form in forms if form not in words]


@lru_cache(maxsize=1 << 17)
def bare_word(word: str) -> str:
    """An indexed word without its Arabic article and what is attached before it."""
    return without_article(word, _LEAST_INDEXED)


def name_words(name: str) -> list[str]:
    """The indexed words of a name, and of a short one those that two words are when no blank is between them.

    >>> name_words("دير الزور")
    ['دير', 'الزور', 'زور', 'ديرالزور']
    """
    texts = (name, _attached(name))
    # Long ones are descriptions such as "sources of the agency in the city", which nobody writes as one word.
    short = [words for words in map(_words, texts) if len(words) <= _MOST_JOINED]
    pairs = [one + other for words in short for one, other in pairwise(words)]
    return [*dict.fromkeys([*indexed_words(name), *pairs])]


def letter_key(letter: str) -> str:
    """What a letter is in the words of a query; a blank for what divides words."""
    # Between letters that divide nothing from a digit.
    return " ".join(_words(f"ب{letter}ب"))[1:-1]


def _attached(text: str) -> str:
    """A text with each article in Latin letters attached to its word; empty if it has none."""
    return _JOINT.sub(r"\1\2", text) if _JOINT.search(text) else ""


def _words(text: str) -> list[str]:
    key = search_key(_THOUSANDS.sub(r"\1", text).lower().translate(_LETTERS))
    return _BEFORE_DIGITS.sub(" ", key).split()


def without_article(word: str, least: int = _LEAST_ASKED) -> str:
    """A search key without its Arabic article and what is attached before it, if so many letters are left.

    >>> without_article("بالشدادي"), without_article("الاف")
    ('شدادي', 'الاف')
    """
    article = _ARTICLE.match(word)
    return word[article.end() :] if article and len(word) - article.end() >= least else word


def _without_zeros(word: str) -> str:
    """A number without the zeros before it; empty for any other word."""
    return word.lstrip("0") if word.startswith("0") and word.isdecimal() else ""


def _other_hamza(text: str) -> Iterator[str]:
    """The words of a text that have hamza, with each letter that may be below it."""
    for word in _MARKS.sub("", unicodedata.normalize("NFKC", text)).split():
        if _HAMZA.search(word):
            for letter in _BELOW_HAMZA:
                yield from search_key(_HAMZA.sub(letter, word)).split()
