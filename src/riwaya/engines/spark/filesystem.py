"""Reads files at any URL that Spark can read: their sizes and their first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES
from os import strerror
from typing import TYPE_CHECKING

from riwaya.engines.spark import MESSAGES, jvm
from riwaya.engines.spark.session import spark_errors
from riwaya.errors import EngineError
from riwaya.package.files import Status

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class SparkFiles:
    """The files that a Spark session can read. `master` is that of the session.

    Its methods raise FileNotFoundError for what does not exist, PermissionError for what may not be read, and
    EngineError for a URL of a file system that Spark does not have, and for all other failures.
    """

    session: SparkSession
    master: str

    def status(self, url: str) -> Status:
        """The size and kind of a file or folder."""
        with self._errors():
            system, path = jvm.file_at(self.session, url)
            status = system.getFileStatus(path)
            size = status.getLen() if status.isFile() else system.getContentSummary(path).getLength()
            return Status(size, status.isFile())

    def read(self, url: str, limit: int) -> bytes:
        """The first bytes of a file, at most `limit`."""
        with self._errors():
            system, path = jvm.file_at(self.session, url)
            stream = system.open(path)
            try:
                return bytes(stream.readNBytes(limit))
            finally:
                stream.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raise Java's exceptions about files as Python's, and all others as EngineError."""
        from py4j.protocol import Py4JJavaError

        with spark_errors(self.master):
            try:
                yield
            except Py4JJavaError as error:
                name, text = (
                    error.java_exception.getClass().getSimpleName(),
                    str(error.java_exception.getMessage()),
                )
                if name in ("FileNotFoundException", "ParentNotDirectoryException"):
                    raise FileNotFoundError(text) from None
                if name in ("AccessControlException", "AccessDeniedException"):
                    raise PermissionError(EACCES, strerror(EACCES)) from None
                if name == "UnsupportedFileSystemException" or "ClassNotFoundException" in text:
                    reason = text.rpartition("ClassNotFoundException: ")[2]
                    raise EngineError(MESSAGES("file-system-missing", reason=reason)) from None
                raise
