"""Writes rows as lines of JSON or CSV, a column at a time.

The lines are those that Python's json and csv write, many times as fast.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import boolean_array, join, rows_at, string_array, string_scalar, utf8_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

Part = pa.Array | str
"""What rows have at one place: a text each, perhaps null, or all the same text."""
_NULL = "null"
_json_text = json.JSONEncoder(ensure_ascii=False).encode
# pyarrow imports pandas for a string that is not a scalar yet.
_scalar = cache(string_scalar)


def json_cells(column: pa.Array) -> pa.Array:
    """The cells as `json.dumps(cell, ensure_ascii=False)` writes them, dates as strings."""
    return _side_by_side(_json_parts(column), _NULL)


def json_lines(before: Iterable[str], columns: Iterable[pa.Array], behind: str) -> memoryview:
    """All rows in UTF-8, one after another: their cells as JSON, each behind its text of `before`, the last
    with `behind` behind it.
    """
    parts = [
        part for text, column in zip(before, columns, strict=True) for part in (text, *_json_parts(column))
    ]
    return _bytes(_side_by_side([*parts, behind], _NULL))


def csv_lines(columns: Iterable[pa.Array]) -> memoryview:
    """All rows as lines of CSV in UTF-8: quotes only where needed, nothing for null, booleans as Table Schema
    writes them.
    """
    parts = [part for column in columns for part in (",", _csv_cells(column))]
    return _bytes(_side_by_side([*parts[1:], "\n"], ""))


def _json_parts(column: pa.Array) -> Sequence[Part]:
    """The cells of a column as JSON; a null is still one, and stands alone."""
    if pa.types.is_floating(column.type):
        return [_each(column, _json_text)]
    cells = column.cast(pa.string())
    is_text = pa.types.is_string(column.type)
    if not (is_text or pa.types.is_date(column.type)) or column.null_count == len(column):
        return [cells]
    if is_text:
        data, offsets = utf8_bytes(cells)
        special = (data == ord('"')) | (data == ord("\\")) | (data < ord(" "))
        cells = _with_each(cells, special, offsets, lambda cell: _json_text(cell)[1:-1])
    quoted = ['"', cells, '"']
    return [_side_by_side(quoted)] if column.null_count else quoted


def _csv_cells(column: pa.Array) -> pa.Array:
    # Only Python's text of a float is the shortest that reads as the same one in every program.
    if pa.types.is_floating(column.type):
        return _each(column, str)
    cells = column.cast(pa.string())
    if not pa.types.is_string(column.type):
        return cells
    data, offsets = utf8_bytes(cells)
    special = (data == ord('"')) | (data == ord(",")) | (data == ord("\n")) | (data == ord("\r"))
    return _with_each(cells, special, offsets, lambda cell: '"' + cell.replace('"', '""') + '"')


def _with_each(
    cells: pa.Array,
    special: NDArray[np.bool_],
    offsets: NDArray[np.int32],
    text: Callable[[str], str],
) -> pa.Array:
    """The cells, with another text for those that have a special byte; `offsets` are those of the cells."""
    if not special.any():
        return cells
    # Few cells are; only they are worth a Python object.
    marked = np.zeros(len(cells), np.bool_)
    marked[rows_at(np.flatnonzero(special), offsets)] = True
    mask = boolean_array(marked)
    return pc.replace_with_mask(cells, mask, _each(cells.filter(mask), text))


def _side_by_side(parts: Iterable[Part], null: str | None = None) -> pa.Array:
    """For each row its parts joined; one of them at least is an array. `null` stands for null; without it, a
    row with null is null.
    """
    merged: list[pa.Array | pa.StringScalar] = []
    for is_same, run in groupby(parts, lambda part: isinstance(part, str)):
        some = [*run]
        merged += [_scalar("".join(cast("list[str]", some)))] if is_same else cast("list[pa.Array]", some)
    return join(merged, "", null)


def _bytes(rows: pa.Array) -> memoryview:
    return utf8_bytes(rows)[0].data


def _each(column: pa.Array, text: Callable[..., str]) -> pa.Array:
    """The text of each cell, made once of what recurs."""
    encoded = column.dictionary_encode()
    texts = string_array([None if cell is None else text(cell) for cell in encoded.dictionary.to_pylist()])
    return texts.take(encoded.indices)
