"""Reads releases, folder or zip, one table at a time. Trusts them: `verify` proves them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from riwaya import strict_json
from riwaya.cite import citation
from riwaya.derive import ReleaseTable
from riwaya.errors import NotFoundError, ReleaseError
from riwaya.package import DESCRIPTOR
from riwaya.problem import called
from riwaya.release.archive import DAMAGED, prefix_of
from riwaya.release.descriptor import listed_tables
from riwaya.release.formats.parquet import read_batches
from riwaya.release.manifest import MALFORMED, MANIFEST
from riwaya.schema import schema_from
from riwaya.since import Since

_UNREADABLE = (*MALFORMED, *DAMAGED)


@dataclass(frozen=True, slots=True)
class Release:
    """A dataset at a version: its descriptor, the content hashes of its tables, and the tables when they are asked for."""

    descriptor: Mapping
    hashes: Mapping[str, str]
    read: Callable[[str], ReleaseTable]

    @property
    def version(self) -> str:
        return str(self.descriptor["version"])

    def table(self, name: str) -> ReleaseTable:
        """A table by name; NotFoundError lists those there are."""
        if name not in self.hashes:
            known = ", ".join(self.hashes)
            raise NotFoundError(f"There is no table {name}. There are: {known}.", f"لا يوجد جدول باسم {name}. الجداول: {known}.")
        return self.read(name)


def open_release(path: Path) -> Release:
    """The release in a folder or a zip; ReleaseError if it cannot be read as one."""
    try:
        descriptor = strict_json.loads(_bytes(path, DESCRIPTOR))
        manifest = strict_json.loads(_bytes(path, MANIFEST))
        hashes = {entry["name"]: entry["content_sha256"] for entry in manifest["tables"]}
        items = listed_tables(descriptor)
        # What cannot be cited is no release.
        citation(descriptor)
    except _UNREADABLE:
        raise refused(path) from None

    def read(name: str) -> ReleaseTable:
        try:
            return _table(path, items[name])
        except _UNREADABLE:
            raise refused(path) from None

    return Release(descriptor, hashes, read)


@contextmanager
def leaning_on_columns(release: Release) -> Iterator[None]:
    """Around what reads columns by their names: ReleaseError if the release, of another time, does not have one."""
    try:
        yield
    except KeyError as error:
        raise ReleaseError(
            f"The release {release.version} has no {error}, which this needs. Use that release's own riwaya, or a newer release.",
            f"ليس في الإصدار {release.version} ما يلزم هنا: {error}. استعمل riwaya الخاص بذلك الإصدار أو إصدارًا أحدث.",
        ) from None


def read_since(path: Path) -> Since:
    """The release as a promise to be kept by those after it."""
    release = open_release(path)
    tables = {name: release.table(name) for name in release.hashes}
    return Since(release.version, {name: table.whole() for name, table in tables.items()},
                 {name: table.schema_json for name, table in tables.items()})


def read_file(path: Path, name: str) -> bytes | None:
    """A file of the release, None where it has none of this name; ReleaseError if it cannot be read."""
    try:
        return _bytes(path, name)
    except (FileNotFoundError, KeyError):
        return None
    except _UNREADABLE:
        raise refused(path) from None


def _table(path: Path, item: Mapping) -> ReleaseTable:
    name = item["name"]
    schema = schema_from(name, item["schema"], DESCRIPTOR, judged=False)
    rows = pq.read_metadata(_native(path, f"parquet/{name}.parquet")).num_rows
    title, description = called(item)

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            with _native(path, f"parquet/{name}.parquet") as file:
                yield from read_batches(file, schema)
        except _UNREADABLE:
            raise refused(path) from None

    return ReleaseTable(name, title, description, schema, item["schema"], rows, batches)


def _native(path: Path, name: str) -> pa.NativeFile:
    """A file of the release: where it lies, or in memory if it has to be taken out of a zip."""
    return pa.OSFile(str(_plain(path / name))) if path.is_dir() else pa.BufferReader(_bytes(path, name))


def _bytes(path: Path, name: str) -> bytes:
    if path.is_dir():
        return _plain(path / name).read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"{prefix_of(archive)}/{name}")


def _plain(file: Path) -> Path:
    """The file; FileNotFoundError for a pipe, which would be waited for without end."""
    if not file.is_file():
        raise FileNotFoundError(file.name)
    return file


def refused(path: Path) -> ReleaseError:
    """What to raise for what cannot be read as a release."""
    return ReleaseError(
        f"{path.name} cannot be read as a release with Parquet tables. Try `riwaya verify` on it, or download it again.",
        f"تعذّرت قراءة {path.name} بوصفه إصدارًا فيه جداول Parquet. جرّب riwaya verify أو نزّله من جديد.",
    )
