"""Reads CSV that is already known to be well formed: UTF-8, LF, commas, RFC 4180 quotes."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.csv as pa_csv


def read_strict_csv(
    data: bytes | pa.Buffer, types: pa.Schema, labels: Sequence[str] | None = None, chunk_bytes: int | None = None
) -> pa.Table:
    """The columns of `types`, in their order; an empty cell is null. pa.ArrowInvalid for a cell of another type, a record of
    another width, or one larger than `chunk_bytes`, which are read at a time (None: all).

    Without `labels` the first record gives them, and a column that is not there is an error; with labels all records are
    data, and such a column is null from end to end.
    """
    return pa_csv.read_csv(
        pa.BufferReader(data),
        read_options=pa_csv.ReadOptions(use_threads=False, block_size=chunk_bytes or len(data) + 1, column_names=labels),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, include_columns=types.names, include_missing_columns=labels is not None, null_values=[""],
            strings_can_be_null=True,
        ),
    )
