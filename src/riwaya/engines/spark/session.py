"""Opens sessions by Spark Connect, and makes EngineErrors of its exceptions."""

from __future__ import annotations

import logging
import os
import re
import socket
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from riwaya.engines.spark import MESSAGES
from riwaya.errors import EngineError
from riwaya.extras import requirement

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

LOCAL = "local"
"""The master that is Sail in this process."""
_REMOTE = re.compile(r"sc://(?P<host>\[[0-9A-Fa-f:.]+\]|[^/:;]+)(:(?P<port>[0-9]+))?(/.*)?")
_DEFAULT_PORT = 15002
_CONNECT_TIMEOUT = 5
_MISSING_MODULE = re.compile(r"ModuleNotFoundError: No module named '([A-Za-z0-9_]+)")

_TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)*")


@contextmanager
def open_session(master: str) -> Generator[SparkSession]:
    """A session at `sc://HOST:PORT`, or of Sail for `local`. EngineError where it cannot be opened."""
    with _sail() if master == LOCAL else _server(master) as address:
        # pandas is not used here.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        # pyspark does not name what it lacks.
        import_extra("grpc")
        builder: Any = import_extra("pyspark.sql.connect.session").SparkSession.builder
        # It writes to stderr the errors that are reported as EngineError.
        for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger", "pyspark.sql.connect.client"):
            logging.getLogger(name).disabled = True
        with spark_errors(master):
            session = builder.remote(address).appName("riwaya").create()
        try:
            yield session
        finally:
            with spark_errors(master):
                session.stop()


def import_extra(name: str) -> ModuleType:
    """Import a module of the extra. EngineError where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        missing = error.name or name
        raise EngineError(
            MESSAGES("extra-missing", name=missing.partition(".")[0], requirement=requirement("spark"))
        ) from None


@contextmanager
def spark_errors(master: str) -> Iterator[None]:
    """Raise the exceptions of Spark Connect as EngineError."""
    from grpc import RpcError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, RpcError) as error:
        raise _engine_error(str(error), master) from None


def _engine_error(text: str, master: str) -> EngineError:
    """The error for the text of an exception."""
    if missing := _MISSING_MODULE.search(text):
        return EngineError(MESSAGES("worker-lacks-module", name=missing[1]))
    if "UNAVAILABLE" in text:
        return _unreachable(master)
    # An error of Java has its stack trace after it; one of Python in a worker, before it.
    reason = _TRACEBACK.split(text.partition("\n\tat ")[0])[-1]
    return EngineError(MESSAGES("spark-failed", reason=" ".join(reason.split())[:500]))


@contextmanager
def _sail() -> Generator[str]:
    """The address of Sail, which runs in this process while the context lasts."""
    # Its log goes to stderr.
    os.environ.setdefault("RUST_LOG", "off")
    server: Any = import_extra("pysail.spark").SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        host, port = server.listening_address
        yield f"sc://{host}:{port}"
    finally:
        server.stop()


@contextmanager
def _server(master: str) -> Generator[str]:
    """The address of a server that accepts connections."""
    found = _REMOTE.fullmatch(master)
    if not found:
        raise EngineError(MESSAGES("master-invalid", master=master))
    try:
        place = (found["host"].strip("[]"), int(found["port"] or _DEFAULT_PORT))
        socket.create_connection(place, _CONNECT_TIMEOUT).close()
    except (OSError, OverflowError):
        # Spark Connect itself would try for minutes.
        raise _unreachable(master) from None
    yield master


def _unreachable(master: str) -> EngineError:
    return EngineError(MESSAGES("master-unreachable", master=master))
