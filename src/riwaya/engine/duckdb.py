"""The embedded engine."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from riwaya.engine.functions import TextFunction

_ARROW = {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "BIGINT": pa.int64(), "DATE": pa.date32()}
# Rows of a streamed batch: the widest table's are some 16 MiB.
_BATCH_ROWS = 1 << 14


class DuckEngine:
    """DuckDB in memory, shut off from files and network. Close it, or use it in a `with`."""

    def __init__(self, functions: Iterable[TextFunction] = ()) -> None:
        self._connection = duckdb.connect(":memory:", config={"enable_external_access": False})
        for function in functions:
            self._connection.create_function(
                function.name,
                _over_all(function) if function.many else _over_each(function),
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

    def table(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE TEMP TABLE "{name}" AS {sql}')

    def query(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

    def stream(self, sql: str) -> pa.RecordBatchReader:
        return self._connection.sql(sql).to_arrow_reader(_BATCH_ROWS)

    def close(self) -> None:
        # DuckDB complains on stderr about functions that are still alive when the interpreter ends.
        self._connection.close()
        del self._connection


def _over_all(function: TextFunction):
    """The function over an Arrow column, called once with all its texts."""
    arrow_type = _ARROW[function.returns]

    def answer(column: pa.Array) -> pa.Array:
        texts = column.to_pylist()
        answers = iter(function.call([text for text in texts if text is not None]))
        return pa.array([None if text is None else next(answers) for text in texts], arrow_type)

    return answer


def _over_each(function: TextFunction):
    """The function over Arrow columns, called once for each distinct combination of texts."""
    arrow_type = _ARROW[function.returns]
    known: dict[tuple[str, ...], object] = {}

    def answer(*columns: pa.Array) -> pa.Array:
        answers = []
        for texts in zip(*(column.to_pylist() for column in columns), strict=True):
            if None in texts:
                answers.append(None)
                continue
            if texts not in known:
                known[texts] = function.call(*texts)
            answers.append(known[texts])
        return pa.array(answers, arrow_type)

    # DuckDB counts the parameters of the function that it is given.
    return (lambda one: answer(one)) if function.arguments == 1 else (lambda one, two: answer(one, two))
