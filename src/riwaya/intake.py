"""The gate: bytes of a table's file become text that has one reading, or a Problem. Nothing is guessed or mended.

A file passes as strict UTF-8 without a byte order mark, LF at the end of every line, commas, RFC 4180 quotes, the
exact header of its schema, and as many cells in each record as the header has. What passes goes to pyarrow's strict reader.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import pyarrow as pa

from riwaya.cells import cell_problems
from riwaya.package import Resource
from riwaya.problem import Kind, Place, Problem, kinds_in
from riwaya.strict_csv import read_strict_csv
from riwaya.table import Table

MAX_BYTES = 1 << 30
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
    records = _Records(np.frombuffer(data, np.uint8))
    problems = [*_header_problems(file, text[: int(records.ends[0])])] or [*_record_problems(file, records)]
    if problems:
        return None, problems
    texts = pa.schema([(name, pa.string()) for name in resource.schema.names])
    table = Table(resource, read_strict_csv(data, texts), pa.array(records.lines[1:], pa.int64()))
    return table, [*cell_problems(table, text, intake_kinds())]


# -- Bytes --------------------------------------------------------------------------------------------


def _bytes_of(file: _File, root: Path) -> bytes | Problem:
    path = file.resource.path
    if not _is_safe(path) or not (root / path).resolve().is_relative_to(root.resolve()):
        return file.refuse("path-unsafe", value=str(path))
    try:
        if (root / path).stat().st_size > MAX_BYTES:
            return file.refuse("file-too-large", limit=MAX_BYTES >> 20)
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
    if data.startswith(b"\xef\xbb\xbf"):
        return file.refuse("encoding-bom", line=1)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:4096].count(0) > len(data[:4096]) // 4:
        return file.refuse("encoding-utf16", line=1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        offset = error.start - (before.rfind(b"\n") + 1)
        return file.refuse("encoding-not-utf8", line=before.count(b"\n") + 1, byte=f"{data[error.start]:02X}", offset=offset)
    if found := _CONTROL.search(text):
        return file.refuse("control-character", line=_line_at(text, found), code_point=f"U+{ord(found[0]):04X}")
    if found := _NEWLINE.search(text):
        return file.refuse("newline-not-lf", line=_line_at(text, found), name=" ".join(f"U+{ord(c):04X}" for c in found[0]))
    if not text.endswith("\n"):
        return file.refuse("newline-missing-at-end", line=text.count("\n") + 1)
    if '"' in text:
        for found in _QUOTED_CELL_OR_QUOTE.finditer(text):
            if found[0] == '"':
                return file.refuse("quote-unbalanced", line=_line_at(text, found))
    return text


def _line_at(text: str, found: re.Match) -> int:
    return text.count("\n", 0, found.start()) + 1


# -- Records ------------------------------------------------------------------------------------------


class _Records:
    """Where the records of a well-quoted file lie: `ends` in bytes, `lines` physical, `widths` in cells."""

    def __init__(self, data: np.ndarray) -> None:
        inside = np.cumsum(data == ord('"'), dtype=np.int64) % 2 == 1
        newlines = np.flatnonzero(data == ord("\n"))
        ending = np.flatnonzero(~inside[newlines])
        self.ends = newlines[ending]
        self.starts = np.concatenate(([0], self.ends[:-1] + 1))
        self.lines = np.concatenate(([1], ending[:-1] + 2))
        commas = np.flatnonzero((data == ord(",")) & ~inside)
        self.widths = np.diff(np.searchsorted(commas, self.ends), prepend=0) + 1
        self.blank = self.ends - self.starts == self.widths - 1


def _header_problems(file: _File, header: str) -> Iterator[Problem]:
    names = file.resource.schema.names
    labels = next(csv.reader([header]), [])
    if labels == [*names]:
        return
    if len(labels) == 1 < len(names) and set(header) & set(";\t|"):
        yield file.refuse("delimiter-not-comma", line=1)
        return
    for at, label in enumerate(labels):
        shown = repr(label)[1:-1]
        if not label.strip():
            yield file.refuse("blank-label", line=1, number=at + 1)
        elif label in labels[:at]:
            yield file.refuse("duplicate-label", line=1, field=shown, number=at + 1)
        elif at >= len(names):
            yield file.refuse("extra-label", line=1, field=shown, number=at + 1)
        elif label != names[at]:
            yield file.refuse("incorrect-label", line=1, field=names[at], value=shown, number=at + 1)
    for name in names[len(labels):]:
        yield file.refuse("missing-label", line=1, field=name)


def _record_problems(file: _File, records: _Records) -> Iterator[Problem]:
    names = file.resource.schema.names
    for row in np.flatnonzero((records.widths != len(names)) | records.blank):
        if row == 0:
            continue
        line, width = int(records.lines[row]), int(records.widths[row])
        if records.blank[row]:
            yield file.refuse("blank-row", line=line, row=int(row))
        elif width > len(names):
            yield file.refuse("extra-cell", line=line, row=int(row), cells=width, expected=len(names))
        for name in names[width:] if not records.blank[row] else ():
            yield file.refuse("missing-cell", line=line, row=int(row), field=name, cells=width, expected=len(names))
