"""JSON: one array a table, a row a line; JSON Schemas beside them; the events with all that hangs on them.

Every array is checked against its schema before it counts as written.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyarrow as pa

from riwaya import strict_json
from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.release.json_schema import json_schema, require_valid
from riwaya.release.lines import joined, json_cells
from riwaya.release.nested import nested_events, rows_around
from riwaya.schema import Schema

# So many rows, or events with all that hangs on them, are in memory at once.
_ROWS, _EVENTS = 1 << 14, 1 << 12


def write(tables: Iterable[ReleaseTable], folder: Path) -> None:
    by_name = {table.name: table for table in tables}
    (folder / "schemas").mkdir()
    for name, table in by_name.items():
        schema = json_schema(table)
        require_valid(map(_plain_row, _rows_of(table)), schema, name)
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / "schemas" / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")
        _write_array(table, folder / f"{name}.json")
    with (folder / "events.nested.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        identities = (row["event_id"] for row in _rows_of(by_name["events"])) if "events" in by_name else iter(())
        while some := [*islice(identities, _EVENTS)]:
            for event in nested_events(rows_around(by_name, some)):
                file.write(json.dumps(event, ensure_ascii=False, default=_plain) + "\n")


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    with (folder / f"{name}.json").open("rb") as file:
        rows = _read_rows(file)
        while some := [*islice(rows, _ROWS)]:
            yield _batch(some, schema)


def _write_array(table: ReleaseTable, file: Path) -> None:
    with file.open("wb") as stream:
        stream.write(b"[")
        for batch in table.batches():
            # Every row begins with the comma after the one before it.
            text = memoryview(joined(_object(batch)))
            stream.write(text[1:] if stream.tell() == 1 else text)
        stream.write(b"]\n" if stream.tell() == 1 else b"\n]\n")


def _object(batch: pa.RecordBatch) -> Iterator[pa.Array | str]:
    before = ",\n{"
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        yield from (f"{before}{json.dumps(name)}: ", json_cells(column))
        before = ", "
    yield "}"


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


def _batch(rows: list, schema: Schema) -> pa.RecordBatch:
    types = arrow_schema(schema)
    if any([*row] != types.names for row in rows):
        raise ValueError("a row has other names than the schema")
    dates = {field.name for field in schema.fields if field.type == "date"}
    for row in rows:
        for name in dates:
            row[name] = row[name] and datetime.date.fromisoformat(row[name])
    return pa.RecordBatch.from_pylist(rows, types)


def _rows_of(table: ReleaseTable) -> Iterator[dict]:
    return (row for batch in table.batches() for row in batch.to_pylist())


def _plain_row(row: Mapping) -> dict[str, object]:
    return {name: _plain(cell) for name, cell in row.items()}


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, datetime.date) else cell
