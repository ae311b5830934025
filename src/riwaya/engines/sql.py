"""Writes SQL for the columns of a resource: names, literals, casts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.resource import Resource
from riwaya.package.schema import Field

# Other names may be those that queries give to columns and tables of their own, hold quotation marks, or
# differ in case alone, which SQL does not see.
_OF_QUERIES = "(?:row|line|requirement|result|block|kept)_$|first$|(?:raw|meta|since|all|encoded)_"
_PLAIN = re.compile(f"(?!{_OF_QUERIES})[a-z][a-z0-9_]*")


def sql_name(name: str) -> str:
    """The name that a table or a column has in an engine: its own if it is plain, or else made of it.

    >>> sql_name("deaths"), sql_name("عدد"), sql_name("first")
    ('deaths', 'encoded_d8b9d8afd8af', 'encoded_6669727374')
    """
    return name if _PLAIN.fullmatch(name) else f"encoded_{name.encode('utf-8', 'surrogatepass').hex()}"


def quoted(name: str) -> str:
    """The name of a table or a column as SQL has it, in quotation marks."""
    return f'"{sql_name(name)}"'


def raw(table: str) -> str:
    """The table in an engine that holds the cells of a table as they were read, all text."""
    return f"raw_{sql_name(table)}"


def sql_cast(field: Field) -> str:
    """The expression for a column with its type; null where a cell is not of that type."""
    column = quoted(field.name)
    kind = FIELD_TYPES[field.type]
    if kind.sql == "VARCHAR" and not kind.pattern:
        return column
    if field.type == "boolean":
        true, false = (
            f"WHEN {column} IN ({sql_list(texts)}) THEN" for texts in (field.true_values, field.false_values)
        )
        return f"CASE {true} true {false} false END"
    assert kind.pattern, field.type
    whole = f"regexp_full_match({column}, {sql_literal(kind.pattern)})"
    if field.type == "number":
        whole += f" AND isfinite(TRY_CAST({column} AS DOUBLE))"
    return f"CASE WHEN {whole} THEN TRY_CAST({column} AS {kind.sql}) END"


def sql_list(texts: Iterable[str]) -> str:
    """Texts as literals with commas between them."""
    return ", ".join(map(sql_literal, texts))


def sql_literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def typed(resource: Resource, columns: Iterable[str] | None = None) -> str:
    """The query for row_, line_ and the cells of a table with their types: all columns, or some."""
    kept = resource.schema.fields if columns is None else [resource.schema.field(name) for name in columns]
    cells = "".join(f", {sql_cast(field)} AS {quoted(field.name)}" for field in kept)
    return f'SELECT row_, line_{cells} FROM "{raw(resource.name)}"'
