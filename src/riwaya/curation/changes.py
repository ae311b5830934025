"""Shows what changes between two states of a package: rows in words, and what moves in what is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from riwaya.curation.sheets import Sheet, Sheets, read_sheets
from riwaya.release.compute import published_tables, release_of
from riwaya.release.diff import Key, row_changes
from riwaya.release.diff_report import moves_as_text, table_as_text
from riwaya.release.movement import moves
from riwaya.release.row_text import Tables, cell_words, row_words
from riwaya.validation.check import CheckedPackage


@dataclass(frozen=True, slots=True)
class Changes:
    """How a valid package differs from an earlier valid state of it."""

    before: Sheets
    after: Sheets
    moves: Sequence[Mapping] | None
    """What moves in agreement and contradictions, as `moves` gives it; None for a dataset without these."""

    def tables(self, lang: str) -> list[list[str]]:
        """The lines of each table that changed, as `riwaya diff` prints them: empty, heading, rows."""
        known = _tables(self.before), _tables(self.after)
        names = {**self.after, **self.before}
        tables = (
            _table(self.before.get(name, _empty(sheet)), self.after.get(name, _empty(sheet)), known, lang)
            for name, sheet in names.items()
        )
        return [lines for lines in tables if lines]

    def moved(self, lang: str) -> list[str]:
        """The lines of what moves, in the same form."""
        return moves_as_text(self.moves, lang)


def changes_between(before: CheckedPackage, after: CheckedPackage) -> Changes:
    """Compare two valid states of a package. ReleaseError for one that is not valid."""
    with published_tables(before) as old, published_tables(after) as new:
        moved = moves(release_of({}, old), release_of({}, new))
    return Changes(read_sheets(before.package), read_sheets(after.package), moved)


def _table(before: Sheet, after: Sheet, known: tuple[Tables, Tables], lang: str) -> list[str]:
    now, resource = _keyed(after), after.resource
    changes = row_changes(_keyed(before), now)
    if not any(changes.values()):
        return []
    rows = {what: [row for _, row in changes[what]] for what in ("removed", "added")}
    words: dict[str, list] = {
        what: row_words(tables, resource.name, rows[what]) for what, tables in zip(rows, known, strict=True)
    }
    words["changed"] = cell_words(known, resource.name, changes["changed"])
    rows_now = (now[(*key,)] for key, _ in changes["changed"])
    words["rows"] = row_words(known[1], resource.name, rows_now)
    titles = {field.name: field.title[lang] for field in resource.schema.fields}
    named = resource.schema.primary_key
    return table_as_text(resource.title[lang], resource.name, titles, named, changes, words, lang)


def _tables(sheets: Sheets) -> Tables:
    schemas = {name: sheet.resource.schema for name, sheet in sheets.items()}
    return Tables(schemas, lambda name: _rows(sheets[name]))


def _rows(sheet: Sheet) -> Iterator[dict[str, str | None]]:
    """The rows, with None for an empty cell."""
    return ({name: cell or None for name, cell in record.cells.items()} for record in sheet.records)


def _keyed(sheet: Sheet) -> dict[Key, dict[str, object]]:
    """The rows by key. Keys are unique: each row is the first of its key."""
    key = sheet.resource.schema.primary_key
    return {(*(row[name] for name in key), 0): {**row} for row in _rows(sheet)}


def _empty(sheet: Sheet) -> Sheet:
    return replace(sheet, records=[])
