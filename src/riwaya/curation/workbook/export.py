"""Writes the workbook: a sheet a table, headings and help in both languages, a list in every cell that has one, IDs as text."""

from __future__ import annotations

import datetime
import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import offers, target
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.workbook.layout import HEADINGS, LISTS, MEMORY, READ_ME, digest, key_of
from riwaya.errors import EditError, NotFoundError
from riwaya.package.derivations import computed_columns
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.release.rows import plain_row, rows_of
from riwaya.release.table import ReleaseTable

Computed = Mapping[str, Mapping[tuple[str, ...], Mapping[str, object]]]
"""By table and key of a row, what is computed of it, by column."""
# Lists and text go on for so many rows below the last one.
_MORE_ROWS = 1000
_LINE, _EXACT = 100, 1 << 53
_MOST_HELP, _MOST_TITLE = 255, 32
_SENTENCES = ("statement", "summary", "note", "description", "definition", "title", "disclosure_basis")
_ALWAYS = ("sources", "actors", "locations")
_HOW = (
    Bilingual(
        "Each sheet is a table, each row below the headings one of its rows. Columns with * are never empty.",
        "كل ورقة جدول، وكل صف تحت العناوين صف منه. والأعمدة التي عليها * لا تُترك فارغة.",
    ),
    Bilingual(
        "What a source does not say stays empty. Number phrases, names and titles as they stand; statements in your words.",
        "ما لا يقوله المصدر يبقى فارغًا. تُنقل عبارات الأرقام والأسماء والعناوين كما هي، أما النصوص فبصياغتك.",
    ),
    Bilingual(
        "A new row: leave its ID empty. If other new rows refer to it, call it +1, +2 … there and here.",
        "الصف الجديد: اترك معرّفه فارغًا. وإن أحالت إليه صفوف جديدة أخرى فسمّه +1 أو +2 … هنا وهناك.",
    ),
    Bilingual(
        "Lists offer IDs and terms with their names; the ID or the term alone is enough.",
        "تعرض القوائم المعرّفات والمصطلحات مع أسمائها، ويكفي المعرّف أو المصطلح وحده.",
    ),
    Bilingual(
        "Dates are text: 2018-06-07, 2018-06, 2018-06-07~ for about. Grey columns are computed and not read back.",
        "التواريخ نص: 2018-06-07 أو 2018-06، و2018-06-07~ للتقريب. والأعمدة الرمادية محسوبة ولا تُقرأ.",
    ),
    Bilingual(
        "Do not delete a row that has an ID: say in your contribution why it should be retired.",
        "لا تحذف صفًا له معرّف: اذكر في مساهمتك لماذا يجب أن يُلغى.",
    ),
    Bilingual(
        "Then: riwaya workbook import FILE.xlsx. It shows what changed before it writes.",
        "ثم: riwaya workbook import FILE.xlsx، وهو يعرض ما تغيّر قبل أن يكتب.",
    ),
)


def export(
    package: Package,
    sheets: Sheets,
    file: Path,
    lang: str,
    computed: Computed,
    event: str | None = None,
    empty: bool = False,
) -> None:
    """Write the workbook of a package: all its published tables, or the rows of one event, or none.

    NotFoundError for an event that is not there, EditError for more than a sheet holds, OSError where the file cannot be written;
    then there is none.
    """
    named = [resource.name for resource in package.published if resource.name in sheets]
    rows = _rows(sheets, named, event, empty)
    new = file.with_name(f".{file.name}.new")
    try:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(new, options) as book:
            book.set_properties(
                {"title": package.descriptor["title"], "created": datetime.datetime(2000, 1, 1)}
            )
            writer = _Writer(book, sheets, lang, _formats(book, lang), offers(sheets, lang))
            writer.read_me(package)
            for name in named:
                writer.table(sheets[name], rows[name], computed.get(name, {}))
            writer.lists()
            writer.memory(named, rows)
        new.replace(file)
    except XlsxWriterException as error:
        raise OSError(errno.EIO, str(error), str(file)) from None
    finally:
        new.unlink(missing_ok=True)


def computed_cells(table: ReleaseTable) -> dict[tuple[str, ...], dict[str, object]]:
    """What is computed of each row of a table, by key."""
    names, key = sorted(computed_columns(table.name)), table.schema.primary_key
    return {
        tuple(str(row[name]) for name in key): {name: row[name] for name in names}
        for row in map(plain_row, rows_of(table))
    }


