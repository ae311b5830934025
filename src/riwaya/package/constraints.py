"""Constraints of Table Schema: which a type knows, and which values say something that every reader understands alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import column_of

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS = ("minLength", "maxLength")
_ANY = ("required", "unique", "enum")
CONSTRAINTS: Mapping[str, tuple[str, ...]] = {
    "string": (*_ANY, "pattern", *_LENGTHS),
    "integer": (*_ANY, *_BOUNDS),
    "number": (*_ANY, *_BOUNDS),
    "date": (*_ANY, *_BOUNDS),
    "year": (*_ANY, *_BOUNDS),
    "yearmonth": (*_ANY, *_BOUNDS),
    "boolean": _ANY,
}
"""The types that a column may have, and the constraints that each type knows: those of frictionless."""
# Not shorthands: what they mean differs between engines, and \\d takes Arabic digits in some.
_SHORTHAND = re.compile(r"(?<!\\)(?:\\\\)*\\[dDwWsSbB]")


def says_something(kind: str, name: str, value: object) -> bool:
    """Whether the value of a constraint is one: a bound or term of the column's type, a length, a flag, a safe pattern."""
    if name in ("required", "unique"):
        return type(value) is bool
    if name in _LENGTHS:
        return type(value) is int and 0 <= value < 2**31
    if name == "pattern":
        return isinstance(value, str) and _is_safe_pattern(value)
    if name == "enum":
        return isinstance(value, list) and bool(value) and all(_is_value(kind, term) for term in value)
    return _is_value(kind, value)


def _is_value(kind: str, value: object) -> bool:
    match kind:
        case "integer" | "year":
            return type(value) is int and abs(value) < 2**63
        case "number":
            return type(value) in (int, float) and abs(value) < 1e308
        case "date":
            return _is_date(value)
        case "yearmonth":
            return isinstance(value, str) and _is_date(f"{value}-01")
        case "boolean":
            return type(value) is bool
    return isinstance(value, str)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_safe_pattern(pattern: str) -> bool:
    """Whether RE2 takes it, which matches in linear time, and others mean the same by it.

    "a|b" without brackets is anchored at one side only by programs that write ^ before it and $ behind it.
    """
    if len(pattern) > 1000 or _SHORTHAND.search(pattern) or _has_bare_alternation(pattern):
        return False
    try:
        pc.match_substring_regex(column_of([""], "VARCHAR"), f"^(?:{pattern})$")
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
