"""Checks that the value of a constraint means the same to every program that reads a Table Schema."""

from __future__ import annotations

import re
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array
from riwaya.package.field_types import FIELD_TYPES

_LENGTHS = ("minLength", "maxLength")
# Engines differ in the meaning of shorthands: to some, \\d matches Arabic digits.
_SHORTHAND = re.compile(r"(?<!\\)(?:\\\\)*\\[dDwWsSbB]")


def is_usable(kind: str, name: str, value: object) -> bool:
    """Whether a constraint of a field of a type has a usable value.

    A bound or a term of that type, a length, a flag, or a safe pattern.
    """
    if name in ("required", "unique"):
        return type(value) is bool
    if name in _LENGTHS:
        return type(value) is int and 0 <= value < 2**31
    if name == "pattern":
        return isinstance(value, str) and _is_safe_pattern(value)
    if name == "enum":
        terms = cast("list[object]", value) if isinstance(value, list) else []
        return bool(terms) and all(FIELD_TYPES[kind].is_value(term) for term in terms)
    return FIELD_TYPES[kind].is_value(value)


def _is_safe_pattern(pattern: str) -> bool:
    """Whether RE2, which matches in linear time, accepts a pattern, and other engines read it alike.


    Programs that write ^ before and $ after "a|b" anchor each alternative at one end only.
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
