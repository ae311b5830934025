"""The kinds of field that generated packages have: every type and format, with cells of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bound:
    """Constraints, cells of the field that keep them, and cells that do not."""

    constraints: Mapping
    kept: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A field without its name, and cells for it."""

    properties: Mapping
    good: tuple[str, ...]
    bad: tuple[str, ...] = ()
    """Cells that are not of the type; none for a text, which all cells are."""
    bounds: tuple[Bound, ...] = ()
    loose: tuple[str, ...] = ()
    """Other forms of a value, which frictionless accepts."""
    large: tuple[str, ...] = ()
    """Values that do not fit into 64 bits."""
    key: bool = field(default=False)
    """Whether its cells are as many as a key needs."""

    @property
    def type(self) -> str:
        return self.properties.get("type", "")


WORDS = (
    "alpha",
    "beta",
    "two words",
    "it's",
    "x,y",
    "line\nbreak",
    "رقم",
    "é",
    "abcdefghij",
    'say "x"',
    "a;b",
    "a|b",
)
STRING = Kind(
    {"type": "string"},
    WORDS,
    bounds=(
        Bound({"minLength": 2}, ("alpha", "رقم", "x,y"), ("é", "a")),
        Bound({"maxLength": 6}, ("alpha", "رقم"), ("abcdefghij", "two words")),
        Bound({"enum": ["alpha", "beta", "رقم"]}, ("alpha", "beta", "رقم"), ("gamma", "رقم واحد")),
        Bound({"pattern": "[a-z]+"}, ("alpha", "beta"), ("A1", "alpha beta", "رقم")),
        Bound({"pattern": r"[A-Z]\d+"}, ("A1", "B22"), ("1A", "AA", "A1b")),
        Bound({"pattern": r"\w+ \w+"}, ("two words", "رقم واحد"), ("alpha", "a  b")),
        Bound({"pattern": "ab|cd"}, ("ab", "cd"), ("x", "abx", "xcd")),
        Bound({"minLength": 2, "maxLength": 6, "pattern": "[a-z]+"}, ("alpha",), ("a1c",)),
    ),
    loose=(" alpha", "beta "),
)
INTEGER = Kind(
    {"type": "integer"},
    ("0", "7", "-3", "12", "90", "91", "100000"),
    ("x", "1.5", "12a", "--1", "0x1f"),
    (
        Bound({"minimum": 0}, ("0", "7"), ("-1", "-90")),
        Bound({"maximum": 90}, ("90", "-3"), ("91",)),
        Bound({"exclusiveMinimum": 0}, ("1", "7"), ("0", "-1")),
        Bound({"exclusiveMaximum": 90}, ("89", "-3"), ("90", "91")),
        Bound({"enum": [0, 7, 90]}, ("0", "7", "90"), ("8",)),
        Bound({"minimum": 0, "maximum": 90}, ("0", "90"), ("-1", "91")),
    ),
    ("+7", "007", "1_000", "١٢"),
    ("99999999999999999999",),
    key=True,
)
NUMBER = Kind(
    {"type": "number"},
    ("0", "0.5", "-1.25", "1e3", "36.5", "90.0", "1E-2"),
    ("x", "1.2.3", "1,5", "--1"),
    (
        Bound({"minimum": 0}, ("0", "0.5"), ("-0.5",)),
        Bound({"maximum": 90.5}, ("90.5", "-3"), ("90.75",)),
        Bound({"exclusiveMinimum": 0}, ("0.5",), ("0", "0.0")),
        Bound({"exclusiveMaximum": 90}, ("89.5",), ("90.0", "91")),
        Bound({"enum": [0, 0.5, 90]}, ("0", "0.5", "90"), ("0.25",)),
    ),
    ("+7", "007.5", "1_000.5", ".5", "1.", "NaN", "INF"),
    ("1e400",),
)
DATE = Kind(
    {"type": "date"},
    ("2018-06-07", "2018-06-08", "2020-02-29", "1999-12-31", "9999-12-31"),
    ("2018-02-30", "2018-13-01", "7 June 2018", "x"),
    (
        Bound({"minimum": "2018-06-07"}, ("2018-06-07", "2020-02-29"), ("2018-06-06",)),
        Bound({"maximum": "2018-06-07"}, ("2018-06-07", "1999-12-31"), ("2018-06-08",)),
        Bound({"exclusiveMinimum": "2018-06-07"}, ("2018-06-08",), ("2018-06-07",)),
        Bound({"exclusiveMaximum": "2018-06-07"}, ("2018-06-06",), ("2018-06-07",)),
        Bound({"enum": ["2018-06-07", "2018-06-08"]}, ("2018-06-07",), ("2020-02-29",)),
    ),
    ("2018-6-7", "2018-06-7"),
)
BOOLEAN = Kind(
    {"type": "boolean"}, ("true", "false"), ("perhaps", "نعم"), loose=("True", "TRUE", "1", "0", "False")
)
YEAR = Kind(
    {"type": "year"},
    ("2018", "1999", "0000", "9999"),
    ("18x", "12345", "x"),
    (
        Bound({"minimum": 1999}, ("1999", "2018"), ("1998",)),
        Bound({"exclusiveMaximum": 2018}, ("1999",), ("2018",)),
        Bound({"enum": [1999, 2018]}, ("1999", "2018"), ("2000",)),
    ),
    ("+201",),
)
YEARMONTH = Kind(
    {"type": "yearmonth"},
    ("2018-06", "1999-12"),
    ("2018-13", "x", "2018"),
    (
        Bound({"minimum": "2018-06"}, ("2018-06", "2019-01"), ("2018-05",)),
        Bound({"exclusiveMaximum": "2018-06"}, ("2018-05",), ("2018-06",)),
    ),
    ("2018-6", "18-06"),
)
POINT = '{"type": "Point", "coordinates": [38.9, 36.5]}'
UUID = "95ecc380-afe9-11e4-9b6c-751b66dd541e"

