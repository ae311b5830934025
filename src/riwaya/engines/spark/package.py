"""Opens a package at a URL that Spark reads."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from posixpath import basename, dirname
from typing import BinaryIO

from riwaya.engines.spark.filesystem import SparkFiles
from riwaya.engines.spark.session import open_session
from riwaya.package.descriptor import Package
from riwaya.package.files import Status
from riwaya.package.resource import FORMATS

_URL = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class UrlFiles:
    """The files of a package in a folder at a URL (see `package.files.Files`)."""

    spark: SparkFiles
    url: str
    """Of the folder."""

    @property
    def name(self) -> str:
        return self.url

    def at(self, path: str) -> str:
        """The URL of a path."""
        return f"{self.url}/{path}" if path else self.url

    def status(self, path: str) -> Status:
        return self.spark.status(self.at(path))

    def open(self, path: str) -> BinaryIO:
        """A whole file, in memory: for those that are small."""
        return io.BytesIO(self.read(path, self.status(path).size))

    def read(self, path: str, limit: int) -> bytes:
        """The first bytes of a file, at most `limit`."""
        return self.spark.read(self.at(path), limit)


def is_url(path: str) -> bool:
    """Whether the path of a package is a URL, which only Spark reads."""
    return bool(_URL.match(path))


def package_at(url: str, master: str) -> Package:
    """The package whose descriptor or folder is at a URL. PackageError if it cannot be read as one."""
    files = UrlFiles(SparkFiles(open_session(master), master), url.rstrip("/"))
    try:
        is_descriptor = files.status("").is_file
    except OSError:
        # The error will name the descriptor that is missing.
        is_descriptor = False
    if is_descriptor:
        return Package.open(replace(files, url=dirname(files.url)), basename(files.url), tuple(FORMATS))
    return Package.open(files, formats=tuple(FORMATS))
