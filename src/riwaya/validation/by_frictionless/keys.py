"""Finds the keys of a table that several rows have, or that are empty, where frictionless does not look.

It ignores `uniqueKeys`, and stops at a key of lists or objects.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from riwaya.package.other_resource import OtherResource
from riwaya.package.strict_json import names_of, object_in, objects_in
from riwaya.problem import Problem
from riwaya.validation.by_frictionless.errors import COMPOUND, Records
from riwaya.validation.schema_checks import schema_kinds

Key = tuple[str, tuple[str, ...]]
"""The code of its problems, and the names of its fields."""


@dataclass(slots=True)
class KeyChecker:
    """Takes the rows of a table one by one."""

    keys: Sequence[Key]
    _first: dict[Key, dict[tuple[Hashable, ...], int]] = field(
        default_factory=dict[Key, dict[tuple[Hashable, ...], int]]
    )

    def problems(
        self, records: Records, record: int, values: Mapping[str, object], texts: Mapping[str, str]
    ) -> Iterator[Problem]:
        """The problems of the next row, given the values of its cells and their texts by field."""
        row = records.numbers[record]
        for code, names in self.keys:
            key = tuple(_comparable(values.get(name), texts.get(name)) for name in names)
            shown = ("" if value is None else texts.get(name) for name, value in zip(names, key, strict=True))
            place = records.place(record, ", ".join(names), ", ".join(map(str, shown)))
            # As in SQL, a unique key of which a part is null is none.
            if (any if code == "primary-key" else all)(value is not None for value in key):
                first = self._first.setdefault((code, names), {}).setdefault(key, row)
                if first != row:
                    yield schema_kinds()[code].at(place, first=first)
            elif code == "primary-key":
                yield schema_kinds()["empty"].at(place)


def keys_of(other: OtherResource) -> Iterator[Key]:
    """The keys of a table that frictionless does not check."""
    fields = objects_in(other.schema, "fields")
    types = {str(one.get("name")): one.get("type") for one in fields}
    for one in fields:
        if one.get("type") in COMPOUND and object_in(one, "constraints").get("unique") is True:
            yield "unique-error", (str(one.get("name")),)
    primary = tuple(names_of(other.schema.get("primaryKey")))
    if is_compound(primary, types):
        yield "primary-key", primary
    unique: object = other.schema.get("uniqueKeys")
    for key in cast("list[object]", unique) if isinstance(unique, list) else ():
        yield "unique-error", tuple(names_of(key))


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key of lists or objects, which are compared as texts."""

    fields: tuple[str, ...]
    table: str
    targets: tuple[str, ...]
    """The fields of that table."""


def references_of_lists(other: OtherResource) -> list[Reference]:
    """The foreign keys of a table at which frictionless would stop."""
    types = {str(one.get("name")): one.get("type") for one in objects_in(other.schema, "fields")}
    found: list[Reference] = []
    for key in objects_in(other.schema, "foreignKeys"):
        names, reference = tuple(names_of(key.get("fields"))), object_in(key, "reference")
        if is_compound(names, types):
            table = str(reference.get("resource") or other.name)
            found.append(Reference(names, table, tuple(names_of(reference.get("fields")))))
    return found


def is_compound(key: Sequence[str], types: Mapping[str, object]) -> bool:
    """Whether a field of a key has values that are no single values."""
    return {*key} <= {*types} and any(types[name] in COMPOUND for name in key)


def _comparable(value: object, text: str | None) -> Hashable:
    return value if value is None or (isinstance(value, Hashable) and value == value) else text
