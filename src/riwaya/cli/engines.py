"""Opens the engine that the options of a command name."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from riwaya.cli import MESSAGES
from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.protocol import Workers
from riwaya.engines.spark.session import LOCAL
from riwaya.engines.spark.workers import spark_workers
from riwaya.errors import EngineError
from riwaya.validation.read_tables import DuckEngineFactory

ENGINES = ("duckdb", "spark")


def engine_workers(engine: str, master: str | None) -> AbstractContextManager[Workers | None]:
    """The workers of the engine "spark"; None for "duckdb". EngineError for a master without Spark."""
    if engine == "spark":
        return spark_workers(LOCAL if master is None else master)
    if master is not None:
        raise EngineError(MESSAGES("master-without-spark"))
    return nullcontext()


def duckdb_factory(memory: str) -> DuckEngineFactory:
    """DuckDB with this much memory, such as "500MB"."""
    # A check makes millions of small objects and few cycles: Python would look for cycles a thousand times.
    gc.set_threshold(1_000_000, 10, 10)
    return partial(DuckEngine, memory=memory)
