"""The dataset as pandas frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.check import check
from riwaya.cite import citation
from riwaya.derive import ReleaseTable
from riwaya.errors import NotFoundError, ReleaseError
from riwaya.package import DESCRIPTOR, Package, read_package
from riwaya.problem import LANGUAGES
from riwaya.release.build import published_tables
from riwaya.release.manifest import content_sha256
from riwaya.release.read import Release, leaning_on_columns, open_release
from riwaya.schema import Field

if TYPE_CHECKING:
    import pandas as pd


def home() -> Package:
    """The package that this installation holds: the repository it runs from, or the copy in the wheel."""
    here = Path(__file__).resolve().parent
    root = here.parent.parent
    return read_package(root if (root / DESCRIPTOR).is_file() and (root / "schemas").is_dir() else here / "dataset")


@contextmanager
def open_dataset(release: str | Path | None = None) -> Iterator[Release]:
    """A release, folder or zip; without one, the tables of this installation, checked and computed now."""
    if release is not None:
        yield open_release(Path(release))
        return
    package = home()
    with published_tables(check(package)) as published:
        tables = {table.name: table for table in published}
        hashes = {name: content_sha256(table.batches(), table.schema) for name, table in tables.items()}
        yield Release(package.descriptor, hashes, tables.__getitem__)


def load(name: str, release: str | Path | None = None, lang: str | None = None) -> pd.DataFrame:
    """A table as a frame: Int64, float64, boolean, string, datetime64 and categories for coded columns.

    With `lang` ("ar" or "en") the categories are the labels of that language, otherwise the codes. `attrs` holds
    version, hash (the content hash of the table) and citation. NotFoundError for a table or language there is not.
    """
    if lang is not None and lang not in LANGUAGES:
        raise NotFoundError(f"There is no language {lang}: use en or ar.", f"لا توجد لغة باسم {lang}: استعمل en أو ar.")
    with open_dataset(release) as dataset:
        frame = _frame(dataset.table(name), vocabulary_labels(dataset, lang) if lang else {})
        frame.attrs = {"version": dataset.version, "hash": dataset.hashes[name], "citation": citation(dataset.descriptor)}
        return frame


def vocabulary_labels(dataset: Release, lang: str) -> dict[tuple[str, str], str]:
    """The labels of all terms in a language, by vocabulary and term."""
    rows = dataset.table("vocabularies").whole().to_pylist()
    with leaning_on_columns(dataset):
        return {(row["vocabulary"], row["term"]): row[f"label_{lang}"] for row in rows}


def _frame(table: ReleaseTable, labels: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    import pandas as pd

    rows = table.whole()
    for at, field in enumerate(table.schema.fields):
        if "enum" in field.constraints:
            rows = rows.set_column(at, field.name, _coded(rows[field.name], field, labels))
        elif field.type == "date":
            rows = rows.set_column(at, field.name, rows[field.name].cast(pa.timestamp("s")))
    dtypes = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return rows.to_pandas(types_mapper=dtypes.get)


def _coded(cells: pa.ChunkedArray, field: Field, labels: Mapping[tuple[str, str], str]) -> pa.Array:
    """The terms as a dictionary of their labels, in the order of the schema; ReleaseError for a term that it does not have."""
    words = {term: labels.get((field.vocabulary, term), term) for term in field.constraints["enum"]}
    categories = [*dict.fromkeys(words.values())]
    terms = pc.index_in(cells.combine_chunks(), pa.array(words, pa.string()))
    if terms.null_count > cells.null_count:
        raise ReleaseError(
            f"The column {field.name} of the release holds a term that its schema does not have. Download the release again.",
            f"في العمود {field.name} من الإصدار مصطلح ليس في مخططه. نزّل الإصدار من جديد.",
        )
    places = pa.array([categories.index(word) for word in words.values()], pa.int32())
    return pa.DictionaryArray.from_arrays(places.take(terms), pa.array(categories, pa.string()))
