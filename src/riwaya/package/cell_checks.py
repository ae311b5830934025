"""Characters that no cell may hold: those that cannot be seen, that reorder text, or that are written in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import true_indices
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

MAX_LENGTH = 10_000


def cell_problems(table: Table, plain: bool, kinds: Mapping[str, ProblemKind]) -> Iterator[Problem]:
    """The characters that do not belong, cell by cell; `plain` says that nothing in the table is NOT_PLAIN."""
    for field in table.resource.schema.fields:
        column = table.cells[field.name]
        if not plain:
            for row, value in _cells(table, column, pc.match_substring_regex(column, NOT_PLAIN)):
                yield from _suspicious(table, row, field.name, value, kinds)
        if field.read_by_machine:
            for row, value in _cells(table, column, pc.invert(pc.string_is_ascii(column))):
                if NON_ASCII_DIGIT.search(value):
                    mended = ascii_digits(value)
                    yield kinds["digits-not-ascii"].at(table.place(row, field.name, value), fixed=mended)
        if (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_LENGTH:
            for row, value in _cells(table, column, pc.is_valid(column)):
                if len(value) > MAX_LENGTH:
                    place = table.place(row, field.name, escape_invisible(value[:60]))
                    yield kinds["cell-too-long"].at(place, length=len(value), limit=MAX_LENGTH)
        for row, value in _cells(table, column, pc.not_equal(pc.utf8_trim(column, " \n"), column)):
            yield kinds["cell-not-trimmed"].at(table.place(row, field.name, repr(value)))


def _suspicious(
    table: Table, row: int, field: str, value: str, kinds: Mapping[str, ProblemKind]
) -> Iterator[Problem]:
    for code, suspect in FORBIDDEN_CHARACTERS.items():
        for found in dict.fromkeys(suspect.findall(value)):
            yield kinds[code].at(
                table.place(row, field, escape_invisible(value)), character=character_name(found)
            )
    if not unicodedata.is_normalized("NFC", value):
        yield kinds["text-not-nfc"].at(table.place(row, field, escape_invisible(value)))


def _cells(table: Table, column: pa.ChunkedArray, mask: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Number of the record and text of each cell where the mask is true."""
    for at in true_indices(mask).tolist():
        yield table.before + at + 1, column[at].as_py()
