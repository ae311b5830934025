"""Calls Java classes of Spark and Hadoop for what PySpark has no function.

PySpark reaches Java through py4j, whose objects have no types. The protocols name the methods that are
called.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark import SparkContext
    from pyspark.sql import DataFrame, SparkSession


class FileStatus(Protocol):
    def isFile(self) -> bool: ...
    def getLen(self) -> int: ...


class ContentSummary(Protocol):
    def getLength(self) -> int: ...


class InputStream(Protocol):
    def readNBytes(self, length: int, /) -> bytes: ...
    def close(self) -> None: ...


class HadoopPath(Protocol):
    def getFileSystem(self, configuration: object, /) -> FileSystem: ...


class FileSystem(Protocol):
    def getFileStatus(self, path: HadoopPath, /) -> FileStatus: ...
    def getContentSummary(self, path: HadoopPath, /) -> ContentSummary: ...
    def open(self, path: HadoopPath, /) -> InputStream: ...


class _SQLConf(Protocol):
    def filesMaxPartitionBytes(self) -> int: ...


class _SessionState(Protocol):
    def conf(self) -> _SQLConf: ...
    def newHadoopConf(self) -> object: ...


class _JavaSession(Protocol):
    def sessionState(self) -> _SessionState: ...


class _Statistics(Protocol):
    def sizeInBytes(self) -> int: ...


class _Option(Protocol):
    def isDefined(self) -> bool: ...
    def get(self) -> int: ...


class _LogicalPlan(Protocol):
    def stats(self) -> _Statistics: ...
    def maxRows(self) -> _Option: ...


class _QueryExecution(Protocol):
    def optimizedPlan(self) -> _LogicalPlan: ...


class _JavaDataFrame(Protocol):
    def queryExecution(self) -> _QueryExecution: ...


class _Map(Protocol):
    def size(self) -> int: ...


class _ScalaContext(Protocol):
    def isStopped(self) -> bool: ...
    def getExecutorMemoryStatus(self) -> _Map: ...


class _JavaContext(Protocol):
    def sc(self) -> _ScalaContext: ...


def file_at(session: SparkSession, url: str) -> tuple[FileSystem, HadoopPath]:
    """The file system that serves a URL, and the URL's path in it."""
    path_class = cast("Callable[[str], HadoopPath]", attrgetter("org.apache.hadoop.fs.Path")(session._jvm))
    path = path_class(url)
    return path.getFileSystem(_state(session).newHadoopConf()), path


def max_partition_bytes(session: SparkSession) -> int:
    """The size in bytes over which Spark splits a file."""
    return _state(session).conf().filesMaxPartitionBytes()


def estimated_bytes(rows: DataFrame) -> int:
    """The size in bytes that Spark estimates for the result of a query. The query does not run."""
    return _plan(rows).stats().sizeInBytes()


def is_surely_empty(rows: DataFrame) -> bool:
    """Whether planning a query shows that it has no rows. The query does not run."""
    most = _plan(rows).maxRows()
    return most.isDefined() and most.get() == 0


def is_stopped(context: SparkContext) -> bool:
    """Whether Spark has stopped."""
    return _scala(context).isStopped()


def has_executors(context: SparkContext) -> bool:
    """Whether a cluster has given this application an executor."""
    # The driver counts as one.
    return _scala(context).getExecutorMemoryStatus().size() > 1


def _state(session: SparkSession) -> _SessionState:
    return cast("_JavaSession", session._jsparkSession).sessionState()


def _plan(rows: DataFrame) -> _LogicalPlan:
    return cast("_JavaDataFrame", rows._jdf).queryExecution().optimizedPlan()


def _scala(context: SparkContext) -> _ScalaContext:
    return cast("_JavaContext", context._jsc).sc()
