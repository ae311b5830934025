"""The engine for those who outgrow one machine: the same questions, asked of Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pyarrow as pa

from riwaya.engines.functions import TextFunction, by_columns, each
from riwaya.engines.spark.filesystem import Files
from riwaya.engines.spark.requirements import required
from riwaya.engines.spark.session import session_at, told
from riwaya.engines.spark.transpile import DOUBLE_TEXT, Recursion, to_spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*]"
"""The master that is this machine."""
# In bytes, as Spark reckons them.
_SMALL = 32 << 20
# Java's text of a number is another than DuckDB's, which is that of Python.
_DOUBLE_TEXT = each(DOUBLE_TEXT, lambda text: repr(float(text)), 1, "VARCHAR")


class SparkEngine:
    """A session of its own in the Spark of this process. Close it, or use it in a `with`.

    Tables come from this process, or are read by Spark itself (riwaya.far), and answers go to this process; the text functions
    run in Python beside each worker of the cluster, which therefore needs this package as well. EngineError where Spark cannot
    be started or asked.
    """

    def __init__(self, functions: Iterable[TextFunction] = (), master: str = LOCAL) -> None:
        required("sqlglot")
        self._master = master
        self._session = session_at(master)
        self._views: list[str] = []
        self._kept: list[DataFrame] = []
        functions = (*functions, _DOUBLE_TEXT)
        for function in functions:
            # Spark's text has no length.
            returns = function.returns.replace("VARCHAR", "STRING")
            udf = required("pyspark.sql.functions").arrow_udf(by_columns(function), returns)
            self._session.udf.register(function.name, udf)
        self._functions = frozenset(function.name for function in functions)

    @property
    def session(self) -> SparkSession:
        """The session in which tables are read that never come to this process."""
        return self._session

    @property
    def files(self) -> Files:
        return Files(self._session, self._master)

    def told(self) -> AbstractContextManager[None]:
        """EngineError for what Spark could not do meanwhile."""
        return told(self._master)

    def __enter__(self) -> SparkEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self, name: str, table: pa.Table) -> None:
        with told(self._master):
            self._name(name, self._session.createDataFrame(_plain(table)))

    def name(self, name: str, rows: DataFrame) -> None:
        """Make rows known under a name that are Spark's already."""
        with told(self._master):
            self._name(name, rows)

    def keep(self, rows: DataFrame) -> DataFrame:
        """The rows, computed once, and let go of at the end."""
        self._kept.append(rows.persist())
        return rows

    def gather(
        self, name: str, table: str, made: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
    ) -> None:
        """Put what workers make of the rows of a table behind the rows that are known under a name."""
        with told(self._master):
            rows = self._session.table(name)
            self._name(name, rows.unionByName(self._session.table(table).mapInArrow(made, rows.schema)))

    def view(self, name: str, sql: str) -> None:
        with told(self._master):
            self._name(name, self.held(self._answer(sql)))

    def query(self, sql: str) -> pa.Table:
        with told(self._master):
            return _fetched(self._answer(sql))

    def ask(self, questions: Iterable[str]) -> Iterator[pa.Table]:
        return map(self.query, questions)

    def close(self) -> None:
        with told(self._master):
            for name in self._views:
                self._session.catalog.dropTempView(name)
            for rows in self._kept:
                rows.unpersist()

    def _name(self, name: str, rows: DataFrame) -> None:
        rows.createOrReplaceTempView(name)
        self._views.append(name)

    def held(self, rows: DataFrame) -> DataFrame:
        """The rows, computed once for all who ask. What is small is then known to Spark while it plans."""
        if rows._jdf.queryExecution().optimizedPlan().stats().sizeInBytes() < _SMALL:
            return self._session.createDataFrame(rows.toArrow())
        return self.keep(rows)

    def _answer(self, sql: str) -> DataFrame:
        written = to_spark(sql, self._functions)
        return self._walk(written) if isinstance(written, Recursion) else self._session.sql(written)

    def _walk(self, recursion: Recursion) -> DataFrame:
        """The answer to a recursive query. Spark's own recursion knows no UNION that ends in a circle, and is slow."""
        found = _fetched(self._session.sql(recursion.base))
        schema = found.rename_columns([*recursion.columns] or found.column_names).schema
        every: list[tuple] = []
        seen: set[tuple] | None = set() if recursion.distinct else None
        while new := _new_rows(found, seen):
            every += new
            self._name(recursion.rows, self._session.createDataFrame(_table(new, schema)))
            found = _fetched(self._session.sql(recursion.step))
        self._name(recursion.rows, self._session.createDataFrame(_table(every, schema)))
        return self._session.sql(recursion.rest)


def _fetched(rows: DataFrame) -> pa.Table:
    from pyspark.sql.pandas.types import to_arrow_schema

    most = rows._jdf.queryExecution().optimizedPlan().maxRows()
    # What Spark finds while it plans needs no job: mostly, that nothing is wrong.
    nothing = most.isDefined() and most.get() == 0
    return to_arrow_schema(rows.schema).empty_table() if nothing else rows.toArrow()


def _plain(table: pa.Table) -> pa.Table:
    """The table without dictionaries, which Spark does not know."""
    fields = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _new_rows(table: pa.Table, seen: set[tuple] | None) -> list[tuple]:
    """The rows, or, where they count once, those that are not among the `seen`, which they join."""
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    if seen is None:
        return [*rows]
    new = [row for row in dict.fromkeys(rows) if row not in seen]
    seen.update(new)
    return new


def _table(rows: list[tuple], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema
    )
