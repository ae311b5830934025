"""The checker: bytes of a table's file become text that has one reading, or a Problem. Nothing is guessed or mended.

A file passes as strict UTF-8 without a byte order mark, LF at the end of every line, commas, RFC 4180 quotes and the
header that its schema asks for. It is judged in blocks, each by itself, and what is said of it hangs on no border between
two of them. What passes goes to pyarrow's strict reader. A record with too few or too many cells is told of and read as far as
its cells can be told apart, so that the rows which refer to it are not told of as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import large_string_array, string_array, true_indices
from riwaya.package.cell_checks import cell_problems
from riwaya.package.csv_blocks import Block, outside
from riwaya.package.csv_reader import read_strict_csv
from riwaya.package.resource import Resource
from riwaya.package.table import Table
from riwaya.problem import Place, Problem, ProblemKind, problem_kinds
from riwaya.text.characters import NOT_PLAIN

RAGGED = ("blank-row", "extra-cell", "missing-cell")
"""What is said of a record that does not fit its header; nothing else is said of it."""
# Both for RE2, which looks whether there is one, and for Python, which looks where.
CONTROL = "[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
NEWLINE = "\r\n|[\r\x85\u2028\u2029]"
_CHUNK_BYTES = 4 << 20


def csv_kinds() -> dict[str, ProblemKind]:
    """The kinds of problem of the checker, by code."""
    return problem_kinds(__package__, "csv_checks.toml")


@dataclass(frozen=True, slots=True)
class CheckedBlock:
    """What the checker says of a block."""

    table: Table | None
    """Its records; None where the file is not one that can be read."""
    problems: tuple[Problem, ...] = ()
    """Of records and cells, or the one for which the file cannot be read."""

    @property
    def fatal(self) -> tuple[Problem, ...]:
        return self.problems if self.table is None else ()


@dataclass(frozen=True, slots=True)
class BlockChecker:
    """Judges the blocks of a resource's file."""

    resource: Resource
    labels: tuple[str, ...] = ()
    """Those of the header; none where the header is not what the schema asks for, and the text alone is judged."""

    def check(self, block: Block) -> CheckedBlock:
        text = large_string_array(block.data)
        if problem := self._not_utf8(block, text):
            return CheckedBlock(None, (problem,))
        plain = not _holds(text, NOT_PLAIN)
        if problem := (None if plain else self._no_text(block, text)) or self._misshapen(block):
            return CheckedBlock(None, (problem,))
        if not self.labels:
            return CheckedBlock(None)
        table, ragged = self._records(block)
        rows = {problem.place.row for problem in ragged}
        found = cell_problems(table, plain, csv_kinds())
        return CheckedBlock(
            table, (*ragged, *(problem for problem in found if problem.place.row not in rows))
        )

    def check_cells(self, table: Table) -> CheckedBlock:
        """The same of records that were never a file of text, and whose cells are texts as CSV would hold them."""
        cells = _without_missing_values(table.cells, self.resource)
        table = replace(table, cells=cells)
        blank = np.flatnonzero(_all_null(cells)) + table.before + 1
        found = cell_problems(table, False, csv_kinds())
        return CheckedBlock(table, (*(self.problem("blank-row", row=int(row)) for row in blank), *found))

    def problem(
        self,
        code: str,
        *,
        line: int | None = None,
        row: int | None = None,
        field: str | None = None,
        value: str | None = None,
        **params: object,
    ) -> Problem:
        """The problem of this kind at a place of the file."""
        place = Place(str(self.resource.path), self.resource.name, line, row, None, field, value)
        return csv_kinds()[code].at(place, **params)

    # -- Text -----------------------------------------------------------------------------------------

    def _not_utf8(self, block: Block, text: pa.Array) -> Problem | None:
        try:
            text.validate(full=True)
        except pa.ArrowInvalid:
            pass
        else:
            return None
        try:
            block.data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = block.data[: error.start]
            line, offset = block.line + before.count(b"\n"), error.start - (before.rfind(b"\n") + 1)
            return self.problem(
                "encoding-not-utf8", line=line, byte=f"{block.data[error.start]:02X}", offset=offset
            )
        return None

    def _no_text(self, block: Block, text: pa.Array) -> Problem | None:
        if found := _found(CONTROL, block, text):
            return self.problem("control-character", line=found[0], code_point=f"U+{ord(found[1]):04X}")
        if found := _found(NEWLINE, block, text):
            name = " ".join(f"U+{ord(character):04X}" for character in found[1])
            return self.problem("newline-not-lf", line=found[0], name=name)
        return None

    def _misshapen(self, block: Block) -> Problem | None:
        """Why the text cannot be cut into records and cells, if it cannot."""
        if block.last and not block.data.endswith(b"\n"):
            return self.problem("newline-missing-at-end", line=block.line + len(block.feeds))
        if _is_well_quoted(block):
            return None
        text = block.data.decode()
        return self.problem("quote-unbalanced", line=block.line + text.count("\n", 0, stray_quote(text)))

    # -- Records --------------------------------------------------------------------------------------

    def _records(self, block: Block) -> tuple[Table, list[Problem]]:
        """The records, and what is wrong with those that are blank or do not fit the header."""
        names = self.resource.schema.names
        types = pa.schema([(name, pa.string()) for name in names])
        first = int(block.record == 0)
        if len(block.closing) == first:
            return Table(self.resource, pa.Table.from_batches([], types), block.lines[first:]), []
        # What stands under labels that are no fields is no cell here, and yet it is something.
        widths = None if {*self.labels} <= {*names} else Widths(block)
        try:
            data = pa.py_buffer(block.data).slice(int(block.starts[first]))
            cells = read_strict_csv(data, types, self.labels, _CHUNK_BYTES)
        except pa.ArrowInvalid:
            widths = Widths(block)
            cells = read_strict_csv(widths.padded(first, len(self.labels)), types, self.labels)
        cells = _without_missing_values(cells, self.resource)
        table = Table(self.resource, cells, block.lines[first:], block.record + first - 1)
        blank = _all_null(cells) if {*self.labels} <= {*names} else np.zeros(cells.num_rows, bool)
        if not widths:
            return table, [
                *self._record_problems(table, np.full(len(blank), len(self.labels)), blank)
            ] if blank.any() else []
        return table, [*self._record_problems(table, widths.cells[first:], widths.blank[first:] | blank)]

    def _record_problems(self, table: Table, widths: np.ndarray, blank: np.ndarray) -> Iterator[Problem]:
        expected = len(self.labels)
        for at in np.flatnonzero((widths != expected) | blank):
            row, line, width = table.before + int(at) + 1, int(table.lines[at]), int(widths[at])
            if blank[at]:
                yield self.problem("blank-row", line=line, row=row)
                continue
            if width > expected:
                yield self.problem("extra-cell", line=line, row=row, cells=width, expected=expected)
            for name in self.labels[width:]:
                yield self.problem(
                    "missing-cell", line=line, row=row, field=name, cells=width, expected=expected
                )


