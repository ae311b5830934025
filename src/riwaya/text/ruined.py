"""Finds UTF-8 that was read as Windows-1252 or Windows-1256 (`Ø§Ù„`, `ط§ظ„`), and restores the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping


def _byte_of_character(codec: str) -> Mapping[str, int]:
    """The byte of each character of a code page, and of C1 controls, which programs put for unused bytes."""
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
    known = {bytes([byte]).decode(codec, "replace"): byte for byte in range(256)}
    return {char: byte for char, byte in (controls | known).items() if char != "\ufffd"}


_BYTES = {codec: _byte_of_character(codec) for codec in ("cp1252", "cp1256")}


def _class(codec: str, first: int, last: int) -> str:
    """A character class of the characters of these bytes."""
    found = (char for char, byte in _BYTES[codec].items() if first <= byte <= last)
    return f"[{''.join(sorted(found))}]"


# Two Arabic letters, or a mark such as ’; in Windows-1252, which Arabic texts do not hold, é or « as well.
RUINED = "|".join(
    [
        *(f"(?:{_class(codec, 0xD8, 0xDB)}{_class(codec, 0x80, 0xBF)}){{2}}" for codec in _BYTES),
        f"â[€\x80]{_class('cp1252', 0x80, 0xBF)}",
        f"(?:^|[^A-ZÀ-Þ])[ÂÃ]{_class('cp1252', 0x80, 0xBF)}",
    ]
)
"""A pattern, in RE2 as in Python, of what no text holds but one whose bytes were read in a wrong encoding."""


def restored(text: str) -> str | None:
    """The text that a ruined one was, if every byte of it leads back to UTF-8; else None.

    >>> restored("ط§ظ„ط±ظ‚ط©"), restored("Ø§Ù„Ø±Ù‚Ø©"), restored("dâ€™accord"), restored("الرقة")
    ('الرقة', 'الرقة', 'd’accord', None)
    """
    found = {again for codec in _BYTES if (again := _decoded(text, codec)) and again != text}
    if len(found) != 1:
        return None
    (once,) = found
    # Some texts were ruined twice.
    return (restored(once) if re.search(RUINED, once) else None) or once


def _decoded(text: str, codec: str) -> str | None:
    known = _BYTES[codec]
    if not all(char in known for char in text):
        return None
    try:
        decoded = bytes(known[char] for char in text).decode()
    except UnicodeDecodeError:
        return None
    # Controls, private and unassigned characters: not what was meant.
    is_text = all(char == "\n" or unicodedata.category(char) not in ("Cc", "Co", "Cn") for char in decoded)
    return decoded if is_text else None
