"""The class Dataset: tables of one version by name, agreement of figures, sums per claimant, SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cached_property
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import without_dictionaries
from riwaya.dataset import MESSAGES
from riwaya.dataset.aggregates import agreement_with_claims, figures_with_claims, totals_by_claimant
from riwaya.dataset.conversion import Labels, frame_of, with_categories
from riwaya.dataset.notebook import dataset_html
from riwaya.errors import NotFoundError
from riwaya.extras import requiring_extra
from riwaya.package.schema import Schema
from riwaya.problem import with_suggestion
from riwaya.release.citation import citation
from riwaya.release.table import Release
from riwaya.text.suggest import nearest

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Rows = TypeVar("Rows", "pd.DataFrame", "pa.Table", "duckdb.DuckDBPyRelation")
"""A table in the form that `riwaya.open` was given: pandas, Arrow or DuckDB."""


class Dataset(Generic[Rows]):
    """The tables of one version, each by its name. Made by `riwaya.open`; close it, or use it in a `with`.

    >>> import riwaya
    >>> with riwaya.open() as dataset:
    ...     events, claims = dataset["events"], dataset["claims"]
    >>> {*claims["event_id"]} <= {*events["event_id"]}
    True

    Iterating gives the names of the tables, and `len` their number; a notebook shows them with their rows. A
    frame is typed as `riwaya.load` describes; an Arrow table has
    int64, float64, bool, string, date32 and dictionaries for coded columns; a DuckDB relation has VARCHAR for
    these. Frames carry `version` and `citation` in `attrs`, Arrow tables in the metadata of their schema,
    with the table's hash. They are the same for all tables of a dataset, so that pandas keeps them in `merge`
    and `concat` as it does in what it filters, sorts, indexes or aggregates. It drops them in counts
    (`value_counts`, `size`, `crosstab`) and in `agg` with new names.
    """

    def __init__(self, release: Release, labels: Labels, lang: str, form: str, stack: ExitStack) -> None:
        """`labels` stand for the terms of coded columns; `lang` is the language of titles."""
        self._release, self._labels, self._lang = release, labels, lang
        self._form, self._stack = form, stack

    def __enter__(self) -> Dataset[Rows]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free files and the connection. Frames and Arrow tables stay valid, DuckDB relations do not."""
        self._stack.close()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"<riwaya.Dataset {self.version}: {len(self)} tables as {self._form}>"

    def _repr_html_(self) -> str:
        tables = [self._release.table(name) for name in self.names]
        return dataset_html(self._release.descriptor, tables, self._lang)

    def _ipython_key_completions_(self) -> list[str]:
        return [*self.names]

    def keys(self) -> tuple[str, ...]:
        """The names of the tables, so that `dict(dataset)` reads them all."""
        return self.names

    @property
    def tables(self) -> dict[str, str]:
        """The title of each table by its name, in the language of the dataset, English without one.

        >>> import riwaya
        >>> with riwaya.open() as dataset:
        ...     dataset.tables["events"]
        'Reported events'
        """
        return {name: self._release.table(name).title[self._lang] for name in self.names}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables, stored ones first, then computed ones.

        >>> import riwaya
        >>> with riwaya.open() as dataset:
        ...     [name for name in dataset.names if name in ("events", "claims", "figures", "agreement")]
        ['events', 'claims', 'figures', 'agreement']
        """
        return (*self._release.hashes,)

    @property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each table's content by its name, the same in every format.

        >>> import riwaya
        >>> with riwaya.open() as dataset:
        ...     len(dataset.hashes["figures"])
        64
        """
        return MappingProxyType(self._release.hashes)

    @property
    def version(self) -> str:
        """The version of the data, such as "0.3.0"."""
        return self._release.version

    @property
    def citation(self) -> str:
        """How to cite this version, in English. `riwaya cite` has more forms, and single rows."""
        return citation(self._release.descriptor)

    def __getitem__(self, name: str) -> Rows:
        """One table, all rows in their published order.

        Raises NotFoundError with the known names for an unknown one, ReleaseError for a file with another
        hash than the release lists.
        """
        if self._form == "duckdb" and name in self.names:
            return cast("Rows", self.connection.table(name))
        table = self._release.table(name)
        rows = self._convert(table.whole(), table.schema)
        if isinstance(rows, pa.Table):
            kept = rows.schema.metadata or {}
            return cast("Rows", rows.replace_schema_metadata({**kept, b"hash": self.hashes[name].encode()}))
        return rows

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection in memory in which every table is a view of its own name, for SQL. It needs the
        extra `riwaya[validate]`: EngineError without.

        >>> import riwaya
        >>> query = "SELECT count(*) > 0 FROM figures JOIN claims USING (claim_id)"
        >>> with riwaya.open() as dataset:
        ...     dataset.connection.sql(query).fetchall()
        [(True,)]
        """
        with requiring_extra():
            import duckdb

        connection = self._stack.enter_context(duckdb.connect(":memory:"))
        for name in self.names:
            table = self._release.table(name)
            rows = with_categories(table.whole(), table.schema, self._labels)
            # DuckDB reads a category that is an empty string as null.
            connection.register(name, without_dictionaries(rows))
        return connection

    def figures(self) -> Rows:
        """Every figure with its event, place, claimant, body and source: one row a figure.

        These are the rows of the table `claims_flat` that have a figure, in their order and with its columns,
        and the IDs of the claimant and of the event's place beside their names. Their numbers count different
        things (`measure`), and claimants contradict and repeat each other: `total` adds up what can be added.

        >>> import riwaya
        >>> with riwaya.open() as dataset:
        ...     figures = dataset.figures()
        ...     len(figures) == len(dataset["figures"])
        True

        Raises NotFoundError for a release without claims_flat, ReleaseError for one of another time that
        lacks one of these columns.
        """
        return self._convert(*figures_with_claims(self._release))

    def agreement(self) -> Rows:
        """The figures of each event beside others that count the same: one row a figure.

        Columns are those of the table `claims_flat`, then of what the figure counts: `relation` (whether the
        figures of its bodies agree, overlap, contradict, or are of one body or origin only), `relation_about`
        (the same, with "about n" read as a range), `origins`, `claimants` and `bodies` (how many). Rows of
        one event that count the same stand next to each other.

        >>> import riwaya
        >>> with riwaya.open() as dataset:
        ...     figures = dataset.agreement()
        >>> contradicted = figures[figures["relation"] == "contradict"]
        >>> bool((contradicted["bodies"] > 1).all())
        True

        Raises ReleaseError for a release of another time that lacks one of these columns.
        """
        return self._convert(*agreement_with_claims(self._release))

    def total(self, measure: str | None = None, per: str | None = None) -> Rows:
        """What each claimant counts over all events, of one measure or of each. `per` must be "claimant".

        One row for each claimant and combination of `measure`, `broad_category`, `held_by_id` and
        `members_of_id`.
        `events` and `figures` are counts; `value_min` and `value_max` bound the sum (persons, vehicles, as
        the measure says) and are missing where one of the figures has no such bound. Several figures of a
        claimant for one event count once, from the lowest to the highest. An event that is part of another
        one that the claimant counts is left out. `possibly_twice` is the number of pairs of these events that
        may be one and the same.

        >>> import riwaya
        >>> with riwaya.open() as dataset:
        ...     totals = dataset.total("persons_released", per="claimant")
        >>> sorted({*totals["measure"]})
        ['persons_released']

        Raises UnanswerableError without `per`, because claimants contradict and repeat each other;
        NotFoundError for an unknown measure.
        """
        rows, schema = totals_by_claimant(self._release, per)
        if measure is not None:
            known = schema.field("measure").terms
            if measure not in known:
                text = MESSAGES("measure-unknown", measure=measure, known=", ".join(known))
                raise NotFoundError(with_suggestion(text, nearest(measure, known)))
            rows = rows.filter(pc.field("measure") == measure)
        return self._convert(rows, schema)

    def _convert(self, rows: pa.Table, schema: Schema) -> Rows:
        """Rows of a schema in the form of this dataset, with version and citation as attributes."""
        rows = with_categories(rows, schema, self._labels)
        attributes = {"version": self.version, "citation": self.citation}
        if self._form == "duckdb":
            return cast("Rows", self.connection.from_arrow(without_dictionaries(rows)))
        if self._form == "arrow":
            return cast("Rows", rows.replace_schema_metadata(attributes))
        frame = frame_of(rows)
        frame.attrs.update(attributes)
        return cast("Rows", frame)
