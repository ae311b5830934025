"""Writes the SQL that checks a table against its Table Schema: types, constraints and keys.

Codes are frictionless' names of errors. A cell is checked more strictly than by frictionless in one respect:
each type has one form. To all other checks a cell of the wrong type is empty, so that it is reported once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from riwaya.engines.sql import quoted, raw, sql_cast, sql_list, sql_literal
from riwaya.package.constraints import re2_pattern
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.resource import Resource
from riwaya.package.schema import Field, ForeignKey
from riwaya.problem import ProblemKind, problem_kinds
from riwaya.validation.checks import Check, Column, Requirement

TEXTS = ("string", "any")
_BOUNDS = {"minimum": "<", "maximum": ">", "exclusiveMinimum": "<=", "exclusiveMaximum": ">="}
_LENGTHS = {"minLength": "<", "maxLength": ">"}


def schema_kinds() -> dict[str, ProblemKind]:
    """The kinds of problem of this module, by their key in schema_checks.toml."""
    return problem_kinds("riwaya.validation", "schema_checks.toml")


def schema_checks(resource: Resource) -> Iterator[Check]:
    """The checks of a table's schema: one of all its cells, then one of each key."""
    kinds, schema = schema_kinds(), resource.schema
    if (cells := _cell_check(resource)).requirements:
        yield cells
    for field in schema.fields:
        if field.constraints.get("unique"):
            yield _duplicates(kinds["unique-error"], resource.name, (field.name,))
    if schema.primary_key:
        yield _empty_key(resource.name, schema.primary_key)
        has_ids = resource.has_own_ids and resource.is_ordered
        kind = kinds["id-repeated" if has_ids else "primary-key"]
        yield _duplicates(kind, resource.name, schema.primary_key)
    for key in schema.unique_keys:
        # As in SQL, a key of which a part is empty is none.
        yield _duplicates(kinds["unique-error"], resource.name, key, " AND ")
    for key in schema.foreign_keys:
        yield _foreign_key(resource.name, key)


def _cell_check(resource: Resource) -> Check:
    """All requirements of single cells, in one pass over the table."""
    referenced = {
        key.fields[0]: Column(key.table, key.references[0])
        for key in resource.schema.foreign_keys
        if len(key.fields) == 1
    }
    items = [
        item
        for field in resource.schema.fields
        for item in _cell_requirements(field, referenced.get(field.name))
    ]
    # Few rows are wrong: they are found first, and then what is wrong with them.
    any_wrong = " OR ".join(f"({wrong})" for _, wrong in items)
    which = ", ".join(f"CASE WHEN {wrong} THEN {index} END" for index, (_, wrong) in enumerate(items))
    rows = f'SELECT row_, unnest([{which}]) AS requirement_ FROM "{raw(resource.name)}" WHERE {any_wrong}'
    sql = f"SELECT * FROM ({rows}) WHERE requirement_ IS NOT NULL"
    requirements = tuple(requirement for requirement, _ in items)
    return Check(requirements, resource.name, (resource.name,), sql, blockwise=True)


def _cell_requirements(field: Field, referenced: Column | None) -> Iterator[tuple[Requirement, str]]:
    """Each requirement of a column's cells, with the SQL condition under which a cell violates it.

    `referenced` is the column that this one refers to.
    """
    kinds, column = schema_kinds(), quoted(field.name)
    if field.type not in TEXTS:
        kind = FIELD_TYPES[field.type]
        example = kind.example or ", ".join((*field.true_values, *field.false_values))
        key = "number" if kind.numeric and not kind.calendar else "type-error"
        wrong = f"{column} IS NOT NULL AND ({sql_cast(field)}) IS NULL"
        yield Requirement(kinds[key], field.name, {"type": field.type, "form": example}), wrong
    for name, bound in field.constraints.items():
        if name == "unique" or (name == "required" and not bound):
            continue
        terms = field.terms if name == "enum" else (str(bound),)
        params = {"allowed": " · ".join(terms)}
        candidates: tuple[str, ...] | Column = ()
        if name == "enum":
            candidates = terms
        elif name == "pattern" and referenced:
            candidates = referenced
        yield Requirement(kinds[name], field.name, params, candidates), _violating(name, bound, field)


