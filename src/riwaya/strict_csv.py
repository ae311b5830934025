"""Reads CSV that is already known to be well formed: UTF-8, LF, commas, RFC 4180 quotes, a header."""

import pyarrow as pa
import pyarrow.csv as pa_csv


def read_strict_csv(data: bytes, types: pa.Schema, *, may_lack_columns: bool = False) -> pa.Table:
    """The columns of `types`, in their order; an empty cell is null. pa.ArrowInvalid for a cell of another type.

    A column that is not there is an error, or null from end to end if it may be lacking.
    """
    # One block holds the file, so that no record can be cut.
    return pa_csv.read_csv(
        pa.BufferReader(data),
        read_options=pa_csv.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=types, include_columns=types.names, include_missing_columns=may_lack_columns, null_values=[""],
            strings_can_be_null=True,
        ),
    )
