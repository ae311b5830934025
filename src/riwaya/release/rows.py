"""Rows one by one: with the values of Python, of JSON, or of any format that has its own, from tables and back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.package.schema import Schema
from riwaya.release.cell_text import joined, json_cells
from riwaya.release.table import ReleaseTable, arrow_schema

# So many rows are in memory at once.
_ROWS = 1 << 14


def said(row: Mapping[str, str | None], name: str, lang: str) -> str | None:
    """What a row says in a language; in another one only if it has no column in that. None if it says nothing."""
    texts = {column: text for column, text in row.items() if column.rpartition("_")[0] == name}
    return texts[f"{name}_{lang}"] if f"{name}_{lang}" in texts else next(filter(None, texts.values()), None)


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


def batch_of(
    rows: list[tuple], schema: Schema, read: Mapping[str, Callable[[object], object]]
) -> pa.RecordBatch:
    """Rows of cells as a schema types them; `read` makes, of the types that it names, a value of a cell that is not empty."""
    types = arrow_schema(schema)
    columns = [
        pa.array(
            (None if cell is None else read[field.type](cell) for cell in column)
            if field.type in read
            else column,
            types.field(field.name).type,
        )
        for field, column in zip(schema.fields, zip(*rows, strict=True), strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=types)


def rows_of(table: ReleaseTable) -> Iterator[dict]:
    """The rows with Python's values."""
    return (row for batch in table.batches() for row in batch.to_pylist())


def rows_with(table: ReleaseTable, asked: Mapping[str, Iterable[str]]) -> Iterator[dict]:
    """The rows that have one of the asked values in one of the columns; KeyError for a column that is not there."""
    values = {column: pa.array(sorted(wanted), pa.string()) for column, wanted in asked.items()}
    for batch in table.batches():
        for column in {*values} - {*batch.schema.names}:
            raise KeyError(column)
        masks = [pc.is_in(batch[column], wanted) for column, wanted in values.items()]
        yield from batch.filter(reduce(pc.or_, masks)).to_pylist()


def plain_row(row: Mapping) -> dict[str, object]:
    """The row with JSON's values."""
    return {name: plain(cell) for name, cell in row.items()}


def plain(cell: object) -> object:
    """A value as JSON has it: a date is a text."""
    return cell.isoformat() if isinstance(cell, datetime.date) else cell
