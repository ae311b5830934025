"""Runs the SQL of an engine with DuckDB, in this process and in memory."""

from __future__ import annotations

import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import cast

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from riwaya.engines import MESSAGES
from riwaya.engines.functions import TextFunction, with_fixed_arity
from riwaya.errors import EngineError
from riwaya.parallel import Item, Result, map_in_order

# What `_result` does has a cost for large results alone; it is used for small ones.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)
WORKERS = 2
"""How many connections run queries at once. DuckDB releases Python's lock while a query runs."""
DEFAULT_MEMORY = "500MB"
"""The memory limit of an engine for which no other is set."""
_SIZE = re.compile("[1-9][0-9]{0,8}(KB|MB|GB|TB)")
# Rows in a streamed batch: of the widest table about 16 MiB.
_BATCH_ROWS = 1 << 14


def machine_bytes() -> int:
    """The memory of this machine; 4 GiB where Python does not know it (Windows)."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError):
        return 4 << 30


class Session:
    """A connection to the database of an engine, for one thread.

    Its own tables and views hide those of the engine that have the same name, and no other session sees them.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def load(self, name: str, table: pa.Table) -> None:
        """Name an Arrow table. It is not copied."""
        self._connection.register(name, table)

    def view(self, name: str, sql: str) -> None:
        """Name the result of a query, which runs whenever the view is used."""
        self._connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')

    def run(self, sql: str) -> None:
        """Run a statement that has no result, such as INSERT."""
        self._connection.execute(sql)

    def query(self, sql: str) -> pa.Table:
        """Return the result of a query."""
        return _result(self._connection, sql)


def _result(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    # A relation, as `sql` makes it, is planned twice; `execute` copies its result, which here is small.
    return cast("pa.Table", connection.execute(sql).to_arrow_table())


class DuckEngine:
    """DuckDB in memory, without access to files and network: an Engine and a PublishingEngine. Use it in a
    `with`.

    `functions` are the text functions that SQL may call. `memory` is the memory limit, as DuckDB writes sizes
    ("2GB"); what does not fit goes to a temporary folder. `threads` are those of its queries, by default as
    many as the machine has cores. EngineError for a `memory` that is not a size.

    >>> with DuckEngine() as engine:
    ...     engine.query("SELECT 1 AS one").to_pylist()
    [{'one': 1}]
    """

    def __init__(
        self,
        functions: Iterable[TextFunction] = (),
        memory: str = DEFAULT_MEMORY,
        threads: int | None = None,
    ) -> None:
        if not _SIZE.fullmatch(memory):
            raise EngineError(MESSAGES("memory-size-invalid", memory=memory))
        self._memory, self._folder = memory, tempfile.TemporaryDirectory(prefix="riwaya-")
        config = {
            "enable_external_access": False,
            "temp_directory": self._folder.name,
            "memory_limit": memory,
        }
        self._connection = duckdb.connect(":memory:", config=config)
        if threads:
            self._connection.execute(f"SET threads = {threads}")
        for function in functions:
            self._connection.create_function(
                function.name,
                with_fixed_arity(function),
                ["VARCHAR" for _ in range(function.arguments)],
                function.returns,
                type=PythonUDFType.ARROW,
                null_handling=FunctionNullHandling.SPECIAL,
            )

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        self.close()
        if kind is duckdb.OutOfMemoryException:
            raise EngineError(MESSAGES("memory-too-small", memory=self._memory)) from None

    def load(self, name: str, table: pa.Table) -> None:
        """Copy an Arrow table into the database, for all sessions. It replaces a table of that name."""
        with self.session() as session:
            session.load("loaded_", table)
            session.run(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM loaded_')

    def view(self, name: str, sql: str) -> None:
        """Name the result of a query, which runs whenever the view is used."""
        self._connection.execute(f'CREATE VIEW "{name}" AS {sql}')

    def create(self, name: str, columns: Iterable[str]) -> None:
        """Create an empty table. Each column is its quoted name and its type: `"n" BIGINT`."""
        self._connection.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')

    def drop(self, name: str) -> None:
        """Drop a table."""
        self._connection.execute(f'DROP TABLE "{name}"')

    def table(self, name: str, sql: str) -> None:
        """Run a query now and keep its result under a name."""
        self._connection.execute(f'CREATE TEMP TABLE "{name}" AS {sql}')

    def query(self, sql: str) -> pa.Table:
        """Return the result of a query."""
        return _result(self._connection, sql)

    def accepts(self, sql: str) -> bool:
        """Whether every name and type in a query fits the tables. The query does not run."""
        try:
            self._connection.sql(sql)
        except duckdb.BinderException:
            return False
        return True

    def query_all(self, queries: Iterable[str]) -> Iterator[pa.Table]:
        """Yield the results of queries in their order; WORKERS queries run at once."""
        return self.map(lambda session, sql: session.query(sql), queries)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open another connection to the same database, for one thread."""
        connection = self._connection.cursor()
        try:
            yield Session(connection)
        finally:
            connection.close()

    def map(self, function: Callable[[Session, Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the results of a function of items, in their order; WORKERS sessions call it, each in a
        thread.

        `items` is read only as fast as they are worked on, so that few are in memory at once.
        """
        sessions: SimpleQueue[Session] = SimpleQueue()

        def call(item: Item) -> Result:
            session = sessions.get()
            try:
                return function(session, item)
            finally:
                sessions.put(session)

        with ExitStack() as stack:
            stack.enter_context(self._shared_threads())
            for _ in range(WORKERS):
                sessions.put(stack.enter_context(self.session()))
            pool = stack.enter_context(ThreadPoolExecutor(WORKERS))
            yield from map_in_order(pool, call, items, ahead=WORKERS)

    @contextmanager
    def _shared_threads(self) -> Iterator[None]:
        """Each of WORKERS queries at once has its share of the threads: more would wait for each other."""
        (threads,) = cast(
            "tuple[int]", self._connection.execute("SELECT current_setting('threads')").fetchone()
        )
        self._connection.execute(f"SET threads = {max(1, threads // WORKERS)}")
        try:
            yield
        finally:
            # After Ctrl-C a `map` may end when the engine has been closed.
            if self.is_open:
                self._connection.execute(f"SET threads = {threads}")

    def stream(self, sql: str) -> pa.RecordBatchReader:
        """Return the result of a query in batches. Read them before the next query runs."""
        return self._connection.sql(sql).to_arrow_reader(_BATCH_ROWS)

    @property
    def is_open(self) -> bool:
        """Whether it still has its tables."""
        return hasattr(self, "_connection")

    def close(self) -> None:
        """Drop all tables and the temporary folder. Closing it again does nothing."""
        if self.is_open:
            # DuckDB complains on stderr about functions that are still alive when the interpreter ends.
            self._connection.close()
            del self._connection
            self._folder.cleanup()
