"""Takes a workbook back into the tables: rows are known by their IDs, new ones get the next, and what is doubtful is refused by
sheet and cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import next_ids, terms_by_label
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.workbook.cell_values import CellError, same, text_of
from riwaya.curation.workbook.layout import LISTS, MEMORY, READ_ME, digest, key_of
from riwaya.errors import EditError
from riwaya.package.derivations import computed_columns
from riwaya.package.schema import Field
from riwaya.problem import Problem, with_suggestion
from riwaya.release.formats.xlsx import UNREADABLE
from riwaya.text.spelling import search_key
from riwaya.text.suggest import nearest

_NEW = re.compile(r"\+\s*\w+")
_MOST_UNPACKED = 1 << 29
# Headings stand within so many rows from the top: people write above them.
_MOST_ABOVE = 10


@dataclass(slots=True)
class Taken:
    """What came of a workbook."""

    refusals: list[Bilingual] = field(default_factory=list)
    """What cannot be taken, each with sheet and cell."""
    notes: list[Bilingual] = field(default_factory=list)
    places: dict[int, tuple[str, int, Mapping[str, str]]] = field(default_factory=dict)
    """By the identity of a record: sheet, row, and the letters of its columns."""

    def place(self, record: Record, column: str | None) -> str | None:
        """The cell of the workbook from which a cell of a record came."""
        if id(record) not in self.places:
            return None
        sheet, row, letters = self.places[id(record)]
        return f"{sheet}!{letters.get(column, next(iter(letters.values())))}{row}"

    def refuse(self, place: str, why: Bilingual) -> None:
        self.refusals.append(Bilingual(f"{place}: {why.en}", f"{place}: {why.ar}"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet that holds something."""

    number: int
    cells: dict[str, str]
    """By column; those that the sheet does not have are not there."""


