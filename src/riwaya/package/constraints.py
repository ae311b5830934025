"""Checks that the value of a constraint means the same to every program that reads a Table Schema."""

from __future__ import annotations

import re
import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array
from riwaya.package.field_types import FIELD_TYPES

_A_MOMENT = datetime(2018, 6, 7, 12, 30, tzinfo=UTC)
_MOST_CHARACTERS = 1000
_LENGTHS = ("minLength", "maxLength")
# Engines differ in the meaning of shorthands: to some, \\d matches Arabic digits.
_SHORTHAND = re.compile(r"(?<!\\)(?:\\\\)*\\[dDwWsSbB]")
# What RE2 lacks: a word's edge in any script, a complement in a class; and what it reads in another way.
_UNTRANSLATED = re.compile(r"(?<!\\)(?:\\\\)*\\[bB]|\[[^\]]*\\[WS]|\[[^\]]*-\[|\[\[:|\{,")
_CLASS_OR_ESCAPE = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\u[0-9A-Fa-f]{4}|\\.", re.DOTALL)
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.", re.DOTALL)
# Of Python and JavaScript: a code point, which RE2 writes \x{}, and XML Schema not at all.
_CODE_POINT = re.compile(r"(?<!\\)(?:\\\\)*\\u[0-9A-Fa-f]{4}")
_COUNT = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
_EDGE = re.compile(r"(?<!\\)(?:\\\\)*\\[bB]")
# Lookaround, conditions, atomic groups, and references to a group.
_NOT_LINEAR = re.compile(r"\(\?(?:[=!>(]|<[=!]|P=)|(?<!\\)(?:\\\\)*\\[1-9]|[*+?}]\+")
# Of XML Schema, and known to RE2: a category of characters.
_PROPERTY = re.compile(r"\\[pP]\{(?:C[cfno]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)\}")
# Of XML Schema, and perhaps unknown to RE2.
_OF_XML = re.compile(r"\\[pP]\{\w+\}|\\[iIcC]")
# Keywords of JSON Schema that are not checked; those that hold schemas by names of any kind; and values.
_UNCHECKED = (
    *("pattern", "patternProperties", "uniqueItems", "unevaluatedProperties", "unevaluatedItems"),
    *("$ref", "$dynamicRef", "$recursiveRef"),
)
_OF_NAMES = ("properties", "$defs", "definitions", "dependentSchemas", "dependencies")
_OF_VALUES = ("enum", "const", "default", "examples", "required", "dependentRequired")
_WORD, _SPACE = r"\p{L}\p{N}_", r"\t-\r\x1c-\x20\x{85}\p{Z}"
_INSIDE = {r"\d": r"\p{Nd}", r"\D": r"\P{Nd}", r"\w": _WORD, r"\s": _SPACE}
_OUTSIDE = {
    r"\d": r"\p{Nd}",
    r"\D": r"\P{Nd}",
    r"\w": f"[{_WORD}]",
    r"\W": f"[^{_WORD}]",
    r"\s": f"[{_SPACE}]",
    r"\S": f"[^{_SPACE}]",
}


def is_usable(kind: str, name: str, value: object, standard: bool = False) -> bool:
    """Whether a constraint of a field of a type has a usable value.

    A bound or a term of that type, a length, a flag, or a safe pattern. With `standard` any pattern that can
    be matched in linear time is one.
    """
    if name in ("required", "unique"):
        return type(value) is bool
    if name in _LENGTHS:
        return type(value) is int and 0 <= value < 2**31
    if name == "pattern":
        return isinstance(value, str) and (is_matchable(value) if standard else _is_safe_pattern(value))
    if name == "enum":
        terms = cast("list[object]", value) if isinstance(value, list) else []
        return bool(terms) and all(FIELD_TYPES[kind].is_value(term) for term in terms)
    return FIELD_TYPES[kind].is_value(value)


