"""Adds the rows of a file to the tables of a package: nested rows, references by ID, name or own key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.answers import refusal
from riwaya.curation.choices import (
    next_ids,
    reference_target,
    row_names,
    rows_like,
    terms_of,
    without_label,
)
from riwaya.curation.find_rows import find_rows
from riwaya.curation.report_file import Node
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.suggestions import read_from_wording
from riwaya.curation.workbook.cell_values import CellError, cell_text
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.problem import Problem, with_suggestion
from riwaya.text.spelling import search_key
from riwaya.text.suggest import nearest

OWN_KEY = r"\+[^\s].*"
"""A key of the file by which its rows refer to each other: "+outlet" as the ID of a new row."""

DISTINCT = "distinct_from"
"""The key in a row with the IDs of existing rows of a like name that it is not."""


def nested_tables(sheets: Sheets) -> dict[str, dict[str, str]]:
    """For each published table: the tables whose rows may stand in its rows, and their column for its ID."""
    found: dict[str, dict[str, str]] = {
        name: {} for name, sheet in sheets.items() if sheet.resource.published
    }
    for name in found:
        schema = sheets[name].resource.schema
        for key in schema.foreign_keys:
            column = key.fields[0]
            part = column in schema.primary_key or schema.field(column).identity
            if part and len(key.fields) == 1 and key.table in found and key.table != name:
                found[key.table].setdefault(name, column)
    return found


@dataclass(slots=True)
class RowReader:
    """Reads the rows of a file into tables. Problems are collected, each with its place and how to fix it."""

    package: Package
    sheets: Sheets
    file: str
    problems: list[Bilingual] = field(default_factory=list)
    added: list[tuple[Sheet, Record]] = field(default_factory=list)
    _keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The table and the ID of each key of the file."""
    _nodes: list[tuple[Sheet, Record, Mapping[str, Node], Node]] = field(default_factory=list)
    _distinct: dict[int, set[str]] = field(default_factory=dict)
    """The IDs of existing rows that a new one is not, by the identity of its record."""
    _nested: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._nested = nested_tables(self.sheets)

    def read(self, root: Node) -> None:
        """Add the rows of the file: an object whose keys are tables, each with a list of rows."""
        if not isinstance(root.value, Mapping) or not root.value:
            self._refuse(root, MESSAGES("report-object"))
            return
        for name, rows in root.value.items():
            if name in self._nested:
                self._add_rows(name, rows, {})
            else:
                near = nearest(name, self._nested)
                self._refuse(rows, with_suggestion(MESSAGES("report-no-table", name=name), near))
        # References may point forward, so cells are read when every row has its ID.
        for sheet, record, cells, place in self._nodes:
            self._read_cells(sheet, record, cells, place)
        for sheet, record, cells, place in self._nodes:
            self._require_new(sheet, record, cells, place)
        for sheet, _ in self.added:
            if sheet.resource.is_ordered:
                sheet.sort()

    def located(self, problem: Problem) -> Problem:
        """A problem of the tables with its place in the file, if its row came from there."""
        place = problem.place
        records = self.sheets[place.table].records if place.table and place.table in self.sheets else []
        if not place.row or place.row > len(records):
            return problem
        for _, record, cells, node in self._nodes:
            if record is records[place.row - 1]:
                at = cells.get(place.field or "", node)
                return replace(problem, place=replace(place, path=f"{self.file} {at.path}", line=at.line))
        return problem

    def _refuse(self, node: Node, reason: Bilingual) -> None:
        # A file in JSON has no lines, and what is wrong with all of it is shown at its beginning.
        line = node.line or (None if node.path else 1)
        place = " · ".join(filter(None, (f"{self.file}:{line}" if line else self.file, node.path)))
        self.problems.append(MESSAGES("report-problem", place=place, reason=reason))

    def _add_rows(self, table: str, rows: Node, known: Mapping[str, str]) -> None:
        if isinstance(rows.value, str | Mapping):
            self._refuse(rows, MESSAGES("report-list", table=table))
            return
        for row in rows.value:
            if isinstance(row.value, Mapping):
                self._add_row(table, row, row.value, known)
            else:
                self._refuse(row, MESSAGES("report-row", table=table))

    def _add_row(self, table: str, node: Node, cells: Mapping[str, Node], known: Mapping[str, str]) -> None:
        sheet, nested = self.sheets[table], self._nested[table]
        record = Record(dict.fromkeys(sheet.header, ""))
        record.cells |= {column: cell for column, cell in known.items() if column in sheet.header}
        own = {name: part for name, part in cells.items() if name not in nested}
        if other := own.pop(DISTINCT, None):
            self._distinct[id(record)] = {*self._others(sheet, other)}
        below = dict(known)
        if sheet.id_column:
            identity = next(next_ids(self.sheets, sheet))
            self._name(table, own.pop(sheet.id_column, None), identity)
            record.cells[sheet.id_column] = below[sheet.id_column] = identity
        sheet.records.append(record)
        self.added.append((sheet, record))
        self._nodes.append((sheet, record, own, node))
        for name, part in cells.items():
            if name in nested:
                self._add_rows(name, part, below | {nested[name]: record.cells[str(sheet.id_column)]})

    def _name(self, table: str, key: Node | None, identity: str) -> None:
        if key is None or key.value == "":
            return
        text = str(key.value)
        if not isinstance(key.value, str) or not re.fullmatch(OWN_KEY, text) or text in self._keys:
            self._refuse(key, MESSAGES("report-key"))
        self._keys[text] = (table, identity)

    def _read_cells(self, sheet: Sheet, record: Record, cells: Mapping[str, Node], place: Node) -> None:
        fields = {item.name: item for item in sheet.resource.schema.fields}
        for name, node in cells.items():
            if name not in fields:
                near = nearest(name, [*fields, *self._nested[sheet.resource.name]])
                self._refuse(node, with_suggestion(MESSAGES("report-no-field", name=name), near))
            elif not isinstance(node.value, str):
                self._refuse(node, MESSAGES("report-text"))
            elif (text := self._cell(sheet, fields[name], node, node.value)) is not None:
                record.cells[name] = text
        for name, value in read_from_wording(record, self.package.counted_words).items():
            if name in fields and name not in cells:
                record.cells[name] = value
        for name, item in fields.items():
            if item.required and not record.cells[name] and name not in cells:
                self._refuse(place, MESSAGES("report-required", field=name, title=item.title))

    def _require_new(self, sheet: Sheet, record: Record, cells: Mapping[str, Node], place: Node) -> None:
        """Refuse a row that may be one that the table has, unless the file says that it is another."""
        new = {sheet.id_of(other) for table, other in self.added if table is sheet}
        known = new | self._distinct.get(id(record), set())
        for column, value in record.cells.items():
            found = rows_like(self.sheets, sheet, column, value)
            found = {identity: name for identity, name in found.items() if identity not in known}
            same = {one: name for one, name in found.items() if search_key(name) == search_key(value)}
            for identity, name in (same or found).items():
                known.add(identity)
                reason = MESSAGES("report-row-exists", id=identity, name=name, key=DISTINCT)
                self._refuse(cells.get(column, place), reason)

    def _others(self, sheet: Sheet, node: Node) -> Iterator[str]:
        """The existing rows that a new one is not: an ID, or a list of them."""
        for item in node.value if isinstance(node.value, list) else [node]:
            if isinstance(item.value, str) and item.value in sheet.ids:
                yield item.value
            else:
                table = sheet.resource.title
                value = item.value if isinstance(item.value, str) else DISTINCT
                self._refuse(item, MESSAGES("report-nobody", value=value, table=table))

    def _cell(self, sheet: Sheet, item: Field, node: Node, text: str) -> str | None:
        """A cell as the table has it; None if it was refused."""
        table = None if item.vocabulary else reference_target(sheet, item)
        if table and text:
            return self._reference(table, node, text)
        try:
            value = cell_text(text, item, terms_of(self.sheets, item, lists=True), False)
        except CellError as error:
            self._refuse(node, error.reason)
            return None
        if reason := refusal(item, value):
            self._refuse(node, reason)
            return None
        return value

    def _reference(self, table: str, node: Node, text: str) -> str | None:
        """The ID of the one row that a key, an ID or a name means."""
        if text in self._keys and self._keys[text][0] == table:
            return self._keys[text][1]
        identity = without_label(text)
        if identity in self.sheets[table].ids:
            return identity
        named = {
            owner for owner, name in row_names(self.sheets, table) if search_key(name) == search_key(text)
        }
        if len(named) == 1:
            return named.pop()
        found = nearest(identity, self.sheets[table].ids) or ", ".join(
            named or [*find_rows(self.sheets, table, text, "en").rows][:3]
        )
        title = self.sheets[table].resource.title
        reason = MESSAGES("report-several" if named else "report-nobody", value=text, table=title)
        self._refuse(node, with_suggestion(reason, found))
        return None
