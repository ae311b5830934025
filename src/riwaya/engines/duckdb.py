"""The embedded engine."""

from __future__ import annotations

import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TypeVar

import duckdb
import pyarrow as pa

from riwaya.engines.functions import TextFunction, by_columns
from riwaya.errors import EngineError

Item = TypeVar("Item")
Result = TypeVar("Result")
WORKERS = 2
"""How many connections ask at once. Each leaves Python's lock to the other while it does."""
MEMORY = "500MB"
"""What an engine keeps in memory unless it is told otherwise."""
_SIZE = re.compile("[1-9][0-9]{0,8}(KB|MB|GB|TB)")
# Rows of a streamed batch: the widest table's are some 16 MiB.
_BATCH_ROWS = 1 << 14


class Session:
    """A connection to an engine's database, for one thread. What it shows, no other connection sees."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def load(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name, in front of one of the engine's that has it. It is not copied."""
        self._connection.register(name, table)

    def view(self, name: str, sql: str) -> None:
        """Make the answer of a query known under a name, in front of a table of the engine's that has it."""
        self._connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def query(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()


class DuckEngine:
    """DuckDB in memory, shut off from files and network. Close it, or use it in a `with`.

    `memory` is the most that it keeps in memory, as DuckDB writes sizes ("2GB"); what is more lies in a temporary folder.
    """

    def __init__(self, functions: Iterable[TextFunction] = (), memory: str = MEMORY) -> None:
        if not _SIZE.fullmatch(memory):
            raise EngineError(
                f"{memory} is no size of memory. Write a number and its unit, such as 500MB or 2GB.",
                f"لا يصلح {memory} حجمًا للذاكرة. اكتب رقمًا ووحدته، مثل 500MB أو 2GB.",
            )
        self._memory, self._folder = memory, tempfile.TemporaryDirectory(prefix="riwaya-")
        config = {
            "enable_external_access": False,
            "temp_directory": self._folder.name,
            "memory_limit": memory,
        }
        self._connection = duckdb.connect(":memory:", config=config)
        for function in functions:
            self._connection.create_function(
                function.name,
                by_columns(function),
                ["VARCHAR"] * function.arguments,
                function.returns,
                type="arrow",
                null_handling="special",
            )

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        self.close()
        if kind is duckdb.OutOfMemoryException:
            raise EngineError(
                f"{self._memory} of memory are too little for this data. Give more: --memory, such as 4GB.",
                f"الذاكرة {self._memory} لا تكفي هذه البيانات. زدها بالخيار --memory، مثل 4GB.",
            ) from None

    def load(self, name: str, table: pa.Table) -> None:
        # A copy of its own, which every session sees.
        with self.session() as session:
            session.load("loaded_", table)
            session.run(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM loaded_')

    def view(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE VIEW "{name}" AS {sql}')

    def create(self, name: str, columns: Iterable[str]) -> None:
        """Make an empty table, with columns of these names and types."""
        self._connection.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')

    def drop(self, name: str) -> None:
        """Forget a table."""
        self._connection.execute(f'DROP TABLE "{name}"')

    def table(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE TEMP TABLE "{name}" AS {sql}')

    def query(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

    def accepts(self, sql: str) -> bool:
        """Whether every name and type in a query fits the tables; the query does not run."""
        try:
            self._connection.sql(sql)
        except duckdb.BinderException:
            return False
        return True

    def ask(self, questions: Iterable[str]) -> Iterator[pa.Table]:
        return self.spread(lambda session, sql: session.query(sql), questions)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A connection of its own."""
        connection = self._connection.cursor()
        try:
            yield Session(connection)
        finally:
            connection.close()

    def spread(self, work: Callable[[Session, Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The results of work on items, in their order, done by WORKERS sessions; no more items are taken than are worked on."""
        sessions: SimpleQueue[Session] = SimpleQueue()

        def one(item: Item) -> Result:
            session = sessions.get()
            try:
                return work(session, item)
            finally:
                sessions.put(session)

        with ExitStack() as stack:
            for _ in range(WORKERS):
                sessions.put(stack.enter_context(self.session()))
            pool = stack.enter_context(ThreadPoolExecutor(WORKERS))
            underway: deque[Future[Result]] = deque()
            for item in items:
                underway.append(pool.submit(one, item))
                if len(underway) > WORKERS:
                    yield underway.popleft().result()
            while underway:
                yield underway.popleft().result()

    def stream(self, sql: str) -> pa.RecordBatchReader:
        return self._connection.sql(sql).to_arrow_reader(_BATCH_ROWS)

    def close(self) -> None:
        # DuckDB complains on stderr about functions that are still alive when the interpreter ends.
        self._connection.close()
        del self._connection
        self._folder.cleanup()
