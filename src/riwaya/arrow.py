"""Builds Arrow arrays from Python and NumPy values, and reads NumPy values back, without importing pandas.

`pa.array`, `pa.scalar` and `Array.to_numpy` import pandas, which takes longer than most commands. The stubs
of pyarrow leave open what some functions return; those that text/ needs are here with the types that they
have.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIXED_WIDTH = {
    "BOOLEAN": (pa.bool_(), bool),
    "BIGINT": (pa.int64(), np.int64),
    "DOUBLE": (pa.float64(), np.float64),
    "DATE": (pa.date32(), np.int32),
}
_EPOCH = date(1970, 1, 1).toordinal()

# Arrays from values


def sql_array(values: Sequence[object], sql_type: str) -> pa.Array[pa.Scalar[pa.DataType]]:
    """An array of a type that SQL names: VARCHAR, BOOLEAN, BIGINT, DOUBLE or DATE. None is null."""
    if sql_type == "VARCHAR":
        return string_array(cast("Sequence[str | None]", values))
    if sql_type == "DATE":
        days = cast("Sequence[date | None]", values)
        values = [None if day is None else day.toordinal() - _EPOCH for day in days]
    arrow_type, number_type = _FIXED_WIDTH[sql_type]
    numbers = np.array([0 if value is None else value for value in values], number_type)
    data = _bits(numbers) if sql_type == "BOOLEAN" else pa.py_buffer(numbers.data)
    return pa.Array.from_buffers(arrow_type, len(values), [_validity(values), data])


def string_array(values: Sequence[str | None]) -> pa.StringArray:
    """An array of strings. None is null."""
    encoded = [(value or "").encode() for value in values]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return pa.StringArray.from_buffers(
        len(values), pa.py_buffer(ends.data), pa.py_buffer(b"".join(encoded)), _validity(values)
    )


def string_scalar(value: str) -> pa.StringScalar:
    """One string, as an argument of a function of `pyarrow.compute`."""
    return string_array([value])[0]


def large_string_array(data: bytes) -> pa.LargeStringArray:
    """An array of one large string. That the bytes are UTF-8 is not checked."""
    offsets = np.array([0, len(data)], np.int64)
    array = pa.LargeStringArray.from_buffers(1, pa.py_buffer(offsets.data), pa.py_buffer(data))
    return cast("pa.LargeStringArray", array)  # to the stubs, a StringArray


def int64_array(values: NDArray[np.integer[Any]]) -> pa.Int64Array:
    """An array of integers without nulls."""
    data = np.ascontiguousarray(values, np.int64)
    return cast("pa.Int64Array", _array(pa.int64(), len(values), data))


def boolean_array(values: NDArray[np.bool_], nulls: NDArray[np.bool_] | None = None) -> pa.BooleanArray:
    """An array of booleans, null where `nulls` is true."""
    valid = None if nulls is None else _bits(~nulls)
    return cast("pa.BooleanArray", pa.Array.from_buffers(pa.bool_(), len(values), [valid, _bits(values)]))


def constant_array(value: str | None, count: int) -> pa.DictionaryArray[Any, Any]:
    """A dictionary array that holds one string, or null, `count` times."""
    if value is None:
        return pa.nulls(count, pa.dictionary(pa.int8(), pa.string()))
    index = cast("pa.Int8Array", _array(pa.int8(), count, np.zeros(count, np.int8)))
    return pa.DictionaryArray.from_arrays(index, string_array([value]))


def _array(arrow_type: pa.DataType, count: int, values: NDArray[Any]) -> pa.Array[Any]:
    return pa.Array.from_buffers(arrow_type, count, [None, pa.py_buffer(values.data)])


def _validity(values: Sequence[object]) -> pa.Buffer | None:
    if None not in values:
        return None
    return _bits(np.fromiter((value is not None for value in values), bool, len(values)))


def _bits(values: NDArray[np.bool_]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little").data)


# Values of arrays


def integers(array: pa.Array[Any]) -> NDArray[np.integer[Any]]:
    """The values of an array of integers without nulls."""
    kind = np.dtype(str(array.type))
    data = array.buffers()[1]
    return np.frombuffer(memoryview(data or b""), kind, len(array), array.offset * kind.itemsize)


def true_indices(
    mask: pa.Array[Any] | pa.ChunkedArray[Any],
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The indices at which a mask is true; null is not true."""
    indices = integers(pc.indices_nonzero(cast("pa.BooleanArray", mask))).astype(np.int64)
    return indices.reshape(-1)


