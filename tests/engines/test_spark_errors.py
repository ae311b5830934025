"""What keeps Spark from working is reported in both languages, with what to do: exit code 2, no traceback."""

import json
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from functools import partial

import pytest
from click.testing import CliRunner

from riwaya import __version__
from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.engines.spark import session
from riwaya.engines.spark import workers as spark
from riwaya.engines.spark.session import spark_errors
from riwaya.engines.spark.workers import spark_workers
from riwaya.errors import EngineError, PackageError
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, copy_package

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

pytestmark = [pytest.mark.spark, pytest.mark.loopback]


def error_texts(*options, path=str(ROOT)):
    """The error of `riwaya validate` in each language."""
    texts = []
    for language in LANGUAGES:
        result = CliRunner().invoke(main, ["validate", path, *options, "--lang", language])
        assert result.exit_code == 2 and isinstance(result.exception, SystemExit) and result.stdout == ""
        assert "Traceback" not in result.stderr and len(result.stderr.strip().splitlines()) == 1
        texts.append(result.stderr)
    assert re.search("[a-z]{4}", texts[0]) and not re.search("[ء-ي]", texts[0])
    assert re.search("[ء-ي]{4}", texts[1])
    return texts


@pytest.mark.parametrize("package", ["pyspark", "pysail", "grpc"])
def test_a_package_that_is_missing_is_named(package, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] in (package, "pyspark")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    for text in error_texts("--engine", "spark"):
        assert re.search(rf" {package}[ ,]", text) and 'pip install "riwaya[spark]' in text


@pytest.fixture
def answering():
    """Makes addresses at which each connection gets these bytes and nothing else, and stays open."""
    with ExitStack() as stack:

        def answer(data):
            server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            threading.Thread(target=accept, args=(server, data), daemon=True).start()
            return f"sc://127.0.0.1:{server.getsockname()[1]}"

        def accept(server, data):
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    stack.callback(connection.close)
                    connection.sendall(data)

        yield answer


# Of HTTP/2: empty settings, and headers that end stream 1 with a status of HPACK's table.
SETTINGS = bytes.fromhex("000000 04 00 00000000")


def page_of_a_proxy(status):
    return SETTINGS + bytes.fromhex("000001 01 05 00000001") + bytes([status])


def test_a_server_that_is_not_there_is_reported():
    with socket.socket() as taken:
        # A port that is only bound accepts no connection.
        taken.bind(("127.0.0.1", 0))
        master = f"sc://127.0.0.1:{taken.getsockname()[1]}"
        for text in error_texts("--engine", "spark", "--master", master):
            assert master in text and "15002" in text


@pytest.mark.parametrize(
    "data",
    [b"", SETTINGS, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]
    + [page_of_a_proxy(status) for status in (0x88, 0x8C, 0x8D, 0x8E)],
)
def test_a_port_of_another_program_is_reported(data, answering, monkeypatch):
    monkeypatch.setattr(session, "ANSWER_TIMEOUT", 1)
    master = answering(data)
    for text in error_texts("--engine", "spark", "--master", master):
        assert (
            master in text and "15002" in text and "RPC" not in text and "40" not in text.replace(master, "")
        )


def test_a_server_at_an_address_is_used():
    with session._sail() as address, spark_workers(address) as workers:
        assert not workers.are_here and sorted(workers.map(iter, 3)) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    "master",
    ["", "nonsense", "http://127.0.0.1:7077", "spark://host:7077", "local[2]", "sc://", "sc://[::1"]
    + [f"sc://host{wrong}" for wrong in (":65536", ":port", "/path", "/;token")],
)
def test_an_address_that_is_no_server_is_reported(master):
    english, arabic = error_texts("--engine", "spark", "--master", master)
    assert f'"{master}"' in english and f"«{master}»" in arabic
    for text in (english, arabic):
        assert "sc://HOST:PORT" in text and "start-connect-server.sh" in text


def test_a_master_without_spark_is_a_usage_error():
    for master in ("local", ""):
        for text in error_texts("--master", master):
            assert "--engine spark" in text


def test_a_url_without_spark_is_an_error():
    for text in error_texts(path="s3a://somewhere/package"):
        assert "--engine spark" in text and "s3a://somewhere/package" in text


