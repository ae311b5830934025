"""Finds, compares and replaces numbers in digits in columns of texts, working on their UTF-8 bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from riwaya.arrow import boolean_array, rows_at, strings_from_utf8, true_indices, utf8_bytes
from riwaya.text.spelling import digits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def same_numbers(one: pa.Array[pa.StringScalar], two: pa.Array[pa.StringScalar]) -> pa.BooleanArray:
    """Whether both texts of a row hold the same numbers in digits, in any order; null where one is null."""
    same = _surely_same(_digits(one), _digits(two), len(one))
    nulls = np.zeros(len(one), bool)
    for column in (one, two):
        nulls[true_indices(column.is_null())] = True
    for at in np.flatnonzero(~same & ~nulls).tolist():
        same[at] = digits_of(one[at].as_py()) == digits_of(two[at].as_py())
    return boolean_array(same, nulls if nulls.any() else None)


def replace_numbers(texts: pa.Array[pa.StringScalar], digit: str) -> pa.StringArray:
    """The texts, none of them null, with one ASCII digit in place of each number in ASCII digits.

    "18 of 120" becomes "7 of 7".
    """
    data, offsets = utf8_bytes(texts)
    digits, _, begins = find_digits(data, offsets)
    data, dropped = data.copy(), digits[~begins]
    data[digits] = ord(digit)
    return strings_from_utf8(np.delete(data, dropped), offsets - np.searchsorted(dropped, offsets))


def to_ascii_digits(texts: pa.Array[pa.StringScalar]) -> pa.Array[pa.StringScalar]:
    """The texts, none of them null, with 0-9 in place of the digits of Arabic and Persian."""
    data, offsets = utf8_bytes(texts)
    lead = np.flatnonzero(_begins_eastern_digit(data))
    if not len(lead):
        return texts
    changed = data.copy()
    changed[lead + 1] = (data[lead + 1] & 0x0F) + ord("0")
    return strings_from_utf8(np.delete(changed, lead), offsets - np.searchsorted(lead, offsets))


def find_digits(
    data: NDArray[np.uint8], offsets: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """The positions of 0-9 among the bytes of texts, the row of each, and whether it begins a number."""
    digits = np.flatnonzero(data - np.uint8(ord("0")) < 10)
    rows = rows_at(digits, offsets)
    begins = np.ones(len(digits), bool)
    begins[1:] = (np.diff(digits) > 1) | (np.diff(rows) > 0)
    return digits, rows, begins


def _begins_eastern_digit(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which bytes begin a digit of Arabic or Persian: D9 A0 to D9 A9, and DB B0 to DB B9."""
    one, two = data[:-1], data[1:]
    return (one == 0xD9) & (two - np.uint8(0xA0) < 10) | (one == 0xDB) & (two - np.uint8(0xB0) < 10)


@dataclass(frozen=True, slots=True)
class _Digits:
    """The digits 0-9 of all texts of a column, one after the other."""

    codes: NDArray[np.uint8]
    """The byte of each digit, plus 10 if a number begins with it."""
    rows: NDArray[np.int64]
    """The row of each digit."""
    unsure: NDArray[np.bool_]
    """For each row, whether it holds other digits or a number with thousands separators, or is null."""


def _digits(column: pa.Array[pa.StringScalar]) -> _Digits:
    data, offsets = utf8_bytes(column)
    digits, rows, begins = find_digits(data, offsets)
    before = data[digits[begins] - 1]
    grouped = rows[begins][
        (before == ord(",")) | (before == 0xAC)
    ]  # 0xAC ends the Arabic thousands separator
    # The digits of other scripts begin with a byte from DC on, but not with E2, which quotation marks begin
    # with.
    others = np.flatnonzero((data >= 0xDC) & (data != 0xE2))
    unsure = np.zeros(len(column), bool)
    for unsure_rows in (
        grouped,
        rows_at(np.flatnonzero(_begins_eastern_digit(data)), offsets),
        rows_at(others, offsets),
        true_indices(column.is_null()),
    ):
        unsure[unsure_rows] = True
    return _Digits(data[digits] + np.where(begins, 10, 0).astype(np.uint8), rows, unsure)


def _surely_same(one: _Digits, two: _Digits, count: int) -> NDArray[np.bool_]:
    """Which of `count` rows surely hold the same numbers, because they hold them in the same order."""
    as_many = np.bincount(one.rows, minlength=count) == np.bincount(two.rows, minlength=count)
    same = as_many & ~one.unsure & ~two.unsure
    left, right = same[one.rows], same[two.rows]
    same[one.rows[left][one.codes[left] != two.codes[right]]] = False
    return same
