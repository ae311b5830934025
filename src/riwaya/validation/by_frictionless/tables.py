"""Reads the rows of a table with frictionless: their problems, and their texts for our own checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array, true_indices
from riwaya.package.cell_checks import cell_problems
from riwaya.package.constraints import re2_pattern
from riwaya.package.csv_checks import RAGGED, csv_kinds
from riwaya.package.other_resource import OtherResource
from riwaya.package.table import Read, Table
from riwaya.problem import Place, Problem
from riwaya.validation.by_frictionless.errors import Errors, Records, field_named, resource_kinds
from riwaya.validation.by_frictionless.items import (
    grouped_integers,
    missing_values,
    patterns_of,
    text_table,
)
from riwaya.validation.schema_checks import schema_kinds

if TYPE_CHECKING:
    from frictionless.resources import TableResource


@dataclass(slots=True)
class TableReader:
    """Reads one table."""

    other: OtherResource
    places: Sequence[tuple[str, int]]
    """The file and the line of each record."""

    def read(self, source: TableResource) -> Read:
        """The problems of the table, and its texts."""
        errors = Errors(Records(self.other, self.places), self.other.schema)
        found, rows = list[Problem](), list[list[object]]()
        try:
            with source as table:
                labels = table.labels or table.schema.field_names
                found += errors.header(table.header.errors)
                if not (table.labels or table.fragment):
                    found.append(csv_kinds()["file-empty"].at(errors.records.place(None)))
                if found:
                    return Read(tuple(found))
                for row in table.row_stream:
                    errors.records.add(row.row_number)
                    rows.append(row.cells)
                    if row.errors:
                        found += errors.row(row, len(labels))
        except Exception as error:
            # Of any class: at some inputs frictionless stops with an error that is none of its own.
            return Read((*found, stopped(error, errors.records)))
        if not self.other.schema:
            self.other = self.other.with_fields(labels)
        return self._with_texts(found, labels, rows, errors.records)

    def _with_texts(
        self, found: list[Problem], labels: Sequence[str], rows: list[list[object]], records: Records
    ) -> Read:
        """The problems of the cells as well, one for each cell, and the texts."""
        texts = text_table(self.other)
        names = [*texts.schema.names]
        columns = [self._column(labels, rows, name) for name in names]
        cells = pa.Table.from_arrays(columns, schema=pa.schema([(name, pa.string()) for name in names]))
        lines = [records.place(record).line or 0 for record in records.numbers]
        table = Table(texts, cells, np.array(lines, np.int64) if self.places else None)
        ragged = {problem.place.row for problem in found if problem.code in RAGGED}
        declared = {name: field_named(self.other.schema, name).get("type", "any") for name in names}
        checked = {name for name, kind in declared.items() if kind in ("string", "any")}
        in_cells = [item for item in cell_problems(table, False, csv_kinds()) if item.place.field in checked]
        own = [
            item
            for item in (*self._form_problems(labels, rows, records), *in_cells)
            if item.place.row not in ragged
        ]
        known = {(item.place.row, item.place.field) for item in own}
        found = [item for item in found if (item.place.row, item.place.field) not in known]
        return Read((*found, *own), len(rows) if names else None, table if names else None)

    def _column(self, labels: Sequence[str], rows: list[list[object]], name: str) -> pa.StringArray:
        """The cells of a field as texts, null where they are missing."""
        if name not in labels:
            return string_array([None] * len(rows))
        at = labels.index(name)
        missing = {*missing_values(self.other, field_named(self.other.schema, name))}
        cells = (row[at] if at < len(row) else None for row in rows)
        return string_array([None if cell is None or str(cell) in missing else str(cell) for cell in cells])

    def _form_problems(
        self, labels: Sequence[str], rows: list[list[object]], records: Records
    ) -> Iterator[Problem]:
        """The cells whose form frictionless does not check: texts with a pattern, and grouped integers."""
        kinds = schema_kinds()
        for name, pattern in patterns_of(self.other):
            cells = self._column(labels, rows, name)
            for place in _unmatched(records, name, cells, cells, f"^(?s:{re2_pattern(pattern)})$"):
                yield kinds["pattern"].at(place, allowed=pattern)
        for name, group, pattern in grouped_integers(self.other):
            cells = self._column(labels, rows, name)
            for place in _unmatched(records, name, cells, pc.replace_substring(cells, group, ""), pattern):
                yield kinds["type-error"].at(place, type="integer", form=f"7{group}000")


def _unmatched(
    records: Records, name: str, cells: pa.StringArray, texts: pa.StringArray, pattern: str
) -> Iterator[Place]:
    """The places of the cells of a field whose texts do not match a pattern."""
    numbered = [*records.numbers]
    for at in true_indices(pc.invert(pc.match_substring_regex(texts, pattern))).tolist():
        yield records.place(numbered[at], name, cells[at].as_py())


def stopped(error: Exception, records: Records) -> Problem:
    """The problem of a table at which frictionless stopped."""
    inner = getattr(error, "error", None)
    code, note = getattr(inner, "type", type(error).__name__), getattr(inner, "note", str(error))
    return resource_kinds()["table-error"].at(records.place(None), error=code, note=note)
