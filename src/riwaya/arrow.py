"""Arrow arrays from what is there already, and back. pa.array and pa.scalar import pandas, which a command must not wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_FIXED = {
    "BOOLEAN": (pa.bool_(), bool),
    "BIGINT": (pa.int64(), np.int64),
    "DOUBLE": (pa.float64(), np.float64),
    "DATE": (pa.date32(), np.int32),
}
_EPOCH = date(1970, 1, 1).toordinal()


def column_of(values: Sequence[object], kind: str) -> pa.Array:
    """Values as an SQL type: VARCHAR, BOOLEAN, BIGINT, DOUBLE or DATE; None is null."""
    if kind == "VARCHAR":
        return texts(values)
    if kind == "DATE":
        values = [None if value is None else value.toordinal() - _EPOCH for value in values]
    arrow_type, number_type = _FIXED[kind]
    numbers_ = np.array([0 if value is None else value for value in values], number_type)
    data = np.packbits(numbers_, bitorder="little") if kind == "BOOLEAN" else numbers_
    return pa.Array.from_buffers(arrow_type, len(values), [_present(values), pa.py_buffer(data)])


def texts(values: Sequence[str | None]) -> pa.Array:
    """Strings; None is null."""
    encoded = [(value or "").encode() for value in values]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    buffers = [_present(values), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def text_scalar(value: str) -> pa.Scalar:
    """One string, to be given to a function of pyarrow.compute."""
    return texts([value])[0]


def numbers(values: np.ndarray) -> pa.Array:
    """int64, without nulls."""
    return pa.Array.from_buffers(
        pa.int64(), len(values), [None, pa.py_buffer(np.ascontiguousarray(values, np.int64))]
    )


def flags(values: np.ndarray) -> pa.Array:
    """Booleans, without nulls."""
    return pa.Array.from_buffers(
        pa.bool_(), len(values), [None, pa.py_buffer(np.packbits(values, bitorder="little"))]
    )


def repeated(value: str | None, count: int) -> pa.Array:
    """One text many times, as a dictionary."""
    if value is None:
        return pa.nulls(count, pa.dictionary(pa.int8(), pa.string()))
    index = pa.Array.from_buffers(pa.int8(), count, [None, pa.py_buffer(np.zeros(count, np.int8))])
    return pa.DictionaryArray.from_arrays(index, texts([value]))


def one_text(data: bytes) -> pa.Array:
    """The bytes as one large string, which nobody has looked at yet."""
    where = pa.py_buffer(np.array([0, len(data)], np.int64))
    return pa.Array.from_buffers(pa.large_string(), 1, [None, where, pa.py_buffer(data)])


def text_bytes(column: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of an array of strings, and where each begins, and the last ends, in them."""
    _, where, data = column.buffers()
    offsets = np.frombuffer(where, np.int32, len(column) + 1, column.offset * 4)
    first = int(offsets[0])
    return np.frombuffer(data or b"", np.uint8, int(offsets[-1]) - first, first), offsets - first


def rows_of(bytes_at: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """In which text each of these bytes stands, the first of them first."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(np.searchsorted(bytes_at, offsets)))


def joined(data: np.ndarray, offsets: np.ndarray) -> pa.Array:
    """The array of strings of these bytes, each of which begins, and the last ends, where the offsets say."""
    where = pa.py_buffer(offsets.astype(np.int32))
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, [None, where, pa.py_buffer(data)])


def places(mask: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Where a mask is true; a null is not."""
    return values_of(pc.indices_nonzero(mask)).astype(np.int64)


def values_of(column: pa.Array) -> np.ndarray:
    """The numbers of an array of integers without nulls. Asking Arrow for them imports pandas."""
    kind = np.dtype(str(column.type))
    return np.frombuffer(column.buffers()[1] or b"", kind, len(column), column.offset * kind.itemsize)


def _present(values: Sequence[object]) -> pa.Buffer | None:
    if None not in values:
        return None
    return pa.py_buffer(
        np.packbits(
            np.fromiter((value is not None for value in values), bool, len(values)), bitorder="little"
        )
    )
