"""The embedded engine."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from riwaya.engine.functions import TextFunction, over_columns


class DuckEngine:
    """DuckDB in memory, shut off from files and network. Close it, or use it in a `with`."""

    def __init__(self, functions: Iterable[TextFunction] = ()) -> None:
        self._connection = duckdb.connect(":memory:", config={"enable_external_access": False})
        for function in functions:
            self._connection.create_function(
                function.name,
                over_columns(function),
                ["VARCHAR"] * function.arguments,
                function.returns,
                type="arrow",
                null_handling="special",
            )

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self, name: str, table: pa.Table) -> None:
        self._connection.register(name, table)

    def view(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE VIEW "{name}" AS {sql}')

    def query(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

    def close(self) -> None:
        # DuckDB complains on stderr about functions that are still alive when the interpreter ends.
        self._connection.close()
        del self._connection