def re2_pattern(pattern: str) -> str:
    r"""The pattern for RE2, in which \d, \w and \s stand for characters of any script, as in the standard.

    >>> re2_pattern(r"[A-Z]\d+"), re2_pattern(r"[\u0621-\u064A]")
    ('[A-Z]\\p{Nd}+', '[\\x{0621}-\\x{064A}]')
    """
    return _CLASS_OR_ESCAPE.sub(_for_re2, pattern)


def _for_re2(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("["):
        return _ESCAPE.sub(lambda escape: _INSIDE.get(escape[0]) or _code_point(escape[0]), text)
    return _OUTSIDE.get(text) or _code_point(text)


def _code_point(escape: str) -> str:
    return f"\\x{{{escape[2:]}}}" if len(escape) > 2 else escape


@lru_cache(maxsize=1024)
def is_matchable(pattern: str) -> bool:
    """Whether RE2, which matches in linear time, accepts a pattern."""
    if len(pattern) > _MOST_CHARACTERS or _UNTRANSLATED.search(pattern):
        return False
    try:
        pc.match_substring_regex(string_array([""]), f"^(?:{re2_pattern(pattern)})$")
        # What RE2 alone reads means something else elsewhere, but for the properties of characters.
        with no_pattern_warnings():
            re.compile(_PROPERTY.sub("x", pattern))
    except (pa.ArrowInvalid, re.error, RecursionError, OverflowError):
        return False
    return True


def pattern_fault(pattern: str) -> str | None:
    """The key of the message that says why a pattern cannot be checked; None if it can.

    >>> pattern_fault("[ab]+"), pattern_fault("(a"), pattern_fault("(?=a)a")
    (None, 'pattern-broken', 'pattern-not-linear')
    """
    if is_matchable(pattern):
        return None
    try:
        with no_pattern_warnings():
            re.compile(_OF_XML.sub("x", pattern))
    except (re.error, RecursionError, OverflowError):
        return "pattern-broken"
    if _EDGE.search(pattern):
        return "pattern-edge"
    if _NOT_LINEAR.search(pattern):
        return "pattern-not-linear"
    if len(pattern) > _MOST_CHARACTERS:
        return "pattern-long"
    return "pattern-repeats" if is_matchable(_COUNT.sub("*", pattern)) else "pattern-ambiguous"


@contextmanager
def no_pattern_warnings() -> Generator[None]:
    """Within it `re` does not warn of patterns: that is for whoever writes Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


def is_time_format(form: str) -> bool:
    """Whether dates and times can be read in a format of strptime.

    >>> is_time_format("%d/%m/%Y"), is_time_format("%Q"), is_time_format("YYYY-MM-DD")
    (True, False, False)
    """
    try:
        datetime.strptime(_A_MOMENT.strftime(form), form)
    except (ValueError, re.error):
        return False
    return "%" in form


def unchecked_json_schema(schema: object) -> Iterator[str]:
    """The keywords of a JSON Schema that are not checked: patterns and references may take for ever."""
    if isinstance(schema, list):
        for item in cast("list[object]", schema):
            yield from unchecked_json_schema(item)
    elif isinstance(schema, Mapping):
        for name, value in cast("Mapping[str, object]", schema).items():
            if name in _UNCHECKED:
                yield name
            elif name in _OF_NAMES and isinstance(value, Mapping):
                yield from unchecked_json_schema([*cast("Mapping[str, object]", value).values()])
            elif name not in _OF_VALUES:
                yield from unchecked_json_schema(value)


def _is_safe_pattern(pattern: str) -> bool:
    """Whether a pattern can be matched, and all engines read it alike.

    Programs that write ^ before and $ after "a|b" anchor each alternative at one end only.
    """
    others = any(found.search(pattern) for found in (_SHORTHAND, _PROPERTY, _CODE_POINT))
    return is_matchable(pattern) and not others and not _has_bare_alternation(pattern)


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
