"""What keeps Spark from running is reported in both languages, with what to do: exit code 2, no traceback."""

import re
import socket
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.engines.functions import elementwise
from riwaya.engines.spark.engine import SparkEngine
from riwaya.engines.spark.session import spark_errors
from riwaya.errors import EngineError
from tests.support.package_copies import ROOT
from tests.support.spark import NO_SPARK

Py4JError = pytest.importorskip("py4j.protocol", reason=NO_SPARK).Py4JError
pytestmark = pytest.mark.spark


@pytest.fixture(autouse=True)
def nothing_started(monkeypatch):
    """Hide the Spark of other tests, as in a process of its own."""
    from pyspark.sql import SparkSession

    monkeypatch.setattr(SparkSession, "getActiveSession", lambda: None)


def error_texts(*options):
    """The error of `riwaya validate` in each language."""
    texts = []
    for language in LANGUAGES:
        result = CliRunner().invoke(main, ["validate", str(ROOT), *options, "--lang", language])
        assert result.exit_code == 2 and isinstance(result.exception, SystemExit) and result.stdout == ""
        assert "Traceback" not in result.stderr and len(result.stderr.strip().splitlines()) == 1
        texts.append(result.stderr)
    assert (
        re.search("[a-z]{4}", texts[0])
        and re.search("[ء-ي]{4}", texts[1])
        and not re.search("[ء-ي]", texts[0])
    )
    return texts


@pytest.mark.parametrize("package", ["pyspark", "sqlglot"])
def test_a_package_that_is_missing_is_named(package, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.setitem(sys.modules, name, None)
    for text in error_texts("--engine", "spark"):
        assert f"{package}," in text or f" {package} " in text
        assert "pip install 'riwaya[spark]'" in text


@pytest.mark.parametrize("home", ["", "somewhere"])
def test_java_that_is_missing_is_reported(home, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", home and str(tmp_path / home))
    for text in error_texts("--engine", "spark"):
        assert "Java 17" in text and "JAVA_HOME" in text and (home or "PATH") in text


def test_java_that_is_too_old_is_reported(tmp_path):
    # As Java 11 with the classes of Spark: it writes a long error, and ends.
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho UnsupportedClassVersionError >&2\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    command = [sys.executable, "-m", "riwaya", "validate", str(ROOT), "--engine", "spark", "--lang", "en"]
    environment = {"JAVA_HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=120, cwd=tmp_path
    )
    assert result.returncode == 2 and result.stdout == ""
    assert result.stderr.startswith("Java did not start Spark, ") and len(result.stderr.splitlines()) == 1


@pytest.mark.loopback
def test_a_master_that_is_not_there_is_reported_at_once(java):
    with socket.socket() as taken:
        # A port that is only bound accepts no connection.
        taken.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        started = time.monotonic()
        for text in error_texts("--engine", "spark", "--master", master):
            assert master in text
        assert time.monotonic() - started < 30


@pytest.mark.parametrize("master", ["nonsense", "http://127.0.0.1:7077", "spark://nowhere", "local[2"])
def test_an_address_that_is_no_master_is_reported(master, java):
    for text in error_texts("--engine", "spark", "--master", master):
        assert master in text and "spark://HOST:PORT" in text


def test_a_master_that_accepts_no_application_is_reported():
    # The error of Spark after a minute at a port of another program.
    with pytest.raises(EngineError) as error, spark_errors("spark://127.0.0.1:80"):
        raise Py4JError("java.lang.IllegalStateException: Cannot call methods on a stopped SparkContext.")
    for language in LANGUAGES:
        assert (
            "spark://127.0.0.1:80" in error.value.message[language]
            and "stopped" not in error.value.message[language]
        )


def test_a_master_without_spark_is_a_usage_error():
    for text in error_texts("--master", "local[2]"):
        assert "--engine spark" in text


@pytest.mark.loopback
def test_a_query_that_spark_cannot_run_is_reported(java, monkeypatch):
    monkeypatch.undo()

    def fail(text):
        raise ValueError(f"odd: {text}")

    with SparkEngine([elementwise("fails", fail, 1, "VARCHAR")], "local[1]") as engine:
        with pytest.raises(EngineError) as error:
            engine.query("SELECT levenshtein('a', 'b')")
        assert "levenshtein" in error.value.message.en and "levenshtein" in error.value.message.ar
        with pytest.raises(EngineError) as error:
            engine.query("SELECT row_ FROM nowhere")
        assert "nowhere" in error.value.message.en and "\n" not in error.value.message.en
        with pytest.raises(EngineError) as error:
            engine.query("SELECT fails('this') AS said")
        assert "odd: this" in error.value.message.en and "Traceback" not in error.value.message.en
