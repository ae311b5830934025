"""What SQL cannot say about texts, as plain functions with SQL types. Engines register them under these names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from riwaya.dates import EdtfError, is_edtf, parse_edtf
from riwaya.denied import holds_denied
from riwaya.text import digits_of, is_in_script, search_keys, word_count
from riwaya.wording import read_phrase

_ARROW = {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "BIGINT": pa.int64(), "DATE": pa.date32()}


@dataclass(frozen=True, slots=True)
class TextFunction:
    """A function of one or two texts. It is never asked about a null: that gives null."""

    name: str
    call: Callable[..., object]
    arguments: int
    returns: str
    """An SQL type: VARCHAR, BOOLEAN, BIGINT or DATE."""
    many: bool = False
    """Whether it is called with a list of texts and gives a list, rather than with one text."""


def text_functions(denied: Mapping[str, frozenset[str]]) -> tuple[TextFunction, ...]:
    """All functions; `denied` is the deny-list, fingerprints by salt."""
    return (
        TextFunction("edtf_is_valid", is_edtf, 1, "BOOLEAN"),
        TextFunction("edtf_earliest", lambda text: _bound(text, "earliest"), 1, "DATE"),
        TextFunction("edtf_latest", lambda text: _bound(text, "latest"), 1, "DATE"),
        TextFunction("phrase_reading", _phrase_reading, 2, "VARCHAR"),
        TextFunction("is_in_script", is_in_script, 2, "BOOLEAN"),
        TextFunction("digits_of", digits_of, 1, "VARCHAR"),
        TextFunction("search_key", search_keys, 1, "VARCHAR", many=True),
        TextFunction("word_count", word_count, 1, "BIGINT"),
        TextFunction("holds_denied", lambda texts: holds_denied(texts, denied), 1, "BOOLEAN", many=True),
    )


def _bound(text: str, side: str) -> date | None:
    """The first or last day of an EDTF date; null where it is open, unknown or not EDTF."""
    try:
        return getattr(parse_edtf(text), side)
    except EdtfError:
        return None


def _phrase_reading(text: str, language: str) -> str | None:
    """"qualifier|value|value_to" with empty places for what the phrase has not; null where it has no one reading."""
    reading = read_phrase(text, language)
    if reading is None:
        return None
    return "|".join("" if part is None else str(part) for part in (reading.qualifier, reading.value, reading.value_to))


def over_columns(function: TextFunction) -> Callable[..., pa.Array]:
    """The function over Arrow columns; null where one of the texts is null."""
    return _over_all(function) if function.many else _over_each(function)


def _over_all(function: TextFunction) -> Callable[..., pa.Array]:
    """The function over an Arrow column, called once with all its texts."""
    arrow_type = _ARROW[function.returns]

    def answer(column: pa.Array) -> pa.Array:
        texts = column.to_pylist()
        answers = iter(function.call([text for text in texts if text is not None]))
        return pa.array([None if text is None else next(answers) for text in texts], arrow_type)

    return answer


def _over_each(function: TextFunction) -> Callable[..., pa.Array]:
    """The function over Arrow columns, called once for each distinct combination of texts."""
    arrow_type = _ARROW[function.returns]
    known: dict[tuple[str, ...], object] = {}

    def answer(*columns: pa.Array) -> pa.Array:
        answers = []
        for texts in zip(*(column.to_pylist() for column in columns), strict=True):
            if None in texts:
                answers.append(None)
                continue
            if texts not in known:
                known[texts] = function.call(*texts)
            answers.append(known[texts])
        return pa.array(answers, arrow_type)

    # Engines count the parameters of the function that it is given.
    return (lambda one: answer(one)) if function.arguments == 1 else (lambda one, two: answer(one, two))
