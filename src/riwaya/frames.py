"""The dataset as pandas frames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from riwaya.check import check
from riwaya.cite import citation
from riwaya.errors import NotFoundError
from riwaya.package import DESCRIPTOR, Package, read_package
from riwaya.problem import LANGUAGES
from riwaya.release.build import published_tables
from riwaya.release.manifest import content_sha256
from riwaya.release.read import Release, leaning_on_columns, open_release
from riwaya.schema import Schema

if TYPE_CHECKING:
    import pandas as pd


def home() -> Package:
    """The package that this installation holds: the repository it runs from, or the copy in the wheel."""
    here = Path(__file__).resolve().parent
    root = here.parent.parent
    return read_package(root if (root / DESCRIPTOR).is_file() and (root / "schemas").is_dir() else here / "dataset")


def open_dataset(release: str | Path | None = None) -> Release:
    """A release, folder or zip; without one, the tables of this installation, checked and computed now."""
    if release is not None:
        return open_release(Path(release))
    package = home()
    tables = {table.name: table for table in published_tables(check(package))}
    hashes = {name: content_sha256(table.rows, table.schema) for name, table in tables.items()}
    return Release(package.descriptor, hashes, tables.__getitem__)


def load(name: str, release: str | Path | None = None, lang: str | None = None) -> pd.DataFrame:
    """A table as a frame: Int64, float64, boolean, string, datetime64 and categories for coded columns.

    With `lang` ("ar" or "en") the categories are the labels of that language, otherwise the codes. `attrs` holds
    version, hash (the content hash of the table) and citation. NotFoundError for a table or language there is not.
    """
    if lang is not None and lang not in LANGUAGES:
        raise NotFoundError(f"There is no language {lang}: use en or ar.", f"لا توجد لغة باسم {lang}: استعمل en أو ar.")
    dataset = open_dataset(release)
    table = dataset.table(name)
    frame = _typed(table.rows, table.schema, vocabulary_labels(dataset, lang) if lang else {})
    frame.attrs = {"version": dataset.version, "hash": dataset.hashes[name], "citation": citation(dataset.descriptor)}
    return frame


def vocabulary_labels(dataset: Release, lang: str) -> dict[tuple[str, str], str]:
    """The labels of all terms in a language, by vocabulary and term."""
    rows = dataset.table("vocabularies").rows.to_pylist()
    with leaning_on_columns(dataset):
        return {(row["vocabulary"], row["term"]): row[f"label_{lang}"] for row in rows}


def _typed(rows: pa.Table, schema: Schema, labels: dict[tuple[str, str], str]) -> pd.DataFrame:
    import pandas as pd

    dtypes = {"integer": "Int64", "year": "Int64", "boolean": "boolean", "string": "string", "yearmonth": "string",
              "number": "float64"}
    columns = {}
    for field in schema.fields:
        cells = rows[field.name].to_pylist()
        if terms := field.constraints.get("enum"):
            words = {term: labels.get((field.vocabulary, term), term) for term in terms}
            named = [None if cell is None else words[cell] for cell in cells]
            columns[field.name] = pd.Categorical(named, categories=[*dict.fromkeys(words.values())])
        elif field.type == "date":
            columns[field.name] = pd.to_datetime(pd.Series(cells, dtype="object"))
        else:
            columns[field.name] = pd.Series(cells, dtype=dtypes[field.type])
    return pd.DataFrame(columns)
