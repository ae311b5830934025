"""The gate: bytes of a table's file become text that has one reading, or a Problem. Nothing is guessed or mended.

A file passes as strict UTF-8 without a byte order mark, LF at the end of every line, commas, RFC 4180 quotes and the
header that its schema asks for. What passes goes to pyarrow's strict reader. A record with too few or too many cells is
told of and read as far as its cells can be told apart, so that the rows which refer to it are not told of as well.
"""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.cells import cell_problems
from riwaya.near import nearest
from riwaya.package import Resource
from riwaya.problem import Kind, Place, Problem, kinds_in
from riwaya.schema import Schema
from riwaya.strict_csv import read_strict_csv
from riwaya.table import Table
from riwaya.text import alphabet_of

MAX_LABELS = 1000
RAGGED = ("blank-row", "extra-cell", "missing-cell")
"""What is said of a record that does not fit its header; nothing else is said of it."""
_CONTROL = re.compile("[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_QUOTED_CELL_OR_QUOTE = re.compile('(?:(?<=[,\n])|^)"[^"]*(?:""[^"]*)*"(?=[,\n])|"')


def intake_kinds() -> dict[str, Kind]:
    """The kinds of problem of the gate, by code."""
    return kinds_in("riwaya", "intake.toml")


@dataclass(frozen=True, slots=True)
class _File:
    """A file at the gate."""

    resource: Resource

    def refuse(self, code: str, *, line: int | None = None, row: int | None = None, field: str | None = None,
               value: str | None = None, **params: object) -> Problem:
        place = Place(str(self.resource.path), self.resource.name, line, row, None, field, value)
        return intake_kinds()[code].at(place, **params)


def read_table(root: Path, resource: Resource) -> tuple[Table | None, list[Problem]]:
    """The table of a resource, or None with the problems that keep it from being one.

    A table that is returned may still come with problems of its cells' characters.
    """
    file = _File(resource)
    data = _bytes_of(file, root)
    if isinstance(data, Problem):
        return None, [data]
    text = _text_of(file, data)
    if isinstance(text, Problem):
        return None, [text]
    alphabet = alphabet_of(text)
    if problem := _unreadable(file, data, text, alphabet):
        return None, [problem]
    records = _Records(np.frombuffer(data, np.uint8))
    labels = next(csv.reader([data[: int(records.ends[0])].decode()]), [])
    if problems := [*_header_problems(file, labels)]:
        return None, problems
    bad = records.widths != len(labels)
    names = resource.schema.names
    texts = pa.schema([(name, pa.string()) for name in names])
    readable = records.padded(data, bad, len(labels)) if bad.any() else data
    cells = _without_missing_values(read_strict_csv(readable, texts, may_lack_columns=True), resource)
    table = Table(resource, cells, pa.array(records.lines[1:], pa.int64()))
    blank = records.blank[1:]
    if {*labels} <= {*names}:
        blank = blank | np.asarray(_all_null(cells))
    ragged = [*_record_problems(file, records, labels, bad[1:], blank)]
    return table, [*ragged, *cell_problems(table, text, alphabet, intake_kinds())]


def _without_missing_values(cells: pa.Table, resource: Resource) -> pa.Table:
    """The cells, null where one holds what its field calls missing."""
    for at, field in enumerate(resource.schema.fields):
        if field.missing_values != ("",):
            missing = pc.is_in(cells[at], value_set=pa.array(field.missing_values))
            cells = cells.set_column(at, field.name, pc.if_else(missing, pa.scalar(None, pa.string()), cells[at]))
    return cells


def _all_null(cells: pa.Table) -> pa.Array:
    every = pa.array(np.ones(cells.num_rows, bool))
    for column in cells.columns:
        every = pc.and_(every, pc.is_null(column))
    return every.combine_chunks() if isinstance(every, pa.ChunkedArray) else every


# -- Bytes --------------------------------------------------------------------------------------------


