"""Defines the text functions that rules call in SQL. Every engine registers them under the same names.

They take and return Arrow columns, so that a value that stands in many rows is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import sql_array, string_scalar
from riwaya.text.digits import same_numbers
from riwaya.text.edtf import EdtfError, is_edtf, parse_edtf
from riwaya.text.number_phrases.columns import phrase_readings
from riwaya.text.number_phrases.languages import LANGUAGES
from riwaya.text.spelling import digits_of, is_in_script, search_keys, word_counts

_MAX_CACHED = 1 << 15
"""Distinct combinations of texts whose results are kept."""


@dataclass(frozen=True, slots=True)
class TextFunction:
    """An SQL function of one or two columns of text. Null in, null out."""

    name: str
    """Its name in SQL."""
    call: Callable[..., pa.Array]
    arguments: int
    returns: str
    """An SQL type: VARCHAR, BOOLEAN, BIGINT or DATE."""


def text_functions(
    counted_words: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[TextFunction, ...]:
    """Return the text functions of all rules, for a package with these `Package.counted_words`."""
    return (
        elementwise("edtf_is_valid", is_edtf, 1, "BOOLEAN"),
        elementwise("edtf_earliest", lambda text: _bound(text, "earliest"), 1, "DATE"),
        elementwise("edtf_latest", lambda text: _bound(text, "latest"), 1, "DATE"),
        TextFunction("phrase_reading", partial(_phrase_reading, counted_words), 2, "VARCHAR"),
        elementwise("is_in_script", is_in_script, 2, "BOOLEAN"),
        elementwise("digits_of", digits_of, 1, "VARCHAR"),
        TextFunction("same_numbers", same_numbers, 2, "BOOLEAN"),
        TextFunction("search_key", search_keys, 1, "VARCHAR"),
        TextFunction("word_count", word_counts, 1, "BIGINT"),
    )


def elementwise(name: str, function: Callable[..., object], arguments: int, returns: str) -> TextFunction:
    """Make a text function of a function of single texts, called once for each combination of texts."""
    known: dict[tuple[str, ...], object] = {}

    def call(*columns: pa.Array) -> pa.Array:
        results: list[object] = []
        if len(known) > _MAX_CACHED:
            known.clear()
        for texts in zip(*(column.to_pylist() for column in columns), strict=True):
            if texts not in known:
                known[texts] = None if None in texts else function(*texts)
            results.append(known[texts])
        return sql_array(results, returns)

    return TextFunction(name, call, arguments, returns)


def with_fixed_arity(function: TextFunction) -> Callable[..., pa.Array]:
    """Return the function with as many named parameters as it has arguments.

    Engines count the parameters of a function, and may call it with chunked columns.
    """
    if function.arguments == 1:
        return lambda one: function.call(_combined(one))
    return lambda one, two: function.call(_combined(one), _combined(two))


def _combined(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    # combine_chunks copies even a single chunk.
    return column.chunks[0] if column.num_chunks == 1 else column.combine_chunks()


def _bound(text: str, side: str) -> date | None:
    """The first or last day of an EDTF date; None where it is open, unknown or not EDTF."""
    try:
        return getattr(parse_edtf(text), side)
    except EdtfError:
        return None


def _phrase_reading(
    counted_words: Mapping[str, frozenset[str]], phrases: pa.Array, languages: pa.Array
) -> pa.Array:
    """The numbers that phrases write out, as "qualifier|value|value_to".

    Null for a phrase that has no reading or several, or whose language is not read.
    """
    result = pa.nulls(len(phrases), pa.string())
    for language in LANGUAGES:
        here = pc.and_(pc.is_valid(phrases), pc.equal(languages, string_scalar(language)))
        readings = phrase_readings(phrases.filter(here), language, counted_words.get(language, frozenset()))
        result = pc.replace_with_mask(result, here, readings)
    return result
