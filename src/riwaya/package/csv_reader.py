"""Reads CSV that is known to be well formed: UTF-8, LF, commas, RFC 4180 quotes."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

import pyarrow as pa
import pyarrow.csv as pa_csv

# Bytes that are read at a time from a stream: pyarrow reads about thirty blocks ahead.
_BLOCK_BYTES = 1 << 20
_PARSE = pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)


def read_strict_csv(
    data: pa.Buffer, schema: pa.Schema, labels: Sequence[str], chunk_bytes: int | None = None
) -> pa.Table:
    """The columns of `schema` from records without a header; `labels` name their cells.

    An empty cell is null, and so is every cell of a column without a label. pa.ArrowInvalid for a record of
    another width, or one larger than `chunk_bytes`, the number of bytes that are read at a time (None: all).
    """
    if bytes(memoryview(data)[: len(BOM_UTF8)]) == BOM_UTF8:
        # Below the header a byte order mark is a character of a cell, but pyarrow leaves out the first one.
        data = pa.py_buffer(BOM_UTF8 + data.to_pybytes())
    options = pa_csv.ReadOptions(
        use_threads=False, block_size=chunk_bytes or len(data) + 1, column_names=[*labels]
    )
    stream = cast("IO[bytes]", pa.BufferReader(data))  # to the stubs of pyarrow, it is no stream
    return pa_csv.read_csv(stream, options, _PARSE, _convert(schema, include_missing=True))


def stream_strict_csv(file: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of a file with a header, in batches of all columns of `schema`.

    pa.ArrowInvalid as above, and for a cell of another type.
    """
    block, rows = _BLOCK_BYTES, 0
    while True:
        options = pa_csv.ReadOptions(use_threads=False, block_size=block, skip_rows_after_names=rows)
        try:
            with pa_csv.open_csv(file, options, _PARSE, _convert(schema, include_missing=False)) as reader:
                for batch in reader:
                    yield batch
                    rows += batch.num_rows
            return
        except pa.ArrowInvalid:
            # A record that is longer than a block looks like an invalid one, until a block holds the whole
            # file.
            if block > file.stat().st_size:
                raise
            block *= 16


def _convert(schema: pa.Schema, include_missing: bool) -> pa_csv.ConvertOptions:
    return pa_csv.ConvertOptions(
        column_types=schema,
        include_columns=schema.names,
        include_missing_columns=include_missing,
        null_values=[""],
        strings_can_be_null=True,
    )
