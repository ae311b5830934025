"""Imports an edited workbook into the tables. Rows are matched by primary key, new rows get the next IDs.

Whatever is not certain is reported with its sheet and cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import next_ids
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.workbook import MESSAGES
from riwaya.curation.workbook.layout import EXPORTED_ROWS, LISTS, READ_ME
from riwaya.curation.workbook.merge import Merger
from riwaya.curation.workbook.read_sheet import in_column, read_rows
from riwaya.curation.workbook.references import References
from riwaya.errors import EditError
from riwaya.problem import Problem
from riwaya.release.formats.xlsx import UNREADABLE
from riwaya.text.spelling import search_key

# The largest workbook that is read, unpacked, in bytes.
_MAX_UNPACKED = 1 << 29
_SHEETS = "xl/worksheets/"
# The element of a formula, with or without a namespace prefix.
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


@dataclass(slots=True)
class ImportResult:
    """What an import found."""

    problems: list[Bilingual] = field(default_factory=list)
    """What cannot be imported, each with its sheet and cell."""
    notes: list[Bilingual] = field(default_factory=list)
    """What was skipped."""
    places: dict[int, tuple[str, int, Mapping[str, str]]] = field(default_factory=dict)
    """Where records came from, by their `id()`: sheet, row and the letters of its columns by name."""

    def place(self, record: Record, column: str | None) -> str | None:
        """The cell of the workbook from which a cell of a record came, such as "figures!C4"."""
        if id(record) not in self.places:
            return None
        sheet, row, letters = self.places[id(record)]
        letter = letters.get(column or "", next(iter(letters.values())))
        return f"{sheet}!{letter}{row}"

    def add_problem(self, place: str, problem: Bilingual) -> None:
        self.problems.append(MESSAGES("problem-at", place=place, problem=problem))


def import_workbook(sheets: Sheets, file: Path) -> ImportResult:
    """Change the tables, in memory, to what a workbook holds. Raises EditError if it is none."""
    values, formulas = _load(file)
    result, new_ids, grown, found = ImportResult(), {}, [], set[str]()
    exported = _exported_rows(values, sheets)
    for page in values.worksheets:
        if name := _table_of(page.title, sheets):
            found.add(name)
            sheet = sheets[name]
            letters, rows = read_rows(page, formulas[page.title], sheets, sheet, result.add_problem)
            if exported[name]:
                _require_columns(sheet, page.title, letters, result)
            merger = Merger(
                sheet, page.title, result.add_problem, exported[name], new_ids, next_ids(sheets, sheet)
            )
            merged = merger.merge(letters, rows)
            result.places |= {id(record): (page.title, row, letters) for row, record in merged.records}
            grown += [sheet] * merged.added
        elif page.title not in (READ_ME, LISTS, EXPORTED_ROWS):
            result.notes.append(MESSAGES("problem-at", place=page.title, problem=MESSAGES("sheet-unknown")))
    for name, rows in exported.items():
        if rows and name not in found:
            result.add_problem(name, MESSAGES("sheet-missing", number=len(rows)))
    _resolve_references(sheets, References(sheets, new_ids), result)
    for sheet in grown:
        if sheet.resource.is_ordered:
            sheet.sort()
    return result


def _require_columns(sheet: Sheet, title: str, letters: Mapping[str, str], result: ImportResult) -> None:
    """A problem for each column that was exported and is gone; that of the key is named when it is read."""
    schema = sheet.resource.schema
    for item in schema.fields if letters else ():
        if item.name not in (*letters, *schema.primary_key):
            result.add_problem(title, in_column(item, MESSAGES("column-missing", name=item.name)))


def _resolve_references(sheets: Sheets, references: References, result: ImportResult) -> None:
    for sheet in sheets.values():
        for record in sheet.records:
            if id(record) in result.places:
                for column, problem in references.resolve(sheet, record):
                    place = result.place(record, column) or sheet.resource.name
                    result.add_problem(place, in_column(sheet.resource.schema.field(column), problem))


def _load(file: Path) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    """The workbook with the values of its cells, and with their formulas."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise ValueError(f"unpacks to more than {_MAX_UNPACKED} bytes")
            sheets = [archive.read(name) for name in archive.namelist() if name.startswith(_SHEETS)]
        values = openpyxl.load_workbook(file, data_only=True, keep_links=False)
        # Reading a workbook is slow, and most have no formulas.
        has_formulas = any(_FORMULA.search(sheet) for sheet in sheets)
        return values, openpyxl.load_workbook(file, keep_links=False) if has_formulas else values
    except (*UNREADABLE, ValueError):
        raise EditError(MESSAGES("workbook-unreadable", file=file.name)) from None


def _exported_rows(book: openpyxl.Workbook, sheets: Sheets) -> dict[str, dict[tuple[str, ...], str]]:
    """The hash of each row that was exported, by table and primary key."""
    exported: dict[str, dict[tuple[str, ...], str]] = {name: {} for name in sheets}
    rows = book[EXPORTED_ROWS].iter_rows(values_only=True) if EXPORTED_ROWS in book.sheetnames else ()
    for table, sha256, *key in rows:
        name = str(table)
        if name in sheets:
            # All rows of the hidden sheet are as wide as the widest key.
            width = len(sheets[name].resource.schema.primary_key)
            exported[name][tuple("" if part is None else str(part) for part in key[:width])] = str(sha256)
    return exported


def _table_of(title: str, sheets: Sheets) -> str | None:
    """The table that a sheet's title names, in any spelling and either language."""
    wanted = search_key(title)
    for name, sheet in sheets.items():
        titles = sheet.resource.title
        if wanted in map(search_key, (name, titles.ar, titles.en)):
            return name
    return None


def locate_in_workbook(problem: Problem, sheets: Sheets, result: ImportResult) -> Problem:
    """The problem with its place in the workbook instead of the CSV file, if its row came from there."""
    place = problem.place
    records = sheets[place.table].records if place.table and place.table in sheets else []
    if not place.row or place.row > len(records):
        return problem
    cell = result.place(records[place.row - 1], place.field)
    return replace(problem, place=replace(place, path=cell, line=None)) if cell else problem


def one_per_cell(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problem of each cell: what is wrong with its value is said once."""
    seen: set[tuple[str | None, int, str]] = set()
    for problem in problems:
        place = problem.place
        if place.row and place.field:
            if (place.table, place.row, place.field) in seen:
                continue
            seen.add((place.table, place.row, place.field))
        yield problem
