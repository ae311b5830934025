"""Reads many number phrases at once. Those that differ in their figures alone have one form, which is read once."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, zip_longest
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import boolean_array, int64_array, integers, string_array, utf8_bytes
from riwaya.text.digits import digits_in, one_digit, western
from riwaya.text.number_phrases.parse import LONGEST_TEXT, Reading, assemble, marks_of, read_phrase

# From 1 to 999, beside blanks or letters: no sign is in such figures, and the grammar takes them all alike.
_NUMBERS = string_array(list(map(str, range(1_000))))
_SAMPLES = ("7", "8")


class _Form(NamedTuple):
    """What all phrases of a form say: a qualifier, or nothing; and the value, where it is not in figures."""

    figures: int | None
    """How many figures the value is in, or -1 where each such phrase must be read by itself."""
    qualifier: str | None = None
    value: str = ""
    value_to: str = ""


_EACH = _Form(-1)


def phrase_readings(phrases: pa.Array, language: str) -> pa.Array:
    """ "qualifier|value|value_to" of each phrase, with empty places for what it has not; null where it has no one reading."""
    if not len(phrases):
        return phrases
    phrases = western(phrases)
    encoded = one_digit(phrases, _SAMPLES[0]).dictionary_encode()
    which = encoded.indices
    forms = [_form(form, language) for form in encoded.dictionary.to_pylist()]
    figures = np.array([form.figures for form in forms], np.int8)[integers(which)]
    # They say what their form says if their numbers are small, and of two the first is smaller.
    one, two = _two_numbers(phrases)
    right = (figures == 0) | (figures == 1) & (one > 0) | (figures == 2) & (one > 0) & (one < two)
    qualifiers, value, value_to = (
        string_array(list(column)).take(which) for column in list(zip(*forms, strict=True))[1:]
    )
    value = pc.if_else(boolean_array(figures > 0), _NUMBERS.take(int64_array(one)), value)
    value_to = pc.if_else(boolean_array(figures > 1), _NUMBERS.take(int64_array(two)), value_to)
    readings = pc.binary_join_element_wise(qualifiers, value, value_to, string_array(["|"])[0])
    if right.all():
        return readings
    apart = boolean_array(~right)
    each = [_text(read_phrase(phrase, language)) for phrase in phrases.filter(apart).to_pylist()]
    return pc.replace_with_mask(readings, apart, string_array(each))


def _two_numbers(phrases: pa.Array) -> np.ndarray:
    """The first and the second number of each phrase, 0 for none; twice 0 where there are more, or one is not from 1 to 999."""
    data, offsets = utf8_bytes(phrases)
    found, rows, begins = digits_in(data, offsets)
    starts, rows, run = found[begins], rows[begins], np.cumsum(begins) - 1
    lengths = np.bincount(run)
    behind = (starts + lengths)[run] - 1 - found
    values = np.bincount(run, (data[found] - ord("0")) * 10 ** np.minimum(behind, 3))
    nth = np.arange(len(rows)) - np.searchsorted(rows, rows)
    odd = np.isin(rows, rows[(lengths > 3) | (data[starts] == ord("0")) | (nth > 1)])
    two = np.zeros((2, len(phrases)), np.int64)
    two[nth[~odd], rows[~odd]] = values[~odd]
    return two


@lru_cache(1 << 14)
def _form(form: str, language: str) -> _Form:
    figures = form.count(_SAMPLES[0])
    beside = [word.replace(_SAMPLES[0], "", 1) for word in form.split(" ") if _SAMPLES[0] in word]
    if (
        figures > len(_SAMPLES)
        or len(form) > LONGEST_TEXT // 2
        or not all(rest == "" or rest.isalpha() for rest in beside)
    ):
        return _EACH
    phrase = "".join(chain(*zip_longest(form.split(_SAMPLES[0]), _SAMPLES[:figures], fillvalue="")))
    marks = marks_of(phrase, language)
    told = [this.value for this in marks or () if this.kind == "number"]
    if figures and marks and told != [("N", int(sample)) for sample in _SAMPLES[:figures]]:
        return _EACH
    reading = assemble(marks, language) if marks else None
    if reading is None:
        return _Form(figures)
    if not figures:
        return _Form(0, *_text(reading).split("|"))
    expected = (*map(int, _SAMPLES[:figures]), None)[:2]
    return _Form(figures, reading.qualifier) if (reading.value, reading.value_to) == expected else _EACH


def _text(reading: Reading | None) -> str | None:
    if reading is None:
        return None
    return "|".join(
        "" if part is None else str(part) for part in (reading.qualifier, reading.value, reading.value_to)
    )
