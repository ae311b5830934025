"""Writes and reads the descriptor of a release, a Data Package v2 of the files in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from riwaya.bilingual import texts_of
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import require_plain_name
from riwaya.release.formats import csv, parquet
from riwaya.release.manifest import sha256_of
from riwaya.release.table import ReleaseTable

_TABLE_TYPES = {form.NAME: form.MEDIA_TYPE for form in (csv, parquet)}


def release_descriptor(source: Mapping, tables: Iterable[ReleaseTable], folder: Path) -> dict[str, object]:
    """The repository's descriptor with the resources that were written: a CSV and a Parquet one for each
    table.

    The CSV resources hold the whole schemas and carry the tables' names.
    """
    head = {name: value for name, value in source.items() if name != "resources"}
    made = [
        _resource(table, kind, folder)
        for kind in _TABLE_TYPES
        for table in tables
        if (folder / kind).is_dir()
    ]
    return {**head, "resources": made}


def listed_tables(descriptor: Mapping) -> dict[str, Mapping]:
    """The CSV resources of a release's descriptor by the names of their tables, which name files as well."""
    items = [item for item in descriptor["resources"] if item.get("format") == "csv"]
    for item in items:
        require_plain_name(item["name"], DESCRIPTOR)
    return {item["name"]: item for item in items}


def _resource(table: ReleaseTable, kind: str, folder: Path) -> dict[str, object]:
    path = f"{kind}/{table.name}.{kind}"
    made: dict[str, object] = {
        "name": table.name if kind == "csv" else f"{table.name}-{kind}",
        "type": "table",
        "path": path,
        "format": kind,
        "mediatype": _TABLE_TYPES[kind],
        **texts_of(table.title, table.description),
    }
    if kind == "csv":
        made |= {"encoding": "utf-8", "schema": table.schema_json}
        # frictionless counts no bytes of Parquet and would call any number wrong; the manifest has them all.
        made |= {"bytes": (folder / path).stat().st_size, "hash": f"sha256:{sha256_of(folder / path)}"}
    else:
        # Types alone: without them frictionless guesses from the first hundred rows, and with constraints it
        # calls an
        # empty coordinate NaN, which is below no maximum.
        made["schema"] = {
            "fields": [{"name": field.name, "type": field.type} for field in table.schema.fields]
        }
    return made
