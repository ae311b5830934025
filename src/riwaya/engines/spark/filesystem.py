"""Files on any URL that Spark reads, as far as one process needs them: whether they are there, and their first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES
from os import strerror
from typing import TYPE_CHECKING

from riwaya.engines.spark.session import told
from riwaya.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class Status:
    """What is at a URL."""

    size: int
    """In bytes; of a folder, all that is in it."""
    is_file: bool


@dataclass(frozen=True, slots=True)
class Files:
    """What a Spark session, which runs at a master, reads by its file systems.

    FileNotFoundError for what is not there, OSError for what may not be read, EngineError for a file system that is not there.
    """

    session: SparkSession
    master: str

    def status(self, url: str) -> Status:
        with self._answered():
            system, path = self._at(url)
            status = system.getFileStatus(path)
            size = status.getLen() if status.isFile() else system.getContentSummary(path).getLength()
            return Status(size, status.isFile())

    def read(self, url: str, most: int) -> bytes:
        """The first bytes of a file, at most so many."""
        with self._answered():
            system, path = self._at(url)
            stream = system.open(path)
            try:
                return bytes(stream.readNBytes(most))
            finally:
                stream.close()

    def _at(self, url: str) -> tuple:
        path = self.session._jvm.org.apache.hadoop.fs.Path(url)
        return path.getFileSystem(self.session._jsparkSession.sessionState().newHadoopConf()), path

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """Java's exceptions about files as Python's; all else as EngineError."""
        from py4j.protocol import Py4JJavaError

        with told(self.master):
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
                    raise _no_system(text.rpartition("ClassNotFoundException: ")[2]) from None
                raise


def _no_system(reason: str) -> EngineError:
    return EngineError(
        f"Spark has no file system for this URL: {reason}. Name the package that has it (for s3a:// it is hadoop-aws) in "
        "spark.jars.packages of spark-defaults.conf.",
        f"ليس لدى Spark نظام ملفات لهذا العنوان: {reason}. اذكر الحزمة التي تتضمنه (وهي hadoop-aws لعناوين s3a://) في "
        "spark.jars.packages ضمن spark-defaults.conf.",
    )
