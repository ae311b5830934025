"""Tags the words of a number phrase by the lexicon, and decides tags that depend on their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from riwaya.text.number_phrases.lexicon import DUAL_LETTERS, NUMBER_STEMS, Tag, number
from riwaya.text.number_phrases.tokens import LEXICON, PREFIXES, VOCABULARY, normalise

_LONGEST_EXPRESSION = max(len(words) for table in LEXICON.values() for words in table)
_PUNCTUATION = {
    ",": Tag("comma"),
    ";": Tag("stop"),
    "-": Tag("hyphen"),
    "–": Tag("dash"),
    "~": Tag("before", "about"),
}
_INTEGER = re.compile(r"0|[1-9][0-9]*")
_DECIMAL = re.compile(r"([0-9]+)[.٫]([0-9]{1,2})")
_NUMBER_STEMS = {
    "ar": re.compile(f"(?:{'|'.join(PREFIXES)})(?:{'|'.join(map(normalise, NUMBER_STEMS['ar']))})"),
    "en": re.compile("|".join(NUMBER_STEMS["en"])),
}


def tag_tokens(tokens: Sequence[str], language: str) -> list[Tag]:
    """One tag for each expression of a phrase: where several begin at a word, the longest."""
    table = LEXICON[language]
    tokens = [token for token in tokens if table.get((token,)) != Tag("silent")]
    tags: list[Tag] = []
    start = 0
    while start < len(tokens):
        tag, length = _tag_at(tokens[start : start + _LONGEST_EXPRESSION], language)
        tags.append(tag)
        start += length
    return tags


def _tag_at(tokens: Sequence[str], language: str) -> tuple[Tag, int]:
    """The tag of the longest expression that some tokens begin with, and its length in tokens."""
    for length in range(len(tokens), 0, -1):
        if found := LEXICON[language].get(tuple(tokens[:length])):
            return found, length
    return _tag_unlisted(tokens[0], language), 1


def _tag_unlisted(token: str, language: str) -> Tag:
    """The tag of punctuation, of a figure, or of a word that is no expression by itself."""
    if token in _PUNCTUATION:
        return _PUNCTUATION[token]
    if _INTEGER.fullmatch(token):
        return number("N", int(token)) if token != "0" else number("0", 0)
    if match := _DECIMAL.fullmatch(token):
        value = Fraction(int(match[1] + match[2]), 10 ** len(match[2]))
        return number("F", value) if value else Tag("unreadable")
    if token in VOCABULARY[language]:
        return Tag("word", token)
    if token[0].isdigit() or token.endswith("n't") or _NUMBER_STEMS[language].match(token):
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
        elif tag.kind == "some":
            counted = ahead.kind in ("number", "amount")
            resolved.append(Tag("before", "about") if counted else Tag("amount", "some"))
        elif tag.kind == "until":
            resolved.append(Tag("to") if before.kind == "number" else Tag("before", "up_to"))
        elif tag.kind == "between" and ahead.kind not in ("number", "plural"):
            resolved.append(Tag("word"))
        elif tag.kind == "comma" and language == "en" and _is_scale(before) and after.kind == "number":
            pass  # "one thousand, two hundred"
        elif before == number("B", 2) and tag == number("O", 2):
            pass  # "شخصين اثنين"
        elif tag == number("O", 1) and _is_bound_one(before, tags[index + 1 :]):
            resolved += [Tag("and")] * (before.kind == "number") + [number("A", 1)]
        else:
            resolved.append(tag)
    return resolved


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
    noun_follows = after.kind == "noun" and not after.text.startswith(("و", "ف", "بين", "من"))
    return number(DUAL_LETTERS[tag.letter], tag.amount * 2) if noun_follows else Tag("unreadable")
