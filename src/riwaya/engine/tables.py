"""How the tables of a package stand in an engine.

- raw_NAME: the cells as they were read, all text, with row_, the record's number;
- NAME: the same with their types; a cell that is not of its type is null;
- meta_ids (id, table_name): every ID in force; meta_terms (table_name, field, vocabulary, term): every term that a
  coded column may hold;
- meta_texts (table_name, row_, field, language, verbatim, value): every text that is no term, a row each; language is null
  where the column has no counterpart in the other one;
- meta_pairs (table_name, row_, name, ar_field, en_field, ar, en): every text in two columns, at least one of them filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from riwaya.engine import Engine
from riwaya.package import Resource
from riwaya.schema import Field, Schema

SQL_TYPES = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN", "year": "BIGINT",
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


def load_tables(engine: Engine, resources: Iterable[Resource], cells: Mapping[str, pa.Table]) -> None:
    """Make the tables that could be read known to the engine; `cells` holds text columns only."""
    loaded = [resource for resource in resources if resource.name in cells]
    for resource in loaded:
        table = cells[resource.name]
        numbers = pa.array(range(1, table.num_rows + 1), pa.int64())
        engine.load(raw(resource.name), table.append_column("row_", numbers))
        engine.view(resource.name, _typed(resource))
    for name, gathering in GATHERED.items():
        parts = [gathering.part(resource) for resource in loaded if gathering.feeds(resource)]
        nothing = ", ".join(f"CAST(NULL AS VARCHAR) AS {column}" for column in gathering.columns)
        engine.view(name, " UNION ALL ".join(parts) or f"SELECT {nothing} WHERE false")


def load_terms(engine: Engine, schemas: Mapping[str, Schema]) -> None:
    """Make the terms of all coded columns known to the engine."""
    rows = [
        {"table_name": table, "field": field.name, "vocabulary": field.vocabulary, "term": term}
        for table, schema in schemas.items()
        for field in schema.fields
        if field.vocabulary
        for term in field.constraints.get("enum", ())
    ]
    columns = ("table_name", "field", "vocabulary", "term")
    engine.load("meta_terms", pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in columns}))


def load_since(engine: Engine, tables: Mapping[str, pa.Table], version: str, now: str) -> None:
    """Make the tables of an earlier release known to the engine, as since_NAME; meta_since holds both versions."""
    for name, table in tables.items():
        engine.load(f"since_{name}", table)
    engine.load("meta_since", pa.table({"version": pa.array([version]), "now": pa.array([now])}))


def raw(table: str) -> str:
    """The name of a table's cells as they were read."""
    return f"raw_{table}"


def sql_cast(field: Field) -> str:
    """The column with its type, null where a cell has another."""
    column = f'"{field.name}"'
    if field.type == "string":
        return column
    if field.type == "boolean":
        true, false = (f"WHEN {column} IN ({sql_list(texts)}) THEN" for texts in (field.true_values, field.false_values))
        return f"CASE {true} true {false} false END"
    whole = f"regexp_full_match({column}, {sql_literal(FORMS[field.type])})"
    if field.type == "number":
        whole += f" AND isfinite(TRY_CAST({column} AS DOUBLE))"
    return f"CASE WHEN {whole} THEN TRY_CAST({column} AS {SQL_TYPES[field.type]}) END"


def sql_list(texts: Iterable[str]) -> str:
    return ", ".join(map(sql_literal, texts))


def sql_literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _typed(resource: Resource) -> str:
    columns = ", ".join(f'{sql_cast(field)} AS "{field.name}"' for field in resource.schema.fields)
    return f'SELECT row_, {columns} FROM "{raw(resource.name)}"'


def _ids(resource: Resource) -> str:
    name = resource.name
    return f'SELECT "{resource.schema.primary_key[0]}" AS id, {sql_literal(name)} AS table_name FROM "{raw(name)}"'


def _texts(resource: Resource) -> str:
    """A text a row: the columns of the table turned on their side."""
    languages = {name: language for pair in resource.schema.pairs for language, name in (("ar", pair.ar), ("en", pair.en))}
    fields = [field for field in resource.schema.fields if _is_text(field)]
    return _on_its_side(resource, {
        "field": [sql_literal(field.name) for field in fields],
        "language": [sql_literal(languages[field.name]) if field.name in languages else "NULL" for field in fields],
        "verbatim": [str(field.verbatim).lower() for field in fields],
        "value": [f'"{field.name}"' for field in fields],
    }, "value IS NOT NULL")


def _pairs(resource: Resource) -> str:
    pairs = resource.schema.pairs
    return _on_its_side(resource, {
        "name": [sql_literal(pair.name) for pair in pairs],
        "ar_field": [sql_literal(pair.ar) for pair in pairs],
        "en_field": [sql_literal(pair.en) for pair in pairs],
        "ar": [f'"{pair.ar}"' for pair in pairs],
        "en": [f'"{pair.en}"' for pair in pairs],
    }, "coalesce(ar, en) IS NOT NULL")


def _on_its_side(resource: Resource, columns: Mapping[str, list[str]], kept: str) -> str:
    """Each row of the table as many rows, the lists of `columns` read in step."""
    lists = ", ".join(f"unnest([{', '.join(items)}]) AS {name}" for name, items in columns.items())
    sides = f'SELECT {sql_literal(resource.name)} AS table_name, row_, {lists} FROM "{raw(resource.name)}"'
    return f"SELECT * FROM ({sides}) WHERE {kept}"


def _is_text(field: Field) -> bool:
    return field.type == "string" and not field.vocabulary


@dataclass(frozen=True, slots=True)
class Gathering:
    """A view over many tables: which of them feed it, its columns, and the query over one of them."""

    feeds: Callable[[Resource], bool]
    columns: tuple[str, ...]
    part: Callable[[Resource], str]


GATHERED: Mapping[str, Gathering] = {
    "meta_ids": Gathering(lambda resource: resource.gives_ids, ("id", "table_name"), _ids),
    "meta_texts": Gathering(
        lambda resource: any(map(_is_text, resource.schema.fields)),
        ("table_name", "row_", "field", "language", "verbatim", "value"), _texts,
    ),
    "meta_pairs": Gathering(
        lambda resource: bool(resource.schema.pairs),
        ("table_name", "row_", "name", "ar_field", "en_field", "ar", "en"), _pairs,
    ),
}
