"""Opens sessions by Spark Connect, and makes EngineErrors of its exceptions."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from riwaya.engines.spark import MESSAGES
from riwaya.errors import EngineError
from riwaya.extras import requirement

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

LOCAL = "local"
"""The master that is Sail in this process."""
ANSWER_TIMEOUT = 20
"""Seconds within which a server answers the first call, which gives it nothing to do."""
RELEASE_TIMEOUT = 3
"""Seconds for which the end of a session waits for a server."""
_NO_SERVER = re.compile(r"\b(UNAVAILABLE|DEADLINE_EXCEEDED|UNIMPLEMENTED)\b|http2 header with status")
"""What gRPC writes where nothing answers, or a program that is no Spark Connect, such as a proxy."""
_MISSING_MODULE = re.compile(r"ModuleNotFoundError: No module named '([A-Za-z0-9_]+)")
_DETAILS = re.compile(r'^<_\w+ of RPC .*?\sdetails = "(.*?)"\n', re.DOTALL)
_TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)*")


@contextmanager
def open_session(master: str) -> Generator[SparkSession]:
    """A session at `sc://HOST:PORT`, or of Sail for `local`. EngineError where it cannot be opened."""
    with _sail() if master == LOCAL else nullcontext(master) as address:
        # pandas is not used here.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        # pyspark does not name what it lacks.
        import_extra("grpc")
        builder: Any = import_extra("pyspark.sql.connect.session").SparkSession.builder
        # It writes to stderr the errors that are reported as EngineError.
        for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger", "pyspark.sql.connect.client"):
            logging.getLogger(name).disabled = True
        with spark_errors(master):
            if master != LOCAL:
                _require_server(master)
            session = builder.remote(address).appName("riwaya").create()
        try:
            yield session
        finally:
            _close(session, master)


def _close(session: SparkSession, master: str) -> None:
    """End a session, and what waits for its server, within RELEASE_TIMEOUT even if the server is gone."""
    client: Any = session.client
    # PySpark itself would call a server for minutes that does not answer. Sail ends with this process.
    client.set_retry_policies([])
    session.release_session_on_close = False
    if master != LOCAL:
        with suppress(import_extra("grpc").RpcError):
            _release(client._builder, client._channel, client._session_id, RELEASE_TIMEOUT, client._user_id)
    client._channel.close()
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
    if _NO_SERVER.search(text):
        return _unreachable(master)
    if details := _DETAILS.search(text):
        text = details[1]
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


def _require_server(master: str) -> None:
    """EngineError where no Spark Connect server answers, for which PySpark itself would try for minutes."""
    grpc: Any = import_extra("grpc")
    try:
        builder: Any = import_extra("pyspark.sql.connect.client.core").DefaultChannelBuilder(master)
    except ValueError:
        raise EngineError(MESSAGES("master-invalid", master=master)) from None
    with builder.toChannel() as channel:
        try:
            # It is no work, even for a server that is slow to open a session.
            _release(builder, channel, str(uuid4()), ANSWER_TIMEOUT)
        except grpc.RpcError as error:
            # What else a server refuses, it refuses again where the session is opened.
            if _NO_SERVER.search(str(error)):
                raise _unreachable(master) from None


def _release(builder: Any, channel: Any, session: str, seconds: int, user: str | None = None) -> None:
    """Release the session of this ID, or one that there never was. RpcError where the server does not."""
    proto: Any = import_extra("pyspark.sql.connect.proto")
    server = proto.SparkConnectServiceStub(channel)
    request = proto.ReleaseSessionRequest(session_id=session, user_context=proto.UserContext(user_id=user))
    server.ReleaseSession(request, timeout=seconds, metadata=builder.metadata())


def _unreachable(master: str) -> EngineError:
    return EngineError(MESSAGES("master-unreachable", master=master))
