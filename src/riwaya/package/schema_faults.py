"""Names the places of a Table Schema whose shape is right, but that name what is not there or not once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from riwaya.package.profile_faults import Fault, fault, shown
from riwaya.package.strict_json import JsonObject, names_of, object_in, objects_in


def faults_of_names(schema: JsonObject, file: str, pointer: str) -> Iterator[Fault]:
    """What is wrong with the names in a schema at `pointer` of a file: two fields of one name, fields in keys
    that the schema does not have, foreign keys of another length than what they refer to.

    >>> schema = {"fields": [{"name": "a"}], "primaryKey": ["b"]}
    >>> [fault.message.en for fault in faults_of_names(schema, "s.json", "")]
    ['/primaryKey/0 is b, and no field has this name; the fields are: a']
    """
    listed: object = schema.get("fields")
    if not isinstance(listed, list):
        # Nothing is known of what the keys name.
        return
    names = [object_in({"field": item}, "field").get("name") for item in cast("list[object]", listed)]
    for at, name in enumerate(names):
        if isinstance(name, str) and name in names[:at]:
            yield fault("fault-field-twice", file, f"{pointer}/fields/{at}/name", value=shown(name))
    fields = ", ".join(name for name in names if isinstance(name, str))
    unknown = "fault-field-unknown" if fields else "fault-fields-none"
    for place, name in _names_in_keys(schema):
        if name not in names:
            yield fault(unknown, file, pointer + place, value=shown(name), fields=shown(fields))
    for at, key in enumerate(objects_in(schema, "foreignKeys")):
        own, others = (names_of(item.get("fields")) for item in (key, object_in(key, "reference")))
        if own and others and len(own) != len(others):
            place = f"{pointer}/foreignKeys/{at}/reference/fields"
            yield fault("fault-key-length", file, place, count=len(others), expected=len(own))


def _names_in_keys(schema: JsonObject) -> Iterator[tuple[str, str]]:
    """The fields that the keys of a schema name as its own, each with its place."""
    yield from _names_at("/primaryKey", schema.get("primaryKey"))
    unique: object = schema.get("uniqueKeys")
    for at, key in enumerate(cast("list[object]", unique) if isinstance(unique, list) else ()):
        yield from _names_at(f"/uniqueKeys/{at}", key)
    foreign: object = schema.get("foreignKeys")
    for at, key in enumerate(cast("list[object]", foreign) if isinstance(foreign, list) else ()):
        yield from _names_at(f"/foreignKeys/{at}/fields", object_in({"key": key}, "key").get("fields"))


def _names_at(place: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield from [(place, value)] if value else []
    elif isinstance(value, list):
        for at, name in enumerate(cast("Sequence[object]", value)):
            if isinstance(name, str):
                yield f"{place}/{at}", name
