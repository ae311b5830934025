"""Parses a number phrase of a news text: which qualifier it states, and which value.

The steps: normalise the spelling, split into tokens, tag them by the lexicon, decide tags that depend on
their neighbours, and parse the tags into a Reading. Words that the lexicon does not list are ordinary nouns
and have no effect; but what negates, divides or multiplies a number, and what leaves two readings open, makes
the phrase unreadable: None, never a guess.

What is counted is not known here: a year, an age or a day of the month is read as an exact value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from riwaya.text.number_phrases.lexicon import ROWS, Tag
from riwaya.text.number_phrases.tags import resolve_tags, tag_tokens
from riwaya.text.number_phrases.tokens import has_other_numerals, normalise, tokenise

LONGEST_TEXT = 300
"""Longest phrase that is read, in characters."""
LARGEST_VALUE = 999_999_999


@dataclass(frozen=True, slots=True)
class Reading:
    """A qualifier and its value: two values for "between", none for vague amounts, otherwise one."""

    qualifier: str
    value: int | None = None
    value_to: int | None = None


def read_phrase(text: str, language: str) -> Reading | None:
    """The reading of a phrase in "ar" or "en"; None where it has none or more than one.

    >>> read_phrase("more than twenty members", "en")
    Reading(qualifier='more_than', value=20, value_to=None)
    >>> read_phrase("بين 18 و20 أسيرًا", "ar")
    Reading(qualifier='between', value=18, value_to=20)
    """
    if language not in ROWS:
        raise ValueError(f"unknown language: {language!r}")
    tags = tags_of(text, language)
    return parse(tags, language) if tags else None


def tags_of(text: str, language: str) -> list[Tag] | None:
    """The tags of a phrase; None where it is empty, too long, or holds a sign that is not part of a text."""
    if len(text) > LONGEST_TEXT or has_other_numerals(text):
        return None
    tokens = tokenise(normalise(text), language)
    return resolve_tags(tag_tokens(tokens, language), language) if tokens else None


# The grammar: how number words form one number, as patterns over their letters. N is a number in digits, F a
# decimal fraction, "&" and, "-" the English hyphen; the other letters are those of the lexicon.

_AR_100 = "(?:[AOU]&T|[AOU]X|[OUXT])"
_AR_1000 = f"(?:(?:U?H|D)(?:&{_AR_100})?|{_AR_100})"
_AR_K = f"(?:(?:{_AR_1000}|N|F)?K|L)"
_AR_M = f"(?:(?:{_AR_1000}|N|F)?M|P)"
_AR_REST = f"(?:&(?:{_AR_1000}|N))?"

_EN_100 = "(?:T(?:-?U)?|E|U)"
_EN_1000 = f"(?:(?:U-?)?H(?:&?{_EN_100})?|{_EN_100})"
_EN_K = f"(?:(?:(?:{_EN_1000}|N|F)-?)?K)"
_EN_M = f"(?:(?:(?:{_EN_1000}|N|F)-?)?M)"
_EN_REST = f"(?:&?(?:{_EN_1000}|N))?"

GRAMMAR = {
    "ar": re.compile(f"{_AR_M}(?:&{_AR_K})?{_AR_REST}|{_AR_K}{_AR_REST}|{_AR_1000}|N|B|0|A"),
    "en": re.compile(
        f"{_EN_M}(?:&?{_EN_K})?{_EN_REST}|{_EN_K}{_EN_REST}|{_EN_1000}|N|0"
        f"|(?:E|N|T-?U)-?H(?:&?{_EN_100})?|(?:(?:{_EN_100}|N)-?)?Z"
    ),
}
_LINKS = {"and": "&", "to": ">", "or": "|", "hyphen": "-", "dash": "="}
_RUN_KINDS = {"number", "article", *_LINKS}
_ORDERS_OF_MAGNITUDE = {"tens", "dozens", "hundreds", "thousands"}

Run = Sequence[tuple[str, int | Fraction]]
"""Numbers and links, one after the other: the letter of each, and its amount."""


def parse(tags: Sequence[Tag], language: str) -> Reading | None:
    """The one reading that all tags together allow."""
    kinds = [tag.kind for tag in tags]
    runs = _runs(tags)
    amounts = {tag.text for tag in tags if tag.kind == "amount"}
    qualifiers = {tag.text for tag in tags if tag.kind in ("before", "anywhere")}
    if "unreadable" in kinds or _is_dangling(kinds) or len(qualifiers) > 1 or len(runs) + len(amounts) != 1:
        return None
    if amounts:
        return _vague(amounts.pop(), qualifiers)
    start, end = runs[0]
    if "ordinal" in kinds[max(start - 1, 0) : end + 1]:
        return None
    run = [
        (tag.letter, tag.amount) if tag.kind == "number" else (_LINKS[tag.kind], 0)
        for tag in tags[start:end]
        if tag.kind != "article"
    ]
    # "أحد" is one of them, "الأحد" is Sunday.
    if [letter for letter, _ in run] == ["A"] and "article" in kinds[start:end]:
        return None
    value, value_to = _values(run, "between" in kinds[:start], GRAMMAR[language])
    if value is None or (value_to is not None and not qualifiers <= {"about"}):
        return None
    if value_to is not None:
        return Reading("between", value, value_to)
    return Reading(qualifiers.pop() if qualifiers else "exact", value)


def _runs(tags: Sequence[Tag]) -> list[tuple[int, int]]:
    """The start and end of each run of numbers with nothing but links and articles between them."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(len(tags) + 1):
        if index == len(tags) or tags[index].kind not in _RUN_KINDS:
            if any(tag.kind == "number" for tag in tags[start:index]):
                runs.append((start, index))
            start = index + 1
    return runs


