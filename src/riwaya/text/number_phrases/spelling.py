"""Normalises the letters and digits of a number phrase to one spelling."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans("أإآٱىیکةı’ʼ", "ااااييكهi''", "ـ")


def ascii_digits(text: str) -> str:
    """The text with 0-9 in place of the digits of all scripts, and without format characters (U+200F)."""
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char, char)) for char in visible)


def plain(text: str) -> str:
    """The text in one spelling of its letters.

    >>> plain("أسيرًا")
    'اسير'
    """
    # Tanwin goes with its alef, so that "ألفاً" (a thousand) is not "ألفا" (two thousand).
    text = unicodedata.normalize("NFKC", text).replace("\u0627\u064b", "").replace("\u064b\u0627", "")
    visible = (char for char in text.casefold() if unicodedata.category(char) not in ("Mn", "Cf"))
    return "".join(visible).translate(_LETTERS)