def factorize(array: pa.Array[pa.StringScalar]) -> tuple[pa.StringArray, pa.Int32Array]:
    """The distinct strings of an array, and for each row the index of its string among them."""
    encoded = array.dictionary_encode()
    return cast("pa.StringArray", encoded.dictionary), cast("pa.Int32Array", encoded.indices)


def factorize_integers(values: NDArray[np.integer[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct integers, and for each value its index among them. `numpy.unique` would sort them."""
    encoded = int64_array(values).dictionary_encode()
    # Arrow's indices have 32 bits, which products of them would overflow.
    return integers(encoded.dictionary).astype(np.int64), integers(encoded.indices).astype(np.int64)


def split(array: pa.Array[Any], separator: str) -> tuple[pa.StringArray, NDArray[np.integer[Any]]]:
    """The parts of all strings; for each string, the index of its first part, plus one index at the end."""
    parts = pc.split_pattern(array, separator)
    return cast("pa.StringArray", parts.flatten()), integers(parts.offsets)


def join(
    parts: Sequence[pa.Array[Any] | pa.StringScalar], separator: str, null: str | None = None
) -> pa.StringArray:
    """The strings of several arrays joined row by row; a scalar is the same in every row, and one part at
    least is an array. `null` stands for null; without it, a row is null where one of its strings is.
    """
    replaced = null is not None
    options = pc.JoinOptions(null_handling="replace", null_replacement=null) if replaced else None
    return pc.call_function("binary_join_element_wise", [*parts, string_scalar(separator)], options)


# Columns and tables


def is_in(column: pa.Array[Any], values: pa.Array[Any]) -> pa.BooleanArray:
    """Whether each value is one of `values`."""
    return pc.is_in(column, value_set=values)


def differs(column: pa.Array[Any], other: pa.Array[Any]) -> pa.BooleanArray:
    """Whether each value differs from the one beside it; null where either is null."""
    return pc.not_equal(column, other)


def without_dictionaries(table: pa.Table) -> pa.Table:
    """The table with plain columns in place of dictionaries."""
    fields = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


# The bytes of strings


def utf8_bytes(array: pa.Array[Any]) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """The UTF-8 bytes of an array of strings, and the offsets of its n strings in them, n + 1 numbers."""
    _, ends, data = array.buffers()
    assert ends is not None, "an array of strings"
    offsets = np.frombuffer(memoryview(ends), np.int32, len(array) + 1, array.offset * 4)
    first = int(offsets[0])
    size = int(offsets[-1]) - first
    return np.frombuffer(memoryview(data or b""), np.uint8, size, first), offsets - first


def strings_from_utf8(
    data: NDArray[np.uint8], offsets: NDArray[np.integer[Any]], nulls_of: pa.Array[Any] | None = None
) -> pa.StringArray:
    """The strings with these bytes and offsets, as of `utf8_bytes`; null where `nulls_of` is null."""
    ends = pa.py_buffer(offsets.astype(np.int32).data)
    valid = nulls_of.is_valid().buffers()[1] if nulls_of is not None and nulls_of.null_count else None
    return pa.StringArray.from_buffers(len(offsets) - 1, ends, pa.py_buffer(data.data), valid)


def rows_at(positions: NDArray[np.integer[Any]], offsets: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """For each position among the bytes of strings, in ascending order, the row of its string."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(np.searchsorted(positions, offsets)))
