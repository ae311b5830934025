"""Constraints that the standard has and frictionless does not, and what nobody can check of the others."""

import datetime
import json
from decimal import Decimal

import pytest

from riwaya.package.constraints import pattern_fault
from riwaya.package.descriptor import Package
from riwaya.validation.by_frictionless.own_constraints import broken, duration
from riwaya.validation.check import check_package


def problems(folder, fields, text):
    item = {"name": "t", "path": "t.csv", "schema": {"fields": fields}}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [item]}), "utf-8")
    (folder / "t.csv").write_text(text, "utf-8")
    return check_package(Package.open(folder, standard=True)).report.problems


def kept(kind, constraint, bound, *cells):
    """The cells that keep a constraint."""
    field = {"name": "x", "type": kind, "constraints": {constraint: bound}}
    return [cell for at, cell in enumerate(cells) if at not in {item[0] for item in broken(field, cells)}]


@pytest.mark.parametrize(
    "text, months, seconds",
    [
        ("P1Y2M", 14, 0),
        ("P1W", 0, 604_800),
        ("-P1DT1H", 0, -90_000),
        ("PT1.5S", 0, Decimal("1.5")),
        ("P0.5D", 0, 43_200),
    ],
)
def test_durations_are_read(text, months, seconds):
    assert duration(text) == (months, seconds)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "1 year", "P1S", "PT1Y", "P1M1Y", "P1", 5, None, "P١D", "P0.5Y"]
)
def test_what_is_no_duration_is_none(text):
    assert duration(text) is None


def test_durations_are_compared_as_in_xml_schema():
    """From four starts, so that months and days can be compared only where no month matters."""
    assert kept("duration", "minimum", "P30D", "P30D", "P31D", "P1M", "P29D", "P2M") == [
        "P30D",
        "P31D",
        "P2M",
    ]
    assert kept("duration", "maximum", "P1Y", "P12M", "P366D", "P367D", "P364D") == ["P12M", "P364D"]
    assert kept("duration", "exclusiveMinimum", "PT1S", "PT1S", "PT1.1S", "-P1D") == ["PT1.1S"]
    assert kept("duration", "exclusiveMaximum", "P1D", "PT24H", "PT86399S") == ["PT86399S"]
    # What is no value is left to the check of types.
    assert kept("duration", "minimum", "P1D", None, "x", "P0.1M", "PT1H") == [None, "x", "P0.1M"]


@pytest.mark.parametrize("constraints", [{}, {"minimum": "P1D"}])
def test_a_part_of_a_month_is_no_duration(constraints, tmp_path):
    """frictionless takes it, and XML Schema does not: a month has no length that could be divided."""
    fields = [{"name": "x", "type": "duration", "constraints": constraints}]
    cells = "P1.5M P0,5Y P1Y1.5M P1Y2M P1.5D P1M1.5D P1MT1.5S".split()
    found = problems(tmp_path, fields, "\n".join(["x", *(f'"{cell}"' for cell in cells), ""]))
    assert [(item.code, item.place.value) for item in found] == [("type-error", cell) for cell in cells[:3]]


def test_days_of_months_are_those_of_the_calendar():
    for year, month in ((1600, 2), (1900, 2), (1999, 12), (2000, 2), (2023, 2), (2024, 1)):
        days = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.date(year, month, 1)).days
        assert 28 <= days <= 31
    assert kept("duration", "maximum", "P400Y", "P146097D", "P146098D") == ["P146097D"]


def test_a_json_schema_is_checked_and_fetches_nothing():
    assert kept("array", "jsonSchema", {"maxItems": 1}, "[1]", "[1, 2]", None, "x") == ["[1]", None, "x"]
    schema = {"properties": {"pattern": {"type": "integer"}}, "required": ["pattern"]}
    assert kept("object", "jsonSchema", schema, '{"pattern": 1}', '{"pattern": "1"}', "{}") == [
        '{"pattern": 1}'
    ]
    assert kept("object", "jsonSchema", {"maxProperties": 1}, "[" * 50_000) == []
    # Of other types it is no constraint.
    assert kept("string", "jsonSchema", {"maxLength": 1}, "ab") == ["ab"]


FIELDS = [
    {"name": "d", "type": "duration", "constraints": {"minimum": "P1D", "required": True}},
    {"name": "o", "type": "object", "constraints": {"jsonSchema": {"required": ["a"]}}},
    {"name": "s", "type": "string", "constraints": {"pattern": r"\p{L}+"}},
]


