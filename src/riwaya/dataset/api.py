"""The dataset as pandas frames, pyarrow tables or DuckDB relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.dataset.aggregates import agreement_with_claims, totals_by_claimant
from riwaya.dataset.locate import open_dataset, vocabulary_labels
from riwaya.errors import NotFoundError, ReleaseError
from riwaya.package.schema import Field, Schema
from riwaya.problem import with_suggestion
from riwaya.release.citation import citation
from riwaya.release.read import Release
from riwaya.text.suggest import nearest

if TYPE_CHECKING:
    import pandas as pd

    Rows = pd.DataFrame | pa.Table | duckdb.DuckDBPyRelation
    """Rows in the form that was asked for."""

Labels = Mapping[tuple[str, str], str]
"""What the terms of coded columns are called, by vocabulary and term; a term that is not there is itself."""
FORMS = ("pandas", "arrow", "duckdb")


def open(
    release: str | Path | None = None,
    lang: str | None = None,
    form: str = "pandas",
    sha256: str | None = None,
) -> Dataset:
    """The dataset of this installation, or a release: a folder, a zip, or an https address of either.

    `lang` ("ar" or "en") has coded columns hold the labels of that language, otherwise they hold codes; `form` is one of FORMS.
    Only an address has the network asked; what comes is kept in this user's cache (or in RIWAYA_CACHE), must have the `sha256` if
    one is given (of the zip, or of the folder's SHA256SUMS), and is not asked for again then. Every file is read only if its hash
    is the release's. NotFoundError for a language or form there is not, ReleaseError for what cannot be read as a release.
    """
    if lang is not None and lang not in LANGUAGES:
        raise NotFoundError(
            f"There is no language {lang}: use en or ar.", f"لا توجد لغة باسم {lang}: استعمل en أو ar."
        )
    if form not in FORMS:
        known = ", ".join(FORMS)
        raise NotFoundError(
            f"There is no form {form}. There are: {known}.", f"لا توجد صيغة باسم {form}. الصيغ: {known}."
        )
    with ExitStack() as stack:
        opened = stack.enter_context(open_dataset(release, sha256))
        labels = vocabulary_labels(opened, lang) if lang else {}
        return Dataset(opened, labels, form, stack.pop_all())


def load(
    name: str, release: str | Path | None = None, lang: str | None = None, sha256: str | None = None
) -> pd.DataFrame:
    """A table as a frame: Int64, float64, boolean, string, datetime64 and categories for coded columns.

    `attrs` holds version, hash (the content hash of the table) and citation; the rest is as `open` has it. NotFoundError for
    a table or language there is not.
    """
    with open(release, lang, sha256=sha256) as dataset:
        return dataset[name]


class Dataset:
    """A dataset at a version, each of its tables in one form. Close it, or use it in a `with`."""

    def __init__(self, release: Release, labels: Labels, form: str, stack: ExitStack) -> None:
        self._release, self._labels, self._form, self._stack = release, labels, form, stack

    def __enter__(self) -> Dataset:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the tables. Those already taken out of it stay, but for DuckDB's relations."""
        self._stack.close()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables."""
        return (*self._release.hashes,)

    @property
    def version(self) -> str:
        return self._release.version

    @property
    def citation(self) -> str:
        return citation(self._release.descriptor)

    def __getitem__(self, name: str) -> Rows:
        """A table by name; NotFoundError lists those there are."""
        if self._form == "duckdb" and name in self.names:
            return self.connection.table(name)
        table = self._release.table(name)
        return self._formed(table.whole(), table.schema, {"hash": self._release.hashes[name]})

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection of its own that knows every table by its name, for questions in SQL."""
        connection = self._stack.enter_context(duckdb.connect(":memory:"))
        for name in self.names:
            table = self._release.table(name)
            connection.register(name, _plain(_coded(table.whole(), table.schema, self._labels)))
        return connection

    def agreement(self) -> Rows:
        """How the figures of an event lie to each other, and whose they are: the rows of `claims_flat` that have a figure, each
        with the `relation` of what it counts and the `origins` and `claimants` behind that; what counts the same is side by side.
        """
        return self._formed(*agreement_with_claims(self._release), {})

    def total(self, measure: str | None = None, per: str | None = None) -> Rows:
        """What each claimant counts in all events together, of one measure or of each: per="claimant".

        A row is a claimant with what is counted: `events` and `figures`, and the bounds `value_min` and `value_max` of the sum,
        empty where one of its figures has none. What a claimant says of an event in several ways counts once, from the lowest to
        the highest; an event that is part of another one that it counts as well is left out; `possibly_twice` is how many pairs
        of the events may be one. UnanswerableError without `per`: of what contradicts itself there is no sum.
        """
        rows, schema = totals_by_claimant(self._release, per)
        if measure is not None:
            known = schema.field("measure").constraints["enum"]
            if measure not in known:
                text = Bilingual(
                    f"There is no measure {measure}. There are: {', '.join(known)}.",
                    f"لا يوجد مقياس باسم {measure}. المقاييس: {', '.join(known)}.",
                )
                guessed = with_suggestion(text, nearest(measure, known))
                raise NotFoundError(guessed.en, guessed.ar)
            rows = rows.filter(pc.equal(rows["measure"], measure))
        return self._formed(rows, schema, {})

    def _formed(self, rows: pa.Table, schema: Schema, facts: Mapping[str, str]) -> Rows:
        rows = _coded(rows, schema, self._labels)
        facts = {"version": self.version, **facts, "citation": self.citation}
        if self._form == "duckdb":
            return self.connection.from_arrow(_plain(rows))
        if self._form == "arrow":
            return rows.replace_schema_metadata(facts)
        frame = _frame(rows)
        frame.attrs = facts
        return frame


def _frame(rows: pa.Table) -> pd.DataFrame:
    import pandas as pd

    for at, field in enumerate(rows.schema):
        if field.type == pa.date32():
            rows = rows.set_column(at, field.name, rows[field.name].cast(pa.timestamp("s")))
    dtypes = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return rows.to_pandas(types_mapper=dtypes.get)


def _coded(rows: pa.Table, schema: Schema, labels: Labels) -> pa.Table:
    """The rows with every coded column as a dictionary of its terms, or of their labels."""
    for at, field in enumerate(schema.fields):
        if "enum" in field.constraints:
            rows = rows.set_column(at, field.name, _dictionary(rows[field.name], field, labels))
    return rows


def _dictionary(cells: pa.ChunkedArray, field: Field, labels: Labels) -> pa.Array:
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


def _plain(rows: pa.Table) -> pa.Table:
    """The rows with texts for dictionaries: DuckDB would take an empty one for no text."""
    texts = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in rows.schema
    ]
    return rows.cast(pa.schema(texts))
