"""Checks cells for characters that are invisible, reorder text, or can be written in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import pyarrow.compute as pc

from riwaya.arrow import differs, true_indices
from riwaya.package.table import Table
from riwaya.problem import Problem, ProblemKind
from riwaya.text.characters import (
    FORBIDDEN_CHARACTERS,
    NON_ASCII_DIGIT,
    NOT_PLAIN,
    ascii_digits,
    character_name,
    escape_invisible,
)

if TYPE_CHECKING:
    import pyarrow as pa

MAX_LENGTH = 10_000
"""The longest cell, in characters."""


def cell_problems(table: Table, is_plain: bool, kinds: Mapping[str, ProblemKind]) -> Iterator[Problem]:
    """The problems of all cells. `is_plain` says that no character of the table is NOT_PLAIN."""
    for field in table.resource.schema.fields:
        # To the stubs of pyarrow, functions of `compute` take arrays, and not columns of tables.
        column = cast("pa.StringArray", table.cells[field.name])
        if not is_plain:
            for row, value in _cells(table, column, pc.match_substring_regex(column, NOT_PLAIN)):
                yield from _character_problems(table, row, field.name, value, kinds)
        if field.read_by_machine:
            for row, value in _cells(table, column, pc.invert(pc.string_is_ascii(column))):
                if NON_ASCII_DIGIT.search(value):
                    place = table.place(row, field.name, value)
                    yield kinds["digits-not-ascii"].at(place, fixed=ascii_digits(value))
        # No text has more characters than bytes.
        if (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_LENGTH:
            for row, value in _cells(table, column, column.is_valid()):
                if len(value) <= MAX_LENGTH:
                    continue
                place = table.place(row, field.name, escape_invisible(value[:60]))
                yield kinds["cell-too-long"].at(place, length=len(value), limit=MAX_LENGTH)
        for row, value in _cells(table, column, differs(pc.utf8_trim(column, " \n"), column)):
            yield kinds["cell-not-trimmed"].at(table.place(row, field.name, repr(value)))


def _character_problems(
    table: Table, row: int, field: str, value: str, kinds: Mapping[str, ProblemKind]
) -> Iterator[Problem]:
    place = table.place(row, field, escape_invisible(value))
    for code, pattern in FORBIDDEN_CHARACTERS.items():
        for character in dict.fromkeys(pattern.findall(value)):
            yield kinds[code].at(place, character=character_name(character))
    if not unicodedata.is_normalized("NFC", value):
        yield kinds["text-not-nfc"].at(place)


def _cells(table: Table, column: pa.StringArray, mask: pa.Array[Any]) -> Iterator[tuple[int, str]]:
    """Row number and text of each cell where the mask is true."""
    for at in true_indices(mask).tolist():
        yield table.before + at + 1, str(column[at].as_py())
