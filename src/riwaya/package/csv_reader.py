"""Reads CSV that is already known to be well formed: UTF-8, LF, commas, RFC 4180 quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

# What is read at once of a stream: pyarrow reads some thirty blocks ahead.
_BLOCK_BYTES = 1 << 20
_PARSED = pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)


def read_strict_csv(
    data: pa.Buffer, types: pa.Schema, labels: Sequence[str], chunk_bytes: int | None = None
) -> pa.Table:
    """The columns of `types`, in their order, from records without a header; `labels` name their cells. An empty cell is null,
    and so is every cell of a column that is not among the labels.

    pa.ArrowInvalid for a record of another width, or one larger than `chunk_bytes`, which are read at a time (None: all).
    """
    read = pa_csv.ReadOptions(use_threads=False, block_size=chunk_bytes or len(data) + 1, column_names=labels)
    return pa_csv.read_csv(pa.BufferReader(data), read, _PARSED, _converted(types, True))


def stream_strict_csv(file: Path, types: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The same from a file with a header, in batches, with every column; pa.ArrowInvalid also for a cell of another type."""
    block, rows = _BLOCK_BYTES, 0
    while True:
        read = pa_csv.ReadOptions(use_threads=False, block_size=block, skip_rows_after_names=rows)
        try:
            with pa_csv.open_csv(file, read, _PARSED, _converted(types, False)) as reader:
                for batch in reader:
                    yield batch
                    rows += batch.num_rows
            return
        except pa.ArrowInvalid:
            # A record that is longer than a block looks like a wrong one, until a block holds the file.
            if block > file.stat().st_size:
                raise
            block *= 16


def _converted(types: pa.Schema, may_lack_columns: bool) -> pa_csv.ConvertOptions:
    return pa_csv.ConvertOptions(
        column_types=types,
        include_columns=types.names,
        include_missing_columns=may_lack_columns,
        null_values=[""],
        strings_can_be_null=True,
    )
