"""Keeps computed tables in the user's cache, so that one event is shown without checking and computing all.

An entry is one file. Its name is a hash of all that the tables come from: the files of the package, the code,
the Python that runs it and the distributions installed beside it. It begins with a hash of its name and its
content. A file with any other hash is not used; the entry is computed and written anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from riwaya.atomic import replacing
from riwaya.bilingual import Bilingual
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import schema_from
from riwaya.release.cache_folder import cache_folder
from riwaya.release.table import Release, ReleaseTable

MAX_ENTRIES = 4
"""How many entries stay: those used last."""
MAX_BYTES = 64 << 20
"""The size in bytes of the largest package and the largest entry: all entries have at most 256 MiB."""
_CODE = Path(__file__).resolve().parent.parent
# Folders of the code in which nothing changes what is computed.
_OTHER_FOLDERS = {"__pycache__", "_repository", "explorer"}


def fingerprint(root: Path) -> str | None:
    """64 hexadecimal digits that change with anything the tables of the package in a folder come from.

    None for a package that is not kept: larger than MAX_BYTES, not readable, or not a package.
    """
    if _LOADED_CODE is None:
        return None
    try:
        resources = json.loads((root / DESCRIPTOR).read_bytes())["resources"]
        schemas = [item["schema"] for item in resources if isinstance(item["schema"], str)]
        files = [root / path for path in (DESCRIPTOR, *schemas, *(item["path"] for item in resources))]
        # Reading a pipe would wait without end.
        if not all(file.is_file() for file in files) or sum(map(_size, files)) > MAX_BYTES:
            return None
        hashes = [[str(file), hashlib.sha256(file.read_bytes()).hexdigest()] for file in files]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return hashlib.sha256(json.dumps([_LOADED_CODE, hashes]).encode()).hexdigest()


def cached_release(key: str) -> Release | None:
    """The release that `keep` wrote under this key; None if there is none, or its file is damaged."""
    file = _file(key)
    try:
        checksum, content = file.read_bytes().split(b"\n", 1)
        if checksum != _checksum(key, content):
            return None
        header, body = content.split(b"\n", 1)
        with suppress(OSError):
            # The entries that were used last are those that stay.
            os.utime(file)
    except (OSError, ValueError):
        return None
    entry = json.loads(header)
    tables = {item["name"]: item for item in entry["tables"]}
    hashes = {name: item["content_sha256"] for name, item in tables.items()}
    return Release(entry["descriptor"], hashes, lambda name: _table(tables[name], body))


def keep(key: str, root: Path, release: Release) -> None:
    """Write the release computed from a package under its key, and remove the entries unused for longest.

    Does nothing if files of the package or of the code have changed since the key was made, and if the cache
    cannot be written. Readers see a whole file or none, whoever else writes.
    """
    if fingerprint(root) != key or _code_state() != _LOADED_CODE:
        return
    items, body = [], b""
    for name, content_sha256 in release.hashes.items():
        table = release.table(name)
        rows = _ipc_file(table)
        item = {
            "name": name,
            "title": [table.title.en, table.title.ar],
            "description": [table.description.en, table.description.ar],
            "schema": table.schema_json,
            "rows": table.row_count,
            "content_sha256": content_sha256,
            "start": len(body),
            "end": len(body) + len(rows),
        }
        items.append(item)
        body += rows
    header = json.dumps({"descriptor": release.descriptor, "tables": items}).encode()
    content = b"\n".join([header, body])
    if len(content) <= MAX_BYTES:
        with suppress(OSError):
            _write(_file(key), b"\n".join([_checksum(key, content), content]))


def _file(key: str) -> Path:
    return cache_folder() / "computed" / key


def _checksum(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).hexdigest().encode()


def _size(file: Path) -> int:
    return file.stat().st_size


def _write(file: Path, data: bytes) -> None:
    """Put the file in its place at once, and leave no more than MAX_ENTRIES files in its folder."""
    with replacing(file) as part:
        part.write(data)
    used = {entry: entry.stat().st_mtime for entry in file.parent.iterdir()}
    for entry in sorted(used, key=used.__getitem__, reverse=True)[MAX_ENTRIES:]:
        entry.unlink(missing_ok=True)


def _ipc_file(table: ReleaseTable) -> bytes:
    """All rows of a table in Arrow's IPC file format."""
    rows, sink = table.whole(), pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(rows)
    return sink.getvalue().to_pybytes()


def _table(item: Mapping, body: bytes) -> ReleaseTable:
    """A table of an entry, from what the header says of it."""

    def batches() -> Iterator[pa.RecordBatch]:
        reader = pa.ipc.open_file(pa.py_buffer(memoryview(body)[item["start"] : item["end"]]))
        yield from map(reader.get_batch, range(reader.num_record_batches))

    schema = schema_from(item["name"], item["schema"], DESCRIPTOR, strict=False)
    title, description = Bilingual(*item["title"]), Bilingual(*item["description"])
    return ReleaseTable(item["name"], title, description, schema, item["schema"], item["rows"], batches)


def _code_state() -> list[str] | None:
    """What the code on disk and all that it runs on are like now; None if that cannot be read."""
    digest = hashlib.sha256()
    try:
        for folder, names, files in os.walk(_CODE):
            names[:] = sorted(name for name in names if name not in _OTHER_FOLDERS)
            for file in (Path(folder, name) for name in sorted(files)):
                digest.update(f"{file}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    except OSError:
        return None
    return [sys.version, digest.hexdigest(), *_distributions()]


def _distributions() -> list[str]:
    """Names and versions of the distributions that this Python can import, as their folders are called."""
    found = set()
    for folder in sys.path:
        with suppress(OSError):
            found |= {
                name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))
            }
    return sorted(found)


# The code as it was loaded: a process that goes on while its code is changed computes with the old one.
_LOADED_CODE = _code_state()
