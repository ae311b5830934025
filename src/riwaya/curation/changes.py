"""Shows what changes between two states of a package: rows in words, and what moves in what is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from riwaya.curation import MESSAGES
from riwaya.curation.sheets import Sheet, Sheets, read_sheets
from riwaya.problem import Problem
from riwaya.release.compute import published_tables, release_of
from riwaya.release.diff import Key, row_changes
from riwaya.release.diff_report import moves_as_text, table_as_text
from riwaya.release.movement import moves
from riwaya.release.row_text import Tables, cell_words, row_words
from riwaya.validation.check import CheckedPackage
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import problem_lines


@dataclass(frozen=True, slots=True)
class Changes:
    """How a valid package differs from an earlier valid state of it."""

    before: Sheets
    after: Sheets
    moves: Sequence[Mapping] | None
    """What moves in agreement and contradictions, as `moves` gives it; None for a dataset without these."""
    warnings: Sequence[Problem]
    """Those that the earlier state does not have."""

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

    def warned(self, lang: str) -> list[str]:
        """The lines of the new warnings, as `validate` prints them, below a heading."""
        if not self.warnings:
            return []
        heading = MESSAGES("new-warnings", count=len(self.warnings))[lang]
        return ["", heading, *chain(*(problem_lines(problem, lang) for problem in self.warnings))]


def changes_between(before: CheckedPackage, after: CheckedPackage) -> Changes:
    """Compare two valid states of a package. ReleaseError for one that is not valid."""
    with published_tables(before) as old, published_tables(after) as new:
        moved = moves(release_of({}, old), release_of({}, new))
    warnings = new_problems(before.report, after.report)
    return Changes(read_sheets(before.package), read_sheets(after.package), moved, warnings)


def new_problems(before: Report, after: Report) -> tuple[Problem, ...]:
    """The problems that an earlier report does not have, wherever in their file they stand."""
    known = {_identity(problem) for problem in before.problems}
    return tuple(problem for problem in after.problems if _identity(problem) not in known)


def _identity(problem: Problem) -> tuple[object, ...]:
    """What makes two problems the same although line numbers may differ."""
    place = problem.place
    return problem.code, place.table or place.path, place.id, place.field, place.value


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
