"""Starts Spark on this machine or on a cluster, and translates its exceptions into EngineError."""

from __future__ import annotations

import logging
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from riwaya.engines.spark import MESSAGES, jvm
from riwaya.engines.spark.requirements import import_extra, require_java
from riwaya.errors import EngineError

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

WORKER_TIMEOUT = 60
"""Seconds that a cluster may leave this application without a worker, at the start or later."""
_CONNECT_TIMEOUT = 5
_SETTINGS = {
    "spark.app.name": "riwaya",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
_MASTER_PATTERN = re.compile(r"local(\[.+\])?$|spark://.+:[0-9]+$|yarn$|k8s://.+")
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
# They write to stderr the errors that are reported as EngineError.
_PYSPARK_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")


def open_session(master: str) -> SparkSession:
    """Open a session of its own in the Spark of this process.

    There is one Spark in a process. It is started here if there is none, or one with another master.
    """
    # pandas is not used here.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    sql = import_extra("pyspark.sql")
    active = sql.SparkSession.getActiveSession()
    with spark_errors(master):
        if active and active.sparkContext.master != master:
            active.stop()
            active = None
        return (active or sql.SparkSession(_start(master))).newSession()


@contextmanager
def spark_errors(master: str) -> Iterator[None]:
    """Raise the exceptions of Spark and Java as EngineError."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise _engine_error(str(error), master) from None


def _engine_error(text: str, master: str) -> EngineError:
    """The error for the text of an exception of Spark."""
    if "JAVA_GATEWAY_EXITED" in text:
        return EngineError(MESSAGES("java-not-started"))
    if "stopped SparkContext" in text:
        # Spark stops by itself when the master has not accepted it for a minute.
        return _unreachable(master)
    if "SPARK_JOB_CANCELLED" in text:
        # Only _cancel_without_workers cancels jobs.
        return EngineError(MESSAGES("no-worker", seconds=WORKER_TIMEOUT))
    # An error of Java has its stack trace after it; one of Python in a worker, before it.
    text = text.strip().splitlines()[-1] if "Traceback" in text else text.partition("\n\tat ")[0]
    reason = " ".join(text.split())[:500]
    return EngineError(MESSAGES("spark-failed", reason=reason))


def _start(master: str) -> SparkContext:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    require_java()
    if not _MASTER_PATTERN.match(master):
        raise EngineError(MESSAGES("master-invalid", master=master))
    hosts = re.findall(r"([^/,]+):([0-9]+)", master.partition("spark://")[2])
    if hosts and not any(_accepts_connections(host, int(port)) for host, port in hosts):
        raise _unreachable(master)
    for name in _PYSPARK_LOGGERS:
        logging.getLogger(name).disabled = True
    is_here = master.startswith("local") or {host for host, _ in hosts} == {"127.0.0.1"}
    conf = SparkConf().setMaster(master).setAll([*_SETTINGS.items(), *(_LOOPBACK.items() if is_here else ())])
    # Spark needs a folder here, and would make one in the current folder.
    conf.set("spark.sql.warehouse.dir", tempfile.gettempdir())
    # stdout is for the report, and errors are reported as EngineError.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    context = SparkContext(
        conf=conf, gateway=SparkContext._gateway or launch_gateway(conf, popen_kwargs=quiet)
    )
    context.pythonExec = os.environ.get("PYSPARK_PYTHON", sys.executable)
    if not master.startswith("local"):
        threading.Thread(target=_cancel_without_workers, args=(context,), daemon=True).start()
    return context


def _unreachable(master: str) -> EngineError:
    return EngineError(MESSAGES("master-unreachable", master=master))


def _accepts_connections(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), _CONNECT_TIMEOUT).close()
    except OSError:
        return False
    return True


def _cancel_without_workers(context: SparkContext) -> None:
    """Cancel all jobs when the cluster gives no worker in time: Spark itself would wait for ever."""
    from py4j.protocol import Py4JError

    since = time.monotonic()
    try:
        while not jvm.is_stopped(context):
            if jvm.has_executors(context):
                since = time.monotonic()
            elif time.monotonic() - since > WORKER_TIMEOUT:
                context.cancelAllJobs()
            time.sleep(1)
    except (Py4JError, AttributeError):
        # Spark was stopped meanwhile.
        return
