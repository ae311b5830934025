"""A cluster of Apache Spark with a Spark Connect server: a worker is killed while it works."""

import re
import socket
import subprocess
import sys
import time

import pytest

from riwaya.engines.spark import workers as spark
from riwaya.engines.spark.workers import spark_workers
from riwaya.errors import EngineError
from riwaya.package.descriptor import Package
from riwaya.package.url_files import package_at
from riwaya.validation.spread_blocks import BlockWork
from tests.support.package_copies import ROOT
from tests.support.spark import Cluster, rendered

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

pytestmark = [pytest.mark.spark, pytest.mark.slow, pytest.mark.loopback]
_BYTES = 20_000


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


class Killing:
    """Workers of which one is killed in the midst of the blocks of a table."""

    are_here = False

    def __init__(self, workers, kill):
        self._workers, self._kill, self.left = workers, kill, 0

    def map(self, function, count):
        for done, (index, result) in enumerate(self._workers.map(function, count)):
            if done == 2 and isinstance(function, BlockWork) and self._kill:
                self.left, _ = count - done, self._kill()
                self._kill = None
            yield index, result


def test_a_worker_is_killed_and_the_report_is_the_same(cluster, tmp_path, monkeypatch):
    write_package(tmp_path / "package", 300, damaged=0.05)
    package, there = Package.open(tmp_path / "package"), package_at((tmp_path / "package").as_uri())
    server = cluster.start_server()
    with monkeypatch.context() as patch, pytest.raises(EngineError, match="worker") as error:
        patch.setattr(spark, "WORKER_TIMEOUT", 2)
        with spark_workers(server):
            pass
    assert "2 seconds" in error.value.message.en and "2 ثانية" in error.value.message.ar

    cluster.start_workers("one", "two")
    with spark_workers(server) as workers:
        with pytest.raises(EngineError, match="URL"):
            rendered(package, workers, _BYTES)
        # Both are there before one is killed, so that it has work that is lost.
        _ = [*workers.map(iter, 8)]
        cluster.wait_for("server", r"Registered executor .*\n(.*\n)*.*Registered executor ")
        killing = Killing(workers, lambda: cluster.kill("one"))
        assert rendered(there, killing, _BYTES) == rendered(package)
    assert killing.left > 3 and "Lost executor" in cluster.log("server")


STARTS = """
import pathlib, sys
from tests.support.spark import Cluster
print(Cluster(pathlib.Path(sys.argv[1])).master, flush=True)
input()
"""


def test_a_cluster_ends_with_the_process_that_started_it(tmp_path):
    command = [sys.executable, "-c", STARTS, str(tmp_path / "cluster")]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        port = int(re.search("[0-9]+$", process.stdout.readline().strip())[0])
        socket.create_connection(("127.0.0.1", port)).close()
        process.kill()
    end = time.monotonic() + 60
    with pytest.raises(ConnectionRefusedError):
        while time.monotonic() < end:
            socket.create_connection(("127.0.0.1", port)).close()
            time.sleep(0.1)
