"""The functions that read: open a dataset, load one table, name the tables."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from riwaya.bilingual import LANGUAGES
from riwaya.dataset import MESSAGES
from riwaya.dataset.dataset import Dataset
from riwaya.dataset.locate import open_dataset, vocabulary_labels
from riwaya.errors import NotFoundError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

FORMS = ("pandas", "arrow", "duckdb")
Language = Literal["ar", "en"]


@overload
def open(
    release: str | Path | None = ...,
    lang: Language | None = ...,
    form: Literal["pandas"] = ...,
    sha256: str | None = ...,
) -> Dataset[pd.DataFrame]: ...
@overload
def open(
    release: str | Path | None = ...,
    lang: Language | None = ...,
    *,
    form: Literal["arrow"],
    sha256: str | None = ...,
) -> Dataset[pa.Table]: ...
@overload
def open(
    release: str | Path | None = ...,
    lang: Language | None = ...,
    *,
    form: Literal["duckdb"],
    sha256: str | None = ...,
) -> Dataset[duckdb.DuckDBPyRelation]: ...
def open(
    release: str | Path | None = None,
    lang: str | None = None,
    form: str = "pandas",
    sha256: str | None = None,
) -> Dataset:
    """Open a version of the dataset; its tables are read when they are used.

    - `release`: a folder, a zip, or the https address of either. None is the data of this installation,
      validated first.
    - `lang`: "ar" or "en" puts labels of that language into coded columns; None leaves the codes.
    - `form`: what tables are, "pandas" (DataFrame), "arrow" (pyarrow.Table) or "duckdb" (DuckDBPyRelation).
    - `sha256`: 64 hexadecimal digits, the hash of the zip, or of the folder's SHA256SUMS.

    >>> import riwaya
    >>> with riwaya.open(form="arrow") as dataset:
    ...     events = dataset["events"]
    >>> events.schema.field("date_earliest").type
    DataType(date32[day])

    An address is the one thing that uses the network. What is downloaded stays in the user's cache (the
    folder that RIWAYA_CACHE names, if it is set); with `sha256` it is not downloaded again. A file is read
    only if its hash is the one that the release lists.

    Raises NotFoundError for an unknown language or form and for a path without a release; ReleaseError for
    what cannot be read as a release, or has another hash, and for data of this installation that is not
    valid.
    """
    if lang is not None and lang not in LANGUAGES:
        raise NotFoundError(MESSAGES("language-unknown", lang=lang))
    if form not in FORMS:
        raise NotFoundError(MESSAGES("form-unknown", form=form, known=", ".join(FORMS)))
    with ExitStack() as stack:
        opened = stack.enter_context(open_dataset(release, sha256))
        labels = vocabulary_labels(opened, lang) if lang else {}
        return Dataset(opened, labels, lang or "en", form, stack.pop_all())


def load(
    name: str = "",
    release: str | Path | None = None,
    lang: Language | None = None,
    sha256: str | None = None,
) -> pd.DataFrame:
    """Load one table as a pandas DataFrame, one row a row of the table.

    `name` is a table such as "events", "claims", "figures", "sources", "actors" or "agreement"; the other
    parameters are those of `open`. Columns are Int64 (counts of persons, vehicles …), float64 (degrees),
    boolean, string, datetime64[s] (days) and category (coded columns); what is not stated is missing, never
    0.

    >>> import riwaya
    >>> figures = riwaya.load("figures")
    >>> figures["value"].dtype, figures["measure"].dtype.name
    (Int64Dtype(), 'category')
    >>> sorted(figures.attrs)
    ['citation', 'hash', 'version']

    `attrs["hash"]` is the SHA-256 of the table's content, the same in every format. The columns are described
    in docs/codebook.en.md, where each comes from as well.

    Raises NotFoundError with the names of all tables for an unknown or missing one, and for an unknown
    language; ReleaseError as `open` does.
    """
    with open(release, lang, sha256=sha256) as dataset:
        if not name:
            raise NotFoundError(MESSAGES("table-unnamed", known=", ".join(dataset)))
        return dataset[name]


def tables(
    release: str | Path | None = None,
    lang: Language | None = None,
    sha256: str | None = None,
) -> dict[str, str]:
    """The title of each table by its name, in English or in the language `lang`; parameters as for `open`.

    >>> import riwaya
    >>> riwaya.tables(lang="ar")["events"]
    'الأحداث'

    Raises NotFoundError and ReleaseError as `open` does.
    """
    with open(release, lang, sha256=sha256) as dataset:
        return dataset.tables