def _bytes_of(file: _File, root: Path) -> bytes | Problem:
    path = file.resource.path
    if not _is_safe(path) or not (root / path).resolve().is_relative_to(root.resolve()):
        return file.refuse("path-unsafe", value=str(path))
    limit = file.resource.max_mebibytes
    try:
        status = (root / path).stat()
        if not stat.S_ISREG(status.st_mode):
            return file.refuse("not-a-file")
        if status.st_size > limit << 20:
            return file.refuse("file-too-large", limit=limit)
        data = (root / path).read_bytes()
    except FileNotFoundError:
        return file.refuse("file-missing")
    except OSError as error:
        return file.refuse("file-unreadable", reason=error.strerror or type(error).__name__)
    return data or file.refuse("file-empty")


def _is_safe(path: object) -> bool:
    if not isinstance(path, str) or not path.strip() or set(path) & set('\\:\0*?"<>|'):
        return False
    return not path.startswith(("/", "~")) and ".." not in PurePosixPath(path).parts


def _text_of(file: _File, data: bytes) -> str | Problem:
    """The text of the bytes, which must be UTF-8 without a mark."""
    if data.startswith(b"\xef\xbb\xbf"):
        return file.refuse("encoding-bom", line=1)
    # Without a mark it has a NUL beside each comma and Latin letter: many, and all at even places, or all at odd ones.
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (min(even, odd) == 0 and max(even, odd) > 0.2 * len(data[:4096:2])):
        return file.refuse("encoding-utf16", line=1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        offset = error.start - (before.rfind(b"\n") + 1)
        return file.refuse("encoding-not-utf8", line=before.count(b"\n") + 1, byte=f"{data[error.start]:02X}", offset=offset)


def _unreadable(file: _File, data: bytes, text: str, alphabet: str) -> Problem | None:
    """Why the text cannot be cut into records and cells, if it cannot. `alphabet` is its characters."""
    if _CONTROL.search(alphabet):
        found = _CONTROL.search(text)
        return file.refuse("control-character", line=_line_at(text, found), code_point=f"U+{ord(found[0]):04X}")
    if _NEWLINE.search(alphabet):
        found = _NEWLINE.search(text)
        return file.refuse("newline-not-lf", line=_line_at(text, found), name=" ".join(f"U+{ord(c):04X}" for c in found[0]))
    if not text.endswith("\n"):
        return file.refuse("newline-missing-at-end", line=text.count("\n") + 1)
    if '"' in alphabet and not _is_well_quoted(np.frombuffer(data, np.uint8)):
        found = next(found for found in _QUOTED_CELL_OR_QUOTE.finditer(text) if found[0] == '"')
        return file.refuse("quote-unbalanced", line=_line_at(text, found))
    return None


def _is_well_quoted(data: np.ndarray) -> bool:
    """Whether every quotation mark opens a cell at its start, closes one at its end, or is one of two inside it.

    In a file that begins outside and ends in a line feed, marks open and close in turn, and two inside a cell are one that closes
    and one that opens.
    """
    quotes = np.flatnonzero(data == ord('"'))
    if len(quotes) % 2:
        return False
    # Before the first byte stands, by its index, the line feed at the end.
    beside = np.concatenate((data[quotes[0::2] - 1], data[quotes[1::2] + 1]))
    return bool(np.isin(beside, np.frombuffer(b',\n"', np.uint8)).all())


def _line_at(text: str, found: re.Match) -> int:
    return text.count("\n", 0, found.start()) + 1


def _outside(places: np.ndarray, quotes: np.ndarray) -> np.ndarray:
    """Whether each place has an even number of quotation marks before it; both are sorted."""
    return np.searchsorted(quotes, places) % 2 == 0


# -- Records ------------------------------------------------------------------------------------------


class _Records:
    """Where the records of a well-quoted file lie: `ends` in bytes, `lines` physical, `widths` in cells."""

    def __init__(self, data: np.ndarray) -> None:
        quotes = np.flatnonzero(data == ord('"'))
        newlines = np.flatnonzero(data == ord("\n"))
        ending = np.flatnonzero(_outside(newlines, quotes))
        self.ends = newlines[ending]
        self.starts = np.concatenate(([0], self.ends[:-1] + 1))
        self.lines = np.concatenate(([1], ending[:-1] + 2))
        commas = np.flatnonzero(data == ord(","))
        self.commas = commas[_outside(commas, quotes)]
        self.widths = np.diff(np.searchsorted(self.commas, self.ends), prepend=0) + 1
        self.blank = self.ends - self.starts == self.widths - 1

    def padded(self, data: bytes, bad: np.ndarray, width: int) -> bytes:
        """The file with each bad record filled up with empty cells, or cut off behind its last."""
        pieces, position = [], 0
        for row in np.flatnonzero(bad):
            start, end = int(self.starts[row]), int(self.ends[row])
            if self.widths[row] > width:
                end = int(self.commas[np.searchsorted(self.commas, start) + width - 1])
            pieces += [data[position:end], b"," * max(width - int(self.widths[row]), 0)]
            position = int(self.ends[row])
        return b"".join([*pieces, data[position:]])


def _header_problems(file: _File, labels: list[str]) -> Iterator[Problem]:
    names = file.resource.schema.names
    if labels == [*names]:
        return
    if len(labels) == 1 < len(names) and set(labels[0]) & set(";\t|"):
        yield file.refuse("delimiter-not-comma", line=1)
    elif len(labels) > MAX_LABELS:
        yield file.refuse("too-many-labels", line=1, number=len(labels), limit=MAX_LABELS)
    elif file.resource.schema.fields_match == "exact":
        yield from _labels_by_place(file, labels, names)
    else:
        yield from _labels_by_name(file, labels, file.resource.schema)


def _labels_by_place(file: _File, labels: list[str], names: tuple[str, ...]) -> Iterator[Problem]:
    for at, label in enumerate(labels):
        if problem := _unusable_label(file, labels, at):
            yield problem
        elif at >= len(names):
            yield file.refuse("extra-label", line=1, field=_shown(label), number=at + 1, near=_missing_near(label, labels, names))
        elif label != names[at]:
            yield file.refuse("incorrect-label", line=1, field=names[at], value=_shown(label), number=at + 1)
    for name in names[len(labels):]:
        yield file.refuse("missing-label", line=1, field=name)


def _labels_by_name(file: _File, labels: list[str], schema: Schema) -> Iterator[Problem]:
    """Any order; a subset of the labels, or of the fields, or either, may be without its partner."""
    match = schema.fields_match
    for at, label in enumerate(labels):
        if problem := _unusable_label(file, labels, at):
            yield problem
        elif label not in schema.names and match in ("equal", "superset"):
            near = _missing_near(label, labels, schema.names)
            yield file.refuse("extra-label", line=1, field=_shown(label), number=at + 1, near=near)
    if match == "partial" and not {*labels} & {*schema.names}:
        yield file.refuse("unmatched-header", line=1)
        return
    for field in schema.fields:
        needed = match in ("equal", "subset") or field.required or field.name in schema.primary_key
        if field.name not in labels and needed:
            yield file.refuse("missing-label", line=1, field=field.name)


def _unusable_label(file: _File, labels: list[str], at: int) -> Problem | None:
    if not labels[at].strip():
        return file.refuse("blank-label", line=1, number=at + 1)
    if labels[at] in labels[:at]:
        return file.refuse("duplicate-label", line=1, field=_shown(labels[at]), number=at + 1)
    return None


def _missing_near(label: str, labels: list[str], names: tuple[str, ...]) -> str | None:
    return nearest(label, [name for name in names if name not in labels])


def _shown(label: str) -> str:
    return repr(label[:100])[1:-1]


def _record_problems(
    file: _File, records: _Records, labels: list[str], bad: np.ndarray, blank: np.ndarray
) -> Iterator[Problem]:
    for at in np.flatnonzero(bad | blank):
        row, line, width = int(at) + 1, int(records.lines[at + 1]), int(records.widths[at + 1])
        if blank[at]:
            yield file.refuse("blank-row", line=line, row=row)
        elif width > len(labels):
            yield file.refuse("extra-cell", line=line, row=row, cells=width, expected=len(labels))
        for name in labels[width:] if not blank[at] else ():
            yield file.refuse("missing-cell", line=line, row=row, field=name, cells=width, expected=len(labels))
