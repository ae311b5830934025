"""What an earlier release promised: its IDs, what they meant, and columns that somebody's program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from riwaya.package.descriptor import DESCRIPTOR, Package
from riwaya.problem import Place, Problem, ProblemKind, problem_kinds

_LOWER, _UPPER = ("minimum", "exclusiveMinimum", "minLength"), ("maximum", "exclusiveMaximum", "maxLength")


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """An earlier release: its tables as they were published, and their Table Schemas."""

    version: str
    tables: Mapping[str, pa.Table]
    schemas: Mapping[str, Mapping]


def promises_broken(
    package: Package, columns: Mapping[str, Iterable[Mapping]], since: EarlierRelease
) -> Iterator[Problem]:
    """Tables and columns that are gone, moved or narrower than in the earlier release, unless the version says so.

    `columns` are the fields of every table as it would be published now.
    """
    if _may_break(since.version, package.version):
        return
    kinds = problem_kinds(__package__, "compatibility.toml")
    paths = {
        item["name"]: item["schema"]
        for item in package.descriptor["resources"]
        if isinstance(item.get("schema"), str)
    }
    for table, schema in since.schemas.items():
        place = Place(paths.get(table, DESCRIPTOR), table)
        if table not in columns:
            yield kinds["table-removed"].at(place, version=since.version)
        else:
            yield from _columns(place, schema["fields"], [*columns[table]], kinds, since.version)


def _columns(
    place: Place, before: list[Mapping], now: list[Mapping], kinds: Mapping[str, ProblemKind], version: str
) -> Iterator[Problem]:
    fields = {field["name"]: field for field in now}
    for field in before:
        at = Place(place.path, place.table, field=field["name"])
        if field["name"] not in fields:
            yield kinds["column-removed"].at(at, version=version)
        else:
            for what in _narrower(field, fields[field["name"]]):
                yield kinds["column-narrowed"].at(at, version=version, what=what)
    kept = [field["name"] for field in before if field["name"] in fields]
    order = [name for name in fields if name in kept]
    moved = next((name for name, other in zip(kept, order, strict=True) if name != other), None)
    if moved:
        yield kinds["columns-moved"].at(Place(place.path, place.table, field=moved), version=version)


def _narrower(before: Mapping, now: Mapping) -> Iterator[str]:
    """What the column no longer takes."""
    if before["type"] != now["type"]:
        yield f"type {before['type']} → {now['type']}"
    old, new = before.get("constraints", {}), now.get("constraints", {})
    for name in ("required", "unique"):
        if new.get(name) and not old.get(name):
            yield name
    if "enum" in new:
        lost = (
            [str(term) for term in old.get("enum", ()) if term not in new["enum"]] if "enum" in old else ["…"]
        )
        if lost:
            yield f"enum: {', '.join(lost)}"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"pattern {new['pattern']}"
    for names, tighter in ((_LOWER, lambda a, b: a > b), (_UPPER, lambda a, b: a < b)):
        for name in names:
            if name in new and (name not in old or tighter(new[name], old[name])):
                yield f"{name} {new[name]}"


def _may_break(before: str, now: str) -> bool:
    """Whether the version says that programs may break: a higher major one, or, before 1.0, a higher minor one."""
    old, new = (
        [int(part) if part.isdigit() else 0 for part in version.split(".")[:2]] for version in (before, now)
    )
    return new[0] > old[0] or (old[0] == new[0] == 0 and new[1:] > old[1:])