def test_bounds_of_durations_json_schemas_and_categories_of_characters_are_checked(tmp_path):
    good = 'd,o,s\nP2D,"{""a"": 1}",حلب\n'
    assert problems(tmp_path, FIELDS, good) == ()
    found = problems(tmp_path, FIELDS, good + 'PT1H,"{}",a1\n,[],b\n')
    assert [(item.code, item.place.line, item.place.field) for item in found] == [
        ("constraint-error", 3, "d"),
        ("constraint-error", 3, "o"),
        ("constraint-error", 3, "s"),
        ("constraint-error", 4, "d"),
        ("type-error", 4, "o"),
    ]
    assert all(text.en != text.ar for item in found for text in (item.message(), item.hint()))


def test_what_is_no_bound_and_no_json_schema_is_named_all_at_once(tmp_path):
    fields = [
        {"name": "d", "type": "duration", "constraints": {"minimum": "1 day", "maximum": "P1M"}},
        {"name": "o", "type": "object", "constraints": {"jsonSchema": {"type": "colour"}}},
        {"name": "i", "type": "integer", "constraints": {"minimum": "x", "maximum": "y"}},
        {"name": "a", "type": "array", "constraints": {"jsonSchema": 5}},
    ]
    found = problems(tmp_path, fields, "d,o,i,a\n")
    assert {item.code for item in found} == {"descriptor-error"} and len(found) == 5
    messages = " ".join(item.message().en for item in found)
    for part in (
        "/fields/0/constraints/minimum is 1 day, which is no duration",
        "which is no JSON Schema",
        "/fields/2/constraints/minimum is x, which is no integer",
        "/fields/2/constraints/maximum is y, which is no integer",
        "/fields/3/constraints/jsonSchema is of type integer",
    ):
        assert part in messages
    assert "frictionless" not in messages


@pytest.mark.parametrize(
    "constraints, words",
    [
        ({"jsonSchema": {"properties": {"a": {"pattern": "(a+)+$"}}}}, "because of pattern"),
        ({"jsonSchema": {"$ref": "https://localhost/schema.json"}}, "because of $ref"),
        ({"jsonSchema": {"$defs": {"a": {"allOf": [{"$ref": "#"}]}}}}, "because of $ref"),
        ({"jsonSchema": {"patternProperties": {"a": {}}}}, "because of patternProperties"),
    ],
    ids=str,
)
def test_what_nobody_can_check_is_said_to_be_unchecked(constraints, words, tmp_path):
    (found,) = problems(tmp_path, [{"name": "o", "type": "object", "constraints": constraints}], "o\n{}\n")
    message = found.message()
    assert found.code == "resource-not-checked" and words in message.en and "cannot be checked" in message.en
    assert "standard" not in message.en and "لا يمكن" in message.ar


@pytest.mark.parametrize(
    "pattern, key",
    [
        (r"\p{L}+", None),
        (r"[\p{Lu}\P{M}]\d", None),
        (r"a\\b", None),
        ("(a", "pattern-broken"),
        ("a{2", None),
        (r"\bx\b", "pattern-edge"),
        ("(?=x)x", "pattern-not-linear"),
        (r"(a)\1", "pattern-not-linear"),
        ("(?<!a)b", "pattern-not-linear"),
        (r"\p{IsArabic}", "pattern-ambiguous"),
        (r"\i\c*", "pattern-ambiguous"),
        ("[a-z-[aeiou]]", "pattern-ambiguous"),
        ("[[:alpha:]]+", "pattern-ambiguous"),
        ("[[:alpha:]]{2000}", "pattern-ambiguous"),
        ("a" * 1001, "pattern-long"),
        ("a{1001}", "pattern-repeats"),
        (r"(\w{1000}b){1000}", "pattern-repeats"),
    ],
)
def test_why_a_pattern_cannot_be_checked(pattern, key, tmp_path):
    assert pattern_fault(pattern) == key
    if key:
        fields = [{"name": "s", "type": "string", "constraints": {"pattern": pattern}}]
        (found,) = problems(tmp_path, fields, "s\nx\n")
        assert found.code == "resource-not-checked" and pattern in found.message().ar
        message = found.message().en
        causes = (
            "regular expression.",
            "linear",
            "edges",
            "longer than",
            "repeats",
            "programs differ in how",
        )
        assert sum(cause in message for cause in causes) == 1 and "breaks the" not in message
