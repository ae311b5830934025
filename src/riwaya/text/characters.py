"""Lists the characters that no cell may hold, and converts digits of all scripts to ASCII."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import regex

# A joiner between two Arabic letters is spelling (Persian and Kurdish names), as it is in the scripts of
# India and its neighbours, and between two emoji makes one of them; elsewhere it is an invisible character.
_SCRIPTS = "Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer"
# So is a space without a width between two letters of scripts that have no other between words.
_UNSPACED = "Thai Lao Khmer Myanmar Tai_Tham Tai_Le New_Tai_Lue Tai_Viet Javanese"


def _letters(scripts: str) -> str:
    return "".join(rf"\p{{Script={name}}}" for name in scripts.split())


# The letters and digits of a region in flags such as that of Scotland, before the tag that ends them.
_TAG = r"[\U000E0030-\U000E0039\U000E0061-\U000E007A]"
_SPELLING = (
    r"(?:(?<=[\p{Script=Arabic}\u064B-\u0655])[\u200C\u200D](?=\p{Script=Arabic})"
    rf"|(?<=[{_letters(_SCRIPTS)}])[\u200C\u200D]"
    r"|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})"
    rf"|(?<=[{_letters(_UNSPACED)}])\u200B(?=\u200B*[{_letters(_UNSPACED)}])"
    r"|(?<=\p{Script=Egyptian_Hieroglyphs})[\U00013430-\U0001343F]"
    r"|(?<=\p{Script=Mongolian})\u180E(?=\p{Script=Mongolian})"
    rf"|(?<=\U0001F3F4{_TAG}{{0,5}}){_TAG}(?={_TAG}{{0,5}}\U000E007F)"
    rf"|(?<=\U0001F3F4{_TAG}{{3,6}})\U000E007F)"
)
# Between a Mongolian word and its ending.
_SPELLED_BLANK = r"(?<=\p{Script=Mongolian})\u202F(?=\p{Script=Mongolian})"
# Signs that stand below digits or letters (the end of an aya, the year), though Unicode calls them formats.
VISIBLE_FORMATS = r"\p{Prepended_Concatenation_Mark}"
"""A class of them."""
FORBIDDEN_CHARACTERS = {
    "bidi-control": regex.compile(r"\p{Bidi_Control}"),
    "invisible-character": regex.compile(
        rf"(?!{_SPELLING})[\p{{Cf}}--\p{{Bidi_Control}}--{VISIBLE_FORMATS}]", regex.V1
    ),
    "character-not-text": regex.compile(r"[\p{Co}\p{Cn}\p{Cs}\uFFFD]"),
    "blank-not-plain": regex.compile(rf"(?!{_SPELLED_BLANK})[\p{{Zs}}--\x20]", regex.V1),
    # The ornate brackets and the currency sign in these blocks are not letters.
    "presentation-form": regex.compile(r"[[\uFB50-\uFDFF\uFE70-\uFEFE]--[\uFD3E\uFD3F\uFDFC]]", regex.V1),
}
"""Characters that no cell may hold, by problem code."""
PLAIN_CHARACTERS = "\n -~¡-¬®-ɏ،؛؟ء-غـ-ْ٠-٬ٱ-ە۰-۹‐-―‘-‟•…€"
"""Ranges, for a character class, of characters that are not forbidden and that NFC does not change."""
_MARKS = [chr(code) for code in range(0x64B, 0x653)]
NOT_PLAIN = "|".join(
    [f"[^{PLAIN_CHARACTERS}]", *(f"{second}[{_MARKS[0]}-{first}]" for first, second in pairwise(_MARKS))]
)
"""A pattern that matches every text with a forbidden character or not in NFC, and few others.

It matches any character that is not plain, and two Arabic marks in the wrong order; in RE2 as in Python.
"""
NON_ASCII_DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)


def character_name(character: str) -> str:
    """The code point and the Unicode name: "U+200F RIGHT-TO-LEFT MARK"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def ascii_digits(text: str) -> str:
    """The text with the digits of every script as 0-9."""
    return NON_ASCII_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


_INVISIBLE = regex.compile(rf"[[\p{{C}}\p{{Z}}]--{VISIBLE_FORMATS}--\x20]", regex.V1)


def escape_invisible(value: str) -> str:
    r"""The value with \uXXXX, or \UXXXXXXXX, in place of each invisible or blank character but the space.

    >>> escape_invisible("a\u200d\U000E0067\u06DD")
    'a\\u200D\\U000E0067\u06dd'
    """
    return _INVISIBLE.sub(lambda found: escaped(found[0]), value)


def escaped(character: str) -> str:
    r"""The code point as programs write it.

    >>> escaped("\u200f"), escaped("\U000E0067")
    ('\\u200F', '\\U000E0067')
    """
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
