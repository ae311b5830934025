"""Reads a cell of a spreadsheet as the text that a table would hold. What has one meaning is mended, the rest is refused."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import bare
from riwaya.package.schema import Field
from riwaya.text.characters import ascii_digits
from riwaya.text.spelling import search_key

_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
_ERROR = Bilingual(
    "holds the error {value}. Write what it should say.", "فيها الخطأ {value}. اكتب ما ينبغي أن يكون فيها."
)
_TIME = Bilingual(
    "holds a time of day: {value}. Write a date as text, such as 2018-06-07.",
    "فيها وقت من اليوم: {value}. اكتب التاريخ نصًا، مثل 2018-06-07.",
)
_NOT_DATE = Bilingual(
    "became a date: {value}. Write as text what it should say.",
    "صارت تاريخًا: {value}. اكتب ما ينبغي أن يكون فيها نصًا.",
)
_EDGES = " \t\r\n\u00a0\u200e\u200f\ufeff\u2066\u2067\u2068\u2069"
_NUMBERS = ("integer", "number", "year")
_DATES = ("date", "yearmonth", "year")


class CellError(ValueError):
    """What cannot be read as one text, with why, in both languages."""

    def __init__(self, why: Bilingual) -> None:
        super().__init__(why.en)
        self.why = why


def text_of(value: object, field: Field, labels: Mapping[str, str], refers: bool) -> str:
    """The text of a cell of a column; `labels` are the terms of its vocabulary by the search keys of what they are called, and
    `refers` says that it holds IDs. CellError for what has no meaning, or more than one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return _date(value, field)
    text = unicodedata.normalize("NFC", str(value).replace("\r\n", "\n")).strip(_EDGES)
    if text in _ERRORS:
        raise CellError(_ERROR.format({"value": text}))
    if field.vocabulary:
        term = bare(text)
        return term if term in field.constraints.get("enum", ()) else labels.get(search_key(text), term)
    if refers:
        return ascii_digits(bare(text))
    if field.type in _NUMBERS:
        return ascii_digits(text).replace("٬", "").replace("٫", ".")
    return ascii_digits(text) if field.edtf or field.type in _DATES else text


def _date(value: object, field: Field) -> str:
    if not isinstance(value, datetime.datetime | datetime.date):
        raise CellError(_TIME.format({"value": value}))
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        raise CellError(_TIME.format({"value": value}))
    if not (field.edtf or field.type == "date"):
        raise CellError(
            _NOT_DATE.format({"value": value.date() if isinstance(value, datetime.datetime) else value})
        )
    return value.strftime("%Y-%m-%d")


def same(field: Field, one: str, other: str) -> bool:
    """Whether two texts say the same in a column: a spreadsheet writes 36.50 as 36.5."""
    if one == other or field.type not in ("integer", "number"):
        return one == other
    try:
        return float(one) == float(other)
    except ValueError:
        return False
