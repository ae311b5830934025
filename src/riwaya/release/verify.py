"""Verifies a release: every file is listed, every hash is right, all formats are equal cell by cell."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa

from riwaya.errors import ReleaseError
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import Schema, schema_from
from riwaya.problem import Place, Problem, problem_kinds
from riwaya.release import MESSAGES
from riwaya.release.archive import DAMAGED, extract_zip, write_zip
from riwaya.release.cell_text import json_cells
from riwaya.release.descriptor import listed_tables
from riwaya.release.formats.registry import BY_NAME, tables_in
from riwaya.release.manifest import (
    MALFORMED,
    MANIFEST,
    SUMS,
    content_sha256,
    files_in,
    json_object,
    sha256_of,
    sums_text,
)
from riwaya.release.metadata import COMMON_FIELDS, Source
from riwaya.release.metadata.registry import STANDARDS
from riwaya.release.signing import SIGNATURE, is_signed


def verify(path: Path, signers: Path | None = None) -> list[Problem]:
    """What is wrong with a release, a folder or a zip; empty if it is whole, and signed by one of `signers`
    where they are given.

    ReleaseError if `path` is neither.
    """
    if path.is_dir() and ((path / MANIFEST).is_file() or (path / SUMS).is_file()):
        return [*_folder_problems(path, signers)]
    if path.is_file() and path.suffix == ".zip":
        return [*_zip_problems(path, signers)]
    raise ReleaseError(MESSAGES("not-a-release", name=path.name, manifest=MANIFEST))


def _problem(
    code: str,
    path: str,
    table: str | None = None,
    row: int | None = None,
    field: str | None = None,
    **params: object,
) -> Problem:
    return problem_kinds(__package__, "verify.toml")[code].at(
        Place(path, table, row=row, field=field), **params
    )


# -- Files --------------------------------------------------------------------------------------------


def _zip_problems(file: Path, signers: Path | None) -> Iterator[Problem]:
    # Read first: an error of the disk is not a problem of the release.
    sha256 = sha256_of(file)
    with tempfile.TemporaryDirectory() as temporary:
        folder, again = Path(temporary) / "release", Path(temporary) / "again.zip"
        try:
            prefix, damaged = extract_zip(file, folder)
        except DAMAGED:
            yield _problem("release-zip-changed", file.name)
            return
        for path in damaged:
            yield _problem("release-file-changed", path)
        problems = [] if damaged else [*_folder_problems(folder, signers)]
        yield from problems
        if not damaged and not problems:
            # The zip itself is a function of the files, so that even its headers can be proven.
            write_zip(folder, again, prefix)
            if sha256_of(again) != sha256:
                yield _problem("release-zip-changed", file.name)


def _folder_problems(folder: Path, signers: Path | None) -> Iterator[Problem]:
    if not (folder / MANIFEST).exists():
        yield _problem("release-file-missing", MANIFEST)
        return
    try:
        if not _is_plain_file(folder / MANIFEST):
            raise ValueError("a link, or a pipe that would be waited for without end")
        manifest = json_object((folder / MANIFEST).read_bytes())
        listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
        hashes = {entry["name"]: entry["content_sha256"] for entry in manifest["tables"]}
        formats = [*map(str, manifest["formats"])]
        sums = sums_text(manifest, sha256_of(folder / MANIFEST))
    except MALFORMED:
        yield _problem("release-manifest-changed", MANIFEST)
        return
    problems = [
        *_file_problems(folder, listed),
        *_sums_problems(folder, sums),
        *_signature_problems(folder, signers),
    ]
    yield from problems
    if not problems:
        problems = [*_table_problems(folder, hashes, formats)]
        yield from problems or _metadata_problems(folder, listed)


def _file_problems(folder: Path, listed: Mapping[str, str]) -> Iterator[Problem]:
    present = {*files_in(folder)} - {MANIFEST, SUMS, SIGNATURE}
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


def _signature_problems(folder: Path, signers: Path | None) -> Iterator[Problem]:
    """The problems of the signature. Without `signers` it may be missing, and who signed is not checked."""
    there = _is_plain_file(folder / SIGNATURE)
    if not there and os.path.lexists(folder / SIGNATURE):
        yield _problem("release-file-changed", SIGNATURE)
    elif signers and not there:
        yield _problem("release-signature-missing", SIGNATURE)
    elif signers and not is_signed(folder, signers):
        yield _problem("release-signature-wrong", SIGNATURE, signers=signers.name)


def _is_plain_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _metadata_problems(folder: Path, listed: Mapping[str, str]) -> Iterator[Problem]:
    """The files of metadata that differ from the descriptor or the manifest."""
    source = Source(json_object((folder / DESCRIPTOR).read_bytes()))
    for standard in (standard for standard in STANDARDS if standard.PATH in listed):
        try:
            expected = source.summary
            found = standard.read((folder / standard.PATH).read_bytes().decode())
            wrong = [name for name in COMMON_FIELDS if getattr(found, name) != getattr(expected, name)]
            # Some standards know a licence by its address, or in small letters.
            if found.license.lower() not in (expected.license.lower(), source.license["path"].lower()):
                wrong.append("license")
            wrong += [f"files: {path}" for path, sha256 in found.files.items() if listed.get(path) != sha256]
        except MALFORMED:
            yield _problem("release-file-changed", standard.PATH)
        else:
            for name in wrong:
                yield _problem("release-metadata-differs", standard.PATH, field=name)


# -- Tables -------------------------------------------------------------------------------------------


def _table_problems(folder: Path, expected: Mapping[str, str], formats: Iterable[str]) -> Iterator[Problem]:
    try:
        schemas = schemas_of(json_object((folder / DESCRIPTOR).read_bytes()))
    except MALFORMED:
        yield _problem("release-file-changed", DESCRIPTOR)
        return
    if {*expected} != {*schemas}:
        yield _problem("release-file-changed", DESCRIPTOR)
        return
    # The first format that can be read, with what it has of each table.
    first: dict[str, tuple[str, str]] = {}
    for name in formats:
        try:
            tables = tables_in(BY_NAME[name], schemas)
            hashes = {
                table: content_sha256(_read(folder, name, table, schemas), schemas[table]) for table in tables
            }
        except MALFORMED:
            yield _problem("release-format-unreadable", name)
            continue
        for table, sha256 in hashes.items():
            other, wanted = first.setdefault(table, (name, sha256))
            if name == other and sha256 != expected[table]:
                yield _problem("release-content-changed", f"{name}/{table}", table)
            # The same hash is the same text of every cell.
            elif sha256 != wanted:
                one, two = (_read(folder, form, table, schemas) for form in (other, name))
                row, field = _first_difference(one, two, schemas[table].names)
                yield _problem("release-formats-differ", f"{name}/{table}", table, row, field, other=other)


def _read(folder: Path, name: str, table: str, schemas: Mapping[str, Schema]) -> Iterator[pa.RecordBatch]:
    return BY_NAME[name].read(folder, table, schemas[table])


def _first_difference(
    one: Iterable[pa.RecordBatch], two: Iterable[pa.RecordBatch], names: tuple[str, ...]
) -> tuple[int, str | None]:
    """Row and field of the first cell in which two readings differ; no field where one has no more rows."""
    pairs = enumerate(zip_longest(_texts(one), _texts(two)), start=1)
    row, cells = next((row, cells) for row, cells in pairs if cells[0] != cells[1])
    fields = (
        (name for name, left, right in zip(names, *cells, strict=True) if left != right) if all(cells) else ()
    )
    return row, next(iter(fields), None)


def _texts(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[str, ...]]:
    """The rows, each cell as the content hash sees it."""
    for batch in batches:
        yield from zip(*(json_cells(column).to_pylist() for column in batch.columns), strict=True)


def schemas_of(descriptor: Mapping) -> dict[str, Schema]:
    """The schemas of a release's tables, by name."""
    return {
        name: schema_from(name, item["schema"], DESCRIPTOR, strict=False)
        for name, item in listed_tables(descriptor).items()
    }
