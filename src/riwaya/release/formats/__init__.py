"""The formats of a release, one module each; `registry` lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from riwaya.package.schema import Schema
from riwaya.release.table import ReleaseTable


class Format(Protocol):
    """What a module of a format has.

    `write` and `read` take no more memory than a few batches of rows, however many there are.
    """

    @property
    def NAME(self) -> str:
        """What `--format` calls it."""
        ...

    @property
    def SUFFIX(self) -> str:
        """How the names of its files end."""
        ...

    @property
    def MEDIA_TYPE(self) -> str:
        """The media type of its files."""
        ...

    @property
    def TABLES(self) -> tuple[str, ...] | None:
        """The names of the tables that it holds; None for all of them."""
        ...

    def write(self, tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path, /) -> None:
        """Write the tables into the folder of the release, whose descriptor, without its resources, is
        `descriptor`.
        """
        ...

    def read(self, folder: Path, name: str, schema: Schema, /) -> Iterator[pa.RecordBatch]:
        """The rows of one of these tables again, cell by cell, with the types of its schema.

        The folder may hold anything: this raises one of manifest.MALFORMED for a file that `write` did not
        write, and takes no more time and memory than a file of that size can need.
        """
        ...
