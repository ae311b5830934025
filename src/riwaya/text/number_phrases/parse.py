"""Parses a number phrase of a news text: which qualifier it states, and which value.

The steps: normalise the spelling, split into tokens, tag them by the lexicon, decide tags that depend on
their neighbours, and parse the tags into a Reading. A word that the lexicon does not list makes the phrase
unreadable, before the number and behind it; only a description of what is counted may hold any word, once a
particle has begun it ("20 fighters from Raqqa"). So does whatever negates, divides or multiplies the number
or turns it into a rate, wherever it stands, and whatever leaves two readings open: None, never a guess.

What a number means is not known here: a year, an age or a day of the month is read as an exact value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from riwaya.text.number_phrases.languages import LANGUAGES
from riwaya.text.number_phrases.lexicon import Tag
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


def read_phrase(text: str, language: str, counted: frozenset[str] = frozenset()) -> Reading | None:
    """The reading of a phrase in one of LANGUAGES; None where it has none or more than one.

    `counted` are words for what is counted that the language does not list, in the spelling of `plain`.

    >>> read_phrase("more than twenty members", "en")
    Reading(qualifier='more_than', value=20, value_to=None)
    >>> read_phrase("بين 18 و20 أسيرًا", "ar")
    Reading(qualifier='between', value=18, value_to=20)
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language!r}")
    tags = tags_of(text, language, counted)
    return parse(tags, language) if tags else None


def tags_of(text: str, language: str, counted: frozenset[str]) -> list[Tag] | None:
    """The tags of a phrase; None where it is empty, too long, or holds a sign that is not part of a text."""
    if len(text) > LONGEST_TEXT or has_other_numerals(text):
        return None
    tokens = tokenise(normalise(text, language), language)
    return resolve_tags(tag_tokens(tokens, language, counted), language) if tokens else None


_LINKS = {"and": "&", "to": ">", "or": "|", "hyphen": "-", "dash": "="}
_RUN_KINDS = {"number", "article", *_LINKS}
_ORDERS_OF_MAGNITUDE = {"tens", "dozens", "hundreds", "thousands"}

Run = Sequence[tuple[str, int | Fraction]]
"""Numbers and links, one after the other: the letter of each, and its amount."""


def parse(tags: Sequence[Tag], language: str) -> Reading | None:
    """The one reading that all tags together allow."""
    grammar = LANGUAGES[language].grammar
    tags = _without_whole(tags, grammar)
    kinds = [tag.kind for tag in tags]
    runs = _runs(tags)
    amounts = {tag.text for tag in tags if tag.kind == "amount"}
    qualifiers = {tag.text for tag in tags if tag.kind in ("before", "after", "anywhere")}
    qualifiers = qualifiers or {tag.text for tag in tags if tag.kind == "weak"}
    if "unreadable" in kinds or _is_dangling(kinds) or len(qualifiers) > 1 or len(runs) + len(amounts) != 1:
        return None
    start, end = runs[0] if runs else (kinds.index("amount"), kinds.index("amount") + 1)
    if not _is_known_before(tags, start, language) or not _is_known_behind(tags, end, language):
        return None
    if amounts:
        return _vague(amounts.pop(), qualifiers)
    return _counted(tags, start, end, qualifiers, grammar)


def _counted(
    tags: Sequence[Tag], start: int, end: int, qualifiers: set[str], grammar: re.Pattern[str]
) -> Reading | None:
    """The reading of the one run of numbers, from start to end."""
    kinds = [tag.kind for tag in tags]
    if "ordinal" in kinds[max(start - 1, 0) : end + 1]:
        return None
    run = _run(tags[start:end])
    # "أحد" is one of them, "الأحد" is Sunday.
    if [letter for letter, _ in run] == ["A"] and "article" in kinds[start:end]:
        return None
    value, value_to = _values(run, "between" in kinds[:start], grammar)
    if value is None or (value_to is not None and not qualifiers <= {"about"}):
        return None
    if value_to is not None:
        return Reading("between", value, value_to)
    return None if "from" in kinds[:start] else Reading(qualifiers.pop() if qualifiers else "exact", value)


