"""Describes a resource for frictionless: with names and files of our own, and nothing that it would fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from riwaya.bilingual import Bilingual
from riwaya.errors import PackageError
from riwaya.package.constraints import is_usable
from riwaya.package.csv_checks import signs
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.other_resource import OtherResource
from riwaya.package.resource import DESCRIPTOR, Resource
from riwaya.package.schema import UNCHECKED, schema_from
from riwaya.package.strict_json import JsonObject, names_of, object_in, objects_in
from riwaya.validation.by_frictionless.errors import COMPOUND
from riwaya.validation.by_frictionless.keys import is_compound
from riwaya.validation.by_frictionless.own_constraints import own_constraints

# What the standard takes where a dialect says nothing; frictionless would guess.
_DEFAULTS = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
_OF_CSV = (*_DEFAULTS, "escapeChar")
_OF_ROWS = "header headerRows headerJoin headerCase commentRows commentChar".split()
_OF_SCHEMAS = ("fields", "missingValues", "primaryKey", "foreignKeys", "fieldsMatch")
_OF_TYPES = (
    "constraints format missingValues categories categoriesOrdered bareNumber groupChar decimalChar".split()
)
# What frictionless takes from version 2, such as exclusive bounds, it takes below this address only, which it
# knows without fetching it.
_VERSION = "https://datapackage.org/profiles/2.0/dataresource.json"
# Addresses that frictionless would fetch.
_FETCHED = ("$schema", "profile", "profiles")


def dialect_of(other: OtherResource) -> dict[str, Any]:
    """The dialect of a table, with nothing left to guess."""
    # frictionless itself writes it below "csv".
    given = {**other.dialect, **object_in(other.dialect, "csv")}
    # It would also guess which record is the header, as it must below comments.
    plain = given.get("header") is not False and not {"commentChar", "commentRows"} & {*given}
    header = {"headerRows": [1]} if plain else {}
    made = header | {name: given[name] for name in _OF_ROWS if name in given}
    if other.format in ("csv", "tsv"):
        made |= {**_DEFAULTS, "delimiter": "\t" if other.format == "tsv" else ","}
        return made | {name: given[name] for name in _OF_CSV if given.get(name) is not None}
    return made | ({"inline": {"keys": given["itemKeys"]}} if "itemKeys" in given else {})


def signs_of(dialect: Mapping[str, Any]) -> dict[str, object]:
    """What hints say of the characters that separate and quote cells in a dialect of `dialect_of`."""
    # Where it can be, a quotation mark is doubled.
    escape = dialect.get("escapeChar") if not dialect.get("doubleQuote", True) else None
    return signs(dialect.get("delimiter", ","), dialect.get("quoteChar") or '"', escape)


def item_of(
    other: OtherResource, names: Mapping[str, str], path: str | None = None, rows: object = None
) -> dict[str, Any]:
    """The entry of a resource, whose table is in a file or given as rows.

    `names` are those that resources have for frictionless, by their own.
    """
    made: dict[str, Any] = {"$schema": _VERSION, "name": names[other.name], "type": "table"}
    made |= {"data": rows} if path is None else {"path": path, "format": other.format}
    made |= {"encoding": "utf-8", "dialect": dialect_of(other)}
    if "schema" in other.item:
        made["schema"] = _schema(other, names)
    return made


def binary_fields(other: OtherResource) -> Iterator[str]:
    """The fields of texts in Base64: frictionless leaves out what is none of its characters."""
    for field in objects_in(other.schema, "fields"):
        if _is_text(field) and field.get("format") == "binary":
            yield str(field.get("name"))


def grouped_integers(other: OtherResource) -> Iterator[tuple[str, str, str]]:
    """The integer fields with group characters: name, characters, and the pattern of what is left."""
    for field in objects_in(other.schema, "fields"):
        if _is_grouped_integer(field):
            bare = field.get("bareNumber", True)
            form = "[+-]?[0-9]+" if bare else "[^0-9+-]*[+-]?[0-9]+[^0-9]*"
            yield str(field.get("name")), str(field["groupChar"]), f"^{form}$"


def missing_values(other: OtherResource, field: JsonObject) -> list[str]:
    """The texts that stand for an empty cell of a field."""
    given: object = field.get("missingValues", other.schema.get("missingValues", [""]))
    given = cast("list[object]", given) if isinstance(given, list) else []
    texts = [
        str(cast("JsonObject", item).get("value", "") if isinstance(item, Mapping) else item)
        for item in given
    ]
    null: object = other.dialect.get("nullSequence")
    return [*texts, null] if isinstance(null, str) and null not in texts else texts


def text_table(other: OtherResource) -> Resource:
    """The table for the checks of cells, characters and languages; a field that riwaya does not read is text.

    Without fields where the schema is no schema.
    """
    fields = [_text_field(field) for field in objects_in(other.schema, "fields")]
    schema_json: dict[str, object] = {"fields": fields, "fieldsMatch": "partial"}
    if "languages" in other.schema:
        schema_json["languages"] = other.schema["languages"]
    try:
        schema = schema_from(other.name, schema_json, DESCRIPTOR, standard=True)
    except PackageError:
        schema_json = {"fields": []}
        schema = schema_from("", schema_json, DESCRIPTOR)
    return Resource(
        other.name,
        next(iter(other.paths), DESCRIPTOR),
        Bilingual(other.name, other.name),
        Bilingual("", ""),
        schema,
        schema_json,
        published=False,
        max_mebibytes=other.max_mebibytes,
    )


def _schema(other: OtherResource, names: Mapping[str, str]) -> JsonObject:
    made: dict[str, Any] = {name: other.schema[name] for name in _OF_SCHEMAS if name in other.schema}
    # Objects only, as `require_shape` has seen: frictionless reads a text as the path or address of a field.
    if "fields" in made:
        made["fields"] = [_field(other, field) for field in objects_in(made, "fields")]
    # What is no list stays, for frictionless to name.
    if isinstance(made.get("missingValues", []), list):
        made["missingValues"] = missing_values(other, {})
    if isinstance(match := made.get("fieldsMatch"), list) and len(cast("list[object]", match)) == 1:
        made["fieldsMatch"] = match[0]
    types = {str(field.get("name")): field.get("type") for field in objects_in(made, "fields")}
    if is_compound(names_of(made.get("primaryKey")), types):
        del made["primaryKey"]
    if "foreignKeys" in made:
        made["foreignKeys"] = [
            _renamed(key, other.name, names)
            for key in objects_in(made, "foreignKeys")
            if not is_compound(names_of(key.get("fields")), types)
        ]
    return made


def _field(other: OtherResource, value: JsonObject) -> JsonObject:
    """A field without addresses, patterns and its example."""
    # Of a field with a decimal comma, say, frictionless does not read the example in the form of the field.
    field = {name: item for name, item in value.items() if name not in (*_FETCHED, "example")}
    constraints = object_in(field, "constraints")
    # What is no pattern stays, for frictionless to name.
    is_pattern = _is_text(field) and isinstance(constraints.get("pattern"), str)
    ours = {*own_constraints(field), *(["pattern"] if is_pattern else [])}
    ours |= {"unique"} if field.get("type") in COMPOUND else set()
    if ours & {*constraints}:
        field["constraints"] = {name: bound for name, bound in constraints.items() if name not in ours}
    if isinstance(field.get("missingValues"), list):
        field["missingValues"] = missing_values(other, field)
    # Of integers it reads no group characters; that these numbers are whole is checked here.
    return {**field, "type": "number"} if _is_grouped_integer(field) else field


def _text_field(field: JsonObject) -> JsonObject:
    given = object_in(field, "constraints")
    # A pattern is of texts.
    field = {"type": "string" if "pattern" in given else "any", **field}
    made = {name: value for name, value in field.items() if name not in _OF_TYPES}
    # Categories are terms like those of a vocabulary.
    without = {name: item for name, item in field.items() if not name.startswith("categories")}
    is_text = field["type"] == "string" and "pattern" in given
    if not is_text and not is_plain_field(without):
        return {**made, "type": "any"}
    # frictionless matches some patterns for ever, so they are ours; the terms of a vocabulary are read here.
    kept = [name for name in ("pattern", "enum") if name in given and field["type"] == "string"]
    ours = {name: given[name] for name in kept if is_usable("string", name, given[name], standard=True)}
    return {**made, "constraints": ours}


def is_plain_field(field: JsonObject) -> bool:
    """Whether the values of a field are of a type that riwaya reads, in the form in which it reads them."""
    changed = [name for name, same in UNCHECKED.items() if field.get(name, same) != same]
    return field.get("type") in FIELD_TYPES and field.get("format", "default") == "default" and not changed


def _is_text(field: JsonObject) -> bool:
    return field.get("type", "string") == "string"


def _is_grouped_integer(field: JsonObject) -> bool:
    return field.get("type") == "integer" and bool(field.get("groupChar"))


def _renamed(key: JsonObject, own: str, names: Mapping[str, str]) -> JsonObject:
    if "reference" not in key:
        return key
    reference = object_in(key, "reference")
    target = reference.get("resource") or own
    # The empty name is the table itself.
    name = "" if target == own else names.get(target, target)
    return {**key, "reference": {**reference, "resource": name}}
