"""Converts tables to rows and back, with the values of Python, of JSON or of another format."""

from __future__ import annotations

import datetime
import json
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import sql_array, string_array
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Schema
from riwaya.release.cell_text import json_lines
from riwaya.release.table import ReleaseTable, arrow_schema

# So many rows are in memory at once.
_ROWS = 1 << 14


TEXT_PARSERS: Mapping[str, Callable[[Any], object]] = {
    name: kind.parse for name, kind in FIELD_TYPES.items() if kind.parse
}
"""Makes values of the texts that JSON and SQLite write for some types, by type."""


def localized(row: Mapping[str, str | None], name: str, lang: str) -> str | None:
    """The text in `lang`, or in another language if the row has no column for `lang`. None if it is empty."""
    if (wanted := f"{name}_{lang}") in row:
        return row[wanted]
    return next((text for column, text in row.items() if text and column.rpartition("_")[0] == name), None)


def json_objects(batch: pa.RecordBatch, before: str, behind: str) -> memoryview:
    """The rows as objects in UTF-8, each between two texts."""
    names = [f"{json.dumps(name)}: " for name in batch.schema.names]
    starts = [before + "{", *[", "] * (len(names) - 1)]
    return json_lines(map(operator.add, starts, names), batch.columns, "}" + behind)


def batches_of(rows: Iterator[object], schema: Schema) -> Iterator[pa.RecordBatch]:
    """The rows that objects are; ValueError for one that has other names than the schema, or names in another
    order.
    """
    while some := [*islice(rows, _ROWS)]:
        yield _batch(some, schema)


def _batch(rows: list, schema: Schema) -> pa.RecordBatch:
    names = [*schema.names]
    if any([*row] != names for row in rows):
        raise ValueError("a row has other names than the schema")
    return batch_of([(*row.values(),) for row in rows], schema, TEXT_PARSERS)


def batch_of(
    rows: Sequence[Sequence[object]], schema: Schema, read: Mapping[str, Callable[[Any], object]]
) -> pa.RecordBatch:
    """Rows of cells as a batch with the types of a schema.

    `read` turns a cell that is not empty into a value, by type of the field. TypeError or ValueError for a
    value of another type than the field's, and for rows of another length.
    """
    columns = []
    for field, column in zip(schema.fields, zip(*rows, strict=True), strict=True):
        reader = read.get(field.type)
        values = [None if cell is None else reader(cell) for cell in column] if reader else column
        columns.append(_array(values, FIELD_TYPES[field.type].arrow))
    return pa.RecordBatch.from_arrays(columns, schema=arrow_schema(schema))


# By Arrow type: the SQL type, and the types of Python that a value may have.
_KINDS: Mapping[pa.DataType, tuple[str, frozenset[type]]] = {
    pa.string(): ("VARCHAR", frozenset({str})),
    pa.int64(): ("BIGINT", frozenset({int})),
    pa.float64(): ("DOUBLE", frozenset({float, int})),
    pa.date32(): ("DATE", frozenset({datetime.date})),
    pa.bool_(): ("BOOLEAN", frozenset({bool})),
}


def _array(values: Sequence[object], arrow_type: pa.DataType) -> pa.Array:
    kind, types = _KINDS[arrow_type]
    # NumPy would read numbers from strings and cut off decimals.
    if others := {*map(type, values)} - types - {type(None)}:
        raise TypeError(f"{others} in a column of {arrow_type}")
    if kind == "DOUBLE" and any(isinstance(value, int) and float(value) != value for value in values):
        raise ValueError("a number that has no exact float")
    return sql_array(values, kind)


def rows_of(table: ReleaseTable) -> Iterator[dict]:
    """The rows with Python's values."""
    return (row for batch in table.batches() for row in batch.to_pylist())


def rows_with(table: ReleaseTable, wanted: Mapping[str, Iterable[object]]) -> Iterator[dict]:
    """The rows that have one of the wanted values in one of the columns; KeyError for a column that is not
    there.
    """
    values = {
        column: string_array(sorted(value for value in some if isinstance(value, str)))
        for column, some in wanted.items()
    }
    for batch in table.batches():
        for column in {*values} - {*batch.schema.names}:
            raise KeyError(column)
        masks = [pc.is_in(batch[column], some) for column, some in values.items()]
        yield from batch.filter(reduce(pc.or_, masks)).to_pylist()


def json_row(row: Mapping) -> dict[str, object]:
    """The row with JSON's values."""
    return {name: json_value(cell) for name, cell in row.items()}


def json_value(cell: object) -> object:
    """A value as JSON has it: a date is a text."""
    return cell.isoformat() if isinstance(cell, datetime.date) else cell