def _without_whole(tags: Sequence[Tag], grammar: re.Pattern[str]) -> Sequence[Tag]:
    """The tags without the whole of which a number is a part: "93 of the 99" is 93."""
    runs = _runs(tags)
    if len(runs) != 2 or [tag.kind for tag in tags[runs[0][1] : runs[1][0]]] != ["part"]:
        return tags
    numbers = (_values(_run(tags[start:end]), False, grammar) for start, end in runs)
    (part, part_to), (whole, whole_to) = numbers
    if part is None or whole is None or part_to or whole_to or part >= whole:
        return tags
    if tags[runs[0][1]].text == "bare" and tags[runs[1][0]].kind != "article" and _may_be_rate(part, whole):
        return tags
    return [*tags[: runs[0][1]], *tags[runs[1][1] :]]


def _may_be_rate(part: int, whole: int) -> bool:
    """Whether "one out of three" may count no one: "93 out of 99" does."""
    return part == 1 or whole <= 10 or whole in (12, 20) or str(whole).strip("0") == "1"


_UNKNOWN_BEFORE = {"noun", "word", "particle", "counted"}


def _is_known_before(tags: Sequence[Tag], start: int, language: str) -> bool:
    """Whether no word before a number has an unknown effect on it, as "barely" has in "barely 20".

    An Arabic number may stand after its noun: "شخص واحد", "الأسرى الخمسة".
    """
    unknown = [index for index, tag in enumerate(tags[:start]) if tag.kind in _UNKNOWN_BEFORE]
    if unknown == [start - 1] and language == "ar" and tags[start - 1].kind == "counted":
        is_definite = tags[start].kind == "article" and tags[start - 1].text.startswith("ال")
        return is_definite or tags[start].letter == "O"
    return not unknown


def _is_known_behind(tags: Sequence[Tag], end: int, language: str) -> bool:
    """Whether no word behind a number or amount has an unknown effect on it, as "allegedly" has.

    A particle begins a description in any words, a comma ends it. An article outside of one divides by what
    follows it ("20 a truck"); in Arabic nouns have it as well.
    """
    may_be_any = False
    # A run of numbers ends with the articles and links that stand behind it.
    unknown = {"noun", "word"} if language == "ar" else {"noun", "word", "article"}
    for index in range(end - 1, len(tags)):
        kind = tags[index].kind
        if kind in ("comma", "stop"):
            may_be_any = False
        elif kind in ("particle", "preposition") or (kind == "to" and index >= end):
            may_be_any = True
        elif kind in unknown and not may_be_any:
            return False
    return True


def _run(tags: Sequence[Tag]) -> Run:
    """The numbers and links among tags."""
    return [
        (tag.letter, tag.amount) if tag.kind == "number" else (_LINKS[tag.kind], 0)
        for tag in tags
        if tag.kind != "article"
    ]


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
    """Whether a qualifier that belongs beside a number stands elsewhere ("20 men under escort")."""
    skipped = ("article", "weak", "neutral", "preposition")
    others = ["start", *(kind for kind in kinds if kind not in skipped), "end"]
    return any(
        (kind == "before" and after not in ("number", "amount", "between", "from", "before"))
        or (after == "after" and kind != "number")
        for kind, after in pairwise(others)
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
    if right[0][0] in "GQ" and not any(letter in "KMZLP" for letter, _ in left):  # "one or half a million"
        return True
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
    scale: int | Fraction = 0
    for index, (letter, amount) in enumerate(run):
        if letter in "KMZ":
            total, group, scale = total + (group or 1) * amount, 0, amount
        elif letter == "G" and index == len(run) - 1:
            total += scale * amount
        elif letter in "LP":
            total, scale = total + amount, amount * Fraction(1, 2)
        else:
            group = (group or 1) * amount if letter == "H" else group + amount
    value = total + group
    return int(value) if value == int(value) and value <= LARGEST_VALUE else None
