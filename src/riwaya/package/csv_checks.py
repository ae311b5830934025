"""Checks CSV bytes (encoding, newlines, quoting, row width) before and while parsing. Never repairs.

A valid file is strict UTF-8 without a byte order mark, ends every line with LF, and has commas, RFC 4180
quotes and the header of its schema. Blocks are checked one by one, and the result does not depend on where a
file is cut into blocks. Faults that leave one reading are problems of a table that is read all the same. So
is a record with too few or too many cells: its cells are read as far as they can be separated, so that rows
that refer to it are not reported as well.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import is_in, large_string_array, string_array, true_indices
from riwaya.bilingual import Bilingual
from riwaya.package.cell_checks import cell_problems
from riwaya.package.csv_blocks import Block, block_of
from riwaya.package.csv_faults import without_faults
from riwaya.package.csv_reader import read_strict_csv
from riwaya.package.csv_structure import Widths, is_well_quoted, stray_quote
from riwaya.package.decoded_files import Coding, utf8_command
from riwaya.package.resource import Resource
from riwaya.package.table import Table
from riwaya.problem import Place, Problem, ProblemKind, problem_kinds
from riwaya.text.characters import NOT_PLAIN
from riwaya.text.ruined import may_be_windows_1256

if TYPE_CHECKING:
    from numpy.typing import NDArray

RAGGED = ("blank-row", "extra-cell", "missing-cell")
"""Codes of records that do not fit the header. No other problem of such a record is reported."""
MOST_UNFIT = 20_000
"""How many records of a block may be blank or of another width: a problem for each would take minutes."""
MOST_MISSING = 10 * MOST_UNFIT
"""How many cells of a block may be missing, each of which is a problem."""
# Patterns for RE2, which finds whether there is a match, and for Python, which finds where.
CONTROL = "[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
NEWLINE = "\r\n|[\r\x85\u2028\u2029]"
_CRLF = "U+000D U+000A"
_CHUNK_BYTES = 4 << 20
_NAMES = {"\t": Bilingual("a tab", "محرف جدولة"), " ": Bilingual("a space", "مسافة")}


def csv_kinds() -> dict[str, ProblemKind]:
    """The kinds of problem of a CSV file, by key."""
    return problem_kinds(__package__ or "", "csv_checks.toml")


def signs(delimiter: str = ",", quote: str = '"', escape: str | None = None) -> dict[str, Any]:
    """What hints say of the characters that separate and quote cells: these, and a cell that is quoted."""
    inner = f"{escape}{quote}" if escape else quote * 2
    quoted = (f"{quote}{text.format(inner)}{quote}" for text in ("he said {0}yes{0}", "قال {0}نعم{0}"))
    return {"delimiter": _NAMES.get(delimiter, delimiter), "quote": quote, "quoted": Bilingual(*quoted)}


def dialect_with(delimiter: str) -> str:
    r"""The dialect of tables with this delimiter, as a descriptor has it.

    >>> dialect_with("\t")
    '{"delimiter": "\\t"}'
    """
    return json.dumps({"delimiter": delimiter}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class CheckedBlock:
    """The records of a block, and its problems."""

    table: Table | None
    """None where the file cannot be read as a table."""
    problems: tuple[Problem, ...] = ()
    """Those of bytes, records and cells, or the one that keeps the file from being read."""

    @property
    def fatal(self) -> tuple[Problem, ...]:
        """The problems that keep the file from being read."""
        return self.problems if self.table is None else ()


@dataclass(frozen=True, slots=True)
class BlockChecker:
    """Checks the blocks of the file of a resource."""

    resource: Resource
    labels: tuple[str, ...] = ()
    """Those of the header. Without labels, because the header does not fit, only the text is checked."""
    coding: Coding | None = None
    """How the file is written, if it is not given as it is."""

    def check(self, block: Block) -> CheckedBlock:
        """Read the records of a block."""
        block, faults = without_faults(block)
        text = large_string_array(block.data)
        if problem := self._encoding_problem(block, text):
            return CheckedBlock(None, (problem,))
        is_plain = not _matches(text, NOT_PLAIN)
        problem = None if is_plain else self._character_problem(block, text)
        if problem := problem or self._structure_problem(block):
            return CheckedBlock(None, (problem,))
        if not self.labels:
            return CheckedBlock(None)
        read = self._records(block)
        if isinstance(read, Problem):
            return CheckedBlock(None, (read,))
        table, ragged = read
        rows = {problem.place.row for problem in ragged}
        in_cells = cell_problems(table, is_plain, csv_kinds())
        in_bytes = (self.problem(code, line=line, name=_CRLF) for code, line in faults.items())
        in_cells = (item for item in in_cells if item.place.row not in rows)
        return CheckedBlock(table, (*in_bytes, *ragged, *in_cells))

    def check_text(self, data: bytes, delimiter: str, newline: str) -> Iterator[Problem]:
        """The problems of the bytes of a file in UTF-8, which may have another delimiter and newline."""
        if data.startswith(codecs.BOM_UTF8):
            yield self.problem("encoding-bom", line=1)
        if newline == "\r" and b"\n" not in data:
            data = data.replace(b"\r", b"\n")
        block, faults = without_faults(block_of(data.replace(delimiter.encode(), b","), 1, 0, last=True))
        for code, line in faults.items():
            if code != "newline-not-lf" or newline != "\r\n":
                yield self.problem(code, line=line, name=_CRLF)
        problem = self._character_problem(block, large_string_array(block.data))
        if problem and (problem.code != "newline-not-lf" or newline == "\n"):
            yield problem

    def check_cells(self, table: Table) -> CheckedBlock:
        """The same for records that do not come from CSV; their cells are the texts that CSV would hold."""
        blank = np.flatnonzero(_all_null(table.cells)) + table.before + 1
        table = replace(table, cells=_without_missing_values(table.cells, self.resource))
        problems = (self.problem("blank-row", row=int(row)) for row in blank)
        return CheckedBlock(table, (*problems, *cell_problems(table, False, csv_kinds())))

    def utf8_problem(self, data: bytes, first_line: int = 1) -> Problem | None:
        """The first byte that is no UTF-8, of lines from this one on; None if there is none."""
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = first_line + data.count(b"\n", 0, error.start)
            start = data.rfind(b"\n", 0, error.start) + 1
            written = data[start:].partition(b"\n")[0]
            key = "encoding-maybe-arabic" if may_be_windows_1256(written) else "encoding-not-utf8"
            byte, command = f"{data[error.start]:02X}", utf8_command("windows-1256", self.coding)
            return self.problem(key, line=line, byte=byte, offset=error.start - start, command=command)
        return None

    def problem(
        self,
        key: str,
        *,
        line: int | None = None,
        row: int | None = None,
        field: str | None = None,
        value: str | None = None,
        **params: object,
    ) -> Problem:
        """A problem of this kind at a place of the file."""
        place = Place(str(self.resource.path), self.resource.name, line, row, None, field, value)
        return csv_kinds()[key].at(place, **params)

    def no_table(self, line: int | None) -> Problem:
        """Too many of the records do not fit, from this line on."""
        return self.problem("no-table", line=line, records=MOST_UNFIT, cells=MOST_MISSING)

    # -- Text -----------------------------------------------------------------------------------------

    def _encoding_problem(self, block: Block, text: pa.LargeStringArray) -> Problem | None:
        try:
            text.validate(full=True)
        except pa.ArrowInvalid:
            pass
        else:
            return None
        return self.utf8_problem(block.data, block.line)

    def _character_problem(self, block: Block, text: pa.LargeStringArray) -> Problem | None:
        if found := _first_match(CONTROL, block, text):
            line, character = found
            # From U+0080 on it may be a byte of a text that was read in another encoding.
            key = "control-character-of-a-text" if character >= "\x80" else "control-character"
            key = "tab-character" if character == "\t" else key
            code_point = f"U+{ord(character):04X}"
            return self.problem(key, line=line, code_point=code_point, dialect=dialect_with("\t"))
        if found := _first_match(NEWLINE, block, text):
            # CR before LF is one too many: CRLF was undone, but Python's csv writes CR CR LF on Windows.
            line, characters = found
            return self.problem("newline-not-lf", line=line, name=f"U+{ord(characters[0]):04X}")
        return None

    def _structure_problem(self, block: Block) -> Problem | None:
        """Why the text cannot be cut into records and cells, if it cannot."""
        if is_well_quoted(block):
            return None
        text = block.data.decode()
        line = block.line + text.count("\n", 0, stray_quote(text))
        return self.problem("quote-unbalanced", line=line, **signs())

    # -- Records --------------------------------------------------------------------------------------

    def _records(self, block: Block) -> tuple[Table, list[Problem]] | Problem:
        """The records, and the problems of those that do not fit the header; one if too many do not."""
        names = self.resource.schema.names
        schema = pa.schema([(name, pa.string()) for name in names])
        first = int(block.record == 0)
        if len(block.closing) == first:
            return Table(self.resource, pa.Table.from_batches([], schema), block.lines[first:]), []
        has_only_fields = {*self.labels} <= {*names}
        # A record that is empty in all fields is not blank if it has a cell below another label.
        widths = None if has_only_fields else Widths(block)
        try:
            data = pa.py_buffer(block.data).slice(int(block.starts[first]))
            cells = read_strict_csv(data, schema, self.labels, _CHUNK_BYTES)
        except pa.ArrowInvalid:
            widths = Widths(block)
            data = pa.py_buffer(widths.padded(first, len(self.labels)))
            cells = read_strict_csv(data, schema, self.labels)
        # A row of values that are missing says so.
        blank = _all_null(cells) if has_only_fields else np.zeros(cells.num_rows, np.bool_)
        cells = _without_missing_values(cells, self.resource)
        table = Table(self.resource, cells, block.lines[first:], block.record + first - 1)
        counts = np.full(len(blank), len(self.labels))
        if widths:
            counts, blank = widths.cells[first:], widths.blank[first:] | blank
        elif not blank.any():
            return table, []
        unfit = np.flatnonzero((counts != len(self.labels)) | blank)
        missing = (len(self.labels) - counts[~blank]).clip(0).sum()
        if len(unfit) > MOST_UNFIT or missing > MOST_MISSING:
            return self.no_table(table.line(int(unfit[0])))
        return table, [*self._record_problems(table, counts, blank)]

    def _record_problems(
        self, table: Table, widths: NDArray[np.int64], blank: NDArray[np.bool_]
    ) -> Iterator[Problem]:
        expected, named = len(self.labels), signs()
        for at in np.flatnonzero((widths != expected) | blank):
            row, line, width = table.before + int(at) + 1, table.line(int(at)), int(widths[at])
            if blank[at]:
                yield self.problem("blank-row", line=line, row=row)
                continue
            problem = partial(self.problem, line=line, row=row, cells=width, expected=expected, **named)
            if width > expected:
                yield problem("extra-cell")
            for name in self.labels[width:]:
                yield problem("missing-cell", field=name)


def _without_missing_values(cells: pa.Table, resource: Resource) -> pa.Table:
    """The cells, with null for the missing values of each field."""
    for at, field in enumerate(resource.schema.fields):
        if field.missing_values != ("",):
            column = cast("pa.StringArray", cells[at])
            missing = is_in(column, string_array(field.missing_values))
            kept = pc.if_else(missing, pa.nulls(1, pa.string())[0], column)
            cells = cells.set_column(at, field.name, kept)
    return cells


def _all_null(cells: pa.Table) -> NDArray[np.bool_]:
    """Which records have only null cells."""
    found = np.zeros(cells.num_rows, np.bool_)
    if all(column.null_count for column in cells.columns):
        masks = [column.is_null() for column in cells.columns]
        found[true_indices(reduce(pc.and_, masks))] = True
    return found


def _matches(text: pa.LargeStringArray, pattern: str) -> bool:
    return bool(pc.match_substring_regex(text, pattern)[0].as_py())


def _first_match(pattern: str, block: Block, text: pa.LargeStringArray) -> tuple[int, str] | None:
    """The physical line and the text of the first match in a block, if there is one."""
    decoded = block.data.decode() if _matches(text, pattern) else ""
    match = re.search(pattern, decoded)
    return (block.line + decoded.count("\n", 0, match.start()), match[0]) if match else None
