"""Checks cells for ruined and escaped text, numbers in other signs, and characters that nobody sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import differs, true_indices
from riwaya.package.plain_cells import MAYBE_NOT_HELD, NotPlain, form_of, not_plain
from riwaya.package.schema import Field
from riwaya.package.table import Table
from riwaya.problem import Place, Problem, ProblemKind
from riwaya.text.characters import (
    FORBIDDEN_CHARACTERS,
    NOT_PLAIN,
    character_name,
    escape_invisible,
)
from riwaya.text.escapes import ESCAPED, unescaped
from riwaya.text.ruined import MAYBE_RUINED, RUINED, restored

MAX_LENGTH = 10_000
"""The longest cell, in characters."""


def cell_problems(table: Table, is_plain: bool, kinds: Mapping[str, ProblemKind]) -> Iterator[Problem]:
    """The problems of all cells. `is_plain` says that no character of the table is NOT_PLAIN.

    A cell that is wrong as a whole, and has one repair, has no problems of its characters.
    """
    ruined = _ruined(table)
    for field in table.resource.schema.fields:
        # To the stubs of pyarrow, functions of `compute` take arrays, and not columns of tables.
        column = cast("pa.StringArray", table.cells[field.name])
        whole = {
            problem.place.row: problem
            for problem in _whole_problems(table, field, column, ruined.get(field.name), kinds)
        }
        yield from whole.values()
        if not is_plain:
            for row, value in _cells(table, column, pc.match_substring_regex(column, NOT_PLAIN)):
                if row not in whole:
                    yield from _character_problems(table, row, field.name, value, kinds)
        # No text has more characters than bytes.
        if (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_LENGTH:
            for row, value in _cells(table, column, column.is_valid()):
                if len(value) <= MAX_LENGTH:
                    continue
                place = table.place(row, field.name, escape_invisible(value[:60]))
                yield kinds["cell-too-long"].at(place, length=len(value), limit=MAX_LENGTH)
        for row, value in _cells(table, column, differs(pc.utf8_trim(column, " \n"), column)):
            if row not in whole:
                yield kinds["cell-not-trimmed"].at(table.place(row, field.name, repr(value)))


def _ruined(table: Table) -> dict[str, pa.BooleanArray]:
    """By column of text, which cells are ruined; none is where all are ASCII.

    It takes longer to compile the pattern than to search a small table, so all columns are searched at once,
    and none if a simpler pattern is in none.
    """
    texts = {
        field.name: table.cells[field.name]
        for field in table.resource.schema.fields
        if field.type in ("string", "any")
    }
    searched = {
        name: column for name, column in texts.items() if not pc.all(pc.string_is_ascii(column)).as_py()
    }
    if not searched:
        return {}
    # Large, since one column of strings holds 2 GiB.
    cells = pa.concat_arrays(
        [column.combine_chunks().cast(pa.large_string()) for column in searched.values()]
    )
    if not pc.any(pc.match_substring_regex(cells, MAYBE_RUINED)).as_py():
        return {}
    found, count = pc.match_substring_regex(cells, RUINED), table.cells.num_rows
    return {name: found.slice(at * count, count) for at, name in enumerate(searched)}


def _whole_problems(
    table: Table,
    field: Field,
    column: pa.StringArray,
    ruined: pa.BooleanArray | None,
    kinds: Mapping[str, ProblemKind],
) -> Iterator[Problem]:
    """The problems of cells that are escaped or ruined, or have digits and signs of numbers not plain."""
    escaped = pc.match_substring_regex(column, ESCAPED) if field.is_prose else None
    for row, value in _cells(table, column, escaped) if escaped is not None else ():
        if text := unescaped(value):
            place = table.place(row, field.name, escape_invisible(value))
            yield kinds["text-escaped"].at(place, fixed=escape_invisible(text))
    for row, value in _cells(table, column, ruined) if ruined is not None else ():
        text = restored(value)
        place = table.place(row, field.name, escape_invisible(value))
        yield kinds["text-ruined" if text else "text-ruined-in-part"].at(place, fixed=text)
    if not field.read_by_machine:
        return
    mask = pc.invert(pc.string_is_ascii(column))
    if form := form_of(field):
        mask = pc.or_(mask, pc.invert(pc.match_substring_regex(column, f"^(?:{form})$")))
        mask = pc.or_(mask, pc.match_substring_regex(column, MAYBE_NOT_HELD))
    for row, value in _cells(table, column, mask):
        if found := not_plain(field, value):
            yield _not_plain_problem(found, table.place(row, field.name, escape_invisible(value)), kinds)


def _not_plain_problem(found: NotPlain, place: Place, kinds: Mapping[str, ProblemKind]) -> Problem:
    if found.plain is None:
        return kinds["number-not-held" if found.code == "number-not-held" else "digits-not-certain"].at(place)
    return kinds[found.code].at(place, fixed=found.plain)


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
