"""Reduces the spellings of a name, Arabic and Latin, to keys that they share.

A text is read as units: the consonants of a Latin word, an Arabic word, or a mark. A key is the units of a
name, or of a surname beside a mark for a role, with a blank between. A text has one reading, a name several
keys.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import chain, product
from math import prod

from riwaya.text.name_letters import (
    ARABIC_WORD,
    SHORT,
    SIGNS,
    arabic_unit,
    latin_unit,
    listed_forms,
    without_article,
)
from riwaya.text.spelling import search_key

ROLE = "="
"""Stands for any word for a role, such as "detainee"."""
# Stand for an English article, and for what is in no name.
_ARTICLE, _BREAK = "-", "."
_MARKS = frozenset((ROLE, _ARTICLE, _BREAK))
_MOST_UNITS = 4
# A name of fewer letters in its key would be found in other words.
_FEWEST = 4
# A text that may be read in more ways is no name, and has the one key that texts have.
_MOST_KEYS = 256

_WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    resources.files("riwaya.text").joinpath("name_words.toml").read_text(encoding="utf-8")
)


def _words_that_are(kind: str) -> frozenset[str]:
    return frozenset(search_key(" ".join(_WORDS[kind].values())).split())


_ROLE_WORDS, _LEFT_OUT, _BETWEEN, _KUNYA, _ORDINARY, _ENDINGS = map(
    _words_that_are, ("roles", "left_out", "between", "kunya", "ordinary", "endings")
)
IN_NO_NAME = _words_that_are("never")
"""Words of search keys that no listed name has."""
_PREFIXES = tuple(a + b for a, b in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل")))
"""And, so; the article, with, like, to."""
_PREFIX_LETTERS = frozenset(prefix[:1] for prefix in _PREFIXES) - {""}
_ENGLISH_ARTICLES = frozenset(("a", "an", "the"))

_APOSTROPHES = re.compile("['’‘`´ʼʿʾʻ]")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_LATIN_WORD = re.compile("[a-z]")

# What is written as one word or as two: Abdulrahman, Abdullah, Noureddine, Nasrallah, Alqasim.
_ABD_ALONE = re.compile("abd[aeou]{1,2}(?:[lrsndtz]|sh|dh|th)")
_ABD = re.compile("abd[aeou]{0,2}(?:l(?!l)|(?![aeiou]))(.{3,})")
_DIN = re.compile("(.{3,}?)[aeiou]{1,2}d{1,2}(?:i|ee|y)ne?")
_OF_GOD = re.compile("(.{3,}?)[aou]ll+ah?")
_JOINED_ARTICLE = re.compile("^[ae]l(?=[^aeiou].{3})")
_ARABIC_ABD = re.compile("[وف]?(?:[بك]?ال|لل|[بكل])?عبد(...+)")
_ARABIC_COMPOUND = re.compile("(..+)(ال(?:دين|له))")


def name_keys(name: str) -> frozenset[str]:
    """The keys of a name of one to four units, in all that its letters may stand for.

    Those of the whole name, of its first and last word, and of the last beside a role. None for another text.
    """
    parts = [part for token in name.split() for part in _parts(token, in_name=True, listed=True)]
    if not 1 <= len(parts) <= _MOST_UNITS or _MARKS & {*parts}:
        return frozenset()
    forms = [listed_forms(part) for part in parts]
    if prod(map(len, forms)) > _MOST_KEYS:
        forms = [frozenset(first_units(_unit(part))) for part in parts]
    surname = forms[-_surname_length(parts) :]
    found: set[str] = set()
    if len(parts) > 1:
        names = map(" ".join, chain(product(*forms), product(forms[0], *surname)))
        found.update(name for name in names if len(name.replace(" ", "")) >= _FEWEST)
    if len(surname) == 1 or len(surname) < len(parts):
        found.update(*map(_beside_roles, map(" ".join, product(*surname))))
    return frozenset(found)


def arabic_surname(name: str) -> str | None:
    """The key of the surname of an Arabic name of several words, to be looked for beside a role.

    None for other names, and for a surname that is an ordinary word there, such as "Egyptian".
    """
    words = [*map(without_article, search_key(name).split())]
    surname = words[-_surname_length(words) :]
    if len(surname) == len(words) or not ARABIC_WORD.search(name) or surname[0] in _ORDINARY:
        return None
    return " ".join(surname)


def _surname_length(words: Sequence[str]) -> int:
    """The number of words of a surname: two of Nasr Allah, Nour al-Din, Abu Zayd, else one."""
    return 1 + (len(words) > 1 and (words[-1] in _ENDINGS or words[-2] in _KUNYA))


def _beside_roles(surname: str) -> Iterator[str]:
    if len(surname) > 1:
        yield f"{ROLE} {surname}"
    # "All the hostages" is not Ali.
    if len(surname) >= SHORT:
        yield f"{surname} {_ARTICLE} {ROLE}"


def units(token: str) -> Sequence[str]:
    """The units of a text without blanks.

    A Latin word in lower case is in no name, except in an address.
    """
    if token.isascii() and token.isalpha() and token.islower():
        # The most frequent ones, without the rest.
        return _COMMON.get(token, (_BREAK,))
    if "://" in token:
        # A path ends in words that are in no name (html), and the next text begins none.
        return [_BREAK, *(_unit(part) for part in _parts(token, in_name=True)), _BREAK]
    return [_unit(part) for part in _parts(token, in_name=token != token.lower())]


def _unit(part: str) -> str:
    return part if part in _MARKS or ARABIC_WORD.search(part) else latin_unit(part)


# The units of a Latin word in lower case that stands alone, unless it is in no name.
_COMMON: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(_LEFT_OUT, ()),
    **dict.fromkeys(_ROLE_WORDS, (ROLE,)),
    **dict.fromkeys(_ENGLISH_ARTICLES, (_ARTICLE,)),
}


def first_words(word: str) -> Sequence[str]:
    """What a word of a search key may be as the first of a name: itself without prefixes, and a role."""
    if word in IN_NO_NAME:
        return ()
    found = [stem for stem in stems(word) if stem not in IN_NO_NAME]
    return [*found, ROLE] if not _ROLE_WORDS.isdisjoint(found) else found


def next_word(word: str) -> str | None:
    """What a word of a search key is behind the first of a name; None if it is in no name."""
    return None if word in IN_NO_NAME else without_article(word)


def first_units(unit: str) -> Sequence[str]:
    """What a unit may be as the first of a key: that of an Arabic word without each prefix it may have."""
    if unit in (_ARTICLE, _BREAK):
        return ()
    return [*{arabic_unit(stem) for stem in stems(unit)}] if ARABIC_WORD.search(unit) else (unit,)


def next_unit(unit: str) -> str | None:
    """What a unit is behind the first of a key; None if it is in no name."""
    if unit == _BREAK:
        return None
    return arabic_unit(without_article(unit)) if ARABIC_WORD.search(unit) else unit


def stems(word: str) -> Sequence[str]:
    """A word of a search key, and what it is without each prefix that it may have."""
    if word[:1] not in _PREFIX_LETTERS or len(word) == 1:
        return (word,)
    found = {word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix)}
    return [stem for stem in found if len(stem) > 1]


def _parts(token: str, in_name: bool, listed: bool = False) -> Iterator[str]:
    """The words that may be in names, and marks; of a name that is listed, all words.

    Arabic words stand as in the search key, Latin ones without their articles.
    """
    # Most tokens are one word without signs.
    for piece in [token] if token.isalpha() else _NUMBER.sub(f" {_BREAK} ", token).split():
        if piece == _BREAK or piece.lstrip("(").lower() in _ENGLISH_ARTICLES:
            yield _BREAK if piece == _BREAK else _ARTICLE
            continue
        plain = piece if piece.isalpha() else _APOSTROPHES.sub("", _POSSESSIVE.sub("", piece))
        key = search_key(plain.lower().translate(SIGNS))
        for word in key.split():
            arabic = bool(ARABIC_WORD.search(word))
            bare = without_article(word) if arabic else word
            if bare in _LEFT_OUT or len(word) == 1 or _ABD_ALONE.fullmatch(word):
                continue
            if not (listed or arabic) and word in _ROLE_WORDS:
                yield ROLE
            elif word in _BETWEEN or not (arabic or (in_name and _LATIN_WORD.search(word))):
                yield _BREAK
            else:
                yield from _arabic_parts(word) if arabic else _latin_parts(word)


def _arabic_parts(word: str) -> Sequence[str]:
    if compound := _ARABIC_ABD.fullmatch(word):
        return (compound[1],)
    compound = _ARABIC_COMPOUND.fullmatch(word)
    return compound.groups() if compound else (word,)


def _latin_parts(word: str) -> Sequence[str]:
    if compound := _ABD.fullmatch(word):
        return (compound[1],)
    if compound := _DIN.fullmatch(word):
        return (compound[1], "din")
    if compound := _OF_GOD.fullmatch(word):
        return (compound[1], "allah")
    return (_JOINED_ARTICLE.sub("", word),)
