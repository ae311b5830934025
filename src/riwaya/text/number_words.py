"""Writes numbers in words and reads them, for a search that finds 4,000 by "four thousand" and «أربعة آلاف».

A number is found by all its words in any order, so "twenty" finds 24 as well. What is the number of the query
and no other has one more word, `exact_word`, by which it is put first. `web/src/numbers.js` reads the same
numbers; tests/text/number_queries.json has examples for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from riwaya.bilingual import LANGUAGES
from riwaya.text.number_phrases.languages import LANGUAGES as WRITTEN
from riwaya.text.number_phrases.lexicon import expand
from riwaya.text.search_words import indexed_words, query_words

_SCALES = (1_000_000, 1_000, 100)
_WITH_DIGITS = _SCALES[:2]
"""Scales behind digits: "4 thousand"."""
_LINKS = ("a", "and")
"""What stands in English before and within numbers from a hundred up: "a hundred and fifty"."""
_BY_HUNDREDS = range(1_100, 2_000, 100)
"""What English counts in hundreds: "fifteen hundred". Were there more, "twenty" would find 2,500."""
# Dozens, and nouns in the dual, are no part of a number; "hundreds" is not what 200 is called.
_LETTERS = {"number": {*"0OUAXETHDKLMP"}, "plural": {*"KM"}, "dual": {*"KM"}}
"""The letters of the tags whose words are numbers, by kind; the dual of a thousand is its accusative, too."""

_Words = Mapping[int, Sequence[str]]
"""The words of a language by the number that each of them is, in all forms."""


@lru_cache(maxsize=10_000)
def number_words(number: int) -> Sequence[str]:
    """The indexed words of a number from 0 up that is written in English or Arabic words.

    >>> {"4", "four", "thousand", "اربعه", "الاف"} <= {*number_words(4000)}
    True
    >>> {"twenty", "five", "خمسه", "وعشرين"} <= {*number_words(25)}
    True
    """
    digits = [str(number // scale) for scale in _WITH_DIGITS if number and number % scale == 0]
    words = [word for lang in LANGUAGES for word in _parts(number, _words(lang))]
    if number >= _SCALES[-1]:
        words += _LINKS
    if (hundreds := number // 100 * 100) in _BY_HUNDREDS:
        words += _parts(hundreds // 100, _words("en"))
    # Arabic attaches "and" to each word but the first.
    joined = [f"و{word}" for word in words if not word.isascii()]
    return [*indexed_words(" ".join(dict.fromkeys([*digits, *words, *joined]))), exact_word(number)]


def exact_word(number: int) -> str:
    """An indexed word of this number alone, which no text has: "4000number"."""
    return f"{number}number"


@cache
def known_numbers() -> dict[str, int]:
    """The number that each word of a query is, if it is one by itself: {"four": 4, "الاف": 1000, …}."""
    return {
        query: number
        for lang in LANGUAGES
        for number, words in _words(lang).items()
        for word in words
        for query in query_words(word)
    }


def number_of(words: Sequence[str]) -> int | None:
    """The number that all words of a query are together; None where they are none.

    >>> number_of(query_words("one hundred and fifty")), number_of(query_words("أربعة آلاف"))
    (150, 4000)
    >>> number_of(["twenty", "fighters"]) is None
    True
    """
    total = part = 0
    read = [word for word in words if word not in _LINKS]
    for at, word in enumerate(read):
        number, is_joined = _number_of_word(word)
        # Digits begin a number ("4 thousand"); "and a hundred" multiplies nothing.
        if number is None or (word.isdecimal() and at) or (is_joined and part and number in _SCALES):
            return None
        if number in _SCALES:
            part = max(part, 1) * number
            if number > _SCALES[-1]:
                total, part = total + part, 0
        else:
            part += number
    return total + part if read else None


def _number_of_word(word: str) -> tuple[int | None, bool]:
    """The number that a word is, and whether Arabic attaches it by "and" to what stands before."""
    if word.isdecimal():
        return int(word), False
    known = known_numbers()
    is_joined = word not in known and word.startswith("و")
    return known.get(word[is_joined:]), is_joined


def _parts(number: int, words: _Words) -> Iterator[str]:
    """The words of which a number may consist: of 400, "أربعمئة" as well as "أربع" and "مئة"."""
    yield from words.get(number, ())
    for scale in _SCALES:
        if number >= scale:
            many, rest = divmod(number, scale)
            yield from words[scale]
            yield from _parts(many, words)
            if rest:
                yield from words.get(number - rest, ())
                yield from _parts(rest, words)
            return
    if number not in words:
        yield from (*words[number // 10 * 10], *words[number % 10])


@cache
def _words(lang: str) -> _Words:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for tag, phrases in WRITTEN[lang].rows:
        if tag.letter in _LETTERS.get(tag.kind, ()) and isinstance(tag.amount, int):
            found[tag.amount] += [phrase[0] for phrase in expand(phrases) if len(phrase) == 1]
    return found
