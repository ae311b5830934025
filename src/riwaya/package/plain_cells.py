"""Finds the plain form of cells whose digits or signs of numbers are not those that programs read."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow.compute as pc
import regex

from riwaya.arrow import string_array
from riwaya.package.constraints import re2_pattern
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field
from riwaya.text.characters import NON_ASCII_DIGIT, ascii_digits
from riwaya.text.edtf import is_edtf
from riwaya.text.numerals import read_number

_INVISIBLE = regex.compile(r"\p{Cf}+|^[\s\p{Z}]+|[\s\p{Z}]+$")


@dataclass(frozen=True, slots=True)
class NotPlain:
    """A cell of numbers, dates, IDs or codes that is not written plainly."""

    code: str
    """The code of the problem."""
    plain: str | None
    """The whole cell in its one form; None where what is meant is not certain."""


def not_plain(field: Field, text: str) -> NotPlain | None:
    """What is wrong with the digits and signs of a cell; None for prose, and where no plain form is known.

    A plain form is whole or none: `٢٠١٨/٠٥` has none in a column of dates.
    """
    if not field.read_by_machine:
        return None
    cleaned = _INVISIBLE.sub("", text)
    if NON_ASCII_DIGIT.search(cleaned):
        return NotPlain("digits-not-ascii", plain_cell(field, text))
    if not _is_number(field) or _has_form(field, cleaned):
        return None
    plain = plain_cell(field, text)
    return NotPlain("number-not-plain", plain) if plain else None


def plain_cell(field: Field, text: str) -> str | None:
    """A cell of numbers, dates, IDs or codes in the one form of its field; None if no reading is certain."""
    cleaned = _INVISIBLE.sub("", text)
    if _has_form(field, plain := ascii_digits(cleaned)):
        return plain
    if not _is_number(field):
        return None
    number = read_number(cleaned, FIELD_TYPES[field.type].json_type == "integer")
    return number if number and _has_form(field, number) else None


def number_form(field: Field) -> str | None:
    """The pattern of the cells of a column of numbers; None for other columns."""
    return FIELD_TYPES[field.type].pattern if _is_number(field) else None


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