CHECKED_HERE = (STRING, INTEGER, NUMBER, DATE, BOOLEAN, YEAR, YEARMONTH)
"""Kinds that riwaya checks where nothing else in the table keeps it from that."""
KINDS = (
    *CHECKED_HERE,
    Kind({}, WORDS),
    Kind({"type": "any"}, WORDS),
    Kind({"type": "boolean", "trueValues": ["نعم"], "falseValues": ["لا"]}, ("نعم", "لا"), ("true", "ربما")),
    Kind({"type": "integer", "bareNumber": False}, ("7%", "12 km", "5"), ("x", "%")),
    Kind({"type": "integer", "groupChar": " "}, ("7 000", "12", "1 000 000"), ("7 000.5", "x")),
    Kind({"type": "number", "decimalChar": ",", "groupChar": "."}, ("1.234,5", "7,5", "12"), ("1,2,3", "x")),
    Kind(
        {"type": "number", "groupChar": ","},
        ("1,234.5", "7.5"),
        ("x", "1.2.3"),
        (Bound({"minimum": 1000}, ("1,234.5", "1000"), ("999.5",)),),
    ),
    Kind({"type": "number", "bareNumber": False}, ("7%", "EUR 12.5"), ("x", "1.2.3%")),
    Kind(
        {"type": "date", "format": "%d/%m/%Y"},
        ("07/06/2018", "31/12/1999"),
        ("2018-06-07", "32/01/2018"),
        (Bound({"minimum": "07/06/2018"}, ("08/06/2018",), ("06/06/2018", "31/12/1999")),),
    ),
    Kind({"type": "date", "format": "any"}, ("7 June 2018", "2018-06-07"), ("x", "رقم")),
    Kind(
        {"type": "datetime"},
        ("2018-06-07T12:30:00Z", "1999-12-31T23:59:59Z"),
        ("2018-06-07", "2018-06-07T25:00:00Z", "x"),
        (Bound({"maximum": "2018-06-07T12:30:00Z"}, ("2018-06-07T12:29:59Z",), ("2018-06-07T12:30:01Z",)),),
    ),
    Kind({"type": "datetime", "format": "%Y/%m/%d %H:%M"}, ("2018/06/07 12:30",), ("2018-06-07 12:30", "x")),
    Kind({"type": "datetime", "format": "any"}, ("7 June 2018 12:30",), ("x",)),
    Kind(
        {"type": "time"},
        ("12:30:00", "00:00:00"),
        ("25:00:00", "12:30", "x"),
        (Bound({"minimum": "12:00:00"}, ("12:30:00",), ("11:59:59",)),),
    ),
    Kind({"type": "time", "format": "%H:%M"}, ("12:30",), ("12:30:00", "x")),
    Kind({"type": "duration"}, ("P1Y2M10D", "PT12H"), ("1 year", "x")),
    Kind({"type": "geopoint"}, ("38.9, 36.5", "-180, 90"), ("389, 36.5", "38.9", "x, y")),
    Kind({"type": "geopoint", "format": "array"}, ("[38.9, 36.5]",), ("38.9, 36.5", "[1]")),
    Kind(
        {"type": "geopoint", "format": "object"}, ('{"lon": 38.9, "lat": 36.5}',), ('{"lon": 38.9}', "[1, 2]")
    ),
    Kind({"type": "geojson"}, (POINT,), ("[]", "x", '{"type": "Nothing"}')),
    Kind(
        {"type": "array"},
        ("[1, 2]", '["رقم"]', "[]"),
        ("{}", "x", "[1"),
        (
            Bound({"minLength": 2}, ("[1, 2]",), ("[1]",)),
            Bound({"maxLength": 2}, ("[]", "[1, 2]"), ("[1, 2, 3]",)),
        ),
    ),
    Kind({"type": "object"}, ('{"a": 1}', "{}"), ("[1]", "x")),
    Kind({"type": "list"}, ("a,b", "رقم", "a")),
    Kind({"type": "list", "itemType": "integer", "delimiter": ";"}, ("1;2", "7"), ("1;x", "1,2")),
    Kind({"type": "string", "format": "email"}, ("a@example.org",), ("a.example.org", "رقم")),
    Kind({"type": "string", "format": "uri"}, ("https://example.org/x", "urn:x:y"), ("example.org", "x")),
    Kind({"type": "string", "format": "uuid"}, (UUID,), ("x", UUID[:-1])),
    Kind({"type": "string", "format": "binary"}, ("aGVsbG8=",), ("aGVsbG8", "a")),
    Kind({"type": "string", "categories": ["alpha", "beta"]}, ("alpha", "beta"), ("gamma", "Alpha")),
    Kind(
        {"type": "integer", "categories": [{"value": 1, "label": "one"}, {"value": 2, "label": "two"}]},
        ("1", "2"),
        ("x", "3"),
    ),
)
"""Every kind."""