class Widths:
    """How many cells each record of a well-quoted block has, and which are empty from end to end."""

    def __init__(self, block: Block) -> None:
        self.block = block
        commas = np.flatnonzero(np.frombuffer(block.data, np.uint8) == ord(","))
        self.commas = commas[outside(commas, block.quotes)]
        self.cells = np.diff(np.searchsorted(self.commas, block.ends), prepend=0) + 1
        self.blank = block.ends - block.starts == self.cells - 1

    def labels(self) -> list[str]:
        """The cells of the first record, which is plain UTF-8."""
        end = int(self.block.ends[0])
        borders = [-1, *self.commas[: self.cells[0] - 1].tolist(), end]
        found = [self.block.data[start + 1 : stop].decode() for start, stop in pairwise(borders)]
        return [cell[1:-1].replace('""', '"') if cell.startswith('"') else cell for cell in found]

    def padded(self, first: int, width: int) -> bytes:
        """The block from a record on, each that is too short filled up with empty cells, each that is too long cut off."""
        starts, ends, data = self.block.starts, self.block.ends, self.block.data
        pieces, position = [], int(starts[first])
        for at in first + np.flatnonzero(self.cells[first:] != width):
            end = int(ends[at])
            if self.cells[at] > width:
                end = int(self.commas[np.searchsorted(self.commas, starts[at]) + width - 1])
            pieces += [data[position:end], b"," * max(width - int(self.cells[at]), 0)]
            position = int(ends[at])
        return b"".join([*pieces, data[position:]])


def _without_missing_values(cells: pa.Table, resource: Resource) -> pa.Table:
    """The cells, null where one holds what its field calls missing."""
    for at, field in enumerate(resource.schema.fields):
        if field.missing_values != ("",):
            missing = pc.is_in(cells[at], value_set=string_array(field.missing_values))
            cells = cells.set_column(
                at, field.name, pc.if_else(missing, pa.nulls(1, pa.string())[0], cells[at])
            )
    return cells


def _all_null(cells: pa.Table) -> np.ndarray:
    """Which records have no cell that is not null."""
    if not all(column.null_count for column in cells.columns):
        return np.zeros(cells.num_rows, bool)
    every = reduce(pc.and_, [pc.is_null(column) for column in cells.columns])
    found = np.zeros(cells.num_rows, bool)
    found[true_indices(every)] = True
    return found


def _holds(text: pa.Array, pattern: str) -> bool:
    return pc.match_substring_regex(text, pattern)[0].as_py()


def _found(pattern: str, block: Block, text: pa.Array) -> tuple[int, str] | None:
    """The physical line and the text of the first match in a block, if there is one."""
    if not _holds(text, pattern):
        return None
    decoded = block.data.decode()
    match = re.search(pattern, decoded)
    return block.line + decoded.count("\n", 0, match.start()), match[0]


def stray_quote(text: str, delimiter: str = ",") -> int | None:
    """Where the first quotation mark stands that neither opens a cell, closes one, nor is one of two inside it; None if none."""
    edge = f"[{delimiter}\n]"
    cell_or_quote = re.finditer(f'(?:(?<={edge})|^)"[^"]*(?:""[^"]*)*"(?={edge})|"', text)
    return next((found.start() for found in cell_or_quote if found[0] == '"'), None)


def _is_well_quoted(block: Block) -> bool:
    """Whether every quotation mark opens a cell at its start, closes one at its end, or is one of two inside it.

    In a block that begins outside and ends in a line feed, marks open and close in turn, and two inside a cell are one that
    closes and one that opens.
    """
    quotes, data = block.quotes, np.frombuffer(block.data, np.uint8)
    if len(quotes) % 2:
        return False
    # Before the first byte stands, by its index, the line feed at the end.
    beside = np.concatenate((data[quotes[0::2] - 1], data[quotes[1::2] + 1]))
    return bool(np.isin(beside, np.frombuffer(b',\n"', np.uint8)).all())
