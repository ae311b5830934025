"""Writes rows as lines of JSON or CSV, a column at a time.

The lines are those that Python's json and csv write, many times as fast.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import string_array, string_scalar

_ESCAPED_IN_JSON, _QUOTED_IN_CSV = r'[\x00-\x1f"\\]', r'[\r\n",]'
_json_text = json.JSONEncoder(ensure_ascii=False).encode
# pyarrow imports pandas for a string that is not a scalar yet.
_scalar = cache(string_scalar)


def json_cells(column: pa.Array) -> pa.Array:
    """The cells as `json.dumps(cell, ensure_ascii=False)` writes them, dates as strings."""
    if pa.types.is_floating(column.type):
        cells = _each(column, _json_text)
    else:
        cells = column.cast(pa.string())
        if pa.types.is_string(column.type) or pa.types.is_date(column.type):
            plain = _side_by_side('"', cells, '"')
            escaped = pc.match_substring_regex(cells, _ESCAPED_IN_JSON)
            # Few cells have a quotation mark; only they are worth a Python object.
            cells = pc.replace_with_mask(plain, escaped, _each(cells.filter(escaped), _json_text))
    return _filled(cells, "null")


def csv_cells(column: pa.Array) -> pa.Array:
    """The cells as CSV: quotes only where needed, nothing for null, booleans as Table Schema writes them."""
    # Only Python's text of a float is the shortest that reads as the same one in every program.
    cells = _each(column, str) if pa.types.is_floating(column.type) else column.cast(pa.string())
    special = pc.match_substring_regex(cells, _QUOTED_IN_CSV)
    if pc.any(special).as_py():
        quoted = _side_by_side('"', pc.replace_substring(cells, '"', '""'), '"')
        cells = pc.if_else(special, quoted, cells)
    return _filled(cells, "")


def joined(parts: Iterable[pa.Array | str]) -> pa.Buffer:
    """All rows in UTF-8, one after another.

    A row is its parts side by side: columns of strings without null, and strings that are the same in every
    row.
    """
    rows = _side_by_side(*parts)
    ends = pa.Array.from_buffers(
        pa.int32(), 2, [None, pa.py_buffer(np.array([0, len(rows)], np.int32).tobytes())]
    )
    # In the stubs of pyarrow, offsets cannot be an Array, and the result is a Scalar.
    lists = pa.ListArray.from_arrays(ends, rows)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return pc.binary_join(lists, _scalar(""))[0].as_buffer()  # pyright: ignore[reportIndexIssue, reportAttributeAccessIssue]


def _filled(cells: pa.Array, text: str) -> pa.Array:
    """The cells with a text for null."""
    # The stubs of pyarrow do not accept a scalar.
    return cells.fill_null(_scalar(text))  # pyright: ignore[reportArgumentType]


def _side_by_side(*parts: pa.Array | str) -> pa.Array:
    scalars = (_scalar(part) if isinstance(part, str) else part for part in parts)
    # The stubs of pyarrow want all arguments of one type.
    return pc.binary_join_element_wise(*scalars, _scalar(""))  # pyright: ignore[reportCallIssue, reportArgumentType]


def _each(column: pa.Array, text: Callable[[object], str]) -> pa.Array:
    """The text of each cell, made once of what recurs."""
    encoded = column.dictionary_encode()
    texts = string_array([None if cell is None else text(cell) for cell in encoded.dictionary.to_pylist()])
    return texts.take(encoded.indices)
