"""Tags the words of a number phrase by the lexicon, and decides tags that depend on their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from riwaya.text.number_phrases.lexicon import DUAL_LETTERS, Tag, number
from riwaya.text.number_phrases.tokens import Lexicon, lexicon

_SIGNS = {
    ",": Tag("comma"),
    ";": Tag("stop"),
    "-": Tag("hyphen"),
    "–": Tag("dash"),
    **dict.fromkeys("~≈±", Tag("before", "about")),
    ">": Tag("before", "more_than"),
    "<": Tag("before", "fewer_than"),
    **dict.fromkeys(("≥", ">="), Tag("before", "at_least")),
    **dict.fromkeys(("≤", "<="), Tag("before", "up_to")),
    "+": Tag("after", "at_least"),
}
_INTEGER = re.compile(r"0|[1-9][0-9]*")
_LINKS = {"some", "until", "between", "from", "part", "definite"}


def tag_tokens(tokens: Sequence[str], language: str, counted: frozenset[str]) -> list[Tag]:
    """One tag for each expression of a phrase: where several begin at a word, the longest.

    `counted` are words of a dataset for what it counts, beside those of the language.
    """
    words = lexicon(language)
    tokens = [token for token in tokens if words.tags.get((token,)) != Tag("silent")]
    tokens = [part for token in tokens for part in words.split_conjunction(token, counted)]
    tags: list[Tag] = []
    start = 0
    while start < len(tokens):
        tag, length = _tag_at(tokens[start : start + words.longest], words, counted)
        tags.append(tag)
        start += length
    return tags


def _tag_at(tokens: Sequence[str], words: Lexicon, counted: frozenset[str]) -> tuple[Tag, int]:
    """The tag of the longest expression that some tokens begin with, and its length in tokens."""
    for length in range(len(tokens), 0, -1):
        if found := words.tags.get(tuple(tokens[:length])):
            return found, length
    return _tag_unlisted(tokens[0], words, counted), 1


def _tag_unlisted(token: str, words: Lexicon, counted: frozenset[str]) -> Tag:
    """The tag of a sign, of a figure, or of a word that is no expression by itself."""
    if token in _SIGNS:
        return _SIGNS[token]
    if _INTEGER.fullmatch(token):
        return number("N", int(token)) if token != "0" else number("0", 0)
    if match := words.decimal.fullmatch(token):
        value = Fraction(int(match[1] + match[2]), 10 ** len(match[2]))
        return number("F", value) if value else Tag("unreadable")
    if words.is_counted(token, counted):
        return Tag("counted", token)
    if token in words.vocabulary:
        return Tag("word", token)
    if token[0].isdigit() or token.endswith("n't") or words.language.number_stem.match(token):
        return Tag("unreadable")
    return Tag("noun", token)


def resolve_tags(tags: Sequence[Tag], language: str) -> list[Tag]:
    """The tags, with those decided that mean one thing or another by their neighbours."""
    resolved: list[Tag] = []
    for index, tag in enumerate(tags):
        before = resolved[-1] if resolved else Tag("start")
        after = tags[index + 1] if index + 1 < len(tags) else Tag("end")
        ahead = next((other for other in tags[index + 1 :] if other.kind != "article"), Tag("end"))
        if tag.kind in ("plural", "dual"):
            resolved.append(_resolve_scale(tag, before, after))
        elif tag.kind == "round":
            resolved += [Tag("weak", "about"), number(tag.letter, tag.amount)]
        elif tag.kind == "rounds":
            is_counted = before.kind == "number"
            resolved += [number(tag.letter, tag.amount)] * is_counted
            resolved.append(Tag("weak", "about") if is_counted else Tag("amount", tag.text))
        elif tag.kind in _LINKS:
            resolved.append(_resolve_link(tag, before, ahead))
        elif tag.kind == "ending":
            ends = tag.text == "final" and after.kind in ("end", "stop")
            resolved += [] if ends else [Tag("unreadable")]
        elif tag.kind == "comma" and language == "en" and _is_scale(before) and after.kind == "number":
            pass  # "one thousand, two hundred"
        elif before == number("B", 2) and tag == number("O", 2):
            pass  # "شخصين اثنين"
        elif tag == number("O", 1) and language == "ar" and _is_bound_one(before, tags[index + 1 :]):
            resolved += [Tag("and")] * (before.kind == "number") + [number("A", 1)]
        else:
            resolved.append(tag)
    return resolved


def _resolve_link(tag: Tag, before: Tag, ahead: Tag) -> Tag:
    """The tag of a word that is one thing between two numbers, another before one, and another elsewhere."""
    if tag.kind == "some":
        is_counted = ahead.kind in ("number", "round", "amount")
        return Tag("before", "about") if is_counted else Tag("amount", "some")
    if tag.kind == "until":
        return Tag("to") if before.kind == "number" else Tag("before", "up_to")
    if tag.kind == "between":
        return tag if ahead.kind in ("number", "plural", "round") else Tag("particle")
    is_link = tag.kind != "definite" and ahead.kind == "number"
    if is_link and (before.kind == "number") == (tag.kind == "part"):
        return tag
    is_behind = before.kind in ("number", "amount", "weak", "counted")
    return Tag("particle" if is_behind or "definite" not in tag else "article")


def _is_bound_one(before: Tag, rest: Sequence[Tag]) -> bool:
    """Whether "واحد" is "وأحد" without its hamza: before "عشر", and between "مئة" and "وعشرون"."""
    rest = [tag for tag in rest if tag.kind != "article"][:2]
    letters = [tag.letter if tag.kind == "number" else tag.kind for tag in rest]
    return letters[:1] == ["X"] or (before.kind == "number" and letters == ["and", "T"])


def _is_scale(tag: Tag) -> bool:
    return tag.kind == "number" and tag.letter in "KM"


def _resolve_scale(tag: Tag, before: Tag, after: Tag) -> Tag:
    """A scale after a number; else "آلاف" is a vague amount, and "ألفا" two thousand before its noun."""
    if before.kind == "number":
        return number(tag.letter, tag.amount)
    if tag.kind == "plural":
        return Tag("amount", tag.text) if tag.text else Tag("unreadable")
    # Without vowel signs "ألفا" is also the accusative of "ألف"; only the dual has a noun directly after it.
    is_dual = after.kind == "counted"
    return number(DUAL_LETTERS[tag.letter], tag.amount * 2) if is_dual else Tag("unreadable")
