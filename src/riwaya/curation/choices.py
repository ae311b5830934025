"""Lists the values that a cell may hold: terms, IDs with names, new IDs, rows with a similar name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import count

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation.retire import RETIREMENTS
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.terms import Terms
from riwaya.package.schema import Field
from riwaya.release.rows import localized
from riwaya.text.spelling import search_key

_SEPARATOR = " · "
_ID = re.compile(r"(?P<prefix>[A-Z]+)-(?P<number>[0-9]+)")
_ID_DIGITS = 4
_MAX_LABEL = 60
# The columns that name a row, best first. A source without a title is named by its address.
_NAME_COLUMNS = ("name", "title", "statement", "label")
ADDRESS_COLUMN = "url"
# Similarity (difflib ratio) from which a name may be a misspelling of another, and how many rows are listed
# at most.
_MIN_SIMILARITY, _MAX_SIMILAR = 0.8, 9


def with_label(value: str, label: str) -> str:
    """An ID or a term followed by its label: "EVT-0003 · Exchange at …"."""
    return f"{value}{_SEPARATOR}{label}" if value and label else value


def without_label(text: str) -> str:
    """The ID or the term from a text made by `with_label`."""
    return text.split(_SEPARATOR)[0].strip()


def reference_target(sheet: Sheet, field: Field) -> str | None:
    """The vocabulary or table whose terms or IDs a column holds; None if it holds neither."""
    keys = sheet.resource.schema.foreign_keys
    return field.vocabulary or next((key.table for key in keys if key.fields == (field.name,)), None)


def list_options(sheets: Sheets, lang: str) -> dict[str, dict[str, str]]:
    """For each vocabulary and published table: its terms or IDs, mapped to their texts with labels."""
    options = term_options(sheets, lang)
    for name, sheet in sheets.items():
        if sheet.id_column and sheet.resource.published:
            labels = (row_label(record, lang) for record in sheet.records)
            options[name] = {
                identity: with_label(identity, label)
                for identity, label in zip(sheet.ids, labels, strict=True)
            }
    return options


def term_options(sheets: Sheets, lang: str) -> dict[str, dict[str, str]]:
    """For each vocabulary: its terms, mapped to their texts with labels."""
    options: dict[str, dict[str, str]] = {}
    for record in _term_records(sheets):
        cells = record.cells
        label = localized(cells, "label", lang) or ""
        options.setdefault(cells["vocabulary"], {})[cells["term"]] = with_label(cells["term"], label)
    return options


def row_label(record: Record, lang: str) -> str:
    """The name of a row in a language, cut to 60 characters; empty if it has none."""
    names = (localized(record.cells, column, lang) for column in _NAME_COLUMNS)
    return next(filter(None, (*names, record.cells.get(ADDRESS_COLUMN))), "")[:_MAX_LABEL]


def terms_of(sheets: Sheets, field: Field, lists: bool = False, lang: str | None = None) -> Terms:
    """The terms of a column with their labels; none for a column without a vocabulary."""
    if not field.vocabulary:
        return Terms({})
    labels = {
        cells["term"]: Bilingual(*(localized(cells, "label", other) or cells["term"] for other in LANGUAGES))
        for cells in (record.cells for record in _term_records(sheets))
        if cells["vocabulary"] == field.vocabulary
    }
    return Terms({term: labels.get(term, Bilingual(term, term)) for term in field.terms}, lists, lang)


def _term_records(sheets: Sheets) -> list[Record]:
    return sheets["vocabularies"].records if "vocabularies" in sheets else []


def next_ids(sheets: Sheets, sheet: Sheet) -> Iterator[str]:
    """Yield new IDs for a table, counting on from its highest one. IDs of retired rows are not used again."""
    column = sheet.id_column
    pattern = str(sheet.resource.schema.field(column).constraints.get("pattern", "")) if column else ""
    prefix = pattern.split("-")[0]
    retired = [record.cells["id"] for record in sheets[RETIREMENTS].records] if RETIREMENTS in sheets else []
    matches = filter(None, map(_ID.fullmatch, sheet.ids + retired))
    numbers = [int(match["number"]) for match in matches if match["prefix"] == prefix]
    return (f"{prefix}-{number:0{_ID_DIGITS}}" for number in count(max(numbers, default=0) + 1))


# -- By a name ----------------------------------------------------------------------------------------


def similar_rows(sheets: Sheets, table: str, text: str) -> dict[str, str]:
    """The rows of a table with a name like this one in any spelling, the same first: IDs mapped to names."""
    wanted = search_key(text)
    if not wanted:
        return {}
    named = [(search_key(name), identity, name) for identity, name in row_names(sheets, table)]
    close = {*get_close_matches(wanted, {key for key, _, _ in named}, _MAX_SIMILAR, _MIN_SIMILARITY)}
    found: dict[str, str] = {}
    for keys in ({wanted}, close):
        for key, identity, name in named:
            if key in keys:
                found.setdefault(identity, name[:_MAX_LABEL])
    return dict([*found.items()][:_MAX_SIMILAR])


def rows_like(sheets: Sheets, sheet: Sheet, column: str, value: str) -> dict[str, str]:
    """The rows that a new one may be: of a name like this one, or of this address. IDs mapped to names."""
    columns = {name for pair in sheet.resource.schema.pairs if pair.name == "name" for name in pair.columns}
    if not value or not sheet.id_column or column not in {*columns, ADDRESS_COLUMN}:
        return {}
    found = similar_rows(sheets, sheet.resource.name, value)
    if column == ADDRESS_COLUMN:
        cells = dict(zip(sheet.ids, (record.cells[column] for record in sheet.records), strict=True))
        found = {identity: name for identity, name in found.items() if cells[identity] == value}
    return found


def row_names(sheets: Sheets, table: str) -> Iterator[tuple[str, str]]:
    """Each ID of a table with each of its names: those in its own row, and aliases in other tables."""
    sheet = sheets[table]
    for identity, record in zip(sheet.ids, sheet.records, strict=True):
        yield from ((identity, name) for name in _texts(sheet, record, _NAME_COLUMNS))
        if address := record.cells.get(ADDRESS_COLUMN):
            yield identity, address
    for other in sheets.values():
        for column in _alias_columns(other, table):
            yield from ((record.cells[column], record.cells["name"]) for record in other.records)


def _alias_columns(sheet: Sheet, table: str) -> list[str]:
    """The columns by which the rows of a sheet are further names of a table's rows."""
    schema = sheet.resource.schema
    single = [key.fields[0] for key in schema.foreign_keys if key.table == table and len(key.fields) == 1]
    return [column for column in single if column in schema.primary_key] if "name" in sheet.header else []


def _texts(sheet: Sheet, record: Record, names: Collection[str]) -> Iterator[str]:
    """The texts of a row, in both languages, in the column pairs with these names."""
    columns = (
        column for pair in sheet.resource.schema.pairs if pair.name in names for column in pair.columns
    )
    yield from filter(None, map(record.cells.get, columns))
