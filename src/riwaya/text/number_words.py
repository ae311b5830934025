"""Writes numbers in words, for a search that finds 4,000 by "four thousand" and «أربعة آلاف»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from riwaya.bilingual import LANGUAGES
from riwaya.text.number_phrases.languages import LANGUAGES as WRITTEN
from riwaya.text.number_phrases.lexicon import expand
from riwaya.text.search_words import indexed_words

_SCALES = (1_000_000, 1_000, 100)
_WITH_DIGITS = _SCALES[:2]
"""Scales behind digits: "4 thousand"."""
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
    # Arabic attaches "and" to each word but the first.
    joined = [f"و{word}" for word in words if not word.isascii()]
    return indexed_words(" ".join(dict.fromkeys([*digits, *words, *joined])))


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