def _is_dangling(kinds: Sequence[str]) -> bool:
    """Whether a qualifier that belongs before a number stands elsewhere ("20 men under escort")."""
    without_articles = [kind for kind in kinds if kind != "article"] + ["end"]
    return any(
        kind == "before" and after not in ("number", "amount", "between", "before")
        for kind, after in pairwise(without_articles)
    )


def _vague(amount: str, qualifiers: set[str]) -> Reading | None:
    """A quantity without a number: "more than dozens" is still dozens, "fewer than dozens" means nothing."""
    allowed = {"more_than", "at_least", "about"} if amount in _ORDERS_OF_MAGNITUDE else set[str]()
    return Reading(amount) if qualifiers <= allowed else None


def _values(run: Run, between: bool, grammar: re.Pattern[str]) -> tuple[int | None, int | None]:
    """The value or the two values of a run; (None, None) if it makes neither, or both."""
    if run[0][0] in "&>":  # the phrase was cut out of a sentence: "and 20", "rose to 20"
        run = run[1:]
    single = _number(run, grammar)
    if single is not None:
        return (None, None) if between else (single, None)
    pairs: list[tuple[int, int, int]] = []
    letters = "".join(letter for letter, _ in run)
    for index, link in enumerate(letters):
        # "twenty-five" is never twenty to five.
        if link in ("&>-=" if between else ">|-=") and letters[index - 1 : index + 2] != "T-U":
            left, right = _number(run[:index], grammar), _number(run[index + 1 :], grammar)
            if left is not None and right is not None and left < right:
                pairs.append((index, left, right))
    if len(pairs) != 1:
        return None, None
    index, left, right = pairs[0]
    return (None, None) if _shares_scale(run[:index], run[index + 1 :], right, grammar) else (left, right)


def _shares_scale(left: Run, right: Run, value: int, grammar: re.Pattern[str]) -> bool:
    """Whether the scale of the right number may be meant for the left one as well: "2 to 3 million"."""
    scales = [item for item in right[1:] if item[0] in "HKMZ"]
    scales += [("H", 100) for letter, _ in right if letter == "D"]  # "ثلاث أو أربعمئة"
    shared = [_number([*left, scale], grammar) for scale in scales]
    return any(number is not None and number < value for number in shared)


def _number(run: Run, grammar: re.Pattern[str]) -> int | None:
    """The number that a whole run forms under the grammar of its language."""
    if not grammar.fullmatch("".join(letter for letter, _ in run)):
        return None
    if len(run) > 1 and any(letter == "N" and amount >= 1000 for letter, amount in run):
        return None
    total: int | Fraction = 0
    group: int | Fraction = 0
    for letter, amount in run:
        if letter in "KMZ":
            total, group = total + (group or 1) * amount, 0
        elif letter in "LP":
            total += amount
        else:
            group = (group or 1) * amount if letter == "H" else group + amount
    value = total + group
    return int(value) if value == int(value) and value <= LARGEST_VALUE else None
