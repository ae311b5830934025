"""Finds the plain form of numbers and booleans that are written in another way than programs read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import pyarrow.compute as pc
import regex

from riwaya.arrow import string_array
from riwaya.package.constraints import re2_pattern
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field
from riwaya.text.characters import NON_ASCII_DIGIT, VISIBLE_FORMATS, ascii_digits
from riwaya.text.edtf import is_edtf
from riwaya.text.numerals import read_number

# The words of the standard for both values, by the one of riwaya.
_BOOLEANS = {"true": ("true", "True", "TRUE", "1"), "false": ("false", "False", "FALSE", "0")}
_NOT_FINITE = re.compile("[+-]?(inf|infinity|nan)", re.IGNORECASE)
MAYBE_NOT_HELD = "^.{19}|[eE][+]?[0-9]{3}"
"""A pattern that matches every number beyond what its column can hold, and few others."""
_INVISIBLE = regex.compile(rf"[\p{{Cf}}--{VISIBLE_FORMATS}]+|^[\s\p{{Z}}]+|[\s\p{{Z}}]+$", regex.V1)


@dataclass(frozen=True, slots=True)
class NotPlain:
    """A cell of numbers, dates, IDs or codes that is not written plainly."""

    code: str
    """The code of the problem."""
    plain: str | None
    """The whole cell in its one form; None where what is meant is not certain."""


def not_plain(field: Field, text: str) -> NotPlain | None:
    """What is wrong with how a number, date, ID, code or boolean is written; None for prose, and where no
    plain form is known.

    A plain form is whole or none: `٢٠١٨/٠٥` has none in a column of dates.
    """
    if not field.read_by_machine:
        return None
    cleaned = _INVISIBLE.sub("", text)
    if NON_ASCII_DIGIT.search(cleaned):
        if "pattern" in field.constraints and _has_form(field, cleaned):
            # The field itself wants them.
            return None
        return NotPlain("digits-not-ascii", plain_cell(field, text))
    if _is_number(field) and _is_beyond(field, cleaned):
        return NotPlain("number-not-held", None)
    if form_of(field) is None or _has_form(field, cleaned):
        return None
    plain = plain_cell(field, text)
    code = "boolean-not-plain" if field.type == "boolean" else "number-not-plain"
    return NotPlain(code, plain) if plain else None


def plain_cell(field: Field, text: str) -> str | None:
    """A cell of numbers, dates, IDs, codes or booleans in the one form of its field; None if no reading is
    certain.
    """
    cleaned = _INVISIBLE.sub("", text)
    if _has_form(field, plain := ascii_digits(cleaned)):
        return plain
    if _has_usual_booleans(field):
        return next((value for value, words in _BOOLEANS.items() if plain in words), None)
    if not _is_number(field):
        return None
    number = read_number(cleaned, FIELD_TYPES[field.type].json_type == "integer")
    return number if number and _has_form(field, number) else None


def form_of(field: Field) -> str | None:
    """The pattern of the cells of a column of numbers or booleans; None for other columns."""
    if _has_usual_booleans(field):
        return "|".join(_BOOLEANS)
    return FIELD_TYPES[field.type].pattern if _is_number(field) else None


def _has_usual_booleans(field: Field) -> bool:
    """Whether a field of booleans does not say how they are written."""
    return field.type == "boolean" and (field.true_values, field.false_values) == (("true",), ("false",))


def _is_beyond(field: Field, text: str) -> bool:
    """Whether a cell is a number of the standard that a column of its type cannot hold."""
    if FIELD_TYPES[field.type].json_type == "integer":
        return bool(re.fullmatch("[+-]?[0-9]{19,}", text)) and not -(2**63) <= int(text[:40]) < 2**63
    if _NOT_FINITE.fullmatch(text):
        return True
    return _has_form(field, text) and math.isinf(float(text))


def _is_number(field: Field) -> bool:
    kind = FIELD_TYPES[field.type]
    return kind.numeric and not kind.calendar


def _has_form(field: Field, text: str) -> bool:
    """Whether a cell has the form of its type, of EDTF, or of the field's pattern; any text fits no form."""
    if pattern := FIELD_TYPES[field.type].pattern:
        return bool(re.fullmatch(pattern, text))
    if field.type == "boolean":
        return text in (*field.true_values, *field.false_values)
    if field.edtf:
        return is_edtf(text)
    # A pattern of a package may be one that takes `re` for ever.
    pattern = f"^(?:{re2_pattern(str(field.constraints.get('pattern', '.*')))})$"
    return bool(pc.match_substring_regex(string_array([text]), pattern)[0].as_py())
