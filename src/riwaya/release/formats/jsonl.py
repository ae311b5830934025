"""JSON Lines: one object a line, a file a table; the JSON Schemas of the rows are those in json/schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from riwaya.package import strict_json
from riwaya.package.schema import Schema
from riwaya.release.rows import batches_of, json_objects
from riwaya.release.table import ReleaseTable

NAME, SUFFIX = "jsonl", ".jsonl"
MEDIA_TYPE = "application/jsonl"
TABLES = None


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    (folder / "jsonl").mkdir()
    for table in tables:
        with (folder / "jsonl" / f"{table.name}.jsonl").open("wb") as file:
            for batch in table.batches():
                file.write(json_objects(batch, "", "\n"))


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    with (folder / "jsonl" / f"{name}.jsonl").open("rb") as file:
        yield from batches_of(map(strict_json.loads, file), schema)
