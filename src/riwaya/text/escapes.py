r"""Finds text that programs escaped (`&amp;`, `&#1575;`, `\u0627`, `%D8%A7`), and unescapes it."""

from __future__ import annotations

import json
import re
import unicodedata
from html import unescape
from html.entities import name2codepoint
from urllib.parse import unquote

ESCAPED = r"&(?:#[0-9xX]|[A-Za-z])[0-9A-Za-z]+;|\\u[0-9A-Fa-f]{4}|%[C-Fc-f][0-9A-Fa-f]%[89ABab]"
"""A pattern, in RE2 as in Python, of every text with an escape, and of few others: `unescaped` decides."""

_ENTITY = re.compile(f"&(?:#[0-9]{{2,7}}|#[xX][0-9A-Fa-f]{{2,6}}|apos|{'|'.join(name2codepoint)});")
_CODE_UNIT = re.compile(r"\\u[0-9A-Fa-f]{4}")
# With them stand others of JSON.
_OF_JSON = re.compile(r'(?:\\(?:u[0-9A-Fa-f]{4}|[n"/]))+')
_BYTES = re.compile("%[C-Fc-f][0-9A-Fa-f]%[89ABab]")
# What stands before the escapes of an address, and before or between those of a path.
_ADDRESS = re.compile("[/.=?]")
_PATH = re.compile(r'^[A-Za-z]:|\\(?!u[0-9A-Fa-f]{4}|[n"/])')


def unescaped(text: str) -> str | None:
    r"""The text with its characters in place of their escapes; None for a text without any.

    What is usual in addresses and paths is no escape.

    >>> unescaped("R&amp;D &#1575;"), unescaped(r"caf\u00e9"), unescaped("%D8%AD%D9%84%D8%A8")
    ('R&D ا', 'café', 'حلب')
    >>> unescaped(r"AT&T; 50%; C:\u0627; https://example.org/%D8%A7")
    """
    plain = re.sub(r"\S+", lambda part: _plain(part[0]), text) if re.search(ESCAPED, text) else text
    return None if plain == text else plain


def _plain(part: str) -> str:
    """A part of a text without blanks, unescaped as often as it was escaped."""
    # Web pages are full of no-break spaces that nobody meant.
    plain = _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\xa0", " "), part)
    if _CODE_UNIT.search(plain) and not _PATH.search(plain):
        plain = _OF_JSON.sub(_from_json, plain)
    if (first := _BYTES.search(plain)) and not _ADDRESS.search(plain[: first.start()]):
        plain = _from_bytes(plain)
    if plain == part or any(map(_is_no_text, plain)):
        return part
    return _plain(plain)


def _is_no_text(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co")


def _from_json(escapes: re.Match[str]) -> str:
    # Two of them may be one character.
    return str(json.loads(f'"{escapes[0]}"'))


def _from_bytes(part: str) -> str:
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError:
        return part
