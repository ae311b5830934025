"""JSON: an array for each table, a row on each line; JSON Schemas; the events with all that belongs to them.

Every array is checked against its schema before it counts as written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyarrow as pa

from riwaya.package import strict_json
from riwaya.package.schema import Schema
from riwaya.release.event_trees import nested_events, rows_around
from riwaya.release.formats._json_schema import json_schema, require_valid
from riwaya.release.rows import batches_of, json_objects, json_row, json_value, rows_of
from riwaya.release.table import ReleaseTable

NAME, SUFFIX = "json", ".json"
MEDIA_TYPE = "application/json"
TABLES = None

# Events, with all rows that belong to them, that are in memory at once.
_EVENTS = 1 << 12


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    by_name, home = {table.name: table for table in tables}, folder / "json"
    (home / "schemas").mkdir(parents=True)
    for name, table in by_name.items():
        schema = json_schema(table)
        require_valid(map(json_row, rows_of(table)), schema, name)
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (home / "schemas" / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")
        _write_array(table, home / f"{name}.json")
    with (home / "events.nested.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        identities = (
            (row["event_id"] for row in rows_of(by_name["events"])) if "events" in by_name else iter(())
        )
        while some := [*islice(identities, _EVENTS)]:
            for event in nested_events(rows_around(by_name, some)):
                file.write(json.dumps(event, ensure_ascii=False, default=json_value) + "\n")


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    with (folder / "json" / f"{name}.json").open("rb") as file:
        yield from batches_of(_read_rows(file), schema)


def _write_array(table: ReleaseTable, file: Path) -> None:
    with file.open("wb") as stream:
        stream.write(b"[")
        for batch in table.batches():
            # Every row begins with the comma after the one before it.
            text = json_objects(batch, ",\n", "")
            stream.write(text[1:] if stream.tell() == 1 else text)
        stream.write(b"]\n" if stream.tell() == 1 else b"\n]\n")


def _read_rows(lines: Iterator[bytes]) -> Iterator[object]:
    """The rows of an array in the one way that we write it; ValueError for any other."""
    first, more = next(lines, b""), True
    if first == b"[]\n" and not next(lines, b""):
        return
    if first != b"[\n":
        raise ValueError("the start")
    for line in lines:
        if not more:
            if line != b"]\n" or next(lines, b""):
                raise ValueError("the end")
            return
        row = line.removesuffix(b"\n")
        more = row.endswith(b",")
        yield strict_json.loads(row.removesuffix(b","))
    raise ValueError("no end")
