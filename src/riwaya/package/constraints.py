"""Checks that the value of a constraint means the same to every reader of a Table Schema."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array
from riwaya.package.field_types import FIELD_TYPES

_LENGTHS = ("minLength", "maxLength")
# Not shorthands: what they mean differs between engines, and \\d takes Arabic digits in some.
_SHORTHAND = re.compile(r"(?<!\\)(?:\\\\)*\\[dDwWsSbB]")


def is_usable(kind: str, name: str, value: object) -> bool:
    """Whether the value of a constraint is one: a bound or term of the column's type, a length, a flag, a safe pattern."""
    if name in ("required", "unique"):
        return type(value) is bool
    if name in _LENGTHS:
        return type(value) is int and 0 <= value < 2**31
    if name == "pattern":
        return isinstance(value, str) and _is_safe_pattern(value)
    if name == "enum":
        return (
            isinstance(value, list)
            and bool(value)
            and all(FIELD_TYPES[kind].is_value(term) for term in value)
        )
    return FIELD_TYPES[kind].is_value(value)


def _is_safe_pattern(pattern: str) -> bool:
    """Whether RE2 takes it, which matches in linear time, and others mean the same by it.

    "a|b" without brackets is anchored at one side only by programs that write ^ before it and $ behind it.
    """
    if len(pattern) > 1000 or _SHORTHAND.search(pattern) or _has_bare_alternation(pattern):
        return False
    try:
        pc.match_substring_regex(string_array([""]), f"^(?:{pattern})$")
        re.compile(pattern)
    except (pa.ArrowInvalid, re.error, RecursionError, OverflowError):
        return False
    return True


def _has_bare_alternation(pattern: str) -> bool:
    depth, inside, escaped = 0, False, False
    for character in pattern:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            return True
    return False