def test_a_url_without_a_package_is_an_error(tmp_path):
    for text in error_texts("--engine", "spark", path=(tmp_path / "nowhere").as_uri()):
        assert "datapackage.json" in text and "nowhere" in text
    for text in error_texts("--engine", "spark", path="nothing://somewhere"):
        assert "nothing://somewhere" in text and "s3://" in text


def test_parquet_without_spark_is_an_error(tmp_path):
    file = copy_package(tmp_path) / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["resources"][0]["format"] = "parquet"
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    for language in LANGUAGES:
        result = CliRunner().invoke(main, ["validate", str(tmp_path), "--lang", language])
        assert result.exit_code == 1 and "resource-not-checked" in result.output
        assert "parquet" in result.output and "csv" in result.output


def raising(error, indexes):
    for _ in indexes:
        raise error


def sleeping(indexes):
    for index in indexes:
        time.sleep(3)
        yield index


def test_what_workers_raise_is_an_error(monkeypatch):
    message = EngineError(spark.MESSAGES("spark-failed", reason="this"))
    with spark_workers() as workers:
        assert sorted(workers.map(iter, 9)) == [(index, index) for index in range(9)]
        with pytest.raises(EngineError) as error:
            _ = [*workers.map(partial(raising, message), 3)]
        assert error.value.message == message.message
        with pytest.raises(EngineError, match="cannot read a file: gone"):
            _ = [*workers.map(partial(raising, OSError("gone")), 3)]
        with pytest.raises(EngineError) as error:
            _ = [*workers.map(partial(raising, ValueError("odd: this")), 3)]
        assert error.value.message.en == "Spark failed: ValueError: odd: this"
        with pytest.raises(EngineError, match="package nowhere"):
            _ = [*workers.map(partial(raising, ModuleNotFoundError("No module named 'nowhere'")), 3)]
        monkeypatch.setattr(spark, "WORKER_TIMEOUT", 0.5)
        with pytest.raises(EngineError, match=r"for 0\.5 seconds"):
            _ = [*workers.map(sleeping, 1)]


INTERRUPTED = """
import os, signal, threading, time
from riwaya.cli.main import main
from riwaya.validation import spread_blocks

# Ctrl-C may be ignored where the tests run in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
call = spread_blocks.BlockWork.__call__

def interrupting(work, indexes):
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    for result in call(work, indexes):
        time.sleep(1)
        yield result

spread_blocks.BlockWork.__call__ = interrupting
main()
"""


def test_ctrl_c_ends_the_command_in_the_midst_of_blocks(tmp_path):
    write_package(tmp_path / "package", 30_000)
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            INTERRUPTED,
            "validate",
            str(tmp_path / "package"),
            "--engine=spark",
            "--lang=en",
        ],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "") and "Traceback" not in ran.stderr
    assert ran.stderr.strip().splitlines()[-1].startswith("Interrupted")


def test_a_worker_of_another_version_is_an_error():
    ((_, error),) = spark._results("0.0.1", iter, iter([1]))
    for language in LANGUAGES:
        assert "0.0.1" in error.message[language] and __version__ in error.message[language]


def test_a_server_that_goes_away_is_named():
    from pyspark.errors import PySparkException

    with pytest.raises(EngineError, match="sc://host:1"), spark_errors("sc://host:1"):
        raise PySparkException("<_InactiveRpcError StatusCode.UNAVAILABLE: failed to connect>")


def test_what_grpc_wraps_around_a_reason_is_left_out():
    from pyspark.errors import PySparkException

    text = """<_InactiveRpcError of RPC that terminated with:
\tstatus = StatusCode.UNAUTHENTICATED
\tdetails = "the token is too old"
\tdebug_error_string = "UNKNOWN:Error received from peer"
>"""
    with pytest.raises(EngineError) as error, spark_errors("sc://host:1"):
        raise PySparkException(text)
    assert error.value.message.en == "Spark failed: the token is too old"


class Elsewhere:
    are_here = False


def test_a_large_folder_of_this_machine_is_not_sent_elsewhere():
    with pytest.raises(EngineError) as error:
        check_package(Package.open(ROOT), block_bytes=20_000, workers=Elsewhere())
    for language in LANGUAGES:
        assert "file://" in error.value.message[language] and "data/" in error.value.message[language]


def test_errors_come_whole_from_another_process():
    import pickle

    error = pickle.loads(pickle.dumps(PackageError(spark.MESSAGES("spark-failed", reason="this"))))
    assert isinstance(error, PackageError) and error.message.ar.startswith("فشل")