def _violating(name: str, bound: object, field: Field) -> str:
    """The SQL condition under which a cell violates a constraint; an empty cell violates only "required"."""
    column, value = quoted(field.name), f"({sql_cast(field)})"
    if name == "required":
        return f"{column} IS NULL"
    if name == "enum":
        if field.type in TEXTS:
            return f"{column} NOT IN ({sql_list(field.terms)})"
        terms = (_typed_literal(str(term), field) for term in cast("list[object]", bound))
        return f"{value} NOT IN ({', '.join(terms)})"
    if name == "pattern":
        return f"NOT regexp_full_match({column}, {sql_literal(re2_pattern(str(bound)))})"
    if name in _LENGTHS:
        return f"length({column}) {_LENGTHS[name]} {bound}"
    return f"{value} {_BOUNDS[name]} {_typed_literal(str(bound), field)}"


def _empty_key(table: str, key: tuple[str, ...]) -> Check:
    """Rows without a primary key."""
    empty = " AND ".join(f"{quoted(name)} IS NULL" for name in key)
    fields = sql_literal(", ".join(key))
    sql = f"SELECT row_, {fields} AS field, NULL AS value FROM {quoted(table)} WHERE {empty}"
    return Check((Requirement(schema_kinds()["empty"]),), table, (table,), sql)


def _duplicates(kind: ProblemKind, table: str, key: tuple[str, ...], filled_by: str = " OR ") -> Check:
    """Rows whose key an earlier row has; a key of empty cells only is none."""
    columns = ", ".join(map(quoted, key))
    filled = filled_by.join(f"{quoted(name)} IS NOT NULL" for name in key)
    sql = (
        f"SELECT row_, {sql_literal(', '.join(key))} AS field, {_key_text(key)} AS value, first FROM "
        f"(SELECT *, min(row_) OVER (PARTITION BY {columns}) AS first FROM {quoted(table)} WHERE {filled}) "
        "WHERE row_ > first"
    )
    return Check((Requirement(kind),), table, (table,), sql)


def _foreign_key(table: str, key: ForeignKey) -> Check:
    """Rows that refer to a row which does not exist; of a table without rows, the first, for all."""
    filled = " OR ".join(f"one.{quoted(name)} IS NOT NULL" for name in key.fields)
    same = " AND ".join(
        f"one.{quoted(name)} IS NOT DISTINCT FROM other.{quoted(target)}"
        for name, target in zip(key.fields, key.references, strict=True)
    )
    orphans = (
        f"SELECT one.row_, {sql_literal(', '.join(key.fields))} AS field, "
        f"{_key_text(key.fields, 'one.')} AS value, {sql_literal(key.table)} AS target "
        f"FROM {quoted(table)} AS one WHERE ({filled}) "
        f"AND NOT EXISTS (SELECT 1 FROM {quoted(key.table)} AS other WHERE {same})"
    )
    empty = f"(SELECT count(*) = 0 FROM {quoted(key.table)})"
    sql = (
        f"SELECT *, CASE WHEN {empty} THEN 1 ELSE 0 END AS requirement_, count(*) OVER () AS orphans "
        f"FROM ({orphans}) QUALIFY NOT {empty} OR row_number() OVER (ORDER BY row_) = 1"
    )
    candidates = Column(key.table, key.references[0]) if len(key.fields) == 1 else ()
    requirements = (
        Requirement(schema_kinds()["foreign-key"], candidates=candidates),
        Requirement(schema_kinds()["foreign-key-empty"]),
    )
    return Check(requirements, table, tuple(dict.fromkeys([table, key.table])), sql)


def _key_text(key: tuple[str, ...], prefix: str = "") -> str:
    return " || ', ' || ".join(f"coalesce(CAST({prefix}{quoted(name)} AS VARCHAR), '')" for name in key)


def _typed_literal(bound: str, field: Field) -> str:
    return f"CAST({sql_literal(bound)} AS {FIELD_TYPES[field.type].sql})"
