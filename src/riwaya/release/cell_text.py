"""Rows as lines of text, a column at a time: what Python's json and csv would write, many times as fast."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.compute as pc

_ESCAPED_IN_JSON, _QUOTED_IN_CSV = r'[\x00-\x1f"\\]', r'[\r\n",]'
_json_text = json.JSONEncoder(ensure_ascii=False).encode


def json_cells(column: pa.Array) -> pa.Array:
    """The cells as `json.dumps(cell, ensure_ascii=False)` writes them, dates as texts."""
    if pa.types.is_floating(column.type):
        texts = _each(column, _json_text)
    else:
        texts = column.cast(pa.string())
        if pa.types.is_string(column.type) or pa.types.is_date(column.type):
            escaped = pc.any(pc.match_substring_regex(texts, _ESCAPED_IN_JSON)).as_py()
            texts = _each(texts, _json_text) if escaped else pc.binary_join_element_wise('"', texts, '"', "")
    return texts.fill_null("null")


def csv_cells(column: pa.Array) -> pa.Array:
    """The cells as CSV: quotes only where needed, nothing for null, booleans as Table Schema writes them."""
    # Only Python's text of a float is the shortest that reads as the same one in every program.
    texts = _each(column, str) if pa.types.is_floating(column.type) else column.cast(pa.string())
    special = pc.match_substring_regex(texts, _QUOTED_IN_CSV)
    if pc.any(special).as_py():
        quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
        texts = pc.if_else(special, quoted, texts)
    return texts.fill_null("")


def joined(parts: Iterable[pa.Array | str]) -> pa.Buffer:
    """The parts side by side, row under row, in UTF-8: columns of texts without null, and texts that stand in every row."""
    rows = pc.binary_join_element_wise(*parts, "")
    return pc.binary_join(pa.ListArray.from_arrays([0, len(rows)], rows), "")[0].as_buffer()


def _each(column: pa.Array, text: Callable[[object], str]) -> pa.Array:
    return pa.array([None if cell is None else text(cell) for cell in column.to_pylist()], pa.string())
