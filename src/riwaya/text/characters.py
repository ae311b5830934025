"""Characters that no cell may hold, by problem code, and ASCII digits."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import regex

# A joiner between two Arabic letters is spelling (Persian and Kurdish names); anywhere else it is invisible.
_JOINER = r"(?<=\p{Script=Arabic})[\u200C\u200D](?=\p{Script=Arabic})"
SUSPECTS = {
    "bidi-control": regex.compile(r"\p{Bidi_Control}"),
    "invisible-character": regex.compile(rf"(?!{_JOINER})[\p{{Cf}}--\p{{Bidi_Control}}]", regex.V1),
    "character-not-text": regex.compile(r"[\p{Co}\p{Cn}\p{Cs}\uFFFD]"),
    "blank-not-plain": regex.compile(r"[\p{Zs}--\x20]", regex.V1),
    # But for the ornate brackets and the currency sign, which are no letters.
    "presentation-form": regex.compile(r"[[\uFB50-\uFDFF\uFE70-\uFEFE]--[\uFD3E\uFD3F\uFDFC]]", regex.V1),
}
"""What no cell may hold, by code."""
PLAIN = "\n -~¡-¬®-ɏ،؛؟ء-غـ-ْ٠-٬ٱ-ە۰-۹‐-―‘-‟•…€"
"""Ranges of characters that are none of the suspects, nor any part of a text that is not in NFC."""
_MARKS = [chr(code) for code in range(0x64B, 0x653)]
NOT_PLAIN = "|".join(
    [f"[^{PLAIN}]", *(f"{second}[{_MARKS[0]}-{first}]" for first, second in pairwise(_MARKS))]
)
"""What a text must hold to be worth a closer look: another character, or two Arabic marks in the wrong order.
Both for RE2 and for Python."""
DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)
"""One that no machine reads as a digit."""


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def ascii_digits(text: str) -> str:
    """The text with the digits of every script as 0-9."""
    return DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def escaped(value: str) -> str:
    """The value with what cannot be seen, or is not one character to everybody, as \\u escapes."""
    return "".join(
        char if char == " " or unicodedata.category(char)[0] not in "CZ" else f"\\u{ord(char):04X}"
        for char in value
    )
