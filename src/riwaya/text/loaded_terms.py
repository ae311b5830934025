"""Finds loaded terms: words that take sides.

Words are compared by their search keys. What Arabic attaches to a word (a conjunction, a preposition, the
article) is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array, true_indices
from riwaya.text.characters import PLAIN_CHARACTERS
from riwaya.text.spelling import search_key

if TYPE_CHECKING:
    Finder: TypeAlias = Callable[[pa.Array[pa.StringScalar], str], pa.StringArray]

Terms = Mapping[str, Iterable[str]]
"""The terms of each language, "ar" or "en"."""
_PREFIX = "[وف]?([بكل]?ال|لل|[بكل])?"
"""And, so; with, like, to; the article."""


def loaded_term_finder(terms: Terms) -> Finder:
    """A function that finds the first term in each text of a column in one language; null for none.

    Where a text holds several terms, it is the first of the list.
    """
    exact = {
        language: [
            (term, f"{search_key(term)} ", re.compile(f" {_PREFIX}{re.escape(search_key(term))} "))
            for term in dict.fromkeys(words)
        ]
        for language, words in terms.items()
    }
    rough = {language: _rough_pattern(words) for language, words in terms.items()}

    def find(texts: pa.Array[pa.StringScalar], language: str) -> pa.StringArray:
        found: list[str | None] = [None] * len(texts)
        if language in terms:
            candidates = pc.match_substring_regex(texts, rough[language])
            for at in true_indices(candidates).tolist():
                key = f" {search_key(texts[at].as_py())} "
                # That the letters stand there is found sooner than that they are a word.
                found[at] = next(
                    (term for term, end, word in exact[language] if end in key and word.search(key)), None
                )
        return string_array(found)

    return find


def _rough_pattern(terms: Iterable[str]) -> str:
    """A pattern that matches every text with one of the terms in its search key, and few others.

    It matches the letters of a term in any of their forms, and any character whose search key is not known
    here.
    """
    classes = _letter_classes()
    known = "".join(characters[1:-1] for characters in classes.values())
    keys = [[*search_key(term)] for term in terms]
    ignored = classes[""] + "*"
    if any({*key} - {*classes} for key in keys):
        return ""
    words = [ignored.join(classes[letter] + ("+" if letter == " " else "") for letter in key) for key in keys]
    return "|".join([f"[^{known}]", *words])


@cache
def _letter_classes() -> dict[str, str]:
    """By letter of search keys, a character class of its forms; by "", one of what is left out of them."""
    forms: dict[str, list[str]] = {}
    for character in filter(re.compile(f"[{PLAIN_CHARACTERS}]").match, map(chr, range(0x2100))):
        forms.setdefault(search_key(f"a{character}a")[1:-1], []).append(character)
    return {
        key: "[" + "".join(map(re.escape, characters)) + "]"
        for key, characters in forms.items()
        if len(key) < 2
    }
