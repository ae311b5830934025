"""Defines what an engine is: it holds the tables of a package and runs SQL over them."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import pyarrow as pa


class Engine(Protocol):
    """A database that holds tables during one check. SQL goes in, Arrow tables come out."""

    def load(self, name: str, table: pa.Table) -> None:
        """Makes an Arrow table available under a name."""

    def view(self, name: str, sql: str) -> None:
        """Makes the result of a query available under a name. The query runs when the view is used."""

    def query(self, sql: str) -> pa.Table:
        """The result of a query."""
        ...

    def ask(self, questions: Iterable[str]) -> Iterator[pa.Table]:
        """The results of many queries, in their order. Several may run at once."""
        ...

    def close(self) -> None:
        """Releases all tables. The engine cannot be used afterwards."""


class PublishingEngine(Engine, Protocol):
    """An engine from which a release can be computed: results need not fit into memory."""

    def table(self, name: str, sql: str) -> None:
        """Runs a query now and makes its result available under a name, for what is used more than once."""

    def stream(self, sql: str) -> pa.RecordBatchReader:
        """The result of a query in batches, to be read before the next query runs."""
        ...
