"""JSON: one array a table, a row a line; JSON Schemas beside them; the events with all that hangs on them.

Every array is checked against its schema before it counts as written.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from riwaya import strict_json
from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.release.json_schema import json_schema, require_valid
from riwaya.release.nested import nested_events
from riwaya.schema import Schema


def write(tables: Iterable[ReleaseTable], folder: Path) -> None:
    tables = tuple(tables)
    (folder / "schemas").mkdir()
    for table in tables:
        rows = [{name: _plain(cell) for name, cell in row.items()} for row in table.rows.to_pylist()]
        schema = json_schema(table)
        require_valid(rows, schema, table.name)
        lines = ",\n".join(_line(row) for row in rows)
        _write(folder / f"{table.name}.json", f"[\n{lines}\n]\n" if rows else "[]\n")
        _write(folder / "schemas" / f"{table.name}.schema.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    events = nested_events({table.name: table.rows.to_pylist() for table in tables})
    _write(folder / "events.nested.jsonl", "".join(_line(event) + "\n" for event in events))


def read(folder: Path, schemas: Mapping[str, Schema]) -> dict[str, pa.Table]:
    return {name: _read(folder / f"{name}.json", schema) for name, schema in schemas.items()}


def _read(file: Path, schema: Schema) -> pa.Table:
    rows = strict_json.loads(file.read_bytes())
    types = arrow_schema(schema)
    if any([*row] != types.names for row in rows):
        raise ValueError(f"{file.name}: a row has other names than the schema")
    dates = {field.name for field in schema.fields if field.type == "date"}
    for row in rows:
        for name in dates:
            row[name] = row[name] and datetime.date.fromisoformat(row[name])
    return pa.Table.from_pylist(rows, types)


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def _line(row: Mapping) -> str:
    return json.dumps(row, ensure_ascii=False, default=_plain)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
