"""Defines the interface of an engine: it holds the tables of a package and runs SQL over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import pyarrow as pa

Result = TypeVar("Result")


class Engine(Protocol):
    """A database that holds tables during one check. SQL goes in, Arrow tables come out.

    SQL is written in DuckDB's dialect. `engines/tables.py` lists the tables that every engine is given. Every
    table of a package has two columns besides its fields:

    - `row_`: the number of the row in its file, the header not counted, the first row being 1;
    - `line_`: the physical line on which the row starts, the first line of the file being 1; null where a
      file has no lines (Parquet).

    All methods raise EngineError for what the engine cannot run.
    """

    def load(self, name: str, table: pa.Table) -> None:
        """Copy an Arrow table into the engine; it replaces a table of that name."""

    def view(self, name: str, sql: str) -> None:
        """Name the result of a query, to be used like a table. The engine decides when the query runs."""

    def query(self, sql: str) -> pa.Table:
        """Return the result of a query."""
        ...

    def query_all(self, queries: Iterable[str]) -> Iterator[pa.Table]:
        """Yield the results of queries in their order. Several queries may run at once."""
        ...

    def close(self) -> None:
        """Release all tables. The engine cannot be used afterwards."""


class Workers(Protocol):
    """Processes, perhaps on other machines, among which work is spread. Every one has riwaya installed."""

    @property
    def are_here(self) -> bool:
        """Whether they read the files of this machine by their paths."""
        ...

    def map(
        self, function: Callable[[Iterator[int]], Iterator[Result]], count: int
    ) -> Iterator[tuple[int, Result]]:
        """Yield each of the numbers below `count` with what a function yields for it, as they are done.

        The function is called on each worker with some of the numbers. It and its results can be pickled. It
        may be called again for the same number, where a worker was lost.
        """
        ...


class PublishingEngine(Engine, Protocol):
    """An engine that can compute a release, whose tables need not fit into memory."""

    def table(self, name: str, sql: str) -> None:
        """Run a query now and keep its result under a name, for what is used more than once."""

    def stream(self, sql: str) -> pa.RecordBatchReader:
        """Return the result of a query in batches. Read them before the next query runs."""
        ...
