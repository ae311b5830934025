"""GeoJSON (RFC 7946): the locations, each a Feature with all its columns.

A location without coordinates has no geometry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from riwaya.package.schema import Schema
from riwaya.release.manifest import json_object
from riwaya.release.rows import batches_of, json_row, rows_of
from riwaya.release.table import ReleaseTable

_TABLE, _FILE = "locations", "locations.geojson"
NAME, SUFFIX = "geojson", ".geojson"
MEDIA_TYPE = "application/geo+json"
TABLES = (_TABLE,)


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    for table in tables:
        if table.name == _TABLE:
            lines = (json.dumps(_feature(json_row(row)), ensure_ascii=False) for row in rows_of(table))
            head = json.dumps({"type": "FeatureCollection", "name": table.name, "features": []})
            text = head.removesuffix("]}") + "\n" + ",\n".join(lines) + "\n]}\n"
            (folder / _FILE).write_text(text, encoding="utf-8", newline="\n")


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    features = json_object((folder / _FILE).read_bytes())["features"]
    if any(feature != _feature(feature["properties"]) for feature in features):
        raise ValueError("a feature differs from its properties")
    yield from batches_of((feature["properties"] for feature in features), schema)


def _feature(row: Mapping) -> dict[str, object]:
    place = [row.get("longitude"), row.get("latitude")]
    geometry = None if None in place else {"type": "Point", "coordinates": place}
    return {"type": "Feature", "id": row["location_id"], "geometry": geometry, "properties": row}
