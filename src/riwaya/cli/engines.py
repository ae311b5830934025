"""Opens the engine that the options of a command name."""

from __future__ import annotations

import gc
from functools import partial

from riwaya.cli import MESSAGES
from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.spark.engine import SparkEngine
from riwaya.errors import EngineError
from riwaya.validation.check import EngineFactory
from riwaya.validation.read_tables import DuckEngineFactory

ENGINES = ("duckdb", "spark")
_DEFAULT_THRESHOLD = gc.get_threshold()


def engine_factory(engine: str, master: str | None, memory: str) -> EngineFactory:
    """The engine "duckdb" or "spark" with its memory or master. EngineError for a master without Spark."""
    if engine == "spark":
        gc.set_threshold(*_DEFAULT_THRESHOLD)
        return partial(SparkEngine, master=master) if master else SparkEngine
    if master:
        raise EngineError(MESSAGES("master-without-spark"))
    return duckdb_factory(memory)


def duckdb_factory(memory: str) -> DuckEngineFactory:
    """DuckDB with this much memory, such as "500MB"."""
    # A check makes millions of small objects and few cycles: Python would look for cycles a thousand times.
    # Spark needs that, since an object that is not collected here stays in Java as well.
    gc.set_threshold(1_000_000, 10, 10)
    return partial(DuckEngine, memory=memory)
