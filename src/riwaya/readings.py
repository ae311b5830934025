"""Reads many number phrases at once. Those that differ in their figures alone have one form, which is read once."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, zip_longest
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrays import flags, numbers, places, texts, values_of
from riwaya.wording import LONGEST_TEXT, Reading, assemble, marks_of, read_phrase

_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# From 1 to 999, beside blanks or letters: no sign is in such figures, and the grammar takes them all alike.
_ONE_OR_TWO = "^[^0-9]*(?P<one>[1-9][0-9]{0,2})(?:[^0-9]+(?P<two>[1-9][0-9]{0,2}))?[^0-9]*$"
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
    """"qualifier|value|value_to" of each phrase, with empty places for what it has not; null where it has no one reading."""
    if not len(phrases):
        return phrases
    eastern = pc.match_substring_regex(phrases, "[٠-٩۰-۹]")
    if len(places(eastern)):
        western = texts([phrase.translate(_EASTERN) for phrase in phrases.filter(eastern).to_pylist()])
        phrases = pc.replace_with_mask(phrases, eastern, western)
    encoded = pc.replace_substring_regex(phrases, "[0-9]+", _SAMPLES[0]).dictionary_encode()
    which = encoded.indices
    forms = [_form(form, language) for form in encoded.dictionary.to_pylist()]
    figures = np.array([form.figures for form in forms], np.int8)[values_of(which)]
    one, two = (pc.struct_field(pc.extract_regex(phrases, _ONE_OR_TWO), name) for name in ("one", "two"))
    right = _right(figures, one, two)
    qualifiers, value, value_to = (texts(list(column)).take(which) for column in list(zip(*forms, strict=True))[1:])
    value = pc.if_else(flags(figures > 0), one, value)
    value_to = pc.if_else(flags(figures > 1), two, value_to)
    readings = pc.binary_join_element_wise(qualifiers, value, value_to, texts(["|"])[0])
    if right.all():
        return readings
    apart = flags(~right)
    each = [_text(read_phrase(phrase, language)) for phrase in phrases.filter(apart).to_pylist()]
    return pc.replace_with_mask(readings, apart, texts(each))


def _right(figures: np.ndarray, one: pa.Array, two: pa.Array) -> np.ndarray:
    """Which phrases say what their form says: their figures are small, and of two the first is smaller."""
    right = figures == 0
    right[places(pc.is_valid(one))] = True
    right &= figures >= 0
    pairs = np.flatnonzero(figures == 2)
    if len(pairs):
        ones, twos = (column.take(numbers(pairs)) for column in (one, two))
        short, long = pc.binary_length(ones), pc.binary_length(twos)
        rising = places(pc.or_(pc.less(short, long), pc.and_(pc.equal(short, long), pc.less(ones, twos))))
        right[pairs] = False
        right[pairs[rising]] = True
    return right


@lru_cache(1 << 14)
def _form(form: str, language: str) -> _Form:
    figures = form.count(_SAMPLES[0])
    beside = [word.replace(_SAMPLES[0], "", 1) for word in form.split(" ") if _SAMPLES[0] in word]
    if figures > len(_SAMPLES) or len(form) > LONGEST_TEXT // 2 or not all(rest == "" or rest.isalpha() for rest in beside):
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
    return "|".join("" if part is None else str(part) for part in (reading.qualifier, reading.value, reading.value_to))
