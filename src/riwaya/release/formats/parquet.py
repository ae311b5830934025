"""Parquet: Snappy, typed columns, titles and descriptions in both languages as field metadata.

Its metadata have pandas read integers as nullable Int64, so that a gap does not make floats of them.

A row group holds some 32,000 rows and never ends inside of what one event has in a row. claims_flat and
agreement are sorted by event_id as text, as the statistics of row groups compare it: a reader that looks at
them touches one row group of these for one event. The other tables have the order of their IDs, in which
EVT-9999 stands before EVT-10000. There statistics say of events that they may stand in one row group for each
length of IDs; claims and figures, whose events are in any order, are read by event through claims_flat.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riwaya.arrow import true_indices
from riwaya.bilingual import texts_of
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Schema
from riwaya.release.table import ReleaseTable, arrow_schema

NAME, SUFFIX = "parquet", ".parquet"
MEDIA_TYPE = "application/vnd.apache.parquet"
TABLES = None

_GROUP_ROWS, _BATCH_ROWS = 1 << 15, 1 << 14
# The most that a byte of a file may become. Tables whose every column is one constant come nowhere near.
_MOST_CELLS, _MOST_BYTES = 64, 1024


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    (folder / "parquet").mkdir()
    for table in tables:
        coded = [field.name for field in table.schema.fields if "enum" in field.constraints]
        # Every reader has Snappy, those in browsers as well; zstd would save a quarter. Dictionaries pay only
        # where few values repeat.
        how = {"compression": "snappy", "use_dictionary": coded or False, "write_page_index": True}
        with pq.ParquetWriter(folder / "parquet" / f"{table.name}.parquet", _schema(table), **how) as writer:
            for rows in _groups(table):
                writer.write_table(rows, row_group_size=rows.num_rows)


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(folder / "parquet" / f"{name}.parquet"), "r") as file:
        yield from read_batches(file, schema)


def read_batches(file: pa.NativeFile, schema: Schema) -> Iterator[pa.RecordBatch]:
    """One table; ValueError for a file that would grow in memory as no table of ours does."""
    size, metadata, types = file.size(), pq.read_metadata(file), arrow_schema(schema)
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    _refuse_growth(metadata.num_rows * metadata.num_columns, _MOST_CELLS * size)
    _refuse_growth(sum(group.total_byte_size for group in groups), _MOST_BYTES * size)
    # A dictionary repeats its texts for a few bits each: their size is counted before they are written out.
    columns = [group.column(at) for group in groups for at in range(metadata.num_columns)]
    coded = {
        column.path_in_schema
        for column in columns
        if column.has_dictionary_page and column.physical_type == "BYTE_ARRAY"
    }
    source, written_out = pq.ParquetFile(file, metadata=metadata, read_dictionary=sorted(coded)), 0
    with ThreadPoolExecutor() as pool:
        # The next group is read while one is looked at.
        underway = deque([pool.submit(source.read_row_group, 0)] if groups else [])
        for following in range(1, len(groups) + 1):
            rows = underway.popleft().result().select(schema.names)
            if following < len(groups):
                underway.append(pool.submit(source.read_row_group, following))
            chunks = [
                chunk
                for column in rows.columns
                for chunk in column.chunks
                if isinstance(chunk, pa.DictionaryArray)
            ]
            written_out += sum(
                pc.sum(pc.binary_length(cast(pa.StringArray, chunk.dictionary)).take(chunk.indices)).as_py()
                or 0
                for chunk in chunks
            )
            _refuse_growth(written_out, _MOST_BYTES * size)
            # Readers of Parquet do not check that strings are UTF-8. Checking takes a quarter of the time of
            # reading.
            for _ in pool.map(lambda column: column.validate(full=True), rows.columns):
                pass
            yield from rows.cast(types).to_batches(_BATCH_ROWS)


def _groups(table: ReleaseTable) -> Iterator[pa.Table]:
    """The rows in groups that depend on the rows alone, not on how they come in."""
    waiting = pa.Table.from_batches([], arrow_schema(table.schema))
    for batch in table.batches():
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
        while end := _end(waiting):
            yield waiting.slice(0, end).combine_chunks()
            waiting = waiting.slice(end)
    if waiting.num_rows:
        yield waiting.combine_chunks()


def _end(rows: pa.Table) -> int | None:
    """Where the first group of the rows ends; None if rows that are still to come may belong to it."""
    if rows.num_rows <= _GROUP_ROWS:
        return None
    if "event_id" not in rows.column_names:
        return _GROUP_ROWS
    events = rows["event_id"].combine_chunks()
    ends = [int(at) + 1 for at in true_indices(pc.not_equal(events[1:], events[:-1]))]
    return max((end for end in ends if end <= _GROUP_ROWS), default=ends[0] if ends else None)


def _refuse_growth(size: int, limit: int) -> None:
    if size > limit:
        raise ValueError(f"{size} > {limit}")


def _schema(table: ReleaseTable) -> pa.Schema:
    fields = [
        kind.with_metadata({**texts_of(field.title, field.description)})
        for kind, field in zip(arrow_schema(table.schema), table.schema.fields, strict=True)
    ]
    return pa.schema(fields, {**texts_of(table.title, table.description), "pandas": _pandas(table)})


def _pandas(table: ReleaseTable) -> str:
    index = {"kind": "range", "name": None, "start": 0, "stop": table.row_count, "step": 1}
    columns = [
        {
            "name": field.name,
            "field_name": field.name,
            "pandas_type": FIELD_TYPES[field.type].pandas[0],
            "numpy_type": FIELD_TYPES[field.type].pandas[1],
            "metadata": None,
        }
        for field in table.schema.fields
    ]
    return json.dumps({"index_columns": [index], "column_indexes": [], "columns": columns})
