"""Writes manifest.json and SHA256SUMS: what a release holds, by name and hash. They are written last.

The content hash of a table does not depend on format or library: it is the SHA-256 of lines of compact JSON
in UTF-8, each ended by a line feed. The first is the array of [column, type], the others are the rows as
arrays, dates as text, null for an empty cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from riwaya.errors import RiwayaError
from riwaya.package import strict_json
from riwaya.package.schema import Schema
from riwaya.release.cell_text import json_lines

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
EXPLORER = "explorer"
"""The folder of pages, which a release may do without."""
_DISTRIBUTION = "riwaya"
# What reading raises over files that are not those of a release, whatever somebody wrote into them.
MALFORMED = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    OSError,
    pa.ArrowException,
    RiwayaError,
)


def content_sha256(batches: Iterable[pa.RecordBatch], schema: Schema) -> str:
    """The content hash of one table, given all its rows in their order."""
    head = json.dumps(
        [[field.name, field.type] for field in schema.fields], ensure_ascii=False, separators=(",", ":")
    )
    digest = hashlib.sha256(f"{head}\n".encode())
    before = ["[", *[","] * (len(schema.fields) - 1)]
    for batch in batches:
        digest.update(json_lines(before, batch.columns, "]\n"))
    return digest.hexdigest()


def release_name(descriptor: Mapping) -> str:
    """The name of a release: of its folder, its zip, and the files that hold a whole dataset."""
    return f"{descriptor['name']}-{descriptor['version']}"


def files_in(folder: Path) -> list[str]:
    """Everything below a folder that is no folder, forward slashes, sorted."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    )


def sha256_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def json_object(data: bytes) -> dict[str, Any]:
    """The JSON object in a file of a release; ValueError for anything else.

    Its values may be anything: whoever reads them expects one of MALFORMED.
    """
    value = strict_json.loads(data)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def software() -> dict[str, str]:
    """The name and the version of this code, as a manifest names what wrote the files of a release."""
    return {"name": _DISTRIBUTION, "version": version(_DISTRIBUTION)}


def write_manifest(
    folder: Path,
    descriptor: Mapping,
    formats: Iterable[str],
    tables: Mapping[str, tuple[int, str]],
    written_by: Mapping[str, str] | None = None,
) -> None:
    """Write manifest.json, then SHA256SUMS.

    `tables` gives the number of rows and the content hash of each table; `written_by` is what `software`
    returns. Without it the manifest names no code, as those of releases 0.1.0 and 0.2.0.
    """
    entries = []
    for path in files_in(folder):
        file = folder / path
        entry: dict[str, object] = {"path": path, "bytes": file.stat().st_size, "sha256": sha256_of(file)}
        table = tables.get(file.stem) if file.parent != folder and path.count("/") == 1 else None
        if table:
            entry |= {"rows": table[0], "content_sha256": table[1]}
        entries.append(entry)
    manifest = {
        "name": descriptor["name"],
        "version": descriptor["version"],
        **({"software": dict(written_by)} if written_by else {}),
        "formats": sorted(formats),
        "tables": [
            {"name": name, "rows": rows, "content_sha256": sha} for name, (rows, sha) in tables.items()
        ],
        "files": entries,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    sums = sums_text(manifest, hashlib.sha256(text.encode()).hexdigest())
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")


def sums_text(manifest: Mapping, manifest_sha256: str) -> str:
    """SHA256SUMS as `sha256sum -c` reads it: every file but itself, by path."""
    hashes = {entry["path"]: entry["sha256"] for entry in manifest["files"]} | {MANIFEST: manifest_sha256}
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def sha256s_in(sums: str) -> dict[str, str]:
    """The hashes in a SHA256SUMS, by path; ValueError for a text that is none."""
    return {path: sha256 for sha256, path in (line.split("  ", 1) for line in sums.splitlines())}
