"""Writes the SQL of the Table Schemas, so that no type, constraint or key is typed twice.

Every query returns the rows that are wrong, as riwaya.rules says. Errors
have frictionless' names. Where this is stricter than frictionless, it is in the form of a value (FORMS). A cell that is not
of its type is empty to all else, so that it is told of once.
"""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.engines.sql import SQL_TYPES, raw, sql_cast, sql_list, sql_literal
from riwaya.package.descriptor import Resource
from riwaya.package.schema import Field, ForeignKey
from riwaya.problem import ProblemKind, problem_kinds
from riwaya.validation.rule import Column, Finding, Query

_EXAMPLES = {
    "integer": "12",
    "number": "36.50237",
    "date": "2018-06-07",
    "year": "2018",
    "yearmonth": "2018-06",
}


def schema_kinds() -> dict[str, ProblemKind]:
    """The kinds of problem of this module by their key in structure.toml."""
    return problem_kinds(__package__, "schema_checks.toml")


def schema_checks(resource: Resource) -> Iterator[Query]:
    """All that the schema of a table demands, as queries."""
    schema = resource.schema
    referring = {
        key.fields[0]: Column(key.table, key.references[0])
        for key in schema.foreign_keys
        if len(key.fields) == 1
    }
    demands = [
        item for field in schema.fields for item in _field_demands(field, referring.get(field.name, ()))
    ]
    if demands:
        yield _field_query(resource.name, demands)
    for field in schema.fields:
        if field.constraints.get("unique"):
            yield _repeated(schema_kinds()["unique-error"], resource.name, (field.name,))
    if schema.primary_key:
        yield from _primary_key_checks(resource.name, schema.primary_key)
    for key in schema.unique_keys:
        yield _repeated(schema_kinds()["unique-error"], resource.name, key)
    for key in schema.foreign_keys:
        yield _foreign_key_check(resource.name, key)


def _field_query(table: str, demands: list[tuple[Finding, str]]) -> Query:
    """All demands on the cells of a table in one pass over it."""
    # Few rows are wrong at all: they are found first, and then what is wrong with them.
    some = " OR ".join(f"({wrong})" for _, wrong in demands)
    each = ", ".join(f"CASE WHEN {wrong} THEN {at} END" for at, (_, wrong) in enumerate(demands))
    found = f'SELECT row_, unnest([{each}]) AS finding_ FROM "{raw(table)}" WHERE {some}'
    sql = f"SELECT * FROM ({found}) WHERE finding_ IS NOT NULL"
    return Query(tuple(item for item, _ in demands), table, (table,), sql, blockwise=True)


def _field_demands(field: Field, known: Column | tuple[()]) -> Iterator[tuple[Finding, str]]:
    """What is asked of each cell of a column, with the condition under which the cell breaks it."""
    kinds, column = schema_kinds(), f'"{field.name}"'
    if field.type != "string":
        example = _EXAMPLES.get(field.type) or ", ".join((*field.true_values, *field.false_values))
        wrong = f"{column} IS NOT NULL AND ({sql_cast(field)}) IS NULL"
        yield Finding(kinds["type-error"], field.name, {"type": field.type, "form": example}), wrong
    for name, bound in field.constraints.items():
        if name != "unique" and not (name == "required" and not bound):
            allowed = " · ".join(map(str, bound)) if isinstance(bound, list) else str(bound)
            meant = tuple(map(str, bound)) if name == "enum" else known if name == "pattern" else ()
            yield (
                Finding(kinds[name], field.name, {"allowed": allowed}, meant),
                _violation(name, bound, field),
            )


def _violation(name: str, bound: object, field: Field) -> str:
    """The condition under which a cell breaks a constraint; an empty cell breaks only "required"."""
    column, value = f'"{field.name}"', sql_cast(field)
    match name:
        case "required":
            return f"{column} IS NULL"
        case "enum":
            if field.type == "string":
                return f"{column} NOT IN ({sql_list(bound)})"
            return f"({value}) NOT IN ({', '.join(_bound(term, field) for term in bound)})"
        case "pattern":
            return f"NOT regexp_full_match({column}, {sql_literal(bound)})"
        case "minimum":
            return f"({value}) < {_bound(bound, field)}"
        case "maximum":
            return f"({value}) > {_bound(bound, field)}"
        case "exclusiveMinimum":
            return f"({value}) <= {_bound(bound, field)}"
        case "exclusiveMaximum":
            return f"({value}) >= {_bound(bound, field)}"
        case "minLength":
            return f"length({column}) < {bound}"
        case "maxLength":
            return f"length({column}) > {bound}"
    raise ValueError(name)


def _primary_key_checks(table: str, key: tuple[str, ...]) -> Iterator[Query]:
    empty = " AND ".join(f'"{name}" IS NULL' for name in key)
    fields = sql_literal(", ".join(key))
    sql = f'SELECT row_, {fields} AS field, NULL AS value FROM "{table}" WHERE {empty}'
    yield Query((Finding(schema_kinds()["empty"]),), table, (table,), sql)
    yield _repeated(schema_kinds()["primary-key"], table, key)


def _repeated(kind: ProblemKind, table: str, key: tuple[str, ...]) -> Query:
    """Every row whose key stands in an earlier row; a key that is wholly empty is not one."""
    columns = ", ".join(f'"{name}"' for name in key)
    value = _key_text(key)
    some = " OR ".join(f'"{name}" IS NOT NULL' for name in key)
    sql = (
        f"SELECT row_, {sql_literal(', '.join(key))} AS field, {value} AS value, first FROM "
        f'(SELECT *, min(row_) OVER (PARTITION BY {columns}) AS first FROM "{table}" WHERE {some}) '
        "WHERE row_ > first"
    )
    return Query((Finding(kind),), table, (table,), sql)


def _foreign_key_check(table: str, key: ForeignKey) -> Query:
    some = " OR ".join(f'one."{name}" IS NOT NULL' for name in key.fields)
    same = " AND ".join(
        f'one."{name}" IS NOT DISTINCT FROM other."{target}"'
        for name, target in zip(key.fields, key.references, strict=True)
    )
    sql = (
        f"SELECT one.row_, {sql_literal(', '.join(key.fields))} AS field, {_key_text(key.fields, 'one.')} AS value, "
        f'{sql_literal(key.table)} AS target FROM "{table}" AS one WHERE ({some}) '
        f'AND NOT EXISTS (SELECT 1 FROM "{key.table}" AS other WHERE {same})'
    )
    known = Column(key.table, key.references[0]) if len(key.fields) == 1 else ()
    return Query(
        (Finding(schema_kinds()["foreign-key"], known=known),),
        table,
        tuple(dict.fromkeys([table, key.table])),
        sql,
    )


def _key_text(key: tuple[str, ...], of: str = "") -> str:
    return " || ', ' || ".join(f"coalesce(CAST({of}\"{name}\" AS VARCHAR), '')" for name in key)


def _bound(bound: object, field: Field) -> str:
    return f"CAST({sql_literal(str(bound))} AS {SQL_TYPES[field.type]})"
