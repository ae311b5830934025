"""Merges the rows of a sheet of the workbook into its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riwaya.curation.sheets import Record, Sheet
from riwaya.curation.workbook import MESSAGES
from riwaya.curation.workbook.cell_values import equal_values
from riwaya.curation.workbook.layout import row_hash, row_key
from riwaya.curation.workbook.read_sheet import AddProblem, Row
from riwaya.curation.workbook.references import PLACEHOLDER, NewIds, placeholder

_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Merged:
    """The records that the rows of a sheet became."""

    records: list[tuple[int, Record]]
    """With the numbers of their rows in the sheet."""
    added: bool
    """Whether some of them are new."""


@dataclass(frozen=True, slots=True)
class Merger:
    """Merges the rows of one sheet into one table."""

    sheet: Sheet
    title: str
    """Of the sheet in the workbook."""
    add_problem: AddProblem
    exported: Mapping[tuple[str, ...], str]
    """The hash of each row that was exported, by primary key."""
    new_ids: NewIds
    next_ids: Iterator[str]

    def merge(self, letters: Mapping[str, str], rows: Sequence[Row]) -> Merged:
        """Update, add and remove records of the table; `letters` are those of the sheet's columns by name."""
        primary_key = self.sheet.resource.schema.primary_key
        if not {*primary_key} <= {*letters}:
            return Merged([], False)
        current = {row_key(self.sheet, record): record for record in self.sheet.records}
        seen: dict[tuple[str, ...], int] = {}
        records: list[tuple[int, Record]] = []
        added: list[Record] = []
        for row in rows:
            self._assign_id(row)
            key = tuple(row.cells.get(name, "") for name in primary_key)
            place = f"{self.title}!{letters[primary_key[0]]}{row.number}"
            if key in seen:
                self.add_problem(place, MESSAGES("row-repeated", key=_shown(key), row=seen[key]))
                continue
            seen[key] = row.number
            record = current.get(key)
            if record is None:
                record = Record(dict.fromkeys(self.sheet.header, "") | row.cells)
                added.append(record)
            elif not self._update(record, key, row):
                self.add_problem(place, MESSAGES("row-changed-since-export", key=_shown(key)))
            records.append((row.number, record))
        self._remove(current, [key for key in self.exported if key not in seen])
        self.sheet.records += added
        return Merged(records, bool(added))

    def _assign_id(self, row: Row) -> None:
        """Give the next ID to a row that has none, or a placeholder."""
        column = self.sheet.id_column
        if column is None:
            return
        written = row.cells.get(column, "")
        if written and not PLACEHOLDER.fullmatch(written):
            return
        row.cells[column] = next(self.next_ids)
        if written:
            self.new_ids[self.sheet.resource.name, placeholder(written)] = row.cells[column]

    def _update(self, record: Record, key: tuple[str, ...], row: Row) -> bool:
        """Change the record to what the row says; False if both were changed since the export."""
        fields = {field.name: field for field in self.sheet.resource.schema.fields}
        changed = {
            name: text
            for name, text in row.cells.items()
            if not equal_values(fields[name], text, record.cells[name])
        }
        exported = self.exported.get(key)
        if changed and exported not in (None, row_hash(self.sheet, record.cells)):
            # Somebody else changed the record. That stays if the row is still as it was exported.
            return row_hash(self.sheet, record.cells | changed) == exported
        for name, text in changed.items():
            record.set(name, text)
        return True

    def _remove(self, current: Mapping[tuple[str, ...], Record], missing: Sequence[tuple[str, ...]]) -> None:
        """Remove the exported records that the workbook lacks; a problem for those with IDs."""
        removed = {id(current[key]) for key in missing if key in current}
        if removed and self.sheet.id_column:
            keys = ", ".join(_shown(key) for key in missing[:_MAX_SHOWN])
            self.add_problem(self.title, MESSAGES("row-deleted", key=keys))
        elif removed:
            self.sheet.records = [record for record in self.sheet.records if id(record) not in removed]


def _shown(key: Sequence[str]) -> str:
    return " · ".join(filter(None, key))
