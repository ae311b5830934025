"""Names each place of a descriptor or a Table Schema that breaks the profile of the Data Package standard.

The profile is that of version 2.0, which accepts what version 1 accepts: only names were narrower then. What
is wrong in it, or checked elsewhere, is left out here, and docs/differential.md lists it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, cast

from riwaya.package.other_resource import TABULAR_PROFILE
from riwaya.package.profile_faults import Fault, fault, faults_in, first_repeated, shown
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema_faults import faults_of_names
from riwaya.package.strict_json import JsonObject, object_in, objects_in

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, FormatChecker

READ_FROM = frozenset(
    "name path data schema dialect encoding compression innerpath format max_mebibytes".split()
)
"""The properties of a resource without which, or with wrong ones of which, its table cannot be read."""
# Names that version 1 allows, as a package has them that names no version.
_NAME_1 = re.compile("[-a-z0-9._/]+")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+[.][^@\s]+")
_VERSION_1 = re.compile("https://datapackage[.]org/profiles/1[.]")
_OF_SCHEMAS = ("fields", "missingValues")
_KEYS = ("primaryKey", "uniqueKeys", "foreignKeys")
# Names of version 1, and addresses of both.
_OF_STANDARD = re.compile(
    "(?:tabular-)?data-(?:package|resource)|https://datapackage[.]org/profiles/[12][.][0-9]/[a-z]+[.]json"
    "|https?://(?:specs[.])?frictionlessdata[.]io/schemas/(?!fiscal)[a-z-]+[.]json"
)
# A type that it lacks, and what frictionless reads as constraints of a field without a type.
_OF_LISTS = {
    "itemType": {"enum": "string integer boolean number datetime date time".split()},
    "delimiter": {"type": "string", "minLength": 1},
}
_CONSTRAINTS_OF_LISTS = ("required", "unique", "minLength", "maxLength")
# What stands for the type of a field that has none, or one that is not known.
_UNTYPED, _UNKNOWN = "(none)", "(unknown)"


def package_faults(descriptor: JsonObject, file: str = DESCRIPTOR) -> list[Fault]:
    """What is wrong with a descriptor besides the schemas and dialects of its resources.

    >>> [fault.message.en for fault in package_faults({"resources": [], "title": 5})]
    ['/resources is empty', '/title is of type integer and must be string']
    """
    found = [*faults_in(_validator("package"), descriptor, file, "")]
    name, schema = descriptor.get("name"), descriptor.get("$schema")
    first = schema is None or (isinstance(schema, str) and bool(_VERSION_1.match(schema)))
    if isinstance(name, str) and first and not _NAME_1.fullmatch(name):
        found.append(fault("fault-name", file, "/name", value=shown(name)))
    found += (fault("fault-misplaced", file, f"/{key}") for key in _OF_SCHEMAS if key in descriptor)
    listed: object = descriptor.get("resources")
    names = [_name_of(item) for item in cast("list[object]", listed)] if isinstance(listed, list) else []
    found += _faults_of_entries(descriptor, names, file)
    return [replace(item, resource=_resource_of(item.pointer, names)) for item in found]


def _faults_of_entries(descriptor: JsonObject, names: Sequence[str | None], file: str) -> Iterator[Fault]:
    for at, name in enumerate(names):
        if name and name in names[:at]:
            yield fault("fault-resource-twice", file, f"/resources/{at}/name", value=shown(name))
    for at, entry in entries_in(descriptor).items():
        if entry.get("profile") == TABULAR_PROFILE and "schema" not in entry:
            # Its table is not read, as with a schema that is wrong.
            lacking = fault("fault-required", file, f"/resources/{at}", names="schema")
            yield replace(lacking, pointer=f"/resources/{at}/schema")


def entries_in(descriptor: JsonObject) -> dict[int, JsonObject]:
    """The entries of `resources` that have a name, by number; of several of one name the first."""
    listed: object = descriptor.get("resources")
    made: dict[str, tuple[int, JsonObject]] = {}
    for at, item in enumerate(cast("list[object]", listed) if isinstance(listed, list) else []):
        if name := _name_of(item):
            made.setdefault(name, (at, cast("JsonObject", item)))
    return dict(made.values())


def other_profiles(descriptor: JsonObject) -> Iterator[tuple[str, str]]:
    """The profiles that a descriptor names besides those of the standard: JSON pointer and value of each.

    Nothing is checked against them: they are at addresses, or files that describe no data.
    """
    places = [("", descriptor)]
    for at, entry in entries_in(descriptor).items():
        place = f"/resources/{at}"
        places += [
            (place, entry),
            *((f"{place}/{key}", object_in(entry, key)) for key in ("schema", "dialect")),
        ]
    for place, owner in places:
        for key in ("profile", "$schema"):
            value: object = owner.get(key)
            if isinstance(value, str) and not _OF_STANDARD.fullmatch(value):
                yield f"{place}/{key}", value


def schema_faults(schema: JsonObject, file: str, pointer: str, resource: str) -> list[Fault]:
    """What is wrong with a Table Schema that stands at `pointer` of a file, field by field."""
    if _is_sound(json.dumps(schema)):
        return []
    fields = field_names(schema, pointer)
    return [
        replace(item, resource=resource, field=fields.get(_field_of(item.pointer, pointer)))
        for item in _schema_faults(schema, file, pointer)
    ]


def field_names(schema: JsonObject, pointer: str) -> dict[str, str]:
    """The names of the fields of a schema at `pointer`, by the pointer of each."""
    listed: object = schema.get("fields")
    named = _numbered(f"{pointer}/fields", cast("list[object]", listed) if isinstance(listed, list) else [])
    return {place: name for place, field in named if (name := _name_of(field)) is not None}


@lru_cache(maxsize=256)
def _is_sound(schema: str) -> bool:
    """Whether the JSON of a Table Schema has no fault: the commands of one process read the same ones."""
    return not _schema_faults(json.loads(schema), "", "")


def _schema_faults(schema: JsonObject, file: str, pointer: str) -> list[Fault]:
    found = [*faults_in(_validator("schema"), schema, file, pointer), *faults_of_names(schema, file, pointer)]
    listed: object = schema.get("fields")
    fields = cast("list[object]", listed) if isinstance(listed, list) else []
    for at, field in enumerate(fields):
        place = f"{pointer}/fields/{at}"
        found += faults_in(_validator(_shape_of(field)), field, file, place)
        if isinstance(field, Mapping) and "required" in field:
            found.append(fault("fault-constraint-misplaced", file, f"{place}/required"))
    for place, owner in ((pointer, schema), *_numbered(f"{pointer}/fields", fields)):
        for key in ("value", "label"):
            values = (item[key] for item in objects_in(owner, "missingValues") if item.get(key) is not None)
            if (twice := first_repeated(values)) is not None:
                found.append(fault("fault-twice", file, f"{place}/missingValues", value=shown(twice)))
    return found


def dialect_faults(dialect: JsonObject, file: str, pointer: str, resource: str) -> list[Fault]:
    """What is wrong with a dialect that stands at `pointer` of a file; null in it is as nothing."""
    given = {name: value for name, value in dialect.items() if value is not None}
    found = faults_in(_validator("dialect"), given, file, pointer)
    return [replace(item, resource=resource) for item in found]


def dialect_without(faults: Iterable[Fault], dialect: JsonObject, pointer: str) -> JsonObject:
    """A dialect at `pointer` without what is wrong in it: the rest is checked, too."""
    wrong = {part for fault in faults for part in fault.pointer.removeprefix(pointer).split("/")[1:2]}
    return {name: item for name, item in dialect.items() if name not in wrong}


def schema_without(faults: Iterable[Fault], schema: JsonObject, pointer: str) -> JsonObject:
    """A schema at `pointer` without what is wrong in it; of a wrong field the name stays, for the keys."""
    paths = [path for fault in faults if (path := fault.pointer.removeprefix(pointer).split("/")[1:3])]
    wrong_fields = {path[1] for path in paths if path[0] == "fields" and len(path) > 1}
    wrong = {path[0] for path in paths if path[0] != "fields" or len(path) == 1}
    if "fields" in wrong or "fields" not in schema:
        wrong |= {"fields", *_KEYS}
    left = {name: item for name, item in schema.items() if name not in wrong}
    fields: list[JsonObject] = []
    for at, field in enumerate(left.get("fields", ())):
        if str(at) not in wrong_fields:
            fields.append(field)
        elif (name := _name_of(field)) and name not in map(_name_of, fields):
            fields.append({"name": name})
    return {**left, "fields": fields}


# -- The profile ------------------------------------------------------------------------------------------


@cache
def _profile() -> JsonObject:
    text = resources.files(__package__ or "").joinpath("profiles", "datapackage-2.0.json").read_text("utf-8")
    return cast("JsonObject", json.loads(text))


@cache
def _field_types() -> Mapping[str, JsonObject]:
    """What the profile has of the fields of each type, and of lists, which it forgot."""
    items: list[JsonObject] = _of_resource()["schema"]["properties"]["fields"]["items"]["oneOf"]
    known = {name: item for item in items for name in item["properties"]["type"]["enum"]}
    of_any = known["any"]
    return {**known, "list": {**of_any, "properties": {**of_any["properties"], **_OF_LISTS}}}


def _constraints_of(kind: str) -> Sequence[str] | None:
    """The names of the constraints that fields of a type may have; None if the type is not known."""
    if kind == "list":
        return _CONSTRAINTS_OF_LISTS
    if kind == _UNKNOWN:
        return None
    # Without a type, any text has those of texts.
    own = _field_types()["string" if kind == _UNTYPED else kind]["properties"]["constraints"]["properties"]
    return [*dict.fromkeys((*own, "unique"))]


def _of_resource() -> JsonObject:
    return cast("JsonObject", _profile()["properties"]["resources"]["items"]["properties"])


def _shape_of(field: object) -> str:
    """The type by which a field is checked: _UNTYPED or _UNKNOWN where it has none that is known."""
    kind: object = cast("JsonObject", field).get("type", _UNTYPED) if isinstance(field, Mapping) else None
    return kind if isinstance(kind, str) and (kind in _field_types() or kind == _UNTYPED) else _UNKNOWN


@cache
def _validator(part: str) -> Draft7Validator:
    """The validator of "package", "schema", "dialect", or of the fields of a type."""
    from jsonschema import Draft7Validator

    return Draft7Validator(_part(part), format_checker=_formats())


def _part(part: str) -> JsonObject:
    own: JsonObject = json.loads(
        resources.files(__package__ or "").joinpath("profile.json").read_text(encoding="utf-8")
    )
    if part == "package":
        listed = _profile()["properties"]["resources"]
        item = listed["items"]
        # frictionless writes other types than "table"; whether a path leads out is checked where it is read.
        elsewhere = READ_FROM | {"type"}
        read = {name: value for name, value in item["properties"].items() if name not in elsewhere}
        # What the profile forgot: the property of version 1, and that a contributor is an object.
        read["profile"] = profile = {"type": "string"}
        shape = {"type": "object", "properties": read, "allOf": [{"$ref": "#/$defs/standard_resource"}]}
        people = _profile()["properties"]["contributors"]
        properties = {
            **_profile()["properties"],
            "profile": profile,
            "contributors": {**people, "items": {"type": "object", **people["items"]}},
            "resources": {**listed, "items": shape},
        }
        return {**_profile(), "$defs": own["$defs"], "properties": properties}
    if part == "dialect":
        return cast("JsonObject", _of_resource()["dialect"])
    if part == "schema":
        missing = _of_resource()["schema"]["properties"]["missingValues"]
        return {
            **own,
            "allOf": [{"$ref": "#/$defs/standard_schema"}],
            "properties": {"missingValues": missing},
        }
    known = _field_types().get(part, _field_types()["any"])
    properties = {**known["properties"], "type": {"enum": [*_field_types()]}}
    properties["format"] = {"type": "string", **properties.get("format", {})}
    # It has texts alone for this, but an example is a value of its field.
    del properties["example"]
    if part == "boolean":
        # As for other types, these may be written as texts.
        properties["constraints"] = {"type": "object"}
    if names := _constraints_of(part):
        properties["constraints"] = {**properties["constraints"], "propertyNames": {"enum": names}}
    return {**known, "required": ["name"], "properties": properties}


@cache
def _formats() -> FormatChecker:
    from jsonschema import FormatChecker

    made = FormatChecker(formats=())
    made.checks("date-time")(_is_time)
    made.checks("email")(_is_email)
    return made


def _is_email(value: object) -> bool:
    return not isinstance(value, str) or bool(_EMAIL.fullmatch(value))


def _is_time(value: object) -> bool:
    """Whether a text is a date with a time, in the form of RFC 3339; its zone may be left out."""
    if not isinstance(value, str):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return bool(_TIME.match(value))


def _numbered(pointer: str, items: Iterable[object]) -> list[tuple[str, JsonObject]]:
    return [
        (f"{pointer}/{at}", cast("JsonObject", item))
        for at, item in enumerate(items)
        if isinstance(item, Mapping)
    ]


def _name_of(item: object) -> str | None:
    name: object = cast("JsonObject", item).get("name") if isinstance(item, Mapping) else None
    return name if isinstance(name, str) else None


def _field_of(pointer: str, schema: str) -> str:
    """The pointer of the field that holds a place, of a schema at another pointer; empty if none does."""
    found = re.match(r"/fields/\d+", pointer.removeprefix(schema))
    return schema + found[0] if found else ""


def _resource_of(pointer: str, names: Sequence[str | None]) -> str | None:
    found = re.match(r"/resources/(\d+)", pointer)
    return names[int(found[1])] if found else None
