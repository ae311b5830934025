"""Where rules are asked: tables go in, SQL comes out as Arrow."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import pyarrow as pa


class Engine(Protocol):
    """A database that holds tables for the time of one check and answers SQL about them."""

    def load(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name."""

    def view(self, name: str, sql: str) -> None:
        """Make the answer of a query known under a name."""

    def table(self, name: str, sql: str) -> None:
        """Ask a query now and make its answer known under a name: for what is asked about more than once."""

    def query(self, sql: str) -> pa.Table:
        """The answer of a query."""

    def ask(self, questions: Iterable[str]) -> Iterator[pa.Table]:
        """The answers of many queries, in their order; several may be asked at once."""

    def stream(self, sql: str) -> pa.RecordBatchReader:
        """The answer of a query, in order and in batches, to be read before anything else is asked."""

    def close(self) -> None:
        """Let go of everything."""
