"""Makes problems of the errors of frictionless, of the same kinds as those of our own checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

from riwaya.package.csv_checks import RAGGED, csv_kinds
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.header_checks import once_for_each_fault
from riwaya.package.other_resource import OtherResource
from riwaya.package.profile_faults import Fault
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.standard import JSON
from riwaya.package.strict_json import JsonObject, names_of, object_in, objects_in
from riwaya.problem import Place, Problem, ProblemKind, problem_kinds
from riwaya.validation import MESSAGES
from riwaya.validation.schema_checks import TEXTS, schema_kinds

_POSITION = re.compile(r"at position (\d+)")
_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
COMPOUND = ("array", "list", "object", "geojson")
"""Types whose values hold others. frictionless cannot compare them: here their texts are compared."""
# In JSON, where a number is no text.
_TEXT = '"text"'
_FORMS = {
    "time": "12:30:00",
    "datetime": "2018-06-07T12:30:00Z",
    "duration": "P1Y2M10D",
    "geopoint": "38.9, 36.5",
    "geojson": '{"type": "Point", "coordinates": [38.9, 36.5]}',
    "array": "[1, 2]",
    "object": '{"key": 1}',
    "string": _TEXT,
    "any": _TEXT,
}
_FORMS_OF_FORMATS = {
    ("string", "email"): "name@example.org",
    ("string", "uri"): "https://example.org",
    ("string", "uuid"): "123e4567-e89b-42d3-a456-426614174000",
    ("geopoint", "array"): "[38.9, 36.5]",
    ("geopoint", "object"): '{"lon": 38.9, "lat": 36.5}',
    ("geojson", "topojson"): '{"type": "Topology", "objects": {}, "arcs": []}',
}
_A_MOMENT = datetime(2018, 6, 7, 12, 30, tzinfo=UTC)
_KINDS_OF_LISTS = {"minLength": "min-items", "maxLength": "max-items"}
"""Of lists and objects a length counts items, not characters."""


def codes_of(other: OtherResource) -> set[str]:
    """The codes of all problems that the schema of a table which frictionless checks can lead to."""
    kinds, schema = schema_kinds(), other.schema
    fields = objects_in(schema, "fields")
    constraints = {name for field in fields for name in object_in(field, "constraints")}
    keys = {"primaryKey": "primary-key", "uniqueKeys": "unique-error", "foreignKeys": "foreign-key"}
    found = {kinds[name].code for name in constraints if name in kinds}
    found |= {code for name, code in keys.items() if schema.get(name)}
    if "unique" in constraints:
        found.add("unique-error")
    if any(field.get("type", "any") not in TEXTS for field in fields):
        found.add("type-error")
    return found


def resource_kinds() -> dict[str, ProblemKind]:
    """The kinds of problem of problems.toml."""
    return problem_kinds("riwaya.validation.by_frictionless", "problems.toml")


def in_its_words(other: OtherResource, note: str) -> Fault:
    """What frictionless has against a resource, in brackets: it has English alone."""
    message = MESSAGES("by-frictionless", place=other.place, note=note)
    return Fault(DESCRIPTOR, other.place, message, other.name)


@dataclass(frozen=True, slots=True)
class Records:
    """Where the records of a table are, by the numbers of frictionless, which counts all records from 1."""

    other: OtherResource
    places: Sequence[tuple[str, int]]
    """The file of each record and the line on which it starts; empty for tables that have no lines."""
    numbers: dict[int, int] = field(default_factory=dict[int, int])
    """Of each record that is a row, the number of the row, the first being 1."""

    def add(self, record: int) -> None:
        """Count a record as the next row."""
        self.numbers[record] = len(self.numbers) + 1

    def place(self, record: int | None, field: str | None = None, value: str | None = None) -> Place:
        """The place of a record; of the table where it is None."""
        path, line = next(iter(self.other.paths), DESCRIPTOR), None
        if record and record <= len(self.places):
            path, line = self.places[record - 1]
        row = self.numbers.get(record) if record else None
        return Place(path, self.other.name, line, row, None, field, value)


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of one table."""

    records: Records
    schema: JsonObject
    """Its Table Schema as JSON."""
    signs: Mapping[str, object] = field(default_factory=dict[str, object])
    """What hints say of the characters that separate and quote its cells."""

    def header(self, errors: Sequence[Any]) -> list[Problem]:
        """The problems of the header."""
        return once_for_each_fault(self._of_header(errors))

    def _of_header(self, errors: Sequence[Any]) -> Iterator[Problem]:
        for error in errors:
            kind = csv_kinds().get(error.type) or csv_kinds()["unmatched-header"]
            name, label = getattr(error, "field_name", None), getattr(error, "label", None)
            line = self.records.place((getattr(error, "row_numbers", None) or [1])[0])
            field = name if error.type in ("missing-label", "incorrect-label") else label
            value = label if error.type == "incorrect-label" else None
            place = replace(line, row=None, field=field or None, value=value)
            yield kind.at(place, number=getattr(error, "field_number", None))

    def row(self, row: Any, expected: int) -> Iterator[Problem]:
        """The problems of a row of frictionless; of one with too few or too many cells, only that."""
        ragged = [error for error in row.errors if error.type in RAGGED]
        if [error.type for error in ragged] == ["blank-row"] and any(row.cells):
            # Its cells say that their values are missing: it is no blank row, and the rest is to be checked.
            ragged, row.errors = [], [error for error in row.errors if error.type != "blank-row"]
            yield from self._required(row.row_number)
        found = {
            (problem.code, problem.place.field, problem.place.value): problem
            for error in ragged or row.errors
            for problem in [self._one(error, row.cells, expected)]
        }
        yield from found.values()

    def _required(self, record: int) -> Iterator[Problem]:
        """The problems of a row without values in required fields."""
        for declared in objects_in(self.schema, "fields"):
            if object_in(declared, "constraints").get("required") is True:
                place = self.records.place(record, str(declared.get("name")))
                yield schema_kinds()["required"].at(place, allowed="True")

    def _one(self, error: Any, cells: Sequence[object], expected: int) -> Problem:
        kinds, code, record = schema_kinds(), error.type, error.row_number
        field = getattr(error, "field_name", None)
        # frictionless has the cell as Python writes it.
        at = getattr(error, "field_number", 0) - 1
        value = cell_text(cells[at] if at < len(cells) else None) if hasattr(error, "cell") else None
        place = self.records.place(record, field, value)
        if code in RAGGED:
            field = field if code == "missing-cell" else None
            is_text = self.records.places and self.records.other.format not in JSON
            key = code if is_text else f"{code}-of-list"
            place, count = self.records.place(record, field), len(cells)
            return csv_kinds()[key].at(place, cells=count, expected=expected, **self.signs)
        if code == "type-error":
            declared = field_named(self.schema, field)
            kind, plain = declared.get("type", "any"), not {"decimalChar", "groupChar"} & {*declared}
            key = "number" if kind in ("integer", "number") and plain else code
            # Any text is a string: what it is not is an address, say.
            if kind == "string" and (form := declared.get("format", "default")) != "default":
                kind = f"string ({form})"
            return kinds["empty-cell" if value == "" else key].at(place, type=kind, form=_form(declared))
        if code == "constraint-error" and (found := _CONSTRAINT.search(error.note)):
            name = found[1]
            declared = field_named(self.schema, field)
            bound: object = declared.get("constraints", {}).get(name)
            terms = cast("list[object]", bound) if isinstance(bound, list) else [bound]
            allowed = " · ".join(map(cell_text, terms))
            value = None if name == "required" else value
            key = _KINDS_OF_LISTS.get(name, name) if declared.get("type") in COMPOUND else name
            return kinds[key].at(replace(place, value=value), allowed=allowed)
        if code in ("unique-error", "primary-key"):
            return self._repeated(error, place, cells)
        if code == "foreign-key":
            names: list[str] = error.field_names
            place = self.records.place(record, ", ".join(names), self._key_value(cells, names))
            return kinds[code].at(place, target=self._target(names))
        return resource_kinds()["table-error"].at(place, error=f"frictionless: {code}", note=error.note)

    def _repeated(self, error: Any, place: Place, cells: Sequence[object]) -> Problem:
        kinds, first = schema_kinds(), _POSITION.search(error.note)
        names = names_of(self.schema.get("primaryKey"))
        if error.type == "primary-key":
            place = replace(place, field=", ".join(names), value=self._key_value(cells, names))
        if first is None:
            return kinds["empty"].at(replace(place, value=None))
        return kinds[error.type].at(place, first=self.records.numbers.get(int(first[1])))

    def _key_value(self, cells: Sequence[object], names: Sequence[str]) -> str:
        known = [field.get("name") for field in objects_in(self.schema, "fields")]
        values = dict(zip(known, cells, strict=False))
        return ", ".join(cell_text(values.get(name)) for name in names)

    def _target(self, fields: Sequence[str]) -> str:
        """The table that a foreign key of these fields refers to, which has another name for frictionless."""
        keys = objects_in(self.schema, "foreignKeys")
        found = next(key for key in keys if names_of(key.get("fields")) == [*fields])
        return found["reference"].get("resource") or self.records.other.name


