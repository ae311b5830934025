"""Reads the rows of a table from a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import terms_of
from riwaya.curation.sheets import Sheet, Sheets
from riwaya.curation.workbook import MESSAGES
from riwaya.curation.workbook.cell_values import CellError, cell_text
from riwaya.package.derivations import computed_columns
from riwaya.package.schema import Field
from riwaya.problem import with_suggestion
from riwaya.text.spelling import search_key
from riwaya.text.suggest import nearest

# Headings are looked for in this many rows from the top: people write above them.
_MAX_HEADING_ROW = 10
AddProblem = Callable[[str, Bilingual], None]
"""Called with a place, such as "figures!C4", and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet that is not empty."""

    number: int
    """From 1, headings included."""
    cells: dict[str, str]
    """Texts by column, for the columns that the sheet has and the cells that can be read."""


def read_rows(
    page: Worksheet, formulas: Worksheet, sheets: Sheets, sheet: Sheet, add_problem: AddProblem
) -> tuple[dict[str, str], list[Row]]:
    """The letters of a sheet's columns, and its rows. `formulas` is the same sheet with formulas."""
    columns, first = _columns(page, sheet, add_problem)
    fields = {field.name: field for field in sheet.resource.schema.fields}
    # The labels that whoever wrote the cell saw in the lists of the sheet.
    lang = "ar" if page.sheet_view.rightToLeft else "en"
    terms = {name: terms_of(sheets, fields[name], lists=True, lang=lang) for name in columns}
    foreign_keys = sheet.resource.schema.foreign_keys
    references = {name for key in foreign_keys for name in key.fields} | {sheet.id_column}
    letters = {name: get_column_letter(column) for name, column in columns.items()}
    rows: list[Row] = []
    for number, cells in enumerate(page.iter_rows(min_row=first), start=first):
        texts: dict[str, str] = {}
        for name, column in columns.items():
            value = cells[column - 1].value if column <= len(cells) else None
            place = f"{page.title}!{letters[name]}{number}"
            if value is None and formulas.cell(number, column).data_type == "f":
                add_problem(place, in_column(fields[name], MESSAGES("cell-without-value")))
                continue
            try:
                texts[name] = cell_text(value, fields[name], terms[name], name in references)
            except CellError as error:
                add_problem(place, in_column(fields[name], error.reason))
        if any(texts.values()):
            rows.append(Row(number, texts))
    return letters, rows


def in_column(field: Field, problem: Bilingual) -> Bilingual:
    """The problem of a cell, after the title of its column."""
    return MESSAGES("in-column", column=field.title, problem=problem)


def _columns(page: Worksheet, sheet: Sheet, add_problem: AddProblem) -> tuple[dict[str, int], int]:
    """The columns by name, counted from 1, and the number of the first row below the headings."""
    fields = sheet.resource.schema.fields
    known = {
        search_key(text): field.name
        for field in fields
        for text in (field.name, field.title.ar, field.title.en)
    }
    top = [
        ["" if cell.value is None else str(cell.value) for cell in row]
        for row in page.iter_rows(max_row=_MAX_HEADING_ROW)
    ]
    heading_rows = _heading_rows(top, known)
    if not heading_rows:
        add_problem(f"{page.title}!A1", MESSAGES("headings-missing"))
        return {}, page.max_row + 1
    last = heading_rows[-1] + 1
    columns: dict[str, int] = {}
    for column in range(1, max(map(len, top)) + 1):
        headings = [top[row][column - 1] for row in heading_rows if column <= len(top[row])]
        headings = [text for text in headings if text]
        names = {known[search_key(text)] for text in headings if search_key(text) in known}
        place = f"{page.title}!{get_column_letter(column)}{last}"
        if len(names) == 1 and not names & {*columns}:
            columns[names.pop()] = column
        elif names:
            add_problem(place, MESSAGES("heading-repeated", name=min(names)))
        elif headings and headings[-1] not in computed_columns(sheet.resource.name):
            add_problem(place, _unknown_heading(headings[-1], sheet))
    for name in sheet.resource.schema.primary_key:
        if name not in columns:
            add_problem(f"{page.title}!A{last}", MESSAGES("id-column-missing", name=name))
    return columns, last + 1


def _heading_rows(top: list[list[str]], known: dict[str, str]) -> list[int]:
    """The rows, counted from 0, in which more than half as many headings are known as in the best one."""
    scores = [sum(bool(text) and search_key(text) in known for text in row) for row in top]
    return [row for row, score in enumerate(scores) if score * 2 > max(scores)]


def _unknown_heading(heading: str, sheet: Sheet) -> Bilingual:
    fields = sheet.resource.schema.fields
    known = [text for field in fields for text in (field.name, field.title.ar, field.title.en)]
    return with_suggestion(MESSAGES("heading-unknown", name=heading), nearest(heading, known))
