"""Decides whether a file that is declared to be in another encoding is UTF-8."""

from __future__ import annotations

import re

import regex

from riwaya.text.ruined import RUINED

_SINGLE_BYTE = re.compile("cp(125|4|7|8)[0-9]+$|iso8859|koi8|mac-|latin")
# How many bytes beyond one a character its different characters have, if several words are in UTF-8.
_SOME_WORDS = 8
# Characters that are not ASCII, with the one before them and the one behind them.
_RUNS = re.compile(rb"[\x00-\x7f]?(?:[\x80-\xff]+[\x00-\x7f]?)+")
_WORD = re.compile(rb"[^\s,;|\"]{0,20}[\x80-\xff][^\s,;|\"]{0,20}")
# Programs write the signs of Windows for these, too.
_WITH_SIGNS = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_NOT_AS_DECLARED = regex.compile(
    "|".join(
        [
            RUINED,
            # Controls, and what frames tables.
            r"[\x80-\x9f\ufffd─-▟]",
            # A capital within a word, a sign that follows no letter, a mark without its letter.
            r"\p{Ll}[\p{Lu}--[A-Z]]",
            r"[\p{L}--[A-Za-z]][¢-©¬¯´-¶¸¡¿ƒ„ˆ‰˜€]",
            r"(?<![\p{L}\p{M}])\p{M}",
            # Two scripts in a word.
            r"[A-Za-z][^\x00-\x7f\p{L}]?[\p{L}--\p{Latin}]|[\p{L}--\p{Latin}][^\x00-\x7f\p{L}]?[A-Za-z]",
        ]
    ),
    regex.V1,
)
_TWO_LETTERS = regex.compile(r"[\p{L}--[A-Za-z]]{2}", regex.V1)
# Where words of two or four letters are often UTF-8.
_THAI = {"cp874", "iso8859-11"}


def is_utf8(data: bytes, encoding: str) -> bool:
    """Whether bytes that are declared to be in another encoding are UTF-8 without doubt.

    Text that is written in such an encoding is hardly ever valid UTF-8 throughout a file, unless all is
    ASCII. A few characters can be (Ø½, CAFÉ…): they are evidence only if they are no text in that encoding
    (RenÃ©).

    >>> is_utf8("René".encode(), "cp1252"), is_utf8("Ø½".encode("cp1252"), "cp1252")
    (True, False)
    """
    text = _text_if_utf8(data, encoding)
    if sum(len(char.encode()) - 1 for char in {*text}) >= _SOME_WORDS:
        return True
    if not text or not _SINGLE_BYTE.match(encoding):
        return False
    runs = b"\n".join({*_RUNS.findall(data)})
    if encoding not in _THAI and _TWO_LETTERS.search(runs.decode("utf-8", "replace")):
        return True
    return bool(_NOT_AS_DECLARED.search(runs.decode(_WITH_SIGNS.get(encoding, encoding), "replace")))


def two_readings(data: bytes, encoding: str) -> tuple[str, str] | None:
    """The first word of a file that is not ASCII, as it is declared and as UTF-8, if it may be either.

    >>> two_readings("Ø½".encode("cp1252"), "cp1252"), two_readings("Ø".encode("cp1252"), "cp1252")
    (('Ø½', 'ؽ'), None)
    """
    if not _text_if_utf8(data, encoding) or not (word := _WORD.search(data)):
        return None
    return word[0].decode(encoding, "replace"), word[0].decode("utf-8", "replace")


def _text_if_utf8(data: bytes, encoding: str) -> str:
    """The text in UTF-8; empty if the bytes are none, or the same in every encoding."""
    if data.isascii() or encoding.startswith("utf"):
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
