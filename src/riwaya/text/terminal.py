"""Keeps what stands in data from moving or hiding other text in a terminal."""

from __future__ import annotations

import re

# `re`, since every command loads this.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def safe_for_terminal(text: str) -> str:
    r"""The text with \uXXXX in place of control characters and overrides of direction.

    Line feeds, and the marks and isolates by which messages order Arabic and English, stay.

    >>> print(safe_for_terminal("red\x1b[31m"))
    red\u001B[31m
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04X}", text)


def on_one_line(text: str) -> str:
    r"""The same with \u000A for line feeds: what stands in data begins no line of its own.

    >>> print(on_one_line("a\nb"))
    a\u000Ab
    """
    return safe_for_terminal(text).replace("\n", r"\u000A")
