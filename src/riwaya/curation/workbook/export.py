"""Exports tables to a workbook (.xlsx) that can be edited and imported again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from riwaya.curation.choices import list_options
from riwaya.curation.sheets import Record, Sheets
from riwaya.curation.workbook import MESSAGES
from riwaya.curation.workbook.sheet_writer import ComputedCells, WorkbookWriter, formats
from riwaya.errors import NotFoundError
from riwaya.package.derivations import computed_columns
from riwaya.package.descriptor import Package
from riwaya.release.rows import json_row, rows_of
from riwaya.release.table import ReleaseTable
from riwaya.system_errors import error_behind

# Strings are data: none of them becomes a formula, a link or a number.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Tables of which an export of one event has the rows that it refers to.
_REFERENCED_TABLES = ("sources", "actors", "locations")


def export(
    package: Package,
    sheets: Sheets,
    file: Path,
    lang: str,
    computed: ComputedCells,
    event: str | None = None,
    empty: bool = False,
) -> None:
    """Write the published tables to a workbook: all rows, those of one event, or none if `empty`.

    Raises NotFoundError for an unknown event, EditError for more than a spreadsheet can hold, and OSError if
    the file cannot be written. In all these cases there is no file.
    """
    names = [resource.name for resource in package.published if resource.name in sheets]
    rows = _rows(sheets, names, event, empty)
    new = file.with_name(f".{file.name}.new")
    try:
        with xlsxwriter.Workbook(new, _OPTIONS) as book:
            # A fixed time of creation, so that the same data gives the same file.
            created = datetime.datetime(2000, 1, 1)
            book.set_properties({"title": package.title.en, "created": created})
            writer = WorkbookWriter(book, sheets, lang, formats(book, lang), list_options(sheets, lang))
            writer.write_read_me(package)
            for name in names:
                writer.write_table(sheets[name], rows[name], computed.get(name, {}))
            writer.write_lists()
            writer.write_exported_rows(names, rows)
        new.replace(file)
    except XlsxWriterException as error:
        raise error_behind(error, file) from None
    finally:
        with suppress(NotADirectoryError):
            new.unlink(missing_ok=True)


def computed_cells(table: ReleaseTable) -> dict[tuple[str, ...], dict[str, object]]:
    """The computed cells of a table: for each primary key, values by column."""
    names, key = sorted(computed_columns(table.name)), table.schema.primary_key
    return {
        tuple(str(row[name]) for name in key): {name: row[name] for name in names}
        for row in map(json_row, rows_of(table))
    }


def _rows(sheets: Sheets, names: Sequence[str], event: str | None, empty: bool) -> dict[str, list[Record]]:
    if empty:
        return {name: [] for name in names}
    if event is None:
        return {name: sheets[name].records for name in names}
    if "events" not in sheets or event not in sheets["events"].ids:
        raise NotFoundError(MESSAGES("event-unknown", id=event))
    return _rows_of_event(sheets, names, event)


def _rows_of_event(sheets: Sheets, names: Iterable[str], event: str) -> dict[str, list[Record]]:
    """The rows of an event, and those that it refers to, so that it can be understood and corrected."""
    rows = {
        name: [record for record in sheets[name].records if record.cells.get("event_id") == event]
        for name in names
    }
    claims = {record.cells["claim_id"] for record in rows["claims"]}
    rows["figures"] = [record for record in sheets["figures"].records if record.cells["claim_id"] in claims]
    for name in _REFERENCED_TABLES:
        sheet = sheets[name]
        used = {cell for records in rows.values() for record in records for cell in record.cells.values()}
        rows[name] = [record for record in sheet.records if sheet.id_of(record) in used]
    return rows