def cell_text(value: object) -> str:
    """A cell or a bound as a message shows it: a text as it is, all else in JSON, and nothing for null.

    >>> cell_text("نعم"), cell_text(True), cell_text({"a": [None]}), cell_text(None)
    ('نعم', 'true', '{"a": [null]}', '')
    """
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, default=str)


def _form(field: JsonObject) -> str:
    """How a cell of a field is written, for the hint of a message."""
    kind, form = str(field.get("type", "any")), str(field.get("format", "default"))
    if (kind, form) in _FORMS_OF_FORMATS:
        return _FORMS_OF_FORMATS[kind, form]
    if form not in ("default", "any"):
        return _A_MOMENT.strftime(form) if kind in ("date", "time", "datetime") else form
    if kind == "boolean":
        true, false = (
            field.get(name, [value]) for name, value in (("trueValues", "true"), ("falseValues", "false"))
        )
        return ", ".join(map(str, (*true, *false)))
    if kind == "list":
        kind = str(field.get("itemType", "string"))
        item = {"string": "one", "boolean": "true"}.get(kind) or _form({"type": kind})
        return str(field.get("delimiter", ",")).join((item, item))
    example = (FIELD_TYPES[kind].example if kind in FIELD_TYPES else None) or _FORMS.get(kind, kind)
    return example.replace(".", str(field.get("decimalChar", "."))) if kind == "number" else example


def field_named(schema: JsonObject, name: str | None) -> JsonObject:
    """The field of a schema as JSON; empty if there is none of that name."""
    named = (item for item in objects_in(schema, "fields") if item.get("name") == name)
    return next(named, dict[str, object]())
