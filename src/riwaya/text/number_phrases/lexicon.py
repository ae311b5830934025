"""Defines how a language writes number phrases, as data: the parser reads it and knows no word itself.

A row is (tag, phrases): what the words are, and the words. Phrases are separated by ";", words by blanks.
"a|b" in one place means either; a "|" at the end of a place makes it optional. Words are spelled as in a
dictionary: the parser normalises them as it normalises a text. What the tokeniser splits off stands apart:
the Arabic article ("عشرات ال آلاف"), a French elision ("plus d").

Kinds of tags, with what each holds:
  number      letter (see the grammar of the language) and amount
  round       "une centaine": a number (letter, amount), about it unless another qualifier stands
  rounds      "douzaines": after a number a scale (letter, amount), and about; alone an amount (qualifier)
  plural      a scale after a number (letter, amount); alone a vague amount (qualifier), or unreadable
  dual        "ألفا": two thousand before its noun; after a number, thousand (letter, amount: those of one)
  amount      a quantity without a number (qualifier)
  some        "about" before a quantity, else an amount
  before      a qualifier that must stand directly before its number
  after       a qualifier that must stand directly after its number
  anywhere    a qualifier wherever it stands
  weak        a qualifier wherever it stands, which gives way to any other
  until       "to" between two numbers, "up to" before one
  from        before two numbers; else a particle
  between, and, to, or, hyphen, dash, article: how numbers are linked
  part        between a number and the larger one that it is a part of ("93 of the 99"); else a particle, or
              what its text says; "bare": without an article before the larger one it may be a rate
  silent      dropped before anything is read ("their number")
  neutral     leaves a number as it is, before or after it ("all 20")
  particle    begins a description of what is counted, in any words ("of the fighters", "who fled"); before a
              number it is a word like any other
  preposition the same, but neutral before a number ("in 20 villages")
  definite    a particle after a number or what is counted ("zwei der Geiseln"), else an article
  ending      the case of a number; without a known qualifier after it, it ends the phrase
  skip        an expression that looks like one of the others and is none
  ordinal     not a count; a number beside it is not a count either
  unreadable  a word that turns, divides, multiplies or negates a number
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from riwaya.text.number_phrases.spelling import plain


class Tag(NamedTuple):
    """What a word or expression is.

    Beside the kinds of the lexicon there are "comma", "stop", "counted" (a word for what is counted), "word"
    (a word of the lexicon that means nothing by itself), and "noun" (any other word).
    """

    kind: str
    text: str = ""
    """A qualifier; of a "counted", a "word" or a "noun", the word."""
    letter: str = ""
    """Of a number: its letter in the grammar."""
    amount: int | Fraction = 0


Row = tuple[Tag, str]
Split = Callable[[str, Collection[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Language:
    """How a language writes number phrases."""

    rows: Sequence[Row]
    grammar: re.Pattern[str]
    """How number words form one number, as a pattern over their letters.

    N is a number in digits, F a decimal fraction, "&" and, "-" a hyphen; the others are those of the rows,
    where Q is a fraction of the scale behind it ("half a million"), and G one of the scale before it ("a
    million and a half") or of one behind it ("two and a half million").
    """
    number_stem: re.Pattern[str]
    """Where it matches, a word unknown to the rows carries a number all the same ("ثلاثمية", "twentyish")."""
    split: Split = lambda word, vocabulary: [word]
    """Splits a word that writes several as one, given all words of the rows."""
    counted: str = ""
    """Words that name or describe what may be counted ("members", "Syrian"), separated by blanks."""
    endings: str = ""
    """What may stand behind these words, as a pattern: their inflection."""
    conjunction: str = ""
    """What may stand before these words without a blank, and adds them to others."""
    article: str = ""
    """What may stand before these words without a blank, and changes nothing."""
    script: str = "LATIN"
    thousands: str = ".\u00a0\u2009\u202f"
    """What may stand between groups of three digits."""
    decimals: str = ","
    prefixes: Mapping[str, Sequence[str]] | None = None
    """What may stand before figures without a blank; None where nothing may stand before or after them."""
    has_ordinal_point: bool = False
    """Whether "20. Tag" is the twentieth day."""


DUAL_LETTERS = {"K": "L", "M": "P"}
"""The letter of an Arabic scale in the dual ("ألفان", two thousand), by that of the scale."""


def number(letter: str, amount: int | Fraction) -> Tag:
    """The tag of a number."""
    return Tag("number", "", letter, amount)


def fraction_rows(letter: str, **words: str) -> list[Row]:
    """Rows of the fractions half, quarter and three_quarters, given as phrases by these names."""
    amounts = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "three_quarters": Fraction(3, 4)}
    return [(number(letter, amounts[name]), phrases) for name, phrases in words.items()]


def number_rows(letter: str, first: int, step: int, words: str) -> list[Row]:
    """Rows of numbers that go up in steps, one word (with all its forms) after the other."""
    return [(number(letter, first + step * index), word) for index, word in enumerate(words.split())]


def phrase_rows(phrases: Iterable[tuple[str, str, str]]) -> list[Row]:
    """Rows of expressions, given as (kind, qualifier, phrases)."""
    return [(Tag(kind, text), words) for kind, text, words in phrases]


def expand(phrases: str) -> list[tuple[str, ...]]:
    """Every sequence of words that the phrases of a row stand for.

    >>> expand("more|greater than; a| lot")
    [('more', 'than'), ('greater', 'than'), ('a', 'lot'), ('lot',)]
    """
    cells = (cell.split() for cell in phrases.split(";"))
    choices = (sequence for cell in cells for sequence in product(*(place.split("|") for place in cell)))
    return [tuple(word for word in sequence if word) for sequence in choices]


def split_joined(words: Iterable[str], endings: str = "") -> Split:
    """A function that splits a word made of number words, with or without an ending: "zwei|und|zwanzig".

    The endings are given as a pattern.
    """
    either = "|".join(sorted({plain(word) for word in words}, key=len, reverse=True))
    joined, parts = re.compile(f"((?:{either})+)((?:{plain(endings)})?)"), re.compile(either)

    def split(word: str, vocabulary: Collection[str]) -> list[str]:
        match = None if word in vocabulary else joined.fullmatch(word)
        found = [*parts.findall(match[1]), *filter(None, [match[2]])] if match else [word]
        return found if "".join(found) == word else [word]

    return split
