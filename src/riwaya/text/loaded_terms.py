"""Finds words that take sides. Spelling is folded by `search_key`; what Arabic writes onto a word is set aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import sql_array, true_indices
from riwaya.text.characters import PLAIN
from riwaya.text.spelling import search_key

Terms = Mapping[str, Iterable[str]]
"""The words of each language, "ar" or "en"."""
# and, so; with, like, to; the article
_WRITTEN_ON = "[وف]?([بكل]?ال|لل|[بكل])?"


def loaded_words(terms: Terms) -> Callable[[pa.Array, str], pa.Array]:
    """The function that tells, of texts in a language, the first term of each, or null."""
    exact = {
        language: [
            (term, re.compile(f" {_WRITTEN_ON}{re.escape(search_key(term))} ")) for term in sorted({*words})
        ]
        for language, words in terms.items()
    }
    perhaps = {language: _letters(words) for language, words in terms.items()}

    def call(texts: pa.Array, language: str) -> pa.Array:
        words: list[str | None] = [None] * len(texts)
        for at in (
            true_indices(pc.match_substring_regex(texts, perhaps[language])).tolist()
            if language in terms
            else ()
        ):
            key = f" {search_key(texts[at].as_py())} "
            words[at] = next((term for term, pattern in exact[language] if pattern.search(key)), None)
        return sql_array(words, "VARCHAR")

    return call


def _letters(terms: Iterable[str]) -> str:
    """What a text must hold if one of the terms is in its search key: the same letters, in any of their forms, or characters
    whose forms are not listed here."""
    forms: dict[str, list[str]] = {}
    for character in filter(re.compile(f"[{PLAIN}]").match, map(chr, range(0x2100))):
        forms.setdefault(search_key(f"a{character}a")[1:-1], []).append(character)
    listed = {
        key: "[" + "".join(map(re.escape, characters)) + "]"
        for key, characters in forms.items()
        if len(key) < 2
    }
    known = "".join(characters[1:-1] for characters in listed.values())
    keys = [[*search_key(term)] for term in terms]
    between = listed[""] + "*"
    if any({*key} - {*listed} for key in keys):
        return ""
    words = [between.join(listed[letter] + ("+" if letter == " " else "") for letter in key) for key in keys]
    return "|".join([f"[^{known}]", *words])
