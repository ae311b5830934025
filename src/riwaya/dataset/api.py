"""The functions that read: open a dataset, load one table, name the tables."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from riwaya.bilingual import LANGUAGES
from riwaya.dataset import MESSAGES
from riwaya.dataset.dataset import Dataset
from riwaya.dataset.kept_versions import release_of
from riwaya.dataset.locate import open_dataset, vocabulary_labels
from riwaya.errors import NotFoundError, ReleaseError

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
    *,
    version: str | None = ...,
    fetch: bool = ...,
) -> Dataset[pd.DataFrame]: ...
@overload
def open(
    release: str | Path | None = ...,
    lang: Language | None = ...,
    *,
    form: Literal["arrow"],
    sha256: str | None = ...,
    version: str | None = ...,
    fetch: bool = ...,
) -> Dataset[pa.Table]: ...
@overload
def open(
    release: str | Path | None = ...,
    lang: Language | None = ...,
    *,
    form: Literal["duckdb"],
    sha256: str | None = ...,
    version: str | None = ...,
    fetch: bool = ...,
) -> Dataset[duckdb.DuckDBPyRelation]: ...
def open(
    release: str | Path | None = None,
    lang: str | None = None,
    form: str = "pandas",
    sha256: str | None = None,
    *,
    version: str | None = None,
    fetch: bool = False,
) -> Dataset:
    """Open a version of the dataset; its tables are read when they are used.

    - `release`: a folder, a zip, or the https address of either. None is the data of this installation,
      validated first.
    - `lang`: "ar" or "en" puts labels of that language into coded columns; None leaves the codes.
    - `form`: what tables are, "pandas" (DataFrame), "arrow" (pyarrow.Table) or "duckdb" (DuckDBPyRelation).
    - `sha256`: 64 hexadecimal digits, the hash of the zip, or of the folder's SHA256SUMS.
    - `version`: in place of `release`, a version of the dataset such as "0.3.0", whatever version this code
      has: one of `riwaya.versions()`, or with `fetch=True` one at the dataset's homepage (or the address in
      RIWAYA_RELEASES), from where it is downloaded once.

    >>> import riwaya
    >>> with riwaya.open(form="arrow") as dataset:
    ...     events = dataset["events"]
    >>> events.schema.field("date_earliest").type
    DataType(date32[day])

    An address and `fetch` are the two things that use the network. What is downloaded stays in the user's
    cache (the folder that RIWAYA_CACHE names, if it is set); with `sha256` it is not downloaded again. A file
    is read only if its hash is the one that the release lists.

    Raises NotFoundError for an unknown language or form, for a path without a release, and for a version that
    is not on this machine; ReleaseError for what cannot be read as a release, or has another hash, and for
    data of this installation that is not valid; EngineError for the form "duckdb" without the extra
    `riwaya[validate]`.
    """
    if lang is not None and lang not in LANGUAGES:
        raise NotFoundError(MESSAGES("language-unknown", lang=lang))
    if form not in FORMS:
        raise NotFoundError(MESSAGES("form-unknown", form=form, known=", ".join(FORMS)))
    if version is not None:
        if release is not None:
            raise NotFoundError(MESSAGES("release-or-version"))
        release = release_of(version, fetch)
    with ExitStack() as stack:
        opened = stack.enter_context(open_dataset(release, sha256))
        if version not in (None, opened.version):
            raise ReleaseError(
                MESSAGES("other-version", release=release, found=opened.version, wanted=version)
            )
        labels = vocabulary_labels(opened, lang) if lang else {}
        return Dataset(opened, labels, lang or "en", form, stack.pop_all())


def load(
    name: str = "",
    release: str | Path | None = None,
    lang: Language | None = None,
    sha256: str | None = None,
    *,
    version: str | None = None,
    fetch: bool = False,
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
    ['citation', 'version']

    `value` counts persons, vehicles, days or gold, as `measure` says, and claims repeat and contradict each
    other, so the sum of a column means nothing: `Dataset.total(per="claimant")` adds up what can be added.

    `Dataset.hashes` has the SHA-256 of the table's content. The columns are described in docs/codebook.en.md,
    where each comes from as well.

    Raises NotFoundError with the names of all tables for an unknown or missing one, and for an unknown
    language; ReleaseError as `open` does.
    """
    with open(release, lang, sha256=sha256, version=version, fetch=fetch) as dataset:
        if not name:
            raise NotFoundError(MESSAGES("table-unnamed", known=", ".join(dataset)))
        return dataset[name]


def tables(
    release: str | Path | None = None,
    lang: Language | None = None,
    sha256: str | None = None,
    *,
    version: str | None = None,
    fetch: bool = False,
) -> dict[str, str]:
    """The title of each table by its name, in English or in the language `lang`; parameters as for `open`.

    >>> import riwaya
    >>> riwaya.tables(lang="ar")["events"]
    'الأحداث'

    Raises NotFoundError and ReleaseError as `open` does.
    """
    with open(release, lang, sha256=sha256, version=version, fetch=fetch) as dataset:
        return dataset.tables