def _rows(sheets: Sheets, named: Iterable[str], event: str | None, empty: bool) -> dict[str, list[Record]]:
    if empty:
        return {name: [] for name in named}
    if event is None:
        return {name: sheets[name].records for name in named}
    if not any(
        record.cells["event_id"] == event
        for record in (sheets["events"].records if "events" in sheets else ())
    ):
        raise NotFoundError(f"There is no event {event}.", f"لا يوجد حدث بالمعرّف {event}.")
    found = {
        name: [record for record in sheets[name].records if record.cells.get("event_id") == event]
        for name in named
    }
    claims = {record.cells["claim_id"] for record in found["claims"]}
    found["figures"] = [record for record in sheets["figures"].records if record.cells["claim_id"] in claims]
    # What the event refers to, so that it can be read and mended.
    for name in _ALWAYS:
        key = sheets[name].key
        used = {cell for records in found.values() for record in records for cell in record.cells.values()}
        found[name] = [record for record in sheets[name].records if record.cells[key] in used]
    return found


def _formats(book: Workbook, lang: str) -> dict[str, Format]:
    text = {"num_format": "@", "locked": False, "valign": "top"}
    head = {
        "locked": True,
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bottom": 1,
        "bg_color": "#E7EEF4",
    }
    return {
        "head": book.add_format(head),
        "required": book.add_format(head | {"bg_color": "#FBE3D6"}),
        "name": book.add_format({"locked": True, "font_color": "#777777", "bottom": 2}),
        "text": book.add_format(text),
        # An ID before a name, in the direction of the sheet.
        "refers": book.add_format(text | {"reading_order": 2 if lang == "ar" else 1}),
        "wrapped": book.add_format(text | {"text_wrap": True}),
        "number": book.add_format({"locked": False, "valign": "top"}),
        "computed": book.add_format(
            {"locked": True, "valign": "top", "bg_color": "#EEEEEE", "font_color": "#555555"}
        ),
        "en": book.add_format({"text_wrap": True, "valign": "top", "reading_order": 1}),
        "ar": book.add_format({"text_wrap": True, "valign": "top", "reading_order": 2}),
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """A workbook that is being written."""

    book: Workbook
    sheets: Sheets
    lang: str
    formats: Mapping[str, Format]
    offers: Mapping[str, Mapping[str, str]]
    """By vocabulary and by table: what a list shows of each term and each ID."""

    def sheet(self, name: str) -> Worksheet:
        made = self.book.add_worksheet(name)
        if self.lang == "ar":
            made.right_to_left()
        made.set_landscape()
        made.fit_to_pages(1, 0)
        return made

    def read_me(self, package: Package) -> None:
        made = self.sheet(READ_ME)
        made.set_column(0, 0, _LINE)
        title = Bilingual(
            package.descriptor["title"], package.descriptor.get("title_ar", package.descriptor["title"])
        )
        languages = ("ar", "en") if self.lang == "ar" else ("en", "ar")
        lines = [
            (lang, text)
            for lang in languages
            for text in (title[lang], *(how[lang] for how in _HOW), package.version, "")
        ]
        for at, (lang, text) in enumerate(lines):
            # No program breaks a line by itself in a file that another one wrote.
            made.set_row(at, 15 * (1 + len(text) // _LINE))
            made.write_string(at, 0, text, self.formats[lang])

    def table(
        self, sheet: Sheet, records: list[Record], computed: Mapping[tuple[str, ...], Mapping[str, object]]
    ) -> None:
        made = self.sheet(sheet.resource.name)
        fields = sheet.resource.schema.fields
        last = HEADINGS + len(records) + _MORE_ROWS
        for at, field in enumerate(fields):
            made.set_column(at, at, *self.look(sheet, field))
            self.heading(made, at, field)
            self.offer(made, at, field, last)
        names = [*next(iter(computed.values()), {})]
        for at, name in enumerate(names, start=len(fields)):
            made.set_column(at, at, 14, self.formats["computed"])
            made.write_string(HEADINGS - 1, at, name, self.formats["name"])
        for row, record in enumerate(records, start=HEADINGS):
            for at, field in enumerate(fields):
                if record.cells[field.name]:
                    self.cell(made, row, at, field, record.cells[field.name])
            for at, name in enumerate(names, start=len(fields)):
                value = computed.get(key_of(sheet, record), {}).get(name)
                made.write(row, at, "" if value is None else value, self.formats["computed"])
        made.freeze_panes(HEADINGS, 1)
        made.repeat_rows(0, HEADINGS - 1)
        allowed = (
            "format_cells",
            "format_columns",
            "format_rows",
            "insert_rows",
            "sort",
            "autofilter",
            "select_locked_cells",
        )
        # Locked are headings and what is computed; nobody needs a password to unlock them.
        made.protect("", dict.fromkeys((*allowed, "delete_rows"), True))

    def look(self, sheet: Sheet, field: Field) -> tuple[int, Format]:
        """Width and format of a column: what is written in sentences is broken into lines, and IDs and dates stay text."""
        if field.type in ("integer", "number"):
            return 10, self.formats["number"]
        if field.name.startswith(_SENTENCES):
            return 44, self.formats["wrapped"]
        if field.name == sheet.key or field.type in ("date", "boolean"):
            return 12, self.formats["text"]
        return (30, self.formats["refers"]) if target(sheet, field) else (22, self.formats["text"])

    def heading(self, made: Worksheet, at: int, field: Field) -> None:
        for row, lang in enumerate(("ar", "en")):
            made.write_string(
                row,
                at,
                field.title[lang] + " *" * field.required,
                self.formats["required" if field.required else "head"],
            )
        made.write_string(HEADINGS - 1, at, field.name, self.formats["name"])

    def offer(self, made: Worksheet, at: int, field: Field, last: int) -> None:
        """Help, and a list where the column has one: terms are the only ones that there are, rows may be new."""
        help_text = "\n".join(
            field.description[lang] for lang in (("ar", "en") if self.lang == "ar" else ("en", "ar"))
        )
        options: dict[str, object] = {
            "validate": "any",
            "input_title": field.title[self.lang][:_MOST_TITLE],
            "input_message": help_text[:_MOST_HELP],
            "ignore_blank": not field.required,
        }
        if source := self.source(made.get_name(), field):
            options |= {
                "validate": "list",
                "source": source,
                "error_type": "stop" if field.vocabulary else "warning",
            }
        made.data_validation(HEADINGS, at, last, at, options)

    def source(self, table: str, field: Field) -> str | None:
        """The range of the list that a column offers."""
        taken_from = target(self.sheets[table], field)
        if not self.offers.get(taken_from):
            return None
        column = xl_col_to_name([*self.offers].index(taken_from), col_abs=True)
        return f"={LISTS}!{column}$1:{column}${len(self.offers[taken_from])}"

    def cell(self, made: Worksheet, row: int, at: int, field: Field, text: str) -> None:
        if field.type == "integer" and text and abs(int(text)) <= _EXACT:
            lost = made.write_number(row, at, int(text))
        else:
            lost = made.write_string(
                row, at, self.offers.get(target(self.sheets[made.get_name()], field), {}).get(text, text)
            )
        if lost:
            raise EditError(
                f"{made.get_name()}, row {row + 1}: a sheet holds neither so many rows nor so long a text. "
                "Export one event: --event.",
                f"{made.get_name()}، الصف {row + 1}: لا تتسع الورقة لهذا العدد من الصفوف أو لنص بهذا الطول. "
                "صدّر حدثًا واحدًا: --event.",
            )

    def lists(self) -> None:
        made = self.book.add_worksheet(LISTS)
        for at, offered in enumerate(self.offers.values()):
            for row, text in enumerate(offered.values()):
                made.write_string(row, at, text)
        made.very_hidden()

    def memory(self, named: Iterable[str], rows: Mapping[str, list[Record]]) -> None:
        """What was exported, so that a deleted row and a change meanwhile are noticed when it comes back."""
        made, at = self.book.add_worksheet(MEMORY), 0
        for name in named:
            for record in rows[name]:
                cells = (name, digest(self.sheets[name], record.cells), *key_of(self.sheets[name], record))
                for column, text in enumerate(cells):
                    made.write_string(at, column, text)
                at += 1
        made.very_hidden()
