"""Converts published Arrow tables: coded columns to categories, tables to pandas frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.dataset import MESSAGES
from riwaya.errors import ReleaseError
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field, Schema

if TYPE_CHECKING:
    import pandas as pd

Labels = Mapping[tuple[str, str], str]
"""The labels of terms, by vocabulary and term; a term without a label stands for itself."""


def with_categories(rows: pa.Table, schema: Schema, labels: Labels) -> pa.Table:
    """The rows with every coded column of text as a dictionary of its terms, or of their labels.

    Numbers, dates and truth values are what they are, with terms or without.
    """
    for at, field in enumerate(schema.fields):
        if field.terms and FIELD_TYPES[field.type].arrow == pa.string():
            rows = rows.set_column(at, field.name, _categories(rows[field.name], field, labels))
    return rows


def _categories(cells: pa.ChunkedArray, field: Field, labels: Labels) -> pa.Array:
    """Cells as labels, categories in the order of the schema. ReleaseError for a term it does not have."""
    words = {term: labels.get((field.vocabulary or "", term), term) for term in field.terms}
    categories = [*dict.fromkeys(words.values())]
    terms = pc.index_in(cells.combine_chunks(), pa.array(words, pa.string()))
    if terms.null_count > cells.null_count:
        raise ReleaseError(MESSAGES("term-unknown", column=field.name))
    places = pa.array([categories.index(word) for word in words.values()], pa.int32())
    words_in_order = pa.array(categories, pa.string())
    return pa.DictionaryArray.from_arrays(places.take(terms), words_in_order, ordered=field.ordered)


def frame_of(rows: pa.Table) -> pd.DataFrame:
    """The rows as pandas types with missing values: Int64, boolean, string, datetime64[s], category."""
    import pandas as pd

    for at, field in enumerate(rows.schema):
        if field.type == pa.date32():
            rows = rows.set_column(at, field.name, rows[field.name].cast(pa.timestamp("s")))
    dtypes = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return rows.to_pandas(types_mapper=dtypes.get)
