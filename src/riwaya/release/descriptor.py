"""Writes and reads the descriptor of a release, a Data Package v2 of the files in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from riwaya.bilingual import texts_of
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import require_usable_name
from riwaya.release.formats import csv
from riwaya.release.manifest import sha256_of
from riwaya.release.table import ReleaseTable


def release_descriptor(source: Mapping, tables: Iterable[ReleaseTable], folder: Path) -> dict[str, object]:
    """The repository's descriptor with the CSV files that were written, and their whole schemas."""
    head = {name: value for name, value in source.items() if name != "resources"}
    return {**head, "resources": [_resource(table, folder) for table in tables]}


def listed_tables(descriptor: Mapping) -> dict[str, Mapping]:
    """The CSV resources of a release's descriptor by the names of their tables, which name files as well.

    Up to 0.2.0 it had Parquet resources, too.
    """
    items = [item for item in descriptor["resources"] if item.get("format") == "csv"]
    for item in items:
        require_usable_name(item["name"], DESCRIPTOR)
    return {item["name"]: item for item in items}


def _resource(table: ReleaseTable, folder: Path) -> dict[str, object]:
    path = f"csv/{table.name}.csv"
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "format": csv.NAME,
        "mediatype": csv.MEDIA_TYPE,
        **texts_of(table.title, table.description),
        "encoding": "utf-8",
        "schema": table.schema_json,
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{sha256_of(folder / path)}",
    }
