"""Which questions fit a package. A dataset of one's own may lack a column that ours has: what asks for it is not asked."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import text_functions
from riwaya.engines.tables import load_ids, load_since, load_tables, load_terms
from riwaya.package.descriptor import Package
from riwaya.package.table import Table
from riwaya.validation.compatibility import EarlierRelease
from riwaya.validation.rule import Query


def fitting(
    package: Package, queries: Iterable[Query], since: EarlierRelease | None = None
) -> tuple[Query, ...]:
    """Those queries that name no column which the package, or the earlier release, does not have."""
    tables = [
        Table(item, pa.schema([(name, pa.string()) for name in item.schema.names]).empty_table(), None)
        for item in package.resources
    ]
    with DuckEngine(text_functions()) as engine:
        load_tables(engine, tables, {})
        load_ids(engine, package.resources)
        load_terms(engine, {})
        if since:
            load_since(
                engine,
                {name: table.slice(0, 0) for name, table in since.tables.items()},
                since.version,
                package.version,
            )
        return tuple(query for query in queries if _binds(engine, query))


def _binds(engine: DuckEngine, query: Query) -> bool:
    try:
        engine.query(query.sql)
    except duckdb.BinderException:
        return False
    return True
