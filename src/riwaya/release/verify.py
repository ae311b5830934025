"""Proves a release: every file listed, every hash right, every format equal to the others cell by cell."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from riwaya import strict_json
from riwaya.errors import ReleaseError
from riwaya.package import DESCRIPTOR
from riwaya.problem import Place, Problem, kinds_in
from riwaya.release.archive import DAMAGED, extract_zip, write_zip
from riwaya.release.descriptor import listed_tables
from riwaya.release.formats import all_formats
from riwaya.release.manifest import MALFORMED, MANIFEST, SUMS, content_sha256, files_in, sha256_of, sums_text
from riwaya.schema import Schema, schema_from


def verify(path: Path) -> list[Problem]:
    """What is wrong with a release, a folder or a zip; empty if it is whole. ReleaseError if `path` is neither."""
    if path.is_dir() and ((path / MANIFEST).is_file() or (path / SUMS).is_file()):
        return [*_folder_problems(path)]
    if path.is_file() and path.suffix == ".zip":
        return [*_zip_problems(path)]
    raise ReleaseError(
        f"{path.name} is not a release: give a folder that holds {MANIFEST}, or a release's zip.",
        f"{path.name} ليس إصدارًا: أعطِ مجلدًا فيه {MANIFEST} أو ملف zip لإصدار.",
    )


def _problem(code: str, path: str, table: str | None = None, row: int | None = None, field: str | None = None,
             **params: object) -> Problem:
    return kinds_in(__package__, "verify.toml")[code].at(Place(path, table, row=row, field=field), **params)


# -- Files --------------------------------------------------------------------------------------------


def _zip_problems(file: Path) -> Iterator[Problem]:
    # Read first: what the disk refuses is no fault of the release.
    data, again = file.read_bytes(), io.BytesIO()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        try:
            prefix, damaged = extract_zip(data, folder)
        except DAMAGED:
            yield _problem("release-zip-changed", file.name)
            return
        for path in damaged:
            yield _problem("release-file-changed", path)
        problems = [] if damaged else [*_folder_problems(folder)]
        yield from problems
        if not damaged and not problems:
            # The zip itself is a function of the files, so that even its headers can be proven.
            write_zip(folder, again, prefix)
            if again.getvalue() != data:
                yield _problem("release-zip-changed", file.name)


def _folder_problems(folder: Path) -> Iterator[Problem]:
    if not (folder / MANIFEST).exists():
        yield _problem("release-file-missing", MANIFEST)
        return
    try:
        if not _is_plain_file(folder / MANIFEST):
            raise ValueError("a link, or a pipe that would be waited for without end")
        manifest = strict_json.loads((folder / MANIFEST).read_bytes())
        listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
        hashes = {entry["name"]: entry["content_sha256"] for entry in manifest["tables"]}
        formats = [*map(str, manifest["formats"])]
        sums = sums_text(manifest, sha256_of(folder / MANIFEST))
    except MALFORMED:
        yield _problem("release-manifest-changed", MANIFEST)
        return
    problems = [*_file_problems(folder, listed), *_sums_problems(folder, sums)]
    yield from problems
    if not problems:
        yield from _table_problems(folder, hashes, formats)


def _file_problems(folder: Path, listed: Mapping[str, str]) -> Iterator[Problem]:
    present = {*files_in(folder)} - {MANIFEST, SUMS}
    for path in sorted({*listed} - present):
        yield _problem("release-file-missing", path)
    for path in sorted(present - {*listed}):
        yield _problem("release-file-added", path)
    for path in sorted(present & {*listed}):
        if not _is_plain_file(folder / path) or sha256_of(folder / path) != listed[path]:
            yield _problem("release-file-changed", path)
    for entry in sorted(folder.rglob("*")):
        if entry.is_dir() and not any(entry.iterdir()):
            yield _problem("release-file-added", entry.relative_to(folder).as_posix() + "/")


def _sums_problems(folder: Path, expected: str) -> Iterator[Problem]:
    if not (folder / SUMS).is_file():
        yield _problem("release-file-missing", SUMS)
    elif (folder / SUMS).is_symlink() or (folder / SUMS).read_bytes() != expected.encode():
        yield _problem("release-manifest-changed", SUMS)


def _is_plain_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


# -- Tables -------------------------------------------------------------------------------------------


def _table_problems(folder: Path, expected: Mapping[str, str], formats: Iterable[str]) -> Iterator[Problem]:
    try:
        schemas = schemas_of(strict_json.loads((folder / DESCRIPTOR).read_bytes()))
    except MALFORMED:
        yield _problem("release-file-changed", DESCRIPTOR)
        return
    if {*expected} != {*schemas}:
        yield _problem("release-file-changed", DESCRIPTOR)
        return
    reference: tuple[str, dict[str, pa.Table]] | None = None
    for name in formats:
        try:
            tables = all_formats()[name].read(folder / name, schemas)
        except MALFORMED:
            yield _problem("release-format-unreadable", name)
            continue
        reference = reference or (name, tables)
        for table, rows in tables.items():
            if name != reference[0]:
                yield from _differences(f"{name}/{table}", table, reference[0], reference[1][table], rows)
            elif content_sha256(rows, schemas[table]) != expected[table]:
                yield _problem("release-content-changed", f"{name}/{table}", table)


def _differences(path: str, table: str, other: str, one: pa.Table, two: pa.Table) -> Iterator[Problem]:
    """The first cell in which two readings of a table differ."""
    if one.equals(two):
        return
    for number, rows in enumerate(zip(one.to_pylist(), two.to_pylist(), strict=False), start=1):
        for field in one.column_names:
            if rows[0][field] != rows[1][field]:
                yield _problem("release-formats-differ", path, table, number, field, other=other)
                return
    yield _problem("release-formats-differ", path, table, min(one.num_rows, two.num_rows) + 1, other=other)


def schemas_of(descriptor: Mapping) -> dict[str, Schema]:
    """The schemas of a release's tables, by name."""
    return {name: schema_from(name, item["schema"], DESCRIPTOR) for name, item in listed_tables(descriptor).items()}
