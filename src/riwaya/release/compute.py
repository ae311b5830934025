"""Computes the published tables of a checked package."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyarrow as pa

from riwaya.bilingual import Bilingual, title_and_description
from riwaya.engines.protocol import PublishingEngine
from riwaya.package.derivations import derivations
from riwaya.package.descriptor import Package
from riwaya.package.schema import schema_from
from riwaya.release.table import Release, ReleaseTable, arrow_schema
from riwaya.validation.check import CheckedPackage, require_valid
from riwaya.validation.read_tables import DuckEngineFactory, engine_with_tables


def release_tables(
    package: Package, engine: PublishingEngine, folder: Path, strict: bool = True
) -> tuple[ReleaseTable, ...]:
    """The published tables of a checked package, loaded into `engine`, with all that is computed from them.

    Their rows lie in `folder`, each table in a file, so that the engine may be closed before they are read.
    A release that is computed again was checked when it was published; `strict` is false for it.
    """
    table = partial(_table, engine=engine, folder=folder, strict=strict)
    computed = {item.name: item for item in derivations(package)}
    stored = {resource.name for resource in package.published}
    for item in computed.values():
        view, others = f"derived_{item.name}", (other.sql for other in computed.values() if other is not item)
        # What is added to a table is queried with the table, and by others as well.
        again = item.name in stored or any(view in sql for sql in others)
        (engine.table if again else engine.view)(view, item.sql)
    tables = []
    for resource in package.published:
        added = computed.pop(resource.name, None)
        schema_json, beside = resource.schema_json, ""
        if added:
            schema_json = {**schema_json, "fields": [*schema_json["fields"], *added.schema_json["fields"]]}
            schema_json["foreignKeys"] = [
                *schema_json.get("foreignKeys", []),
                *added.schema_json.get("foreignKeys", []),
            ]
            beside = f' LEFT JOIN "derived_{added.name}" USING ({_names(resource.schema.primary_key)})'
        relation = f'"{resource.name}"{beside} ORDER BY row_'
        tables.append(table(resource.name, resource.title, resource.description, schema_json, relation))
    for item in computed.values():
        title, description = title_and_description(item.schema_json)
        tables.append(table(item.name, title, description, item.schema_json, f'"derived_{item.name}"'))
    return tuple(tables)


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _table(
    name: str,
    title: Bilingual,
    description: Bilingual,
    schema_json: Mapping,
    relation: str,
    *,
    engine: PublishingEngine,
    folder: Path,
    strict: bool,
) -> ReleaseTable:
    """The table whose rows the relation gives, once they are written to a file."""
    schema_json = _canonical(schema_json)
    schema, file, rows = schema_from(name, schema_json, f"{name}.json", strict), folder / f"{name}.arrow", 0
    types = arrow_schema(schema)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, types, options=options) as writer:
        for batch in engine.stream(f"SELECT {_names(schema.names)} FROM {relation}"):
            writer.write_batch(batch.cast(types))
            rows += batch.num_rows
    return ReleaseTable(name, title, description, schema, schema_json, rows, partial(_batches, file))


def _batches(file: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(file), "r") as source:
        reader = pa.ipc.open_file(source)
        yield from map(reader.get_batch, range(reader.num_record_batches))


def _canonical(schema_json: Mapping) -> Mapping:
    """The schema of the table as it is published: typed, every column there, empty cells empty, true and
    false so called.
    """
    read_only = ("trueValues", "falseValues", "missingValues")
    fields = [
        {name: value for name, value in field.items() if name not in read_only}
        for field in schema_json["fields"]
    ]
    kept = {name: value for name, value in schema_json.items() if name != "fieldsMatch"}
    return {**kept, "fields": fields, "missingValues": [""]}


def release_of(descriptor: Mapping, tables: Iterable[ReleaseTable]) -> Release:
    """The tables as the release that they would make."""
    by_name = {table.name: table for table in tables}
    return Release(descriptor, _Hashes(by_name), by_name.__getitem__)


class _Hashes(Mapping[str, str]):
    """The content hashes of tables by name, each computed when it is looked up."""

    def __init__(self, tables: Mapping[str, ReleaseTable]) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> str:
        return self._tables[name].sha256

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@contextmanager
def published_tables(
    checked: CheckedPackage, maker: DuckEngineFactory | None = None
) -> Iterator[tuple[ReleaseTable, ...]]:
    """The tables that a release of this package holds, to be read before this is left.

    They are computed from the tables that were checked (see `checked_with_tables`). Files are read again only
    for a package that was checked without keeping them (`check_package`), by an engine of `maker` or of
    `engine_with_tables`. ReleaseError for a package that is not valid.
    """
    require_valid(checked)
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        kept = checked.engine if checked.engine and checked.engine.is_open else None
        # It is closed when the tables lie in the folder: its memory is needed to write them.
        with kept or engine_with_tables(checked.package, checked.tables, maker, checked.folder) as engine:
            tables = release_tables(checked.package, engine, Path(folder))
        yield tables
