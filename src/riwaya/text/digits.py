"""The numbers that columns of texts have in digits, many texts at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import rows_at, sql_array, strings_from_utf8, true_indices, utf8_bytes
from riwaya.text.spelling import digits_of


def same_numbers(one: pa.Array, two: pa.Array) -> pa.Array:
    """Whether the numbers that each row of texts has in digits are the same, in whatever order; null where a text is null."""
    alike = _alike(_digits(one), _digits(two), len(one))
    answers: list[bool | None] = alike.tolist()
    for at in np.flatnonzero(~alike).tolist():
        texts = one[at].as_py(), two[at].as_py()
        answers[at] = None if None in texts else digits_of(texts[0]) == digits_of(texts[1])
    return sql_array(answers, "BOOLEAN")


def one_digit(texts: pa.Array, digit: str) -> pa.Array:
    """The texts, none of them null, with one digit in place of every number in 0-9."""
    data, offsets = utf8_bytes(texts)
    found, _, begins = digits_in(data, offsets)
    data, behind = data.copy(), found[~begins]
    data[found] = ord(digit)
    return strings_from_utf8(np.delete(data, behind), offsets - np.searchsorted(behind, offsets))


def western(texts: pa.Array) -> pa.Array:
    """The texts, none of them null, with 0-9 in place of the digits that Arabic and Persian write."""
    data, offsets = utf8_bytes(texts)
    lead = np.flatnonzero(_eastern(data))
    if not len(lead):
        return texts
    changed = data.copy()
    changed[lead + 1] = (data[lead + 1] & 0x0F) + ord("0")
    return strings_from_utf8(np.delete(changed, lead), offsets - np.searchsorted(lead, offsets))


def digits_in(data: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where 0-9 stand among the bytes of texts, in which text each does, and whether a number begins with it."""
    found = np.flatnonzero(data - np.uint8(ord("0")) < 10)
    rows = rows_at(found, offsets)
    begins = np.ones(len(found), bool)
    begins[1:] = (np.diff(found) > 1) | (np.diff(rows) > 0)
    return found, rows, begins


def _eastern(data: np.ndarray) -> np.ndarray:
    """Which bytes begin a digit that Arabic or Persian writes: D9 A0 to D9 A9, and DB B0 to DB B9."""
    one, two = data[:-1], data[1:]
    return (one == 0xD9) & (two - np.uint8(0xA0) < 10) | (one == 0xDB) & (two - np.uint8(0xB0) < 10)


@dataclass(frozen=True, slots=True)
class _Digits:
    """The digits 0-9 of all texts of a column, one behind the other."""

    marks: np.ndarray
    """Each digit, and whether a number begins with it."""
    rows: np.ndarray
    """The row of each."""
    odd: np.ndarray
    """Rows that hold other digits, or a number in groups of three, or are null."""


def _digits(column: pa.Array) -> _Digits:
    data, offsets = utf8_bytes(column)
    found, rows, begins = digits_in(data, offsets)
    # A comma, or the Arabic sign for thousands, parts digits of one number.
    before = data[found[begins] - 1]
    grouped = rows[begins][(before == ord(",")) | (before == 0xAC)]
    odd = np.zeros(len(column), bool)
    # All other digits begin with a byte from DC on, but for E2, with which marks do.
    other = np.flatnonzero((data >= 0xDC) & (data != 0xE2))
    for rows_ in (
        grouped,
        rows_at(np.flatnonzero(_eastern(data)), offsets),
        rows_at(other, offsets),
        true_indices(pc.is_null(column)),
    ):
        odd[rows_] = True
    return _Digits(data[found] + np.where(begins, 10, 0).astype(np.uint8), rows, odd)


def _alike(one: _Digits, two: _Digits, count: int) -> np.ndarray:
    """Which rows certainly have the same numbers, being in the same order."""
    same = (
        (np.bincount(one.rows, minlength=count) == np.bincount(two.rows, minlength=count))
        & ~one.odd
        & ~two.odd
    )
    left, right = same[one.rows], same[two.rows]
    same[one.rows[left][one.marks[left] != two.marks[right]]] = False
    return same
