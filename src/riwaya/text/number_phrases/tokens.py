"""Normalises a number phrase to one spelling and splits it into words, figures and punctuation."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from riwaya.text.number_phrases.lexicon import ROWS, Tag, expand

# Normalising: one spelling for every way to write the same word or figure

_LETTERS = str.maketrans("أإآٱىیکة’", "ااااييكه'", "ـ")
_TANWIN = re.compile("\u0627\u064b|\u064b\u0627")
_SEPARATOR = ",٬\u00a0\u2009\u202f"
_THOUSANDS = re.compile(
    rf"(?<![0-9])(?<![0-9][.٫،{_SEPARATOR}])"
    rf"[1-9][0-9]{{0,2}}([{_SEPARATOR}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?![.٫،{_SEPARATOR}]?[0-9])"
)


def has_other_numerals(text: str) -> bool:
    """Whether a text holds a numeral that is not a decimal digit (½, ², ①)."""
    return any(unicodedata.category(char) in ("No", "Nl") for char in text)


def normalise(text: str) -> str:
    """The text in plain letters and ASCII digits, numbers without thousands separators.

    >>> normalise("١٬٤٥٠ أسيرًا")
    '1450 اسير'
    """
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    plain = "".join(str(unicodedata.decimal(char, char)) for char in visible)
    # Before compatibility normalisation, which turns the no-break space of "1 450" into an ordinary one.
    plain = _THOUSANDS.sub(lambda match: match[0].replace(match[1], ""), plain)
    # Tanwin goes with its alef, so that "ألفاً" (a thousand) is not "ألفا" (two thousand).
    plain = _TANWIN.sub("", unicodedata.normalize("NFKC", plain)).casefold()
    return "".join(char for char in plain if unicodedata.category(char) != "Mn").translate(_LETTERS)


LEXICON: dict[str, dict[tuple[str, ...], Tag]] = {
    language: {tuple(map(normalise, phrase)): tag for tag, phrases in rows for phrase in expand(phrases)}
    for language, rows in ROWS.items()
}
"""The tag of each expression, by language and normalised words."""
VOCABULARY = {language: {word for key in table for word in key} for language, table in LEXICON.items()}
"""The words that expressions consist of, by language."""

# Splitting

_TOKEN = re.compile(
    r"(?P<figure>[0-9](?:[0-9.,:٫،٬]*[0-9])?)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<dash>[-‐‑–—−]+)"
    r"|(?P<tilde>~)|(?P<stop>[.,;:!،؛])|(?P<ignored>[\s()\[\]{}«»\"'“”‘]+)|(?P<other>.)",
    re.DOTALL,
)
_SCRIPT = {"ar": "ARABIC", "en": "LATIN"}
_PREFIXES = {
    "".join(parts).replace("لال", "لل"): [part for part in parts if part]
    for parts in sorted(product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال")), key="".join)
}
"""What Arabic attaches to the next word: a conjunction, a preposition, the article; and the parts of each."""
PREFIXES = sorted(_PREFIXES, key=len)
"""The same, shortest first."""
_NEGATIONS = ("لا", "لم", "ما")


def tokenise(text: str, language: str) -> list[str] | None:
    """The words, figures and punctuation of a normalised text; None if it holds anything else.

    >>> tokenise("و20 شخصا", "ar")
    ['و', '20', 'شخصا']
    """
    tokens: list[str] = []
    last = None
    for token in _TOKEN.finditer(text):
        kind, piece = token.lastgroup, token[0]
        if kind == "other" or not _may_follow(last, token, language):
            return None
        if kind == "word":
            script = _SCRIPT[language]
            if not all(unicodedata.name(char, "").startswith(script) for char in piece.replace("'", "")):
                return None
            tokens += _split_prefixes(piece) if language == "ar" else [piece]
        elif kind == "dash":
            around = text[: token.start()][-1:].strip() and text[token.end() :][:1].strip()
            tokens.append("-" if around and language == "en" else "–")
        elif kind != "ignored":
            tokens.append(";" if kind == "stop" and piece != "," else piece)
        last = token
    return tokens


def _may_follow(last: re.Match[str] | None, token: re.Match[str], language: str) -> bool:
    """Whether a token may follow another without a blank: "ب20" and "20شخصا", but not "20k" or "2018م"."""
    if last is None or {last.lastgroup, token.lastgroup} != {"figure", "word"}:
        return True
    if language != "ar":
        return False
    return last[0] in _PREFIXES if last.lastgroup == "word" else len(token[0]) > 1


def _split_prefixes(word: str) -> list[str]:
    """The prefixes of an Arabic word and its rest, where the rest is in the vocabulary; else the word."""
    vocabulary = VOCABULARY["ar"]
    if word in _PREFIXES:
        return _PREFIXES[word]
    # "لايقل عن" and "مايقارب" are often printed without a blank; without the negation they mean the opposite.
    if word[:2] in _NEGATIONS and word[2:3] in ("ي", "ت") and word[2:] in vocabulary:
        return [word[:2], word[2:]]
    for prefix in PREFIXES:
        stem = word.removeprefix(prefix) if word.startswith(prefix) else ""
        if stem in vocabulary:
            return [*_PREFIXES[prefix], stem]
        # The accusative without its tanwin; shorter words would clash ("لما" is not "لم").
        if len(stem) > 3 and stem.endswith("ا") and stem[:-1] in vocabulary:
            return [*_PREFIXES[prefix], stem[:-1]]
    return [word]
