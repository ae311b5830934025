"""Gives the files of a package at a URL: of a mounted folder, S3, HDFS, Azure or Google Cloud Storage."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from posixpath import basename, dirname
from typing import TYPE_CHECKING, BinaryIO, cast

from riwaya.errors import PackageError
from riwaya.package import MESSAGES
from riwaya.package.descriptor import Package
from riwaya.package.files import Status
from riwaya.package.resource import FORMATS
from riwaya.system_errors import reason_of

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem

_BUFFER_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class UrlFiles:
    """The files of a folder at a URL (see `files.Files`). It can be sent to another process."""

    url: str

    @property
    def name(self) -> str:
        return self.url

    def status(self, path: str) -> Status:
        from pyarrow.fs import FileType

        system, place = self._at(path)
        info = system.get_file_info(place)
        if info.type == FileType.NotFound:
            raise FileNotFoundError(path)
        size = sum(item.size for item in self._inside(path)) if info.type == FileType.Directory else info.size
        return Status(size, is_file=info.type == FileType.File)

    def open(self, path: str) -> BinaryIO:
        system, place = self._at(path)
        # Files of Arrow have no readline.
        raw = cast("io.RawIOBase", system.open_input_file(place))
        return cast("BinaryIO", io.BufferedReader(raw, _BUFFER_BYTES))

    def files_in(self, path: str) -> list[str]:
        """The files in a folder, at any depth and in the order of their names; the path itself if it is one.

        Those whose name, or a folder of theirs, begins with _ or a dot are left out: they hold no data.
        """
        if self.status(path).is_file:
            return [path]
        _, place = self._at(path)
        below = (item.path[len(place) :].lstrip("/") for item in self._inside(path))
        return sorted(f"{path}/{item}" for item in below if not re.search(r"(^|/)[_.]", item))

    def _inside(self, path: str) -> Iterator[FileInfo]:
        from pyarrow.fs import FileSelector, FileType

        system, place = self._at(path)
        found = system.get_file_info(FileSelector(place, recursive=True))
        return (item for item in found if item.type == FileType.File)

    def _at(self, path: str) -> tuple[FileSystem, str]:
        system, root = _file_system(self.url)
        return system, f"{root}/{path}" if path else root


def package_at(url: str) -> Package:
    """The package whose descriptor or folder is at a URL. PackageError if it cannot be read as one."""
    files = UrlFiles(url.rstrip("/"))
    try:
        is_descriptor = files.status("").is_file
    except OSError:
        # The error will name the descriptor that is missing.
        is_descriptor = False
    if is_descriptor:
        return Package.open(
            replace(files, url=dirname(files.url)), basename(files.url), tuple(FORMATS), standard=True
        )
    return Package.open(files, formats=tuple(FORMATS), standard=True)


@lru_cache(8)
def _file_system(url: str) -> tuple[FileSystem, str]:
    """The file system that serves a URL, and the URL's path in it."""
    from pyarrow.fs import FileSystem

    try:
        # Hadoop's name for S3.
        return FileSystem.from_uri(re.sub("^s3a://", "s3://", url))
    except (OSError, ValueError) as error:
        raise PackageError(MESSAGES("url-unreadable", url=url, reason=reason_of(error))) from None
