"""Splits a number phrase into words, figures and punctuation, by the lexicon of its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from riwaya.text.number_phrases.languages import LANGUAGES
from riwaya.text.number_phrases.lexicon import Language, Tag, expand
from riwaya.text.number_phrases.spelling import ascii_digits, plain


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language, normalised."""

    language: Language
    tags: Mapping[tuple[str, ...], Tag]
    """The tag of each expression."""
    vocabulary: frozenset[str]
    """The words that expressions consist of."""
    longest: int
    """The number of words of the longest expression."""
    counted: frozenset[str]
    """Words for what is counted, without their inflection."""
    endings: re.Pattern[str]
    """Their inflection."""
    thousands: re.Pattern[str]
    """A number with thousands separators."""
    decimal: re.Pattern[str]
    """A decimal fraction: its whole part, and one or two places."""

    def is_counted(self, word: str, others: frozenset[str]) -> bool:
        """Whether a word, perhaps inflected, is one of the language or of others for what is counted."""
        bare = word.removeprefix(self.language.article)
        return any(
            word[:end] in known and self.endings.fullmatch(word, end)
            for word in {word, bare}
            for known in (self.counted, others)
            # Two letters with an ending are often another word: Turkish "ay" is a month, "aynı" the same.
            for end in range(len(word), min(len(word), 3) - 1, -1)
        )

    def split_conjunction(self, word: str, others: frozenset[str]) -> tuple[str, ...]:
        """A conjunction and the counted word behind it, where they are one ("وأطفال"); else the word."""
        conjunction = self.language.conjunction
        rest = word.removeprefix(conjunction)
        is_joined = rest != word and not self.is_counted(word, others) and self.is_counted(rest, others)
        return (conjunction, rest) if is_joined else (word,)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, made when it is first asked for; KeyError if the language is not read."""
    words = LANGUAGES[language]
    tags = {tuple(map(plain, phrase)): tag for tag, phrases in words.rows for phrase in expand(phrases)}
    marks = re.escape(words.thousands)
    other = re.escape(words.decimals + ",.،")
    return Lexicon(
        words,
        tags,
        frozenset(word for phrase in tags for word in phrase),
        max(map(len, tags)),
        frozenset(plain(words.counted).split()),
        re.compile(f"(?:{plain(words.endings)})?"),
        re.compile(
            rf"(?<![0-9])(?<![0-9][{other}{marks}])"
            rf"[1-9][0-9]{{0,2}}([{marks}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?![{other}{marks}]?[0-9])"
        ),
        re.compile(rf"([0-9]+)[{words.decimals}]([0-9]{{1,2}})"),
    )


def has_other_numerals(text: str) -> bool:
    """Whether a text holds a numeral that is not a decimal digit (½, ², ①)."""
    return any(unicodedata.category(char) in ("No", "Nl") for char in text)


def normalise(text: str, language: str) -> str:
    """The text in plain letters and ASCII digits, numbers without thousands separators.

    >>> normalise("١٬٤٥٠ أسيرًا", "ar")
    '1450 اسير'
    """
    # Before compatibility normalisation, which turns the no-break space of "1 450" into an ordinary one.
    figures = lexicon(language).thousands.sub(
        lambda match: match[0].replace(match[1], ""), ascii_digits(text)
    )
    return plain(figures)


_TOKEN = re.compile(
    r"(?P<figure>[0-9](?:[0-9.,:٫،٬]*[0-9])?)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<dash>[-‐‑–—−]+)"
    r"|(?P<sign>[<>]=|[~≈±≥≤<>]|(?<=[0-9])\+)|(?P<stop>[.,;:!،؛])|(?P<ignored>[\s()\[\]{}«»\"'“”‘]+)|(?P<other>.)",
    re.DOTALL,
)


def tokenise(text: str, language: str) -> list[str] | None:
    """The words, figures and punctuation of a normalised text; None if it holds anything else.

    >>> tokenise("و20 شخصا", "ar")
    ['و', '20', 'شخصا']
    """
    words = lexicon(language)
    tokens: list[str] = []
    last = None
    for token in _TOKEN.finditer(text):
        kind, piece = token.lastgroup, token[0]
        if kind == "other" or not _may_follow(last, token, words.language):
            return None
        # Between letters of Arabic, programs show "<" for ">": which one was meant is not certain.
        if piece[0] in "<>" and words.language.script != "LATIN":
            return None
        if kind == "word":
            if not all(_is_in(words.language.script, char) for char in piece.replace("'", "")):
                return None
            tokens += words.language.split(piece, words.vocabulary)
        elif kind == "dash":
            around = text[: token.start()][-1:].strip() and text[token.end() :][:1].strip()
            tokens.append("-" if around and words.language.script == "LATIN" else "–")
        elif piece == "." and tokens and f"{tokens[-1]}." in words.vocabulary:
            tokens[-1] += piece
        elif kind != "ignored":
            tokens.append(";" if kind == "stop" and piece != "," else piece)
        last = token
    return tokens


@cache
def _is_in(script: str, char: str) -> bool:
    return unicodedata.name(char, "").startswith(script)


def _may_follow(last: re.Match[str] | None, token: re.Match[str], language: Language) -> bool:
    """Whether a token may follow another without a blank: "ب20" and "20شخصا", but not "20k" or "2018م"."""
    kinds = [last and last.lastgroup, token.lastgroup]
    if language.has_ordinal_point and kinds == ["figure", "stop"]:
        return token[0] != "." or not token.string[token.end() :].strip(" )»”\"'")
    if last is None or {*kinds} != {"figure", "word"}:
        return True
    if language.prefixes is None:
        return False
    return last[0] in language.prefixes if last.lastgroup == "word" else len(token[0]) > 1
