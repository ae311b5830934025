"""Edits the CSV files of a package. Records that nobody touched keep their bytes; what would not be valid is not written."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from riwaya.package.descriptor import Package, Resource
from riwaya.release.diff_report import table_as_text
from riwaya.validation.check import CheckedPackage, check_package


@dataclass(slots=True)
class Record:
    """A record of a file, by column; `text` is how it stands there, None for one that is new or was changed."""

    cells: dict[str, str]
    text: str | None = None
    line: int | None = None

    def put(self, column: str, cell: str) -> None:
        if self.cells[column] != cell:
            self.cells[column], self.text = cell, None


@dataclass(slots=True)
class Sheet:
    """The records of a table."""

    resource: Resource
    header: list[str]
    records: list[Record]

    @property
    def key(self) -> str | None:
        """The column of its rows' own IDs, if they have any."""
        return self.resource.schema.primary_key[0] if self.resource.gives_ids else None

    def identity(self, record: Record) -> str | None:
        return record.cells[self.key] if self.key else None

    def sort(self) -> None:
        """Put the records into the order of their key: an ID of five digits comes after one of four."""
        key = self.resource.schema.primary_key
        self.records.sort(key=lambda record: [_place(record.cells[name], name) for name in key])

    def line(self, record: Record) -> str:
        """A record of the file."""
        return record.text or _line(record.cells[name] for name in self.header)

    def text(self) -> str:
        """The file."""
        return "".join([_line(self.header), *map(self.line, self.records)])


Sheets = Mapping[str, Sheet]


def read_sheets(package: Package) -> dict[str, Sheet]:
    """The tables of a valid package, by name."""
    files = ((resource, (package.root / resource.path).read_bytes()) for resource in package.resources)
    return {resource.name: _sheet(resource, data.decode()) for resource, data in files}


def write_sheets(
    package: Package, sheets: Sheets, agreed: Callable[[], bool] = lambda: True
) -> CheckedPackage:
    """Put the tables into the package's files if it is valid with them, and `agreed` then says so; what was found."""
    files = _files(package, sheets)
    checked = _check_files(package, files)
    if checked.report.ok and agreed():
        put_in_place(package.root, files)
    return checked


def check_sheets(package: Package, sheets: Sheets) -> CheckedPackage:
    """What would be found in the package with these tables; nothing is written into it."""
    return _check_files(package, _files(package, sheets))


def _files(package: Package, sheets: Sheets) -> dict[str, bytes]:
    return {package.resource(name).path: sheet.text().encode() for name, sheet in sheets.items()}


def _check_files(package: Package, files: Mapping[str, bytes]) -> CheckedPackage:
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        for path, data in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return check_package(replace(package, root=Path(folder)))


def _place(cell: str, column: str) -> tuple[int, str]:
    return (len(cell) if column.endswith("_id") or column == "id" else 0), cell


def changes_as_text(before: Sheet, after: Sheet, lang: str) -> list[str]:
    """What a table has otherwise than before, as `riwaya diff` tells it; nothing where it is the same."""
    changes, resource = _changes(before, after), after.resource
    titles = {field.name: field.title[lang] for field in resource.schema.fields}
    named = resource.schema.primary_key
    return (
        table_as_text(resource.title[lang], resource.name, titles, named, changes, lang)
        if any(changes.values())
        else []
    )


def _changes(before: Sheet, after: Sheet) -> dict[str, list]:
    """What a table has otherwise than before: `added`, `removed` and `changed` rows, with None for an empty cell."""

    def keyed(sheet: Sheet) -> dict[tuple[str, ...], dict[str, str | None]]:
        key = sheet.resource.schema.primary_key
        return {
            tuple(record.cells[name] for name in key): {
                name: cell or None for name, cell in record.cells.items()
            }
            for record in sheet.records
        }

    then, now = keyed(before), keyed(after)
    return {
        "added": [[at, row] for at, (key, row) in enumerate(now.items()) if key not in then],
        "removed": [[[*key, 0], row] for key, row in then.items() if key not in now],
        "changed": [
            [[*key, 0], cells]
            for key, row in now.items()
            if key in then
            and (
                cells := {
                    name: [then[key][name], cell] for name, cell in row.items() if cell != then[key][name]
                }
            )
        ],
    }


def put_in_place(root: Path, files: Mapping[str, bytes]) -> None:
    """Have the files of a package, by path, hold these bytes; those that do are not touched. Each is whole at any moment."""
    changed = {root / path: data for path, data in files.items() if (root / path).read_bytes() != data}
    beside = {file: file.with_name(f".{file.name}.new") for file in changed}
    try:
        # All that may fail is done before the first file is another one.
        for file, data in changed.items():
            with beside[file].open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        for file, new in beside.items():
            os.replace(new, file)
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)


def _sheet(resource: Resource, text: str) -> Sheet:
    (_, header, _), *records = records_in(text)
    return Sheet(
        resource,
        header,
        [Record(dict(zip(header, cells, strict=True)), raw, line) for line, cells, raw in records],
    )


def records_in(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str], str]]:
    """Each record with the line on which it starts, its cells and its text. csv.Error where quotation marks leave it open."""
    lines = io.StringIO(text, newline="\n").readlines()
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader, before = csv.reader(lines, delimiter=delimiter, strict=True), 0
    for cells in reader:
        yield before + 1, cells, "".join(lines[before : reader.line_num])
        before = reader.line_num


def _line(cells: Iterator[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()
