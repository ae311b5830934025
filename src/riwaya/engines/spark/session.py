"""Starting Spark, on this machine or on a cluster, or an EngineError that says why it did not start."""

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

from riwaya.engines.spark.requirements import require_java, required
from riwaya.errors import EngineError

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

PATIENCE = 60
"""Seconds within which a cluster has to give us a worker, at the start and whenever it has taken them all."""
_CONNECT_SECONDS = 5
_SETTINGS = {
    "spark.app.name": "riwaya",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
_MASTER = re.compile(r"local(\[.+\])?$|spark://.+:[0-9]+$|yarn$|k8s://.+")
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
# pyspark's own, which write to stderr what we tell.
_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")


def session_at(master: str) -> SparkSession:
    """A new session of the one Spark of this process, which is started if there is none, or one of another master."""
    # It concerns pandas, which nothing here has to do with.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    sql = required("pyspark.sql")
    active = sql.SparkSession.getActiveSession()
    with told(master):
        if active and active.sparkContext.master != master:
            active.stop()
            active = None
        return (active or sql.SparkSession(_start(master))).newSession()


@contextmanager
def told(master: str) -> Iterator[None]:
    """EngineError for what Spark could not do."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        text = str(error)
    else:
        return
    if "JAVA_GATEWAY_EXITED" in text:
        raise EngineError(
            "Java did not start Spark. Java 17 or newer is needed: see what `java -version` says, or set JAVA_HOME.",
            "لم تتمكن Java من تشغيل Spark. يلزم Java 17 أو أحدث: انظر ما يقوله java -version أو اضبط JAVA_HOME.",
        )
    if "stopped SparkContext" in text:
        # Spark gives up by itself when nobody has let it in for a minute.
        raise _silent(master)
    if "SPARK_JOB_CANCELLED" in text:
        # By _watch: nobody else does that.
        raise EngineError(
            f"The Spark master gave no worker for {PATIENCE} seconds. See whether it has workers that are free.",
            f"لم يخصّص Spark master أي worker طوال {PATIENCE} ثانية. تحقق من أن لديه worker متاحًا.",
        )
    # What Java says has its stack behind it; what a Python beside a worker says, before it.
    text = text.strip().splitlines()[-1] if "Traceback" in text else text.partition("\n\tat ")[0]
    reason = " ".join(text.split())[:500]
    raise EngineError(f"Spark could not do this: {reason}", f"تعذّر على Spark تنفيذ هذا: {reason}")


def _start(master: str) -> SparkContext:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    require_java()
    if not _MASTER.match(master):
        raise EngineError(
            f"{master} is no Spark master. Give local[*], spark://HOST:PORT, yarn or k8s://URL.",
            f"لا يصلح {master} عنوانًا لـSpark master. اكتب local[*] أو spark://HOST:PORT أو yarn أو k8s://URL.",
        )
    hosts = re.findall(r"([^/,]+):([0-9]+)", master.partition("spark://")[2])
    if hosts and not any(_listens(host, int(port)) for host, port in hosts):
        raise _silent(master)
    for name in _LOGGERS:
        logging.getLogger(name).disabled = True
    is_here = master.startswith("local") or {host for host, _ in hosts} == {"127.0.0.1"}
    conf = SparkConf().setMaster(master).setAll([*_SETTINGS.items(), *(_LOOPBACK.items() if is_here else ())])
    # It must be a folder; without this setting Spark makes one in the current folder.
    conf.set("spark.sql.warehouse.dir", tempfile.gettempdir())
    # stdout carries the report, and what Spark has to say is told as an EngineError.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    context = SparkContext(
        conf=conf, gateway=SparkContext._gateway or launch_gateway(conf, popen_kwargs=quiet)
    )
    context.pythonExec = os.environ.get("PYSPARK_PYTHON", sys.executable)
    if not master.startswith("local"):
        threading.Thread(target=_watch, args=(context,), daemon=True).start()
    return context


def _silent(master: str) -> EngineError:
    return EngineError(
        f"No Spark master answers at {master}. See whether it runs there and whether this machine may reach it.",
        f"لا يجيب أي Spark master على {master}. تحقق من أنه يعمل هناك وأن هذا الجهاز يصل إليه.",
    )


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), _CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def _watch(context: SparkContext) -> None:
    """Cancels what waits for a worker that does not come: Spark itself would wait for ever."""
    from py4j.protocol import Py4JError

    since = time.monotonic()
    try:
        while not context._jsc.sc().isStopped():
            # The driver counts as one.
            if context._jsc.sc().getExecutorMemoryStatus().size() > 1:
                since = time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                context.cancelAllJobs()
            time.sleep(1)
    except (Py4JError, AttributeError):
        # Stopped meanwhile.
        return
