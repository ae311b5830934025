"""SQL for the columns of a resource: names, literals, casts."""

from __future__ import annotations

from collections.abc import Iterable

from riwaya.package.descriptor import Resource
from riwaya.package.schema import Field

SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "year": "BIGINT",
    "yearmonth": "VARCHAR",
}
# The one form of a value of each type; a number beyond 64 bits has the form and is refused by the cast.
FORMS = {
    "integer": "-?(0|[1-9][0-9]*)",
    "number": "-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?",
    "date": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-[0-9]{2}-[0-9]{2}",
    "year": "[0-9]{4}",
    "yearmonth": "[0-9]{4}-(0[1-9]|1[0-2])",
}


def raw(table: str) -> str:
    """The name of a table's cells as they were read."""
    return f"raw_{table}"


def sql_cast(field: Field) -> str:
    """The column with its type, null where a cell has another."""
    column = f'"{field.name}"'
    if field.type == "string":
        return column
    if field.type == "boolean":
        true, false = (
            f"WHEN {column} IN ({sql_list(texts)}) THEN" for texts in (field.true_values, field.false_values)
        )
        return f"CASE {true} true {false} false END"
    whole = f"regexp_full_match({column}, {sql_literal(FORMS[field.type])})"
    if field.type == "number":
        whole += f" AND isfinite(TRY_CAST({column} AS DOUBLE))"
    return f"CASE WHEN {whole} THEN TRY_CAST({column} AS {SQL_TYPES[field.type]}) END"


def sql_list(texts: Iterable[str]) -> str:
    return ", ".join(map(sql_literal, texts))


def sql_literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def typed(resource: Resource, columns: Iterable[str] | None = None) -> str:
    """The query for a table's cells with their types: all of them, or some columns."""
    kept = resource.schema.fields if columns is None else [resource.schema.field(name) for name in columns]
    cells = "".join(f', {sql_cast(field)} AS "{field.name}"' for field in kept)
    return f'SELECT row_, line_{cells} FROM "{raw(resource.name)}"'
