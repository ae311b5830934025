"""XLSX: a sheet for each table, right to left, under three rows of headings.

The headings are in Arabic, in English, and the names of the columns. Numbers and truth values are typed; all
other cells are text, dates too, so that a spreadsheet changes neither IDs nor dates. The first sheet
describes the dataset.
"""

from __future__ import annotations

import datetime
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from riwaya.bilingual import Messages
from riwaya.errors import ReleaseError
from riwaya.package.field_types import FIELD_TYPES, FieldType
from riwaya.package.schema import Schema
from riwaya.release import MESSAGES
from riwaya.release.citation import citation
from riwaya.release.manifest import release_name
from riwaya.release.rows import batch_of, json_value, rows_of
from riwaya.release.table import ReleaseTable
from riwaya.system_errors import error_behind

NAME, SUFFIX = "xlsx", ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = None

_HEADINGS, _MOST_ROWS = 3, (1 << 20) - 3
_ROWS, _EXACT = 1 << 14, 1 << 53
_NARROW, _WIDE, _A4 = 12, 20, 9
# What a byte of the file may become: ours is some fifteen times as large when it is unpacked.
_MOST_BYTES = 200
# What openpyxl and zipfile meet in a file that is none of the kind: SyntaxError is that of XML, RuntimeError
# that of a password.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    RuntimeError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
)
_SHARED = "xl/sharedStrings.xml"
_WORDS = Messages(__package__, "xlsx.toml")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    tables = [*tables]
    for table in tables:
        if table.row_count > _MOST_ROWS:
            raise ReleaseError(
                MESSAGES("sheet-too-long", table=table.name, rows=table.row_count, limit=_MOST_ROWS)
            )
    file = folder / f"{release_name(descriptor)}.xlsx"
    try:
        # What is written is kept in the folder until it is packed.
        with xlsxwriter.Workbook(file, {**_OPTIONS, "tmpdir": str(folder)}) as book:
            created = datetime.datetime.fromisoformat(descriptor["created"]).replace(tzinfo=None)
            book.set_properties({"title": descriptor["title"], "created": created})
            _write_about(book, tables, descriptor)
            for table in tables:
                _write_sheet(book, table)
    except XlsxWriterException as error:
        raise error_behind(error, file) from None


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    (file,) = folder.glob("*.xlsx")
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(info.file_size for info in archive.infolist())
            # Shared texts would be in memory all at once; ours stand in their cells.
            if size > _MOST_BYTES * file.stat().st_size or _SHARED in archive.namelist():
                raise ValueError("larger than its file can be")
        sheet = _sheet(file, name)
        with closing(sheet.parent):
            rows = sheet.iter_rows(min_row=_HEADINGS, max_col=len(schema.names) + 1, values_only=True)
            if next(rows, None) != (*schema.names, None):
                raise ValueError("other columns than the schema")
            while some := [*islice(rows, _ROWS)]:
                if any(beyond is not None for *_, beyond in some):
                    raise ValueError("a cell beyond the last column")
                yield batch_of([cells for *cells, _ in some], schema, _READ)
    except UNREADABLE as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None


def _sheet(file: Path, name: str) -> ReadOnlyWorksheet:
    """One sheet of a workbook, to be read row by row. `openpyxl.load_workbook` would open every sheet."""
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    (path,) = [found.target for sheet, found in reader.parser.find_sheets() if sheet.name == name]
    return ReadOnlyWorksheet(reader.wb, name, path, reader.shared_strings)


def _write_about(book: xlsxwriter.Workbook, tables: Iterable[ReleaseTable], descriptor: Mapping) -> None:
    sheet, bold = (
        book.add_worksheet("{0.ar} · {0.en}".format(_WORDS("about"))),
        book.add_format({"bold": True, "text_wrap": True}),
    )
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.right_to_left()
    _set_up_page(sheet)
    sheet.set_column(0, 1, 60)
    sheet.set_column(2, 3, 20)
    version = _WORDS("version", version=descriptor["version"])
    # A row is not made higher for its text before somebody edits it.
    lines = [
        (64, descriptor["title_ar"], descriptor["title"]),
        (240, descriptor["description_ar"], descriptor["description"]),
        (16, version.ar, version.en),
        (80, _WORDS("cite").ar, citation(descriptor)),
        (16,),
    ]
    for at, (height, *texts) in enumerate(lines):
        sheet.set_row(at, height)
        for column, text in enumerate(texts):
            sheet.write_string(at, column, text, bold if at == 0 else wrapped)
    for at, table in enumerate(tables, start=len(lines)):
        sheet.write_string(at, 0, table.title.ar)
        sheet.write_string(at, 1, table.title.en)
        sheet.write_url(at, 2, f"internal:'{table.name}'!A1", string=table.name)
        sheet.write_number(at, 3, table.row_count)


def _write_sheet(book: xlsxwriter.Workbook, table: ReleaseTable) -> None:
    sheet, bold = (
        book.add_worksheet(table.name),
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
    )
    # A cell of this kind stays text when somebody edits it.
    text = book.add_format({"num_format": "@"})
    sheet.right_to_left()
    sheet.freeze_panes(_HEADINGS, 1)
    sheet.autofilter(_HEADINGS - 1, 0, _HEADINGS - 1 + table.row_count, len(table.schema.fields) - 1)
    for at, field in enumerate(table.schema.fields):
        sheet.set_column(at, at, _NARROW if field.read_by_machine or field.terms else _WIDE)
    _set_up_page(sheet)
    sheet.repeat_rows(0, _HEADINGS - 1)
    headings = (
        [field.title.ar for field in table.schema.fields],
        [field.title.en for field in table.schema.fields],
    )
    for at, line in enumerate((*headings, table.schema.names)):
        for column, words in enumerate(line):
            sheet.write_string(at, column, words, bold)
    for at, row in enumerate(rows_of(table), start=_HEADINGS):
        for column, cell in enumerate(row.values()):
            if isinstance(cell, bool):
                sheet.write_boolean(at, column, cell)
            elif _is_number(cell):
                sheet.write_number(at, column, cell)
            elif cell is not None:
                sheet.write_string(at, column, str(json_value(cell)), text)


def _set_up_page(sheet: Worksheet) -> None:
    """All columns on the width of a page: side by side, rows of several pages cannot be read together."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    # Name of the sheet, page of pages.
    sheet.set_footer("&C&A · &P / &N")


def _is_number(cell: object) -> bool:
    """Whether a number is the same one when it was written with sixteen digits, as XLSX has them."""
    return isinstance(cell, int | float) and float(f"{cell:.16G}") == cell and abs(cell) <= _EXACT


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise ValueError(f"{cell!r} is no text")
    # Few texts hold an escaped character, and looking for one is slow.
    return unescape(cell) if "_x" in cell else cell


def _boolean(cell: object) -> bool:
    if not isinstance(cell, bool):
        raise ValueError(f"{cell!r} is no truth value")
    return cell


def _reader(kind: FieldType) -> Callable[[Any], object]:
    """Reads the cells of a type: numbers and booleans are such cells, all else is text."""
    if kind.numeric:
        return float if kind.json_type == "number" else int
    if kind.json_type == "boolean":
        return _boolean
    parse = kind.parse
    return _text if parse is None else lambda cell: parse(_text(cell))


_READ: Mapping[str, Callable[[Any], object]] = {name: _reader(kind) for name, kind in FIELD_TYPES.items()}
