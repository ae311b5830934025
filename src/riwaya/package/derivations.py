"""Computed columns and tables: published, never edited.

A derivation is a pair of files here: NAME.sql, whose answer it is, and NAME.json, the Table Schema of what it adds.
If the package has a table NAME, the answer's columns are added to it, row by row of its key; otherwise the
answer is a table of its own. Derivations are asked in the order of ORDER, each seeing those before it. A field of
NAME.json that says {"like": "TABLE.COLUMN"} is that column's, but for what it says itself; `needs` are the other columns that
NAME.sql names, but for keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from riwaya.package.descriptor import Package
from riwaya.package.schema import Schema, schema_from

ORDER = ("claims", "events", "figures", "agreement", "coverage", "claims_flat")


@dataclass(frozen=True, slots=True)
class Derivation:
    """One pair of files."""

    name: str
    sql: str
    schema_json: Mapping[str, Any]

    @property
    def schema(self) -> Schema:
        return schema_from(self.name, self.schema_json, f"{self.name}.json")


def derivations(package: Package) -> tuple[Derivation, ...]:
    """The derivations in the order in which they are asked, without those that need a column the package does not have."""
    columns = {
        (item.name, field["name"]): field
        for item in package.resources
        for field in item.schema_json["fields"]
    }
    found = []
    for name, sql, schema_json in _files():
        named = [
            *schema_json["needs"],
            *(field["like"] for field in schema_json["fields"] if "like" in field),
        ]
        if all(tuple(column.split(".")) in columns for column in named):
            fields = [_like(field, columns) for field in schema_json["fields"]]
            columns |= {(name, field["name"]): field for field in fields}
            kept = {part: value for part, value in schema_json.items() if part != "needs"}
            found.append(Derivation(name, sql, {**kept, "fields": fields}))
    return tuple(found)


def computed_columns(table: str) -> frozenset[str]:
    """The columns of a published table that are computed: all of them, or those that are added to it."""
    return frozenset(
        field["name"] for name, _, schema in _files() if name == table for field in schema["fields"]
    )


def is_computed(table: str) -> bool:
    """Whether a published table is computed altogether."""
    return any(name == table and "title" in schema for name, _, schema in _files())


@cache
def _files() -> tuple[tuple[str, str, Mapping], ...]:
    here = resources.files(__package__).joinpath("derived")
    read = {
        path.name: path.read_text(encoding="utf-8")
        for path in here.iterdir()
        if path.name.endswith((".sql", ".json"))
    }
    return tuple((name, read[f"{name}.sql"], json.loads(read[f"{name}.json"])) for name in ORDER)


def _like(field: Mapping, columns: Mapping[tuple[str, str], Mapping]) -> Mapping:
    """The field with what it takes from the column that it is like."""
    if "like" not in field:
        return field
    table, column = field["like"].split(".")
    base = columns[table, column]
    own = {name: value for name, value in field.items() if name != "like"}
    return {**base, **own, "constraints": {**base.get("constraints", {}), **own.get("constraints", {})}}
