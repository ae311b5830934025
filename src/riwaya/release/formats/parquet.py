"""Parquet: zstd, typed columns, titles and descriptions in both languages as field metadata.

The file tells pandas to read integers as nullable Int64, so that a gap does not make floats of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.schema import Field, Schema

# What pandas calls the types: (kind of value, dtype).
_PANDAS = {
    "string": ("unicode", "object"), "integer": ("int64", "Int64"), "number": ("float64", "float64"),
    "date": ("date", "object"), "boolean": ("bool", "boolean"),
}


def write(tables: Iterable[ReleaseTable], folder: Path) -> None:
    for table in tables:
        coded = [field.name for field in table.schema.fields if "enum" in field.constraints]
        rows = table.rows.cast(_schema(table))
        # Dictionaries pay only where few values repeat.
        pq.write_table(rows, folder / f"{table.name}.parquet", compression="zstd", use_dictionary=coded or False)


def read(folder: Path, schemas: Mapping[str, Schema]) -> dict[str, pa.Table]:
    return {name: read_file(folder / f"{name}.parquet", schema) for name, schema in schemas.items()}


def read_file(source: object, schema: Schema) -> pa.Table:
    """One table from a path or a file object."""
    return pq.read_table(source).select(schema.names).cast(arrow_schema(schema))


def _schema(table: ReleaseTable) -> pa.Schema:
    fields = [
        kind.with_metadata(_metadata(field))
        for kind, field in zip(arrow_schema(table.schema), table.schema.fields, strict=True)
    ]
    texts = {"title": table.title.en, "title_ar": table.title.ar}
    texts |= {"description": table.description.en, "description_ar": table.description.ar, "pandas": _pandas(table)}
    return pa.schema(fields, texts)


def _metadata(field: Field) -> dict[str, str]:
    title, description = field.title, field.description
    return {"title": title.en, "title_ar": title.ar, "description": description.en, "description_ar": description.ar}


def _pandas(table: ReleaseTable) -> str:
    index = {"kind": "range", "name": None, "start": 0, "stop": table.rows.num_rows, "step": 1}
    columns = [
        {"name": field.name, "field_name": field.name, "pandas_type": _PANDAS[field.type][0],
         "numpy_type": _PANDAS[field.type][1], "metadata": None}
        for field in table.schema.fields
    ]
    return json.dumps({"index_columns": [index], "column_indexes": [], "columns": columns})
