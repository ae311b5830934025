"""Reads releases, folder or zip, one table at a time. A file is parsed only if its hash is in SHA256SUMS."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from riwaya.bilingual import title_and_description
from riwaya.errors import ReleaseError
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import schema_from
from riwaya.release import MESSAGES
from riwaya.release.archive import DAMAGED, prefix_of
from riwaya.release.citation import citation
from riwaya.release.descriptor import listed_tables
from riwaya.release.formats.parquet import read_batches
from riwaya.release.manifest import MALFORMED, MANIFEST, SUMS, json_object, sha256_of, sha256s_in
from riwaya.release.table import Release, ReleaseTable
from riwaya.system_errors import message_of
from riwaya.validation.compatibility import EarlierRelease

_UNREADABLE = (*MALFORMED, *DAMAGED)


def open_release(path: Path) -> Release:
    """The release in a folder or a zip; ReleaseError if it cannot be read as one."""
    files = _ReleaseFiles(path)
    with _reading(path):
        descriptor = json_object(files.bytes(DESCRIPTOR))
        manifest = json_object(files.bytes(MANIFEST))
        hashes = {entry["name"]: entry["content_sha256"] for entry in manifest["tables"]}
        items = listed_tables(descriptor)
        # What cannot be cited is no release.
        citation(descriptor)

    def read(name: str) -> ReleaseTable:
        with _reading(path):
            return _table(files, items[name])

    return Release(descriptor, hashes, read, partial(optional_file, path))


def read_since(path: Path) -> EarlierRelease:
    """The release as a promise to be kept by those after it."""
    release = open_release(path)
    tables = {name: release.table(name) for name in release.hashes}
    return EarlierRelease(
        release.version,
        {name: table.whole() for name, table in tables.items()},
        {name: table.schema_json for name, table in tables.items()},
    )


def read_file(path: Path, name: str) -> bytes:
    """The bytes of a file of the release; ReleaseError if it is missing or not the published one."""
    with _reading(path):
        return _ReleaseFiles(path).bytes(name)


def optional_file(path: Path, name: str) -> bytes | None:
    """The bytes of a file of the release, None if it has none of this name; ReleaseError if it cannot be
    read.
    """
    files = _ReleaseFiles(path)
    with _reading(path):
        return files.bytes(name) if name in files.sums else None


@dataclass(frozen=True)
class _ReleaseFiles:
    """The files of a release, each as it was published."""

    path: Path

    def bytes(self, name: str) -> bytes:
        data = self._bytes(name)
        self._require(name, hashlib.sha256(data).hexdigest())
        return data

    def native(self, name: str) -> pa.NativeFile:
        """Where it lies, or in memory if it has to be taken out of a zip."""
        if not self.path.is_dir():
            return pa.BufferReader(self.bytes(name))
        file = _plain(self.path / name)
        if name not in self._proven:
            self._require(name, sha256_of(file))
            self._proven.add(name)
        return pa.OSFile(str(file), "r")

    @cached_property
    def sums(self) -> Mapping[str, str]:
        return sha256s_in(self._bytes(SUMS).decode())

    @cached_property
    def _proven(self) -> set[str]:
        """What is read again and again is hashed once."""
        return set()

    def _require(self, name: str, sha256: str) -> None:
        if name != SUMS and self.sums.get(name) != sha256:
            raise ReleaseError(MESSAGES("file-changed", name=name, release=self.path.name, sums=SUMS))

    def _bytes(self, name: str) -> bytes:
        if self.path.is_dir():
            return _plain(self.path / name).read_bytes()
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(f"{prefix_of(archive)}/{name}")


def _table(files: _ReleaseFiles, item: Mapping) -> ReleaseTable:
    name = item["name"]
    file = f"parquet/{name}.parquet"
    schema = schema_from(name, item["schema"], DESCRIPTOR, strict=False)
    title, description = title_and_description(item)
    with files.native(file) as opened:
        rows = pq.read_metadata(opened).num_rows

    def batches() -> Iterator[pa.RecordBatch]:
        with _reading(files.path), files.native(file) as opened:
            yield from read_batches(opened, schema)

    return ReleaseTable(name, title, description, schema, item["schema"], rows, batches)


def _plain(file: Path) -> Path:
    """The file; FileNotFoundError for a pipe, which would be waited for without end."""
    if not file.is_file():
        raise FileNotFoundError(file.name)
    return file


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Around what reads a release: ReleaseError for whatever is not one."""
    try:
        yield
    except ReleaseError:
        raise
    except _UNREADABLE as error:
        if isinstance(error, OSError) and error.filename == str(path):
            raise ReleaseError(message_of(error)) from None
        raise unreadable_release(path) from None


def unreadable_release(path: Path) -> ReleaseError:
    """What to raise for what cannot be read as a release."""
    return ReleaseError(MESSAGES("release-unreadable", name=path.name))
