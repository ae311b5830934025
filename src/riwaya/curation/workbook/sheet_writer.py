"""Writes the sheets of a workbook: bilingual headings and help, drop-down lists, IDs as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from riwaya.curation.choices import reference_target
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.workbook import MESSAGES
from riwaya.curation.workbook.layout import EXPORTED_ROWS, HEADINGS, LISTS, READ_ME, row_hash, row_key
from riwaya.errors import EditError
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field

ComputedCells = Mapping[str, Mapping[tuple[str, ...], Mapping[str, object]]]
"""Values of computed columns: by table, primary key and column."""
# Lists and text format go on for this many rows below the last one.
_SPARE_ROWS = 1000
# Characters on a line of the sheet "Read me", and the height of a line in points.
_LINE_WIDTH, _LINE_HEIGHT = 100, 15
# Beyond this, a spreadsheet rounds integers.
_MAX_EXACT = 1 << 53
# What a spreadsheet allows for help and its title, in characters.
_MAX_HELP, _MAX_HELP_TITLE = 255, 32
# Columns of sentences, by the beginnings of their names.
_SENTENCES = ("statement", "summary", "note", "description", "definition", "title", "disclosure_basis")
_ALLOWED = (
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_rows",
    "delete_rows",
    "sort",
    "autofilter",
    "select_locked_cells",
)


def formats(book: Workbook, lang: str) -> dict[str, Format]:
    """The formats of cells by what they are for."""
    text = {"num_format": "@", "locked": False, "valign": "top"}
    head = {"locked": True, "bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    computed = {"locked": True, "valign": "top", "bg_color": "#EEEEEE", "font_color": "#555555"}
    properties = {
        "head": head | {"bg_color": "#E7EEF4"},
        "required": head | {"bg_color": "#FBE3D6"},
        "name": {"locked": True, "font_color": "#777777", "bottom": 2},
        "text": text,
        # An ID before a name, in the direction of the sheet.
        "reference": text | {"reading_order": 2 if lang == "ar" else 1},
        "wrapped": text | {"text_wrap": True},
        "number": {"locked": False, "valign": "top"},
        "computed": computed,
        "en": {"text_wrap": True, "valign": "top", "reading_order": 1},
        "ar": {"text_wrap": True, "valign": "top", "reading_order": 2},
    }
    return {name: book.add_format(values) for name, values in properties.items()}


@dataclass(frozen=True, slots=True)
class WorkbookWriter:
    """Writes the sheets of one workbook, in one language and direction."""

    book: Workbook
    sheets: Sheets
    lang: str
    formats: Mapping[str, Format]
    options: Mapping[str, Mapping[str, str]]
    """For each vocabulary and table: terms or IDs, mapped to the texts that lists show."""

    @property
    def _languages(self) -> tuple[str, str]:
        return ("ar", "en") if self.lang == "ar" else ("en", "ar")

    def write_read_me(self, package: Package) -> None:
        """The first sheet: title, instructions and version."""
        page = self._add_sheet(READ_ME)
        page.set_column(0, 0, _LINE_WIDTH)
        instructions = [text for key, text in MESSAGES.texts.items() if key.startswith("read-me-")]
        row = 0
        for lang in self._languages:
            for text in (package.title[lang], *(text[lang] for text in instructions), package.version, ""):
                # No spreadsheet program fits the height of rows in a file that another program wrote.
                page.set_row(row, _LINE_HEIGHT * (1 + len(text) // _LINE_WIDTH))
                page.write_string(row, 0, text, self.formats[lang])
                row += 1

    def write_table(
        self, sheet: Sheet, records: list[Record], computed: Mapping[tuple[str, ...], Mapping[str, object]]
    ) -> None:
        """The sheet of a table, with these of its records and their computed cells by primary key."""
        page = self._add_sheet(sheet.resource.name)
        fields = sheet.resource.schema.fields
        names = [*next(iter(computed.values()), {})]
        last = HEADINGS + len(records) + _SPARE_ROWS
        for column, field in enumerate(fields):
            page.set_column(column, column, *self._column_format(sheet, field))
            self._write_heading(page, column, field)
            self._add_validation(page, sheet, column, field, last)
        for column, name in enumerate(names, start=len(fields)):
            page.set_column(column, column, 14, self.formats["computed"])
            page.write_string(HEADINGS - 1, column, name, self.formats["name"])
        for row, record in enumerate(records, start=HEADINGS):
            for column, field in enumerate(fields):
                if record.cells[field.name]:
                    self._write_cell(page, sheet, row, column, field, record.cells[field.name])
            values = computed.get(row_key(sheet, record), {})
            for column, name in enumerate(names, start=len(fields)):
                value = values.get(name)
                page.write(row, column, "" if value is None else value, self.formats["computed"])
        page.freeze_panes(HEADINGS, 1)
        page.repeat_rows(0, HEADINGS - 1)
        # Headings and computed cells are locked against slips; nobody needs a password to unlock them.
        page.protect("", dict.fromkeys(_ALLOWED, True))

    def write_lists(self) -> None:
        """The hidden sheet with the values of drop-down lists, a column for each."""
        page = self.book.add_worksheet(LISTS)
        for column, options in enumerate(self.options.values()):
            for row, text in enumerate(options.values()):
                page.write_string(row, column, text)
        page.very_hidden()

    def write_exported_rows(self, names: Iterable[str], rows: Mapping[str, list[Record]]) -> None:
        """The hidden sheet with table, hash and key of each row, so that import notices changes since."""
        page, row = self.book.add_worksheet(EXPORTED_ROWS), 0
        for name in names:
            sheet = self.sheets[name]
            for record in rows[name]:
                cells = (name, row_hash(sheet, record.cells), *row_key(sheet, record))
                for column, text in enumerate(cells):
                    page.write_string(row, column, text)
                row += 1
        page.very_hidden()

    def _add_sheet(self, name: str) -> Worksheet:
        page = self.book.add_worksheet(name)
        if self.lang == "ar":
            page.right_to_left()
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return page

    def _column_format(self, sheet: Sheet, field: Field) -> tuple[int, Format]:
        """Width in characters and format of a column."""
        if field.type in ("integer", "number"):
            return 10, self.formats["number"]
        if field.name.startswith(_SENTENCES):
            return 44, self.formats["wrapped"]
        if field.name == sheet.id_column or field.type in ("date", "boolean"):
            return 12, self.formats["text"]
        if reference_target(sheet, field):
            return 30, self.formats["reference"]
        return 22, self.formats["text"]

    def _write_heading(self, page: Worksheet, column: int, field: Field) -> None:
        style = self.formats["required" if field.required else "head"]
        for row, lang in enumerate(("ar", "en")):
            page.write_string(row, column, field.title[lang] + " *" * field.required, style)
        page.write_string(HEADINGS - 1, column, field.name, self.formats["name"])

    def _add_validation(self, page: Worksheet, sheet: Sheet, column: int, field: Field, last: int) -> None:
        """Help and a drop-down list. Only known terms are accepted; IDs may be of new rows."""
        help_text = "\n".join(field.description[lang] for lang in self._languages)
        options: dict[str, object] = {
            "validate": "any",
            "input_title": field.title[self.lang][:_MAX_HELP_TITLE],
            "input_message": help_text[:_MAX_HELP],
            "ignore_blank": not field.required,
        }
        if source := self._list_range(reference_target(sheet, field)):
            error = "stop" if field.vocabulary else "warning"
            options |= {"validate": "list", "source": source, "error_type": error}
        page.data_validation(HEADINGS, column, last, column, options)

    def _list_range(self, target: str | None) -> str | None:
        """The range of cells with the options of a vocabulary or table."""
        if target is None or not self.options.get(target):
            return None
        column = xl_col_to_name([*self.options].index(target), col_abs=True)
        return f"={LISTS}!{column}$1:{column}${len(self.options[target])}"

    def _write_cell(
        self, page: Worksheet, sheet: Sheet, row: int, column: int, field: Field, text: str
    ) -> None:
        if field.type == "integer" and abs(int(text)) <= _MAX_EXACT:
            failed = page.write_number(row, column, int(text))
        else:
            options = self.options.get(reference_target(sheet, field) or "", {})
            failed = page.write_string(row, column, options.get(text, text))
        if failed:
            raise EditError(MESSAGES("sheet-full", sheet=sheet.resource.name, row=row + 1))
