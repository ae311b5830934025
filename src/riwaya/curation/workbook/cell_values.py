"""Reads a cell of a spreadsheet as the text that a CSV table would hold, or raises CellError."""

from __future__ import annotations

import datetime
import re
import unicodedata

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import without_label
from riwaya.curation.terms import Terms
from riwaya.curation.workbook import MESSAGES
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.plain_cells import plain_cell
from riwaya.package.schema import Field
from riwaya.problem import with_suggestion
from riwaya.text.characters import ascii_digits
from riwaya.text.languages import language_code, language_names
from riwaya.text.suggest import nearest

_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
# Columns that hold the code of a language.
_LANGUAGE = re.compile("(?:^|_)language$")
# Blanks and invisible characters that spreadsheets leave at the edges of a cell.
_EDGES = " \t\r\n\u00a0\u200e\u200f\ufeff\u2066\u2067\u2068\u2069"


class CellError(ValueError):
    """A cell that cannot be read as one certain text; `reason` says why, in both languages."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


def cell_text(value: object, field: Field, terms: Terms, refers: bool) -> str:
    """The text of a cell of a column.

    `terms` are those of the column's vocabulary; `refers` says whether the column holds IDs: a text that is
    none may be a name, and stays whole. Raises CellError for a value with no meaning or more than one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return _date(value, field)
    text = unicodedata.normalize("NFC", str(value).replace("\r\n", "\n")).strip(_EDGES)
    if text in _ERRORS:
        raise CellError(MESSAGES("cell-error", value=text))
    if text and field.terms and field.vocabulary:
        if term := terms.find(without_label(text)) or terms.find(text):
            return term
        raise CellError(terms.refusal(text))
    if text and _LANGUAGE.search(field.name):
        return _language(text, field)
    if refers:
        identity = ascii_digits(without_label(text))
        return identity if _has_its_form(identity, field) else text
    kind = FIELD_TYPES[field.type]
    return (plain_cell(field, text) or text) if kind.numeric or kind.calendar or field.edtf else text


def _language(text: str, field: Field) -> str:
    """The code of a language; one that has no name here may be right."""
    if code := language_code(text):
        return code
    if _has_its_form(text, field):
        return text
    names = [name for names in language_names().values() for name in (names.en, names.ar)]
    raise CellError(with_suggestion(MESSAGES("language-unknown", value=text), nearest(text, names)))


def _has_its_form(text: str, field: Field) -> bool:
    return bool(re.fullmatch(str(field.constraints.get("pattern", ".*")), text))


def _date(value: datetime.date | datetime.time | datetime.timedelta, field: Field) -> str:
    if not isinstance(value, datetime.date):
        raise CellError(MESSAGES("cell-time", value=value))
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            raise CellError(MESSAGES("cell-time", value=value))
        value = value.date()
    if not (field.edtf or field.type == "date"):
        raise CellError(MESSAGES("cell-became-date", value=value))
    return value.strftime("%Y-%m-%d")


def equal_values(field: Field, one: str, other: str) -> bool:
    """Whether two texts are the same value of a column: a spreadsheet writes 36.50 as 36.5."""
    if one == other or field.type not in ("integer", "number"):
        return one == other
    try:
        return float(one) == float(other)
    except ValueError:
        return False
