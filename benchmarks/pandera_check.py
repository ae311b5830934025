"""Checks the structure of a package with pandera on pandas: `python -m benchmarks.pandera_check FOLDER`.

Exit code 0 or 1.

Its schemas are made from the Table Schemas: columns and their order, types, required, enum, pattern, bounds,
lengths, primary and unique keys, foreign keys of one column.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

_TYPES = {"string": "str", "integer": "Int64", "number": "Float64", "date": "datetime64[ns]"}
_CHECKS: Mapping[str, Callable[[object], pa.Check]] = {
    "enum": pa.Check.isin,
    "pattern": lambda pattern: pa.Check.str_matches(f"^(?:{pattern})$"),
    "minimum": pa.Check.ge,
    "maximum": pa.Check.le,
    "maxLength": lambda length: pa.Check.str_length(max_value=length),
}


def is_valid(folder: Path) -> bool:
    """Whether every table of the package fits its schema. Searches for all problems, not just the first."""
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    schemas = {
        item["name"]: json.loads((folder / item["schema"]).read_text(encoding="utf-8")) for item in resources
    }
    try:
        tables = {item["name"]: read_texts(folder / item["path"]) for item in resources}
    except (pd.errors.ParserError, UnicodeDecodeError):
        return False
    return all([_accepts(schema_of(name, schema, tables), tables[name]) for name, schema in schemas.items()])


def read_texts(path: Path) -> pd.DataFrame:
    """The cells of a table as text; pandera casts them, and so finds those of another type."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def schema_of(name: str, json_schema: Mapping, tables: Mapping[str, pd.DataFrame]) -> pa.DataFrameSchema:
    """The pandera schema of a table; `tables` are those that it may refer to."""
    referring = dict(_referring(name, json_schema, tables))
    columns = {}
    for field in json_schema["fields"]:
        constraints = field.get("constraints", {})
        checks = [
            _CHECKS[key](bound) for key, bound in constraints.items() if key not in ("required", "unique")
        ]
        columns[field["name"]] = pa.Column(
            _TYPES[field["type"]],
            [*checks, *referring.get(field["name"], ())],
            nullable=not constraints.get("required"),
            unique=constraints.get("unique", False),
            coerce=field["type"] != "string",
        )
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=json_schema.get("primaryKey"))


def _referring(
    name: str, json_schema: Mapping, tables: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, list[pa.Check]]]:
    for key in json_schema.get("foreignKeys", ()):
        if len(key["fields"]) > 1:
            continue
        (field,), reference = key["fields"], key["reference"]
        known = tables[reference.get("resource", name)][reference["fields"][0]]
        # A set of a million texts is built once, here, not in each call.
        yield field, [pa.Check(lambda column, known=frozenset(known): column.isin(known), name="foreign key")]


def _accepts(schema: pa.DataFrameSchema, table: pd.DataFrame) -> bool:
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors:
        return False
    return True


if __name__ == "__main__":
    sys.exit(0 if is_valid(Path(sys.argv[1])) else 1)
