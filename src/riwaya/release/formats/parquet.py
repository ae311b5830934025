"""Parquet: zstd, typed columns, titles and descriptions in both languages as field metadata.

The file tells pandas to read integers as nullable Int64, so that a gap does not make floats of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riwaya.derive import ReleaseTable, arrow_schema
from riwaya.schema import Field, Schema

# What pandas calls the types: (kind of value, dtype).
_PANDAS = {
    "string": ("unicode", "object"), "integer": ("int64", "Int64"), "number": ("float64", "float64"),
    "date": ("date", "object"), "boolean": ("bool", "boolean"),
}

# The most that a byte of a file may become. Tables whose every column is one constant come nowhere near.
_MOST_CELLS, _MOST_BYTES = 64, 1024


def write(tables: Iterable[ReleaseTable], folder: Path) -> None:
    for table in tables:
        coded = [field.name for field in table.schema.fields if "enum" in field.constraints]
        rows = table.rows.cast(_schema(table))
        # Dictionaries pay only where few values repeat.
        pq.write_table(rows, folder / f"{table.name}.parquet", compression="zstd", use_dictionary=coded or False)


def read(folder: Path, schemas: Mapping[str, Schema]) -> dict[str, pa.Table]:
    tables = {}
    for name, schema in schemas.items():
        with pa.OSFile(str(folder / f"{name}.parquet")) as file:
            tables[name] = read_file(file, schema)
    return tables


def read_file(file: pa.NativeFile, schema: Schema) -> pa.Table:
    """One table; ValueError for a file that would grow in memory as no table of ours does."""
    size, metadata = file.size(), pq.read_metadata(file)
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    _refuse_growth(metadata.num_rows * metadata.num_columns, _MOST_CELLS * size)
    _refuse_growth(sum(group.total_byte_size for group in groups), _MOST_BYTES * size)
    # A dictionary repeats its texts for a few bits each: their size is counted before they are written out.
    columns = [group.column(at) for group in groups for at in range(metadata.num_columns)]
    coded = {column.path_in_schema for column in columns if column.has_dictionary_page and column.physical_type == "BYTE_ARRAY"}
    rows = pq.ParquetFile(file, metadata=metadata, read_dictionary=sorted(coded)).read().select(schema.names)
    chunks = [chunk for column in rows.columns if pa.types.is_dictionary(column.type) for chunk in column.chunks]
    written_out = sum(pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0 for chunk in chunks)
    _refuse_growth(written_out, _MOST_BYTES * size)
    cells = rows.cast(arrow_schema(schema))
    # Parquet says that a text is UTF-8 and does not look.
    cells.validate(full=True)
    return cells


def _refuse_growth(size: int, limit: int) -> None:
    if size > limit:
        raise ValueError(f"{size} > {limit}")


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
