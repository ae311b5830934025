"""CSV: UTF-8, LF, comma, quotes only where needed, an empty cell for null."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from riwaya.package.csv_reader import stream_strict_csv
from riwaya.package.schema import Schema
from riwaya.release.cell_text import csv_lines
from riwaya.release.table import ReleaseTable, arrow_schema

NAME, SUFFIX = "csv", ".csv"
MEDIA_TYPE = "text/csv"
TABLES = None


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    (folder / "csv").mkdir()
    for table in tables:
        with (folder / "csv" / f"{table.name}.csv").open("wb") as file:
            file.write(",".join(table.schema.names).encode() + b"\n")
            for batch in table.batches():
                file.write(csv_lines(batch.columns))


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    yield from stream_strict_csv(folder / "csv" / f"{name}.csv", arrow_schema(schema))
