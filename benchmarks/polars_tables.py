"""Reads the tables of a package with Polars, for the contenders that check Polars frames."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl

Tables = Mapping[str, pl.DataFrame]
TYPES = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date}
Accepts = Callable[[str, Mapping, Tables], bool]
"""Whether a table, by its name and its Table Schema, is accepted; it may refer to the others."""


def is_valid(folder: Path, accepts: Accepts) -> bool:
    """Whether every table of the package is accepted. Searches for all problems, not just the first."""
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    schemas = {
        item["name"]: json.loads((folder / item["schema"]).read_text(encoding="utf-8")) for item in resources
    }
    try:
        tables = {item["name"]: read_texts(folder / item["path"]) for item in resources}
    except pl.exceptions.ComputeError:
        return False
    for name, schema in schemas.items():
        if tables[name].columns != [field["name"] for field in schema["fields"]]:
            return False
    return all([accepts(name, schema, tables) for name, schema in schemas.items()])


def read_texts(path: Path) -> pl.DataFrame:
    """The cells of a table as text, empty ones as null."""
    return pl.read_csv(path, infer_schema=False)


def cast(field: Mapping) -> pl.Expr:
    """The cells of a column as values of the field's type, those of another type as null."""
    column = pl.col(field["name"])
    return (
        column.str.to_date(strict=False)
        if field["type"] == "date"
        else column.cast(TYPES[field["type"]], strict=False)
    )


def foreign_keys(
    name: str, json_schema: Mapping, tables: Tables
) -> Iterator[tuple[list[str], pl.DataFrame, list[str]]]:
    """The columns of each foreign key, the table that they refer to, and its columns."""
    for key in json_schema.get("foreignKeys", ()):
        reference = key["reference"]
        yield key["fields"], tables[reference.get("resource", name)], reference["fields"]


def run(accepts: Accepts) -> None:
    """Exit with 0 if the package of the command line is valid, else with 1."""
    sys.exit(0 if is_valid(Path(sys.argv[1]), accepts) else 1)
