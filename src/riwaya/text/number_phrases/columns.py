"""Reads columns of number phrases: phrases that differ only in their figures are read once."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from riwaya.arrow import factorize, int64_array, integers, join, string_array, utf8_bytes
from riwaya.text.digits import find_digits, replace_numbers, to_ascii_digits
from riwaya.text.number_phrases.parse import LONGEST_TEXT, Reading, parse, read_phrase, tags_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Numbers from 1 to 999 between blanks or letters hold no separator, and the grammar treats all of them alike.
_FIGURES = list(map(str, range(1_000)))
_SAMPLES = ("7", "8")


class _Form(NamedTuple):
    """What all phrases of one form have in common."""

    figures: int
    """How many of the values are the figures of the phrase; -1: each such phrase must be read by itself."""
    qualifier: str | None = None
    """None where the phrases have no reading."""
    value: str = ""
    value_to: str = ""
    """The values that are not in figures."""


_READ_EACH = _Form(-1)


def phrase_readings(
    phrases: pa.Array[pa.StringScalar], language: str, counted: frozenset[str] = frozenset()
) -> pa.Array[pa.StringScalar]:
    """The reading of each phrase in one of LANGUAGES, as "qualifier|value|value_to"; see `read_phrase`.

    What a reading lacks is empty ("many||"). Null where a phrase has no reading, or more than one. No phrase
    may be null.
    """
    if not len(phrases):
        return phrases
    phrases = to_ascii_digits(phrases)
    distinct, indices = factorize(replace_numbers(phrases, _SAMPLES[0]))
    forms = [_read_form(form, language, counted) for form in distinct.to_pylist() if form is not None]
    codes = integers(indices)
    figures = np.array([form.figures for form in forms], np.int8)[codes]
    one, two = _two_numbers(phrases)
    # A form's reading is that of its phrases if their numbers are small and, of two, the first is smaller.
    same = (figures == 0) | (figures == 1) & (one > 0) | (figures == 2) & (one > 0) & (one < two)
    values = string_array([form.value for form in forms] + _FIGURES)
    values_to = string_array([form.value_to for form in forms] + _FIGURES)
    parts = (
        string_array([form.qualifier for form in forms]).take(indices),
        values.take(int64_array(np.where(figures > 0, len(forms) + one, codes))),
        values_to.take(int64_array(np.where(figures > 1, len(forms) + two, codes))),
    )
    readings = join(parts, "|")
    if same.all():
        return readings
    others = np.flatnonzero(~same)
    each = [_text(read_phrase(phrases[at].as_py(), language, counted)) for at in others.tolist()]
    rows = np.arange(len(phrases))
    rows[others] = len(phrases) + np.arange(len(others))
    return pa.concat_arrays([readings, string_array(each)]).take(int64_array(rows))


def _two_numbers(phrases: pa.Array[pa.StringScalar]) -> NDArray[np.int64]:
    """The first and the second number of each phrase, 0 for none: an array of shape (2, phrases).

    Both are 0 where a phrase has more than two numbers, or one that is not from 1 to 999.
    """
    data, offsets = utf8_bytes(phrases)
    digits, rows, begins = find_digits(data, offsets)
    starts, rows, number = digits[begins], rows[begins], np.cumsum(begins) - 1
    lengths = np.bincount(number)
    exponents = (starts + lengths)[number] - 1 - digits
    values = np.bincount(number, (data[digits] - ord("0")) * 10 ** np.minimum(exponents, 3))
    nth = np.arange(len(rows)) - np.searchsorted(rows, rows)
    odd = np.isin(rows, rows[(lengths > 3) | (data[starts] == ord("0")) | (nth > 1)])
    two = np.zeros((2, len(phrases)), np.int64)
    two[nth[~odd], rows[~odd]] = values[~odd]
    return two


@lru_cache(1 << 14)
def _read_form(form: str, language: str, counted: frozenset[str]) -> _Form:
    """The reading of a form: a phrase with the first sample in place of every number."""
    figures = form.count(_SAMPLES[0])
    attached = [word.replace(_SAMPLES[0], "", 1) for word in form.split(" ") if _SAMPLES[0] in word]
    if (
        figures > len(_SAMPLES)
        or len(form) > LONGEST_TEXT // 2
        or " ".join(_SAMPLES[0] * 2) in form  # in French one number: "2 000"
        or not all(letters == "" or letters.isalpha() for letters in attached)
    ):
        return _READ_EACH
    samples = _SAMPLES[:figures]
    phrase = "".join(chain(*zip_longest(form.split(_SAMPLES[0]), samples, fillvalue="")))
    tags = tags_of(phrase, language, counted)
    if not tags:
        return _Form(figures)
    numbers = [(tag.letter, tag.amount) for tag in tags if tag.kind == "number"]
    # Whether a number is a part of another one depends on both.
    if any(tag.kind == "part" for tag in tags):
        return _READ_EACH
    if figures and numbers != [("N", int(sample)) for sample in samples]:
        return _READ_EACH
    reading = parse(tags, language)
    if reading is None:
        return _Form(figures)
    if not figures:
        return _Form(0, reading.qualifier, _digits(reading.value), _digits(reading.value_to))
    expected = (*map(int, samples), None)[:2]
    return _Form(figures, reading.qualifier) if (reading.value, reading.value_to) == expected else _READ_EACH


def _text(reading: Reading | None) -> str | None:
    if reading is None:
        return None
    return f"{reading.qualifier}|{_digits(reading.value)}|{_digits(reading.value_to)}"


def _digits(value: int | None) -> str:
    return "" if value is None else str(value)
