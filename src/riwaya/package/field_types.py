"""Defines the types that a field may have, and what each is in every format that a release is written in.

A type added to FIELD_TYPES is accepted in schemas, checked, published in all formats and read back: no other
module knows types by name, but for the three that need a decision of their own (strings and booleans are cast
apart in SQL, and a workbook edits some types in a way of its own).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_ANY = ("required", "unique", "enum")


def _is_integer(value: object) -> bool:
    return type(value) is int and abs(value) < 2**63


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e308


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_yearmonth(value: object) -> bool:
    return isinstance(value, str) and _is_date(f"{value}-01")


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type of Table Schema.

    Its names in both languages are the texts `type-NAME` of release/codebook.toml.
    """

    name: str
    constraints: tuple[str, ...]
    """The constraints that frictionless knows for it."""
    is_value: Callable[[object], bool]
    """Whether a value of JSON, such as a bound or a term of `enum`, is of this type."""
    sql: str
    """The type in DuckDB."""
    pattern: str | None
    """The one form of a cell in CSV, a regular expression; None where any text, or a list of texts, fits."""
    example: str | None
    """A cell, for messages; None where the field itself says what its cells are."""
    arrow: pa.DataType
    pandas: tuple[str, str]
    """What pandas' metadata of Parquet call it: kind of value, dtype."""
    json_type: str
    croissant: str
    sqlite: str = "TEXT"
    json_format: str | None = None
    """The `format` of JSON Schema."""
    parse: Callable[[str], object] | None = None
    """Makes a value of the text by which JSON, SQLite and XLSX write it; None where they have such values."""
    numeric: bool = False
    """Whether a spreadsheet writes it as a number."""
    calendar: bool = False
    """Whether it is a date or a part of one."""


_STRING = FieldType(
    name="string",
    constraints=(*_ANY, "pattern", "minLength", "maxLength"),
    is_value=lambda value: isinstance(value, str),
    sql="VARCHAR",
    pattern=None,
    example=None,
    arrow=pa.string(),
    pandas=("unicode", "object"),
    json_type="string",
    croissant="sc:Text",
)
# A text, of which nothing is known, not even that it is prose.
_ANY_TYPE = replace(_STRING, name="any", constraints=_ANY)
_INTEGER = FieldType(
    name="integer",
    constraints=(*_ANY, *BOUNDS),
    is_value=_is_integer,
    sql="BIGINT",
    # A number beyond 64 bits has this form: the cast rejects it.
    pattern="-?(0|[1-9][0-9]*)",
    example="12",
    arrow=pa.int64(),
    pandas=("int64", "Int64"),
    json_type="integer",
    croissant="sc:Integer",
    sqlite="INTEGER",
    numeric=True,
)
_NUMBER = FieldType(
    name="number",
    constraints=(*_ANY, *BOUNDS),
    is_value=_is_number,
    sql="DOUBLE",
    pattern="-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?",
    example="36.50237",
    arrow=pa.float64(),
    pandas=("float64", "float64"),
    json_type="number",
    croissant="sc:Float",
    sqlite="REAL",
    numeric=True,
)
_DATE = FieldType(
    name="date",
    constraints=(*_ANY, *BOUNDS),
    is_value=_is_date,
    sql="DATE",
    pattern="([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-[0-9]{2}-[0-9]{2}",
    example="2018-06-07",
    arrow=pa.date32(),
    # Readers of Parquet see a date of days; pandas, which has no such type, makes times of them, with `.dt`.
    pandas=("date", "timestamp[s][pyarrow]"),
    json_type="string",
    json_format="date",
    croissant="sc:Date",
    parse=datetime.date.fromisoformat,
    calendar=True,
)
# A year is an integer of four digits; a year and month is a text of one form.
_YEAR = replace(_INTEGER, name="year", pattern="[0-9]{4}", example="2018", calendar=True)
_YEARMONTH = replace(
    _STRING,
    name="yearmonth",
    constraints=(*_ANY, *BOUNDS),
    is_value=_is_yearmonth,
    pattern="[0-9]{4}-(0[1-9]|1[0-2])",
    example="2018-06",
    calendar=True,
)
_BOOLEAN = FieldType(
    name="boolean",
    constraints=_ANY,
    is_value=lambda value: isinstance(value, bool),
    sql="BOOLEAN",
    pattern=None,
    example=None,
    arrow=pa.bool_(),
    pandas=("bool", "boolean"),
    json_type="boolean",
    croissant="sc:Boolean",
    sqlite="INTEGER",
)

FIELD_TYPES: Mapping[str, FieldType] = {
    item.name: item for item in (_STRING, _INTEGER, _NUMBER, _DATE, _YEAR, _YEARMONTH, _BOOLEAN, _ANY_TYPE)
}
"""Every type by its name in a Table Schema. Types of the standard that are not here are refused by name."""
