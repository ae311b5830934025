"""Files on any URL that Spark reads, as far as one process needs them: whether they are there, and their first bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from riwaya.engine.cluster import told

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

    def _answered(self) -> _Answered:
        return _Answered(self.master)


class _Answered:
    """Java's exceptions about files as Python's; all else as EngineError."""

    def __init__(self, master: str) -> None:
        self._told = told(master)

    def __enter__(self) -> None:
        self._told.__enter__()

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> bool | None:
        name = error.java_exception.getClass().getName() if hasattr(error, "java_exception") else ""
        if name in ("java.io.FileNotFoundException", "org.apache.hadoop.fs.ParentNotDirectoryException"):
            raise FileNotFoundError(str(error.java_exception.getMessage())) from None
        if name.endswith((".AccessControlException", ".AccessDeniedException")):
            raise PermissionError(13, "Permission denied") from None
        return self._told.__exit__(kind, error, trace)