def take(sheets: Sheets, file: Path) -> Taken:
    """Put what a workbook says into the tables, in memory. EditError for a file that is no workbook."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
                raise ValueError("larger than a workbook of ours can be")
        values = openpyxl.load_workbook(file, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(file, keep_links=False)
    except (*UNREADABLE, ValueError):
        raise EditError(
            f"{file.name} cannot be read as a workbook. Save it as .xlsx, without a password.",
            f"تعذّرت قراءة {file.name} بوصفه مصنّفًا. احفظه بصيغة ‎.xlsx‎ من دون كلمة سر.",
        ) from None
    taken, new, grown = Taken(), {}, []
    remembered = _memory(values, sheets)
    for made in values.worksheets:
        name = _table_of(made.title, sheets)
        if name:
            merger = _Merger(
                sheets[name], made.title, taken, remembered[name], new, next_ids(sheets, sheets[name])
            )
            if merger.merge(*_read(made, formulas[made.title], sheets, sheets[name], taken)):
                grown.append(sheets[name])
        elif made.title not in (READ_ME, LISTS, MEMORY):
            taken.notes.append(
                Bilingual(
                    f"{made.title}: no table is called so; it was not read.",
                    f"{made.title}: لا جدول بهذا الاسم، ولم تُقرأ الورقة.",
                )
            )
    _resolve(sheets, new)
    for sheet in grown:
        if sheet.resource.is_ordered:
            sheet.sort()
    return taken


def _memory(book: openpyxl.Workbook, sheets: Sheets) -> dict[str, dict[tuple[str, ...], str]]:
    """The hash of each row that was exported, by table and key."""
    made: dict[str, dict[tuple[str, ...], str]] = {name: {} for name in sheets}
    for name, sha, *key in book[MEMORY].iter_rows(values_only=True) if MEMORY in book.sheetnames else ():
        if name in sheets:
            # The rows of the sheet are as wide as the widest key.
            width = len(sheets[name].resource.schema.primary_key)
            made[name][tuple(str(part) if part is not None else "" for part in key[:width])] = str(sha)
    return made


def _table_of(title: str, sheets: Sheets) -> str | None:
    wanted = search_key(title)
    for name, sheet in sheets.items():
        if wanted in {
            search_key(name),
            search_key(sheet.resource.title.ar),
            search_key(sheet.resource.title.en),
        }:
            return name
    return None


def in_workbook(problem: Problem, sheets: Sheets, taken: Taken) -> Problem:
    """The problem where it stands in the workbook, if its row came from there."""
    place = problem.place
    records = sheets[place.table].records if place.table in sheets else []
    cell = (
        taken.place(records[place.row - 1], place.field) if place.row and place.row <= len(records) else None
    )
    return replace(problem, place=replace(place, path=cell, line=None)) if cell else problem


# -- One sheet ----------------------------------------------------------------------------------------


def _read(
    made: Worksheet, formulas: Worksheet, sheets: Sheets, sheet: Sheet, taken: Taken
) -> tuple[dict[str, str], list[_Row]]:
    """The columns of a sheet with their letters, and its rows."""
    columns, first = _headings(made, sheet, taken)
    fields = {item.name: item for item in sheet.resource.schema.fields}
    labels = {name: terms_by_label(sheets, fields[name]) for name in columns}
    refers = {name for foreign in sheet.resource.schema.foreign_keys for name in foreign.fields} | {sheet.key}
    rows = []
    for number, cells in enumerate(made.iter_rows(min_row=first), start=first):
        found = {}
        for name, at in columns.items():
            value = cells[at - 1].value if at <= len(cells) else None
            place = f"{made.title}!{get_column_letter(at)}{number}"
            if value is None and formulas.cell(number, at).data_type == "f":
                taken.refuse(place, _NO_VALUE)
                continue
            try:
                found[name] = text_of(value, fields[name], labels[name], name in refers)
            except CellError as error:
                taken.refuse(place, error.why)
        if any(found.values()):
            rows.append(_Row(number, found))
    return {name: get_column_letter(at) for name, at in columns.items()}, rows


_NO_VALUE = Bilingual(
    "is a formula without a value. Open the workbook, let it compute, and save it.",
    "صيغة حسابية بلا قيمة. افتح المصنّف ودعه يحسب ثم احفظه.",
)
_UNKNOWN_HEADING = Bilingual(
    "no column is called {name}. Put its heading back, or remove the column.",
    "لا يوجد عمود باسم {name}. أعد عنوانه أو احذف العمود.",
)
_TWICE_HEADING = Bilingual(
    "the column {name} is there twice. Remove one.", "العمود {name} مكرر. احذف أحدهما."
)
_NO_HEADINGS = Bilingual(
    "no row of headings is here. Put the headings back.", "ليس في الورقة صف عناوين. أعد العناوين."
)
_NO_ID = Bilingual(
    "the column {name}, by which rows are known, is not there. Put it back.",
    "العمود {name} الذي تُعرف به الصفوف غير موجود. أعده.",
)


def _headings(made: Worksheet, sheet: Sheet, taken: Taken) -> tuple[dict[str, int], int]:
    """The columns by name, counted from 1, and the first row below the headings."""
    known = {}
    for item in sheet.resource.schema.fields:
        known |= dict.fromkeys(map(search_key, (item.name, item.title.ar, item.title.en)), item.name)
    top = [[cell.value for cell in row] for row in made.iter_rows(max_row=_MOST_ABOVE)]
    scores = [sum(search_key(str(value)) in known for value in row if value is not None) for row in top]
    if not any(scores):
        taken.refuse(f"{made.title}!A1", _NO_HEADINGS)
        return {}, made.max_row + 1
    best = max(scores)
    heads = [at for at, score in enumerate(scores) if score * 2 > best]
    columns: dict[str, int] = {}
    for at in range(1, max(map(len, top)) + 1):
        said = [
            str(top[row][at - 1]) for row in heads if at <= len(top[row]) and top[row][at - 1] is not None
        ]
        names = {known[search_key(text)] for text in said if search_key(text) in known}
        place = f"{made.title}!{get_column_letter(at)}{heads[-1] + 1}"
        if len(names) == 1 and not names & {*columns}:
            columns[names.pop()] = at
        elif names:
            taken.refuse(place, _TWICE_HEADING.format({"name": min(names)}))
        elif said and said[-1] not in computed_columns(sheet.resource.name):
            guess = nearest(
                said[-1],
                [text for item in sheet.resource.schema.fields for text in (item.name, *_titles(item))],
            )
            taken.refuse(place, with_suggestion(_UNKNOWN_HEADING.format({"name": said[-1]}), guess))
    for name in sheet.resource.schema.primary_key:
        if name not in columns:
            taken.refuse(f"{made.title}!A{heads[-1] + 1}", _NO_ID.format({"name": name}))
    return columns, heads[-1] + 2


def _titles(item: Field) -> tuple[str, str]:
    return item.title.ar, item.title.en


# -- Into the table -----------------------------------------------------------------------------------

_TWICE = Bilingual(
    "{key} stands here and in row {row}. Each row stands once.",
    "{key} هنا وفي الصف {row}. كل صف يرد مرة واحدة.",
)
_MEANWHILE = Bilingual(
    "{key} changed in the data since this workbook was exported. Export it again and edit that.",
    "تغيّر {key} في البيانات منذ تصدير هذا المصنّف. صدّره من جديد وعدّل الجديد.",
)
_DELETED = Bilingual(
    "{key} was exported and is not there any more. Rows with IDs are retired (riwaya retire), never deleted.",
    "صُدّر {key} ولم يعد موجودًا. الصفوف ذات المعرّفات تُلغى (riwaya retire) ولا تُحذف.",
)


@dataclass(frozen=True, slots=True)
class _Merger:
    """Puts the rows of one sheet into one table."""

    sheet: Sheet
    title: str
    taken: Taken
    remembered: Mapping[tuple[str, ...], str]
    """The hash of each row that was exported, by key."""
    new: dict[tuple[str, str], str]
    """The IDs that rows called +1 got, by table and by what they were called."""
    ids: Iterator[str]
    """The IDs after all that were ever given in this table."""

    def merge(self, letters: Mapping[str, str], rows: Sequence[_Row]) -> bool:
        """Whether the table has more rows now."""
        if not {*self.sheet.resource.schema.primary_key} <= {*letters}:
            return False
        current = {key_of(self.sheet, record): record for record in self.sheet.records}
        seen: dict[tuple[str, ...], int] = {}
        added = []
        for row in rows:
            self.name(row)
            key = tuple(row.cells.get(name, "") for name in self.sheet.resource.schema.primary_key)
            place = f"{self.title}!{letters[self.sheet.resource.schema.primary_key[0]]}{row.number}"
            if key in seen:
                self.taken.refuse(place, _TWICE.format({"key": _told(key), "row": seen[key]}))
                continue
            seen[key] = row.number
            record = current.get(key)
            if record is None:
                record = Record(dict.fromkeys(self.sheet.header, "") | row.cells)
                added.append(record)
            elif not self.update(record, key, row):
                self.taken.refuse(place, _MEANWHILE.format({"key": _told(key)}))
            self.taken.places[id(record)] = (self.title, row.number, letters)
        self.drop(current, [key for key in self.remembered if key not in seen])
        self.sheet.records += added
        return bool(added)

    def name(self, row: _Row) -> None:
        """Give a new row the next ID."""
        key = self.sheet.key
        if key is None or (row.cells.get(key) and not _NEW.fullmatch(row.cells[key])):
            return
        called = row.cells.get(key, "")
        row.cells[key] = next(self.ids)
        if called:
            self.new[self.sheet.resource.name, _plain(called)] = row.cells[key]

    def update(self, record: Record, key: tuple[str, ...], row: _Row) -> bool:
        """Put what the row says into the record; whether nothing stands against it."""
        fields = {item.name: item for item in self.sheet.resource.schema.fields}
        changed = {
            name: text for name, text in row.cells.items() if not same(fields[name], text, record.cells[name])
        }
        remembered = self.remembered.get(key)
        if changed and remembered not in (None, digest(self.sheet, record.cells)):
            # The row of the workbook is as it was exported: somebody else changed it, and that stays.
            return digest(self.sheet, record.cells | changed) == remembered
        for name, text in changed.items():
            record.put(name, text)
        return True

    def drop(self, current: Mapping[tuple[str, ...], Record], missing: Sequence[tuple[str, ...]]) -> None:
        """Take out the rows that were exported and are not in the workbook any more, if they have no ID."""
        gone = {id(current[key]) for key in missing if key in current}
        if gone and self.sheet.key:
            self.taken.refuse(
                self.title, _DELETED.format({"key": ", ".join(_told(key) for key in missing[:5])})
            )
        elif gone:
            self.sheet.records = [record for record in self.sheet.records if id(record) not in gone]


def _told(key: Sequence[str]) -> str:
    return " · ".join(filter(None, key))


def _plain(called: str) -> str:
    return called.replace(" ", "")


def _resolve(sheets: Sheets, new: Mapping[tuple[str, str], str]) -> None:
    """Have what refers to a row called +1 refer to its ID."""
    for sheet in sheets.values() if new else ():
        for foreign in sheet.resource.schema.foreign_keys:
            for record in sheet.records:
                for column in foreign.fields:
                    if identity := new.get((foreign.table, _plain(record.cells[column]))):
                        record.put(column, identity)
