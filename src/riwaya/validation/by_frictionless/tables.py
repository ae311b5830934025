"""Reads the rows of a table with frictionless: their problems, and their texts for our own checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array, true_indices
from riwaya.package.cell_checks import cell_problems
from riwaya.package.csv_checks import RAGGED, csv_kinds
from riwaya.package.other_resource import OtherResource
from riwaya.package.strict_json import JsonObject, names_of, objects_in
from riwaya.package.table import Read, Table
from riwaya.problem import Place, Problem
from riwaya.text.characters import ascii_digits
from riwaya.validation.by_frictionless.copies import Copy
from riwaya.validation.by_frictionless.errors import Errors, Records, cell_text, field_named, resource_kinds
from riwaya.validation.by_frictionless.items import (
    binary_fields,
    dialect_of,
    grouped_integers,
    is_plain_field,
    missing_values,
    signs_of,
    text_table,
)
from riwaya.validation.by_frictionless.keys import KeyChecker, Reference, keys_of
from riwaya.validation.by_frictionless.own_constraints import broken, own_constraints
from riwaya.validation.schema_checks import schema_kinds

if TYPE_CHECKING:
    from frictionless.resources import TableResource

_OF_DIGITS = "integer number date time datetime year yearmonth duration geopoint".split()
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
# A duration without parts of years and months, which have no length of their own.
_WHOLE_MONTHS = "^[^.,T]*(?:[.,][0-9]+[WD][^T]*)?(?:T.*)?$"
_DIGITS_ASCII = r"^(?:\P{Nd}|[0-9])*$"


@dataclass(slots=True)
class TableReader:
    """Reads one table."""

    other: OtherResource
    copy: Copy
    """What frictionless reads."""
    empty: Collection[str]
    """The tables without rows to which its foreign keys refer."""
    referred: Mapping[Reference, Collection[tuple[str, ...]]]
    """The texts that its foreign keys of lists may have."""

    def read(self, source: TableResource) -> Read:
        """The problems of the table, and its texts."""
        errors = Errors(
            Records(self.other, self.copy.places), self.other.schema, signs_of(dialect_of(self.other))
        )
        found, rows, keys = [*self.copy.problems], list[list[object]](), KeyChecker([*keys_of(self.other)])
        try:
            with source as table:
                labels = table.labels or table.schema.field_names
                found += errors.header(table.header.errors)
                if not (table.labels or table.fragment):
                    found.append(csv_kinds()["file-empty"].at(errors.records.place(None)))
                if len(found) > len(self.copy.problems):
                    return Read(tuple(found))
                for row in table.row_stream:
                    errors.records.add(row.row_number)
                    rows.append(row.cells)
                    if row.errors:
                        found += errors.row(row, len(labels))
                    if (keys.keys or self.referred) and not any(error.type in RAGGED for error in row.errors):
                        texts = dict(zip(labels, map(cell_text, row.cells), strict=False))
                        found += keys.problems(errors.records, row.row_number, row, texts)
                        found += self._orphans(errors.records.place(row.row_number), row, texts)
        except Exception as error:
            # Of any class: at some inputs frictionless stops with an error that is none of its own.
            return Read((*found, stopped(error, errors.records)))
        if not self.other.schema:
            self.other = self.other.with_fields(labels)
        found = [*_once_for_each(found, self.empty)]
        return self._with_texts(found, labels, rows, errors.records)

    def _orphans(
        self, place: Place, row: Mapping[str, object], texts: Mapping[str, str]
    ) -> Iterator[Problem]:
        """The foreign keys of lists in a row that no row has."""
        for key, known in self.referred.items():
            cells = tuple(texts.get(name, "") for name in key.fields)
            if cells not in known and any(row.get(name) is not None for name in key.fields):
                place = replace(place, field=", ".join(key.fields), value=", ".join(cells))
                yield schema_kinds()["foreign-key"].at(place, target=key.table)

    def _with_texts(
        self, found: list[Problem], labels: Sequence[str], rows: list[list[object]], records: Records
    ) -> Read:
        """The problems of the cells as well, one for each cell, and the texts."""
        texts = text_table(self.other)
        names = [*texts.schema.names]
        columns = [self._column(labels, rows, name) for name in names]
        cells = pa.Table.from_arrays(columns, schema=pa.schema([(name, pa.string()) for name in names]))
        lines = [records.place(record).line or 0 for record in records.numbers]
        table = Table(texts, cells, np.array(lines, np.int64) if self.copy.places else None)
        ragged = {problem.place.row for problem in found if problem.code in RAGGED}
        in_forms = self._form_problems(labels, rows, records)
        in_cells = [item for item in cell_problems(table, False, csv_kinds()) if self._is_checked(item)]
        own = [item for item in (*in_forms, *in_cells) if item.place.row not in ragged]
        known = {(item.place.row, item.place.field) for item in own}
        found = [item for item in found if (item.place.row, item.place.field) not in known]
        return Read((*found, *own), len(rows) if names else None, table if names else None)

    def _is_checked(self, problem: Problem) -> bool:
        """Whether a problem is in a cell of a text, or of a type that riwaya reads."""
        declared = field_named(self.other.schema, problem.place.field)
        return declared.get("type", "any") in ("string", "any") or is_plain_field(declared)

    def _column(self, labels: Sequence[str], rows: list[list[object]], name: str) -> pa.StringArray:
        """The cells of a field as texts, null where they are missing."""
        if name not in labels:
            return string_array([None] * len(rows))
        at = labels.index(name)
        declared = field_named(self.other.schema, name)
        missing = {*missing_values(self.other, declared)}
        texts = (_text(row[at], declared) if at < len(row) else None for row in rows)
        return string_array([None if text in missing else text for text in texts])

    def _form_problems(
        self, labels: Sequence[str], rows: list[list[object]], records: Records
    ) -> Iterator[Problem]:
        """The cells that frictionless does not check so: digits that are not 0-9, the forms of `_forms`, and
        constraints that it does not know.
        """
        kinds = schema_kinds()
        for name in _with_digits(self.other):
            cells = self._column(labels, rows, name)
            for place in _unmatched(records, name, cells, cells, _DIGITS_ASCII):
                fixed = ascii_digits(place.value or "")
                yield csv_kinds()["digits-not-ascii"].at(place, fixed=fixed)
        numbered = [*records.numbers]
        for field in objects_in(self.other.schema, "fields"):
            if own_constraints(field):
                cells = self._column(labels, rows, str(field.get("name"))).to_pylist()
                for at, constraint, bound in broken(field, cells):
                    place = records.place(numbered[at], str(field.get("name")), cells[at])
                    yield kinds[constraint].at(place, allowed=bound)
        for name, group, pattern, kind, form in _forms(self.other):
            cells = self._column(labels, rows, name)
            texts = pc.replace_substring(cells, group, "") if group else cells
            for place in _unmatched(records, name, cells, texts, pattern):
                yield kinds["type-error"].at(place, type=kind, form=form)


def texts_of(source: TableResource, names: Sequence[str]) -> set[tuple[str, ...]]:
    """The texts that these fields have together in the rows of a table; none if it cannot be read."""
    try:
        with source as table:
            labels = table.labels or table.schema.field_names
            rows = (dict(zip(labels, map(cell_text, row.cells), strict=False)) for row in table.row_stream)
            return {tuple(texts.get(name, "") for name in names) for texts in rows}
    except Exception:
        # As in TableReader: whoever reads that table reports it.
        return set()


def head_of(source: TableResource) -> tuple[tuple[str, ...], bool] | None:
    """The columns of a table, and whether it has rows; None if it cannot be read, or its header does not
    fit.
    """
    try:
        with source as table:
            if table.header.errors or not (table.labels or table.fragment):
                return None
            labels = table.labels or table.schema.field_names
            return tuple(map(str, labels)), next(table.row_stream, None) is not None
    except Exception:
        # As in TableReader: whoever reads that table reports it.
        return None


def _forms(other: OtherResource) -> Iterator[tuple[str, str, str, str, str]]:
    """Fields of a stricter form than frictionless has: name, what to leave out, pattern, type, example."""
    for field in objects_in(other.schema, "fields"):
        if field.get("type") == "duration":
            yield str(field.get("name")), "", _WHOLE_MONTHS, "duration", "P1Y2M10D"
    for name in binary_fields(other):
        yield name, "", _BASE64, "string (binary)", "2K3ZhNio"
    for name, group, pattern in grouped_integers(other):
        yield name, group, pattern, "integer", f"7{group}000"


def _with_digits(other: OtherResource) -> Iterator[str]:
    """The fields of numbers and times that are written in another form than riwaya reads."""
    for field in objects_in(other.schema, "fields"):
        if field.get("type") in _OF_DIGITS and not is_plain_field(field):
            yield str(field.get("name"))


def _unmatched(
    records: Records, name: str, cells: pa.StringArray, texts: pa.StringArray, pattern: str
) -> Iterator[Place]:
    """The places of the cells of a field whose texts do not match a pattern."""
    numbered = [*records.numbers]
    for at in true_indices(pc.invert(pc.match_substring_regex(texts, pattern))).tolist():
        yield records.place(numbered[at], name, cells[at].as_py())


def _text(cell: object, declared: JsonObject) -> str | None:
    """A cell as CSV would hold it: JSON has numbers and booleans of its own."""
    if isinstance(cell, bool):
        values = names_of(declared.get("trueValues" if cell else "falseValues"))
        return values[0] if values else str(cell).lower()
    return None if cell is None else cell_text(cell)


def _once_for_each(found: Sequence[Problem], empty: Collection[str]) -> Iterator[Problem]:
    """The problems, with one for all rows that refer to a table without rows."""
    orphans = Counter(_empty_target(item, empty) for item in found)
    seen = set[object]()
    for item in found:
        if (target := _empty_target(item, empty)) is None:
            yield item
        elif target not in seen:
            seen.add(target)
            yield schema_kinds()["foreign-key-empty"].at(
                item.place, target=target[0], orphans=orphans[target]
            )


def _empty_target(problem: Problem, empty: Collection[str]) -> tuple[str, str | None] | None:
    """The empty table that a problem of a foreign key is about, and the fields of the key."""
    target = str(problem.params.get("target"))
    return (target, problem.place.field) if problem.code == "foreign-key" and target in empty else None


def stopped(error: Exception, records: Records) -> Problem:
    """The problem of a table at which frictionless stopped."""
    inner = getattr(error, "error", None)
    code, note = getattr(inner, "type", type(error).__name__), getattr(inner, "note", str(error))
    return resource_kinds()["table-error"].at(records.place(None), error=f"frictionless: {code}", note=note)
