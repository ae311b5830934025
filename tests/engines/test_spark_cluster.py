"""A standalone cluster on this machine: a master and two workers, one of which is killed while it works."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riwaya.engines.duckdb import DuckEngine
from riwaya.package.descriptor import Package
from tests.support.package_copies import ROOT, copy_package
from tests.support.spark import NO_SPARK, rendered, settings

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

pyspark = pytest.importorskip("pyspark", reason=NO_SPARK)
pytestmark = pytest.mark.spark
_SPARK = Path(pyspark.__file__).parent
_SECONDS = 240
_CLI = """
import sys
import riwaya.engines.spark.session as session
from riwaya.cli.main import main
session.WORKER_TIMEOUT = {}
main(sys.argv[1:])
"""


class Cluster:
    """The processes of a cluster, each with its own process group, log and folder."""

    def __init__(self, folder):
        self.folder, self.processes = folder, {}
        self.events = folder / "events"
        self.events.mkdir()
        more = f"spark.eventLog.enabled true\nspark.eventLog.dir file://{self.events}\n"
        more += "spark.eventLog.rolling.enabled false\n"
        more += "spark.eventLog.compress false\nspark.executor.memory 512m\nspark.default.parallelism 2\n"
        more += "spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n"
        self.environment = {
            **os.environ,
            **settings(folder / "spark", more),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "PYTHONUTF8": "1",
        }

    def start(self, name, command):
        with (self.folder / f"{name}.log").open("wb") as log, (self.folder / f"{name}.out").open("wb") as out:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment, stdout=out, stderr=log, start_new_session=True, cwd=self.folder
            )
        return self.processes[name]

    def daemon(self, name, *arguments):
        return self.start(name, [str(_SPARK / "bin/spark-class"), *arguments])

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def wait_for(self, name, pattern):
        """Wait until the log of a process matches a pattern, and return the match."""
        return until(lambda: re.search(pattern, self.read(f"{name}.log")))

    def kill(self, name):
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def read_events(self, kind):
        """The events of one kind in the run so far, without a line that is still being written."""
        text = "".join(file.read_text(encoding="utf-8") for file in self.events.iterdir() if file.is_file())
        return [json.loads(line) for line in text.splitlines()[:-1] if f'"Event":"{kind}"' in line]

    def executors_of_ended_tasks(self):
        """The executor of each task that ended."""
        return [event["Task Info"]["Executor ID"] for event in self.read_events("SparkListenerTaskEnd")]


def until(condition):
    """Wait until a condition is true, and return its value."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("timeout")


@pytest.fixture
def cluster(tmp_path):
    started = Cluster(tmp_path)
    started.daemon(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--webui-port",
        "0",
    )
    yield started
    for name, process in started.processes.items():
        if process.poll() is None:
            started.kill(name)


def validate(master, root, patience=60):
    options = ["validate", str(root), "--format", "json", "--engine", "spark", "--master", master]
    return [sys.executable, "-c", _CLI.format(patience), *options]


def test_a_worker_dies_and_the_report_is_the_same(cluster, tmp_path):
    write_package(tmp_path / "package", 300, damaged=0.05)
    package = Package.open(tmp_path / "package")
    master = cluster.wait_for("master", "spark://127.0.0.1:[0-9]+")[0]
    for name in ("one", "two"):
        cluster.daemon(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            str(tmp_path / f"{name}.work"),
            master,
        )
    for name in ("one", "two"):
        cluster.wait_for(name, "Successfully registered with master")
    run = cluster.start("run", validate(master, package.folder))

    def executor(name):
        return next((folder.name for folder in tmp_path.glob(f"{name}.work/app-*/[0-9]*")), None)

    # Both have done some of the work before one is killed with its executor; the rest is still to do.
    until(
        lambda: (
            run.poll() is not None
            or {executor("one"), executor("two")} <= {*cluster.executors_of_ended_tasks()}
        )
    )
    assert run.poll() is None, cluster.read("run.log")
    cluster.kill("one")
    before = cluster.executors_of_ended_tasks()
    assert run.wait(_SECONDS) == 1, cluster.read("run.log")
    assert cluster.read("run.log") == ""
    after = cluster.executors_of_ended_tasks()[len(before) :]
    removed = [event["Executor ID"] for event in cluster.read_events("SparkListenerExecutorRemoved")]
    assert executor("one") in removed and len(after) > 50 and executor("two") in after
    # Nothing is left where the command was run.
    assert not [*tmp_path.glob("*warehouse*"), *tmp_path.glob("metastore*"), *tmp_path.glob("artifacts*")]
    seconds = r'"seconds": [0-9.]+'
    assert re.sub(seconds, "", cluster.read("run.out")) == re.sub(seconds, "", rendered(package, DuckEngine))


def test_a_master_without_workers_is_reported_in_time(cluster, tmp_path):
    master = cluster.wait_for("master", "spark://127.0.0.1:[0-9]+")[0]
    (tmp_path / "package").mkdir()
    command = validate(master, copy_package(tmp_path / "package"), 2)
    for language, words in (("en", "no worker for 2 seconds"), ("ar", "(worker) طوال 2 ثانية")):
        run = cluster.start("run", [*command, "--lang", language])
        assert run.wait(_SECONDS) == 2 and cluster.read("run.out") == ""
        assert words in cluster.read("run.log") and "Traceback" not in cluster.read("run.log")
