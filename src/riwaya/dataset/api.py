"""The functions of the package: opens a dataset, loads one table, validates a data package."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from riwaya.bilingual import LANGUAGES
from riwaya.dataset import MESSAGES
from riwaya.dataset.dataset import Dataset
from riwaya.dataset.locate import installed_package, open_dataset, vocabulary_labels
from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package
from riwaya.release.read import read_since
from riwaya.validation.check import check_package
from riwaya.validation.collect import MAX_PER_CODE
from riwaya.validation.kinds import require_known_codes
from riwaya.validation.read_tables import memory_limit
from riwaya.validation.report import Report

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


def validate(
    path: str | Path | None = None,
    *,
    since: str | Path | None = None,
    rules: Collection[str] = (),
    limit: int = MAX_PER_CODE,
) -> Report:
    """Check a data package against its schemas and every rule, as `riwaya validate` does. Changes nothing.

    - `path`: the folder of a package or its datapackage.json; None is the data of this installation.
    - `since`: a release (folder or zip) whose IDs and columns must still be there.
    - `rules`: codes to check alone, such as "figure-bounds"; empty checks all. Problems that keep a table
      from being read are always reported.
    - `limit`: how many problems of one code are listed, at least 1; `Report.counts` has the number of all.

    >>> import riwaya
    >>> report = riwaya.validate()
    >>> report.ok, report.problems
    (True, ())

    Each of `Report.problems` is a Problem: `code`, `severity`, `place` (file, line, column) and texts in both
    languages, `problem.message().ar` and `problem.hint().en`.

    Raises PackageError if the descriptor or a schema cannot be read, NotFoundError for an unknown code,
    ReleaseError for an unreadable `since`, ValueError for a `limit` below 1. Bad data raises nothing: it is
    in the report.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    require_known_codes(rules)
    package = installed_package() if path is None else Package.open(Path(path))
    engine = partial(DuckEngine, memory=memory_limit(package))
    earlier = read_since(Path(since)) if since is not None else None
    return check_package(package, engine, since=earlier, codes=rules, max_per_code=limit).report
