"""Checks the structure of a package with dataframely: `python -m benchmarks.dataframely_check FOLDER`.

Exit code 0 or 1. It checks frames of Polars.

Its schemas are made from the Table Schemas: columns and their order, types, required, enum, pattern, bounds,
lengths, primary keys. Foreign keys are joins of Polars, since tables of a dataframely collection share their
primary key.
"""

from __future__ import annotations

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from benchmarks.polars_tables import Tables, cast, foreign_keys, run

_BOUNDS = {"minimum": "min", "maximum": "max", "minLength": "min_length", "maxLength": "max_length"}
_COLUMNS = {"string": dy.String, "integer": dy.Int64, "number": dy.Float64, "date": dy.Date}


def accepts(name: str, json_schema: Mapping, tables: Tables) -> bool:
    """Whether a table fits its schema and refers to rows that exist."""
    table = tables[name]
    # What is left to dataframely is casting of numbers: Polars casts no text to a date.
    dates = [cast(field) for field in json_schema["fields"] if field["type"] == "date"]
    dated = table.with_columns(dates)
    _, failure = schema_of(name, json_schema).filter(dated, cast=True)
    orphans = [
        table.select(columns).drop_nulls().join(known, left_on=columns, right_on=others, how="anti")
        for columns, known, others in foreign_keys(name, json_schema, tables)
    ]
    return (
        dated.null_count().equals(table.null_count())
        and not failure.counts()
        and all(map(pl.DataFrame.is_empty, orphans))
    )


def schema_of(name: str, json_schema: Mapping) -> type[dy.Schema]:
    """The dataframely schema of a table."""
    key = json_schema.get("primaryKey", [])
    required = {field["name"] for field in json_schema["fields"] if _constraints(field).get("required")}
    # A column of dataframely's own primary key may not be empty.
    whole = required.issuperset(key)
    members: dict[str, object] = {
        field["name"]: _column(field, whole and field["name"] in key) for field in json_schema["fields"]
    }
    if key and not whole:
        members["key_is_unique"] = dy.rule()(lambda cls: pl.struct(key).is_unique())
    return type(name, (dy.Schema,), members)


def _column(field: Mapping, in_key: bool) -> dy.Column:
    constraints = _constraints(field)
    options = {"nullable": not constraints.get("required"), "primary_key": in_key}
    options["unique"] = constraints.get("unique", False)
    if "enum" in constraints:
        return dy.Enum(constraints["enum"], **options)
    options |= {_BOUNDS[name]: bound for name, bound in constraints.items() if name in _BOUNDS}
    if "pattern" in constraints:
        options["regex"] = f"^(?:{constraints['pattern']})$"
    return _COLUMNS[field["type"]](**options)


def _constraints(field: Mapping) -> Mapping:
    return field.get("constraints", {})


if __name__ == "__main__":
    run(accepts)
