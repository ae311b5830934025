"""Rows as JSON objects, written a column at a time and read back one by one."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from itertools import islice

import pyarrow as pa

from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.release.lines import joined, json_cells
from riwaya.schema import Schema

# So many rows are in memory at once.
_ROWS = 1 << 14


def objects(batch: pa.RecordBatch, before: str, behind: str) -> memoryview:
    """The rows as objects in UTF-8, each between two texts."""
    return memoryview(joined(_object(batch, before, behind)))


def _object(batch: pa.RecordBatch, before: str, behind: str) -> Iterator[pa.Array | str]:
    before += "{"
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        yield from (f"{before}{json.dumps(name)}: ", json_cells(column))
        before = ", "
    yield "}" + behind


def batches_of(rows: Iterator[object], schema: Schema) -> Iterator[pa.RecordBatch]:
    """The rows that objects are; ValueError for one that has other names than the schema, or names in another order."""
    while some := [*islice(rows, _ROWS)]:
        yield _batch(some, schema)


def _batch(rows: list, schema: Schema) -> pa.RecordBatch:
    types = arrow_schema(schema)
    if any([*row] != types.names for row in rows):
        raise ValueError("a row has other names than the schema")
    dates = {field.name for field in schema.fields if field.type == "date"}
    for row in rows:
        for name in dates:
            row[name] = row[name] and datetime.date.fromisoformat(row[name])
    return pa.RecordBatch.from_pylist(rows, types)


def rows_of(table: ReleaseTable) -> Iterator[dict]:
    """The rows with Python's values."""
    return (row for batch in table.batches() for row in batch.to_pylist())


def plain_row(row: Mapping) -> dict[str, object]:
    """The row with JSON's values."""
    return {name: plain(cell) for name, cell in row.items()}


def plain(cell: object) -> object:
    """A value as JSON has it: a date is a text."""
    return cell.isoformat() if isinstance(cell, datetime.date) else cell

