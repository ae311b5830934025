"""Runs the SQL of an engine with Spark, for packages that one machine cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pyarrow as pa

from riwaya.arrow import without_dictionaries
from riwaya.engines.functions import TextFunction, elementwise, with_fixed_arity
from riwaya.engines.spark import jvm
from riwaya.engines.spark.requirements import import_extra
from riwaya.engines.spark.session import open_session, spark_errors
from riwaya.engines.spark.transpile import DOUBLE_TEXT, RecursiveQuery, to_spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*]"
"""The master that is this machine."""
# Bytes, by the estimate of Spark.
_SMALL = 32 << 20
# Java writes numbers in another way than DuckDB, which writes them as Python does.
_DOUBLE_TEXT = elementwise(DOUBLE_TEXT, lambda text: repr(float(text)), 1, "VARCHAR")


class SparkEngine:
    """A session in the Spark of this process: an Engine and a ClusterEngine. Use it in a `with`.

    `functions` are the text functions that SQL may call. They run in Python on the workers, where riwaya must
    be installed as well. `master` is the address of a cluster, or `local[N]` for N threads of this machine.
    Tables are loaded from this process or read by Spark itself (`spark.csv`); results come to this process.
    EngineError where Spark cannot be started.
    """

    def __init__(self, functions: Iterable[TextFunction] = (), master: str = LOCAL) -> None:
        import_extra("sqlglot")
        self._master = master
        self._session = open_session(master)
        self._views: list[str] = []
        self._persisted: list[DataFrame] = []
        functions = (*functions, _DOUBLE_TEXT)
        for function in functions:
            # Spark has no VARCHAR without a length.
            returns = function.returns.replace("VARCHAR", "STRING")
            udf = import_extra("pyspark.sql.functions").arrow_udf(with_fixed_arity(function), returns)
            self._session.udf.register(function.name, udf)
        self._functions = frozenset(function.name for function in functions)

    @property
    def session(self) -> SparkSession:
        """The session of Spark, to read tables with."""
        return self._session

    def errors(self) -> AbstractContextManager[None]:
        """Raise the exceptions of Spark and Java as EngineError."""
        return spark_errors(self._master)

    def __enter__(self) -> SparkEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self, name: str, table: pa.Table) -> None:
        """Copy an Arrow table to Spark; it replaces a table of that name."""
        with self.errors():
            self._register(name, self._session.createDataFrame(without_dictionaries(table)))

    def register(self, name: str, rows: DataFrame) -> None:
        """Name rows that Spark has read."""
        with self.errors():
            self._register(name, rows)

    def persist(self, rows: DataFrame) -> DataFrame:
        """Have Spark keep rows, once they are computed, until the engine is closed."""
        self._persisted.append(rows.persist())
        return rows

    def append_mapped(
        self, name: str, source: str, function: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
    ) -> None:
        """Append to the table `name` what the workers make of the rows of the table `source`."""
        with self.errors():
            rows = self._session.table(name)
            mapped = self._session.table(source).mapInArrow(function, rows.schema)
            self._register(name, rows.unionByName(mapped))

    def view(self, name: str, sql: str) -> None:
        """Name the result of a query, which is computed once."""
        with self.errors():
            self._register(name, self.materialize(self._dataframe(sql)))

    def query(self, sql: str) -> pa.Table:
        """Return the result of a query. EngineError where it cannot be translated for Spark."""
        with self.errors():
            return _to_arrow(self._dataframe(sql))

    def query_all(self, queries: Iterable[str]) -> Iterator[pa.Table]:
        """Yield the results of queries, one after the other: each uses the whole cluster."""
        return map(self.query, queries)

    def close(self) -> None:
        """Release all tables. Spark itself stays, for the next engine of this process."""
        with self.errors():
            for name in self._views:
                self._session.catalog.dropTempView(name)
            for rows in self._persisted:
                rows.unpersist()

    def materialize(self, rows: DataFrame) -> DataFrame:
        """Have rows computed once for all queries: small ones now, so that Spark knows them when it plans."""
        if jvm.estimated_bytes(rows) < _SMALL:
            return self._session.createDataFrame(rows.toArrow())
        return self.persist(rows)

    def _register(self, name: str, rows: DataFrame) -> None:
        rows.createOrReplaceTempView(name)
        self._views.append(name)

    def _dataframe(self, sql: str) -> DataFrame:
        query = to_spark(sql, self._functions)
        return self._run_recursive(query) if isinstance(query, RecursiveQuery) else self._session.sql(query)

    def _run_recursive(self, query: RecursiveQuery) -> DataFrame:
        """Run a recursive query step by step: Spark's own recursion does not end for a cycle, and is slow."""
        found = _to_arrow(self._session.sql(query.base))
        schema = found.rename_columns([*query.columns] or found.column_names).schema
        rows: list[tuple[object, ...]] = []
        seen: set[tuple[object, ...]] | None = set() if query.distinct else None
        while new := _new_rows(found, seen):
            rows += new
            self._register(query.view, self._session.createDataFrame(_table(new, schema)))
            found = _to_arrow(self._session.sql(query.step))
        self._register(query.view, self._session.createDataFrame(_table(rows, schema)))
        return self._session.sql(query.rest)


def _to_arrow(rows: DataFrame) -> pa.Table:
    from pyspark.sql.pandas.types import to_arrow_schema

    # Most checks find nothing. Spark often sees that when it plans, and then no job is needed.
    return to_arrow_schema(rows.schema).empty_table() if jvm.is_surely_empty(rows) else rows.toArrow()


def _new_rows(table: pa.Table, seen: set[tuple[object, ...]] | None) -> list[tuple[object, ...]]:
    """The rows of a table. With `seen`, only those that are not in it; they are added to it."""
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    if seen is None:
        return [*rows]
    new = [row for row in dict.fromkeys(rows) if row not in seen]
    seen.update(new)
    return new


def _table(rows: list[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array([*column], field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
