"""What SQL cannot say about texts, as functions of Arrow columns with SQL types. Engines register them under these names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import sql_array, string_scalar
from riwaya.text.digits import same_numbers
from riwaya.text.edtf import EdtfError, is_edtf, parse_edtf
from riwaya.text.number_phrases.columns import phrase_readings
from riwaya.text.spelling import digits_of, is_in_script, search_keys, word_counts

_REMEMBERED = 1 << 15


@dataclass(frozen=True, slots=True)
class TextFunction:
    """A function of one or two columns of texts, cell by cell. A null gives null."""

    name: str
    call: Callable[..., pa.Array]
    arguments: int
    returns: str
    """An SQL type: VARCHAR, BOOLEAN, BIGINT or DATE."""


def text_functions() -> tuple[TextFunction, ...]:
    """All functions."""
    return (
        each("edtf_is_valid", is_edtf, 1, "BOOLEAN"),
        each("edtf_earliest", lambda text: _bound(text, "earliest"), 1, "DATE"),
        each("edtf_latest", lambda text: _bound(text, "latest"), 1, "DATE"),
        TextFunction("phrase_reading", _phrase_reading, 2, "VARCHAR"),
        each("is_in_script", is_in_script, 2, "BOOLEAN"),
        each("digits_of", digits_of, 1, "VARCHAR"),
        TextFunction("same_numbers", same_numbers, 2, "BOOLEAN"),
        TextFunction("search_key", _search_keys, 1, "VARCHAR"),
        TextFunction("word_count", word_counts, 1, "BIGINT"),
    )


def each(name: str, function: Callable[..., object], arguments: int, returns: str) -> TextFunction:
    """A function of texts, called once for each distinct combination of them, as far as they are remembered."""
    known: dict[tuple[str, ...], object] = {}

    def call(*columns: pa.Array) -> pa.Array:
        answers = []
        if len(known) > _REMEMBERED:
            known.clear()
        for texts in zip(*(column.to_pylist() for column in columns), strict=True):
            if texts not in known:
                known[texts] = None if None in texts else function(*texts)
            answers.append(known[texts])
        return sql_array(answers, returns)

    return TextFunction(name, call, arguments, returns)


def by_columns(function: TextFunction) -> Callable[..., pa.Array]:
    """The function for an engine that counts the parameters of what it is given, and may give columns in chunks."""
    if function.arguments == 1:
        return lambda one: function.call(_whole(one))
    return lambda one, two: function.call(_whole(one), _whole(two))


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return column


def _search_keys(texts: pa.Array) -> pa.Array:
    keys = search_keys(texts.fill_null(string_scalar("")) if texts.null_count else texts)
    return pc.if_else(pc.is_valid(texts), keys, pa.nulls(1, pa.string())[0]) if texts.null_count else keys


def _bound(text: str, side: str) -> date | None:
    """The first or last day of an EDTF date; null where it is open, unknown or not EDTF."""
    try:
        return getattr(parse_edtf(text), side)
    except EdtfError:
        return None


def _phrase_reading(phrases: pa.Array, languages: pa.Array) -> pa.Array:
    """What phrases in "ar" or "en" read as; null for those that have no one reading."""
    told = pa.nulls(len(phrases), pa.string())
    for language in ("ar", "en"):
        here = pc.and_(pc.is_valid(phrases), pc.equal(languages, string_scalar(language)))
        told = pc.replace_with_mask(told, here, phrase_readings(phrases.filter(here), language))
    return told
