"""Compares the schemas of a package with an earlier release: tables and columns that programs may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from riwaya.package.derivations import derivations
from riwaya.package.descriptor import Package
from riwaya.problem import Place, Problem, ProblemKind, problem_kinds
from riwaya.version_numbers import may_break

JsonField = Mapping[str, Any]
"""A field of a Table Schema, as JSON."""
_LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength")
_UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength")


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """An earlier release to compare with: its tables as they were published, and their Table Schemas."""

    version: str
    tables: Mapping[str, pa.Table]
    schemas: Mapping[str, Mapping[str, Any]]


def incompatible_changes(package: Package, since: EarlierRelease) -> Iterator[Problem]:
    """Tables and columns that are gone, moved or narrower than before, unless the version allows it."""
    if may_break(since.version, package.version):
        return
    kinds = problem_kinds("riwaya.validation", "compatibility.toml")
    fields = _published_fields(package)
    for table, schema in since.schemas.items():
        place = Place(package.schema_path(table), table)
        if table not in fields:
            yield kinds["table-removed"].at(place, version=since.version)
        else:
            yield from _column_changes(place, schema["fields"], fields[table], kinds, since.version)


def _published_fields(package: Package) -> dict[str, list[JsonField]]:
    """The fields of every table of a release of the package, with the computed ones."""
    fields: dict[str, list[JsonField]] = {
        resource.name: [*resource.schema_json["fields"]] for resource in package.published
    }
    for item in derivations(package):
        fields.setdefault(item.name, []).extend(item.schema_json["fields"])
    return fields


def _column_changes(
    place: Place,
    before: Sequence[JsonField],
    now: Sequence[JsonField],
    kinds: Mapping[str, ProblemKind],
    version: str,
) -> Iterator[Problem]:
    fields = {field["name"]: field for field in now}
    for field in before:
        column = Place(place.path, place.table, field=field["name"])
        if field["name"] not in fields:
            yield kinds["column-removed"].at(column, version=version)
        else:
            for what in _narrower(field, fields[field["name"]]):
                yield kinds["column-narrowed"].at(column, version=version, what=what)
    kept = [field["name"] for field in before if field["name"] in fields]
    order = [name for name in fields if name in kept]
    moved = next((name for name, other in zip(kept, order, strict=True) if name != other), None)
    if moved:
        yield kinds["columns-moved"].at(Place(place.path, place.table, field=moved), version=version)


def _narrower(before: JsonField, now: JsonField) -> Iterator[str]:
    """The properties by which a column accepts less than before."""
    if before["type"] != now["type"]:
        yield f"type {before['type']} → {now['type']}"
    old: Mapping[str, Any] = before.get("constraints", {})
    new: Mapping[str, Any] = now.get("constraints", {})
    for name in ("required", "unique"):
        if new.get(name) and not old.get(name):
            yield name
    if lost := _lost_terms(old, new):
        yield f"enum: {', '.join(lost)}"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"pattern {new['pattern']}"
    yield from _tighter(old, new, _LOWER_BOUNDS, lambda a, b: a > b)
    yield from _tighter(old, new, _UPPER_BOUNDS, lambda a, b: a < b)


def _lost_terms(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    if "enum" not in new:
        return []
    return [str(term) for term in old["enum"] if term not in new["enum"]] if "enum" in old else ["…"]


def _tighter(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    names: Sequence[str],
    is_tighter: Callable[[Any, Any], bool],
) -> Iterator[str]:
    for name in names:
        if name in new and (name not in old or is_tighter(new[name], old[name])):
            yield f"{name} {new[name]}"
