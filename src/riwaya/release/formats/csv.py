"""CSV: UTF-8, LF, comma, quotes only where needed, an empty cell for null."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.schema import Schema


def write(tables: Iterable[ReleaseTable], folder: Path) -> None:
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.schema.names)
            writer.writerows([_text(cell) for cell in row.values()] for row in table.rows.to_pylist())


def read(folder: Path, schemas: Mapping[str, Schema]) -> dict[str, pa.Table]:
    return {name: _read(folder / f"{name}.csv", schema) for name, schema in schemas.items()}


def _read(file: Path, schema: Schema) -> pa.Table:
    types = arrow_schema(schema)
    data = file.read_bytes()
    return pa_csv.read_csv(
        pa.BufferReader(data),
        read_options=pa_csv.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, include_columns=types.names, null_values=[""], strings_can_be_null=True
        ),
    )


def _text(cell: object) -> str:
    """Booleans as Table Schema writes them; Python's own shortest text for the rest."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
