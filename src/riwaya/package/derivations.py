"""Computed columns and tables: published, never edited.

A derivation is a pair of files here: NAME.sql, whose answer it is, and NAME.json, the Table Schema of what it adds.
If the package has a table NAME, the answer's columns are added to it, row by row of its key; otherwise the
answer is a table of its own. Derivations are asked in the order of ORDER, each seeing those before it. A field of
NAME.json that says {"like": "TABLE.COLUMN"} is that column's, but for what it says itself; `needs` are the other columns that
NAME.sql names, but for keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from pathlib import Path

import pyarrow as pa

from riwaya.engine import Engine
from riwaya.package import Package
from riwaya.problem import Bilingual, called
from riwaya.schema import Schema, schema_from

ORDER = ("claims", "events", "figures", "agreement", "coverage", "claims_flat")
_ARROW_TYPES = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "boolean": pa.bool_(),
    "year": pa.int64(), "yearmonth": pa.string(),
}


@dataclass(frozen=True, slots=True)
class Derivation:
    """One pair of files."""

    name: str
    sql: str
    schema_json: Mapping

    @property
    def schema(self) -> Schema:
        return schema_from(self.name, self.schema_json, f"{self.name}.json")


@dataclass(frozen=True, slots=True)
class ReleaseTable:
    """A table as it is published: typed, with null for what is not stated."""

    name: str
    title: Bilingual
    description: Bilingual
    schema: Schema
    schema_json: Mapping
    row_count: int
    batches: Callable[[], Iterator[pa.RecordBatch]]
    """Reads all rows from the first on, typed as `arrow_schema` says; how they are cut into batches means nothing."""

    def whole(self) -> pa.Table:
        """All rows at once, in memory."""
        return pa.Table.from_batches(self.batches(), arrow_schema(self.schema))


def arrow_schema(schema: Schema) -> pa.Schema:
    """The Arrow types of a schema's fields."""
    return pa.schema([(field.name, _ARROW_TYPES[field.type]) for field in schema.fields])


def derivations(package: Package) -> tuple[Derivation, ...]:
    """The derivations in the order in which they are asked, without those that need a column the package does not have."""
    columns = {(item.name, field["name"]): field for item in package.resources for field in item.schema_json["fields"]}
    found = []
    for name, sql, schema_json in _files():
        named = [*schema_json["needs"], *(field["like"] for field in schema_json["fields"] if "like" in field)]
        if all(tuple(column.split(".")) in columns for column in named):
            fields = [_like(field, columns) for field in schema_json["fields"]]
            columns |= {(name, field["name"]): field for field in fields}
            kept = {part: value for part, value in schema_json.items() if part != "needs"}
            found.append(Derivation(name, sql, {**kept, "fields": fields}))
    return tuple(found)


def computed_columns(table: str) -> frozenset[str]:
    """The columns of a published table that are computed: all of them, or those that are added to it."""
    return frozenset(field["name"] for name, _, schema in _files() if name == table for field in schema["fields"])


def is_computed(table: str) -> bool:
    """Whether a published table is computed altogether."""
    return any(name == table and "title" in schema for name, _, schema in _files())


@cache
def _files() -> tuple[tuple[str, str, Mapping], ...]:
    here = resources.files(__package__)
    read = {path.name: path.read_text(encoding="utf-8") for path in here.iterdir() if path.name.endswith((".sql", ".json"))}
    return tuple((name, read[f"{name}.sql"], json.loads(read[f"{name}.json"])) for name in ORDER)


def _like(field: Mapping, columns: Mapping[tuple[str, str], Mapping]) -> Mapping:
    """The field with what it takes from the column that it is like."""
    if "like" not in field:
        return field
    table, column = field["like"].split(".")
    base = columns[table, column]
    own = {name: value for name, value in field.items() if name != "like"}
    return {**base, **own, "constraints": {**base.get("constraints", {}), **own.get("constraints", {})}}


def release_tables(package: Package, engine: Engine, folder: Path, judged: bool = True) -> tuple[ReleaseTable, ...]:
    """The published tables of a checked package, loaded into `engine`, with all that is computed from them.

    Their rows lie in `folder`, each table in a file, so that the engine may be closed before they are read. A package that is not
    `judged` by its schemas is one of another time, which was.
    """
    table = partial(_table, engine=engine, folder=folder, judged=judged)
    computed = {item.name: item for item in derivations(package)}
    stored = {resource.name for resource in package.published}
    for item in computed.values():
        # What is added to a table is asked for again by derivations and with the table; a table of its own but once.
        (engine.table if item.name in stored else engine.view)(f"derived_{item.name}", item.sql)
    tables = []
    for resource in package.published:
        added = computed.pop(resource.name, None)
        schema_json, beside = resource.schema_json, ""
        if added:
            schema_json = {**schema_json, "fields": [*schema_json["fields"], *added.schema_json["fields"]]}
            schema_json["foreignKeys"] = [*schema_json.get("foreignKeys", []), *added.schema_json.get("foreignKeys", [])]
            beside = f' LEFT JOIN "derived_{added.name}" USING ({_names(resource.schema.primary_key)})'
        relation = f'"{resource.name}"{beside} ORDER BY row_'
        tables.append(table(resource.name, resource.title, resource.description, schema_json, relation))
    for item in computed.values():
        title, description = called(item.schema_json)
        tables.append(table(item.name, title, description, item.schema_json, f'"derived_{item.name}"'))
    return tuple(tables)


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _table(name: str, title: Bilingual, description: Bilingual, schema_json: Mapping, relation: str, *, engine: Engine,
           folder: Path, judged: bool) -> ReleaseTable:
    """The table whose rows the relation gives, once they are written to a file."""
    schema_json = _canonical(schema_json)
    schema, file, rows = schema_from(name, schema_json, f"{name}.json", judged), folder / f"{name}.arrow", 0
    types = arrow_schema(schema)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, types, options=options) as writer:
        for batch in engine.stream(f"SELECT {_names(schema.names)} FROM {relation}"):
            writer.write_batch(batch.cast(types))
            rows += batch.num_rows
    return ReleaseTable(name, title, description, schema, schema_json, rows, partial(_batches, file))


def _batches(file: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(file)) as source:
        reader = pa.ipc.open_file(source)
        yield from map(reader.get_batch, range(reader.num_record_batches))


def _canonical(schema_json: Mapping) -> Mapping:
    """The schema of the table as it is published: typed, every column there, empty cells empty, true and false so called."""
    read_only = ("trueValues", "falseValues", "missingValues")
    fields = [{name: value for name, value in field.items() if name not in read_only} for field in schema_json["fields"]]
    kept = {name: value for name, value in schema_json.items() if name != "fieldsMatch"}
    return {**kept, "fields": fields, "missingValues": [""]}
