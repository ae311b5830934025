"""Whether two columns of texts have the same numbers, row by row. Most have: they are compared many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrays import column_of, places, text_bytes
from riwaya.text import digits_of

# Every digit that is not one of 0-9 is among these.
_OTHER = "[^\x00-\x7fÀ-ɏ\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff«»–—‘’“”…]"


def same_numbers(one: pa.Array, two: pa.Array) -> pa.Array:
    """Whether the numbers that each row of texts has in digits are the same, in whatever order; null where a text is null."""
    alike = _alike(_digits(one), _digits(two), len(one))
    answers: list[bool | None] = alike.tolist()
    for at in np.flatnonzero(~alike).tolist():
        texts = one[at].as_py(), two[at].as_py()
        answers[at] = None if None in texts else digits_of(texts[0]) == digits_of(texts[1])
    return column_of(answers, "BOOLEAN")


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
    data, offsets = text_bytes(column)
    found = np.flatnonzero((data >= ord("0")) & (data <= ord("9")))
    rows = np.searchsorted(offsets, found, "right") - 1
    begins = np.ones(len(found), bool)
    begins[1:] = (np.diff(found) > 1) | (np.diff(rows) > 0)
    # A comma, or the Arabic sign for thousands, parts digits of one number.
    before = data[found[begins] - 1]
    grouped = rows[begins][(before == ord(",")) | (before == 0xAC)]
    odd = np.zeros(len(column), bool)
    odd[grouped] = odd[places(pc.match_substring_regex(column, _OTHER))] = odd[places(pc.is_null(column))] = True
    return _Digits(data[found] + np.where(begins, 10, 0).astype(np.uint8), rows, odd)


def _alike(one: _Digits, two: _Digits, count: int) -> np.ndarray:
    """Which rows certainly have the same numbers, being in the same order."""
    same = (np.bincount(one.rows, minlength=count) == np.bincount(two.rows, minlength=count)) & ~one.odd & ~two.odd
    left, right = same[one.rows], same[two.rows]
    same[one.rows[left][one.marks[left] != two.marks[right]]] = False
    return same
