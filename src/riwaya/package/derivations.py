"""Defines computed columns and tables: they are published and never edited.

A derivation is a pair of files in `derived/`: NAME.sql, a query, and NAME.json, the Table Schema of its
result. If the package has a table NAME, the columns of the result are added to its rows by primary key;
otherwise the result is a table of its own. Derivations run in the order of ORDER, and each can use those
before it. In NAME.json a field with {"like": "TABLE.COLUMN"} takes the properties of that column that it does
not state itself; `needs` lists the other columns that NAME.sql uses, except keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from riwaya.package.descriptor import Package
from riwaya.package.schema import Schema, schema_from
from riwaya.package.strict_json import JsonObject

ORDER = ("claims", "events", "figures", "contradictions", "agreement", "coverage", "claims_flat")


@dataclass(frozen=True, slots=True)
class Derivation:
    """A query and the Table Schema of its result."""

    name: str
    sql: str
    schema_json: JsonObject

    @property
    def schema(self) -> Schema:
        return schema_from(self.name, self.schema_json, f"{self.name}.json", standard=True)


def derivations(package: Package) -> tuple[Derivation, ...]:
    """The derivations of a package in order, except those that need a column which it does not have."""
    columns: dict[tuple[str, str], JsonObject] = {
        (item.name, field["name"]): field
        for item in package.resources
        for field in item.schema_json["fields"]
    }
    found: list[Derivation] = []
    for item in _all_derivations():
        fields: list[JsonObject] = item.schema_json["fields"]
        needed: list[str] = [
            *item.schema_json["needs"],
            *(field["like"] for field in fields if "like" in field),
        ]
        if all(_column(name) in columns for name in needed):
            fields = [_like(field, columns) for field in fields]
            columns |= {(item.name, field["name"]): field for field in fields}
            kept = {name: value for name, value in item.schema_json.items() if name != "needs"}
            found.append(Derivation(item.name, item.sql, {**kept, "fields": fields}))
    return tuple(found)


def computed_columns(table: str) -> frozenset[str]:
    """The columns of a published table that are computed: all of them, or those that are added to it."""
    return frozenset(
        field["name"]
        for item in _all_derivations()
        if item.name == table
        for field in item.schema_json["fields"]
    )


def computed_vocabularies() -> dict[str, tuple[str, ...]]:
    """The terms of each vocabulary that a computed column uses, whether or not a package can compute it."""
    return {
        field["vocabulary"]: tuple(field["constraints"]["enum"])
        for item in _all_derivations()
        for field in item.schema_json["fields"]
        if "vocabulary" in field
    }


def is_computed(table: str) -> bool:
    """Whether a whole published table is computed."""
    return any(item.name == table and "title" in item.schema_json for item in _all_derivations())


@cache
def _all_derivations() -> tuple[Derivation, ...]:
    folder = resources.files(__package__ or "").joinpath("derived")

    def read(name: str) -> str:
        return folder.joinpath(name).read_text(encoding="utf-8")

    return tuple(Derivation(name, read(f"{name}.sql"), json.loads(read(f"{name}.json"))) for name in ORDER)


def _column(name: str) -> tuple[str, str]:
    """Table and column of a name like "figures.value"."""
    table, column = name.split(".")
    return table, column


def _like(field: JsonObject, columns: Mapping[tuple[str, str], JsonObject]) -> JsonObject:
    """A field with the properties that it takes from another column."""
    if "like" not in field:
        return field
    base = columns[_column(field["like"])]
    own = {name: value for name, value in field.items() if name != "like"}
    return {**base, **own, "constraints": {**base.get("constraints", {}), **own.get("constraints", {})}}
