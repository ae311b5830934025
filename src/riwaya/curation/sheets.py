"""Edits the CSV files of a package in memory and writes them if the package stays valid.

Records that did not change keep their bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from riwaya.journal import will_hold, write_files
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.package.resource import Resource
from riwaya.validation.check import CheckedPackage, check_package


@dataclass(slots=True)
class Record:
    """A record of a CSV file: its cells by column name."""

    cells: dict[str, str]
    text: str | None = None
    """Its bytes in the file, decoded; None for a record that is new or has changed."""
    line: int | None = None
    """The line of the file on which it starts, the header being line 1; None for a new record."""

    def set(self, column: str, cell: str) -> None:
        """Change a cell; a record whose cells stay the same keeps its text."""
        if self.cells[column] != cell:
            self.cells[column], self.text = cell, None


@dataclass(slots=True)
class Sheet:
    """A table as its CSV file holds it: header and records."""

    resource: Resource
    header: list[str]
    records: list[Record]
    sha256: str | None = None
    """The digest of the file from which it was read; None where it was not read from one."""

    @property
    def id_column(self) -> str | None:
        """The column of its rows' IDs; None for a table whose rows have no ID of their own."""
        return self.resource.schema.primary_key[0] if self.resource.has_own_ids else None

    def id_of(self, record: Record) -> str | None:
        """The ID of a row; None where rows have none of their own."""
        return record.cells[self.id_column] if self.id_column else None

    @property
    def ids(self) -> list[str]:
        """The IDs of all rows, in order; empty where rows have none of their own."""
        return [record.cells[self.id_column] for record in self.records] if self.id_column else []

    def sort(self) -> None:
        """Sort the records by primary key; an ID with five digits comes after one with four."""
        key = self.resource.schema.primary_key
        self.records.sort(key=lambda record: [_sort_key(record.cells[name], name) for name in key])

    def line(self, record: Record) -> str:
        """A record as CSV text, with its newline."""
        return record.text or _csv_line(record.cells[name] for name in self.header)

    def text(self) -> str:
        """The whole file as CSV text."""
        return "".join([_csv_line(self.header), *map(self.line, self.records)])


Sheets = Mapping[str, Sheet]
"""Tables by name."""


def read_sheets(package: Package) -> dict[str, Sheet]:
    """All tables of a valid package, by name."""
    return {item.name: _sheet(item, package.read_bytes(item)) for item in package.resources}


def write_sheets(
    package: Package, sheets: Sheets, confirm: Callable[[CheckedPackage], bool] = lambda _: True
) -> CheckedPackage:
    """Check the package with these tables; if it is valid and `confirm` says yes to that, write them in one
    step.

    Returns the result of the check, whether or not anything was written. Raises EditError, and writes
    nothing, if somebody has changed one of their files since it was read.
    """
    checked = check_sheets(package, sheets)
    if checked.report.ok and confirm(checked):
        put_in_place(package, sheets)
    return checked


def put_in_place(package: Package, sheets: Sheets, others: Mapping[str, bytes] | None = None) -> None:
    """Write tables, and other files of the package by path, in one step. Raises what `write_sheets` does."""
    read = {sheet.resource.path: sheet.sha256 for sheet in sheets.values() if sheet.sha256}
    write_files(package.folder, {**_data(package, sheets), **(others or {})}, read)


def is_stored(package: Package, sheets: Sheets) -> bool:
    """Whether these tables are in place, or will be when the next command has finished what is left."""
    return will_hold(package.folder, _data(package, sheets))


def check_sheets(package: Package, sheets: Sheets) -> CheckedPackage:
    """Check the package with these tables, without writing to it."""
    return check_package(replace(package, files=Overlay(_data(package, sheets), package.files)))


def _data(package: Package, sheets: Sheets) -> dict[str, bytes]:
    """The bytes of each file."""
    return {package.resource(name).path: sheet.text().encode() for name, sheet in sheets.items()}


def _sort_key(cell: str, column: str) -> tuple[bool, int, str]:
    # A row without a reference comes after those that have one, as the rules demand.
    if column.endswith("_id") or column == "id":
        return not cell, len(cell), cell
    return False, 0, cell


def _sheet(resource: Resource, data: bytes) -> Sheet:
    (_, header, _), *records = parse_records(data.decode())
    return Sheet(
        resource,
        header,
        [Record(dict(zip(header, cells, strict=True)), raw, line) for line, cells, raw in records],
        hashlib.sha256(data).hexdigest(),
    )


def parse_records(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str], str]]:
    """Yield each record as (first line, cells, text). Raises csv.Error for an unclosed quote."""
    lines = io.StringIO(text, newline="\n").readlines()
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader, before = csv.reader(lines, delimiter=delimiter, strict=True), 0
    for cells in reader:
        yield before + 1, cells, "".join(lines[before : reader.line_num])
        before = reader.line_num


def _csv_line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()
