"""Gives the files of a package by path: from a folder, from memory, or from memory over another place."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

# A scheme of one letter is the drive of a path of Windows.
_URL = re.compile("[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Status:
    """What is at a path."""

    size: int
    """In bytes; of a folder, all that is in it."""
    is_file: bool
    is_inside: bool = True
    """Whether it stays within the package when links are followed."""


class Files(Protocol):
    """The files of a package. Paths are relative to its folder, with forward slashes.

    Both methods raise FileNotFoundError where nothing is at a path, and OSError for what may not be read.
    """

    @property
    def name(self) -> str:
        """What messages call the place."""
        ...

    def status(self, path: str) -> Status:
        """Size and kind of what is at a path."""
        ...

    def open(self, path: str) -> BinaryIO:
        """The bytes of a file, to be closed by the caller."""
        ...


def is_url(path: str) -> bool:
    """Whether a path is a URL.

    >>> is_url("https://example.org/a.csv"), is_url("data/a.csv"), is_url("C://a.csv")
    (True, False, False)
    """
    return bool(_URL.match(path))


def is_file(files: Files, path: str) -> bool:
    """Whether a file is at a path; what may not be read, or is no path, is none.

    >>> is_file(Overlay({"a.csv": b""}), "a.csv"), is_file(Overlay({}), "a.csv")
    (True, False)
    """
    try:
        return files.status(path).is_file
    except (OSError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder on this machine."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.resolve().name or str(self.path)

    def status(self, path: str) -> Status:
        file = self.path / path
        # Unlike Path.resolve, it stops at a link to itself, which `stat` then reports.
        is_inside = Path(os.path.realpath(file)).is_relative_to(os.path.realpath(self.path))
        try:
            status = file.stat()
        except OSError:
            if is_inside:
                raise
            # Whether anything is there is not revealed.
            return Status(0, is_file=False, is_inside=False)
        return Status(status.st_size, stat.S_ISREG(status.st_mode), is_inside)

    def open(self, path: str) -> BinaryIO:
        return (self.path / path).open("rb")


@dataclass(frozen=True, slots=True)
class Overlay:
    """Files in memory, in place of those that another place, if any, has at their paths.

    >>> Overlay({"data/things.csv": b"thing_id"}).status("data/things.csv").size
    8
    """

    data: Mapping[str, bytes]
    below: Files | None = None

    @property
    def name(self) -> str:
        return self.below.name if self.below else ""

    def status(self, path: str) -> Status:
        if path in self.data:
            return Status(len(self.data[path]), is_file=True)
        return self._below(path).status(path)

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self.data[path]) if path in self.data else self._below(path).open(path)

    def _below(self, path: str) -> Files:
        if self.below is None:
            raise FileNotFoundError(path)
        return self.below
