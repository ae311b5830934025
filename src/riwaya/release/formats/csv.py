"""CSV: UTF-8, LF, comma, quotes only where needed, an empty cell for null."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.schema import Schema
from riwaya.strict_csv import read_strict_csv


def write(tables: Iterable[ReleaseTable], folder: Path) -> None:
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.schema.names)
            writer.writerows([_text(cell) for cell in row.values()] for row in table.rows.to_pylist())


def read(folder: Path, schemas: Mapping[str, Schema]) -> dict[str, pa.Table]:
    return {
        name: read_strict_csv((folder / f"{name}.csv").read_bytes(), arrow_schema(schema)) for name, schema in schemas.items()
    }


def _text(cell: object) -> str:
    """Booleans as Table Schema writes them; Python's own shortest text for the rest."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
