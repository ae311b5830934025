"""Suggests the value of a field of a new row: what its number phrase says, or what similar rows have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from riwaya.bilingual import LANGUAGES
from riwaya.curation.choices import reference_target
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.text.number_phrases.parse import read_phrase
from riwaya.text.spelling import search_key

# A value is suggested if this share of the rows that agree has it; of rows that only share a word, this many.
_MIN_SHARE, _MIN_ROWS = 0.9, 3


def suggested(package: Package, sheets: Sheets, sheet: Sheet, record: Record, field: Field) -> str:
    """The usual value of a field, given the other cells of the row; empty if nothing is usual."""
    if (number := read_from_wording(record, package.counted_words)) and field.name in number:
        return number[field.name]
    for path in field.entry.suggested_by:
        if value := _usual(sheets, sheet, record, field, path.split(".")):
            return value
    return ""


def read_from_wording(record: Record, counted_words: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The qualifier and the numbers that the wording of a figure gives."""
    for lang in LANGUAGES:
        wording = record.cells.get(f"wording_{lang}")
        if wording and (reading := read_phrase(wording, lang, counted_words.get(lang, frozenset()))):
            read = {name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}
            return {name: str(value) for name, value in read.items() if value is not None}
    return {}


def _usual(sheets: Sheets, sheet: Sheet, record: Record, field: Field, path: list[str]) -> str:
    others = [other for other in sheet.records if other is not record and other.cells[field.name]]
    words = [*_marks(sheets, sheet, record, path)]
    marks = [{*_marks(sheets, sheet, other, path)} for other in others]
    least = 1 if len(words) == 1 and not _is_text(sheet, path) else _MIN_ROWS
    found: list[tuple[int, str]] = []
    for word in words:
        values = [other.cells[field.name] for other, has in zip(others, marks, strict=True) if word in has]
        if len(values) >= least:
            value, count = Counter(values).most_common(1)[0]
            if count >= _MIN_SHARE * len(values):
                found.append((count, value))
    return max(found, default=(0, ""))[1]


def _marks(sheets: Sheets, sheet: Sheet, record: Record, path: list[str]) -> Iterator[str]:
    """What rows have to share: the words of a phrase without its numbers, the site of an address, a value."""
    at, cells = sheet, record.cells
    for column in path[:-1]:
        field = at.resource.schema.field(column) if column in at.header else None
        table = reference_target(at, field) if field else None
        if table is None or not (found := _row(sheets[table], cells[column])):
            return
        at, cells = sheets[table], found.cells
    value = cells.get(path[-1], "")
    if _is_text(sheet, path):
        yield from (word for word in search_key(value).split() if not word.isdigit())
    elif value:
        yield urlsplit(value).hostname or value


def _row(sheet: Sheet, identity: str) -> Record | None:
    return next((row for row in sheet.records if identity and sheet.id_of(row) == identity), None)


def _is_text(sheet: Sheet, path: list[str]) -> bool:
    """Whether a path ends at prose, whose words count one by one."""
    return len(path) == 1 and path[0] in sheet.resource.schema.language_of_column
