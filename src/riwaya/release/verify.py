"""Verifies a release: every file is listed, every hash is right, all formats are equal cell by cell."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from riwaya.errors import ReleaseError
from riwaya.package.resource import DESCRIPTOR
from riwaya.problem import Problem
from riwaya.release import MESSAGES
from riwaya.release.archive import DAMAGED, extract_zip, has_our_headers
from riwaya.release.manifest import (
    EXPLORER,
    MALFORMED,
    MANIFEST,
    SUMS,
    files_in,
    json_object,
    sha256_of,
    sums_text,
)
from riwaya.release.metadata import COMMON_FIELDS, Source
from riwaya.release.metadata.registry import STANDARDS
from riwaya.release.signing import SIGNATURE, is_signed
from riwaya.release.table import ReleaseTable
from riwaya.release.verify_tables import problem, table_problems
from riwaya.system_errors import message_of


def verify(path: Path, signers: Path | None = None, written: Iterable[ReleaseTable] = ()) -> list[Problem]:
    """What is wrong with a release, a folder or a zip; empty if it is whole, and signed by one of `signers`
    where they are given.

    `written` are tables that were just written to the folder: to compare their cells is faster than to hash
    what every format holds. ReleaseError if `path` is neither.
    """
    if path.is_dir() and ((path / MANIFEST).is_file() or (path / SUMS).is_file()):
        return [*_folder_problems(path, signers, {table.name: table for table in written})]
    if path.is_file() and path.suffix == ".zip":
        return [*_zip_problems(path, signers)]
    try:
        path.stat()
    except OSError as error:
        raise ReleaseError(message_of(error)) from None
    raise ReleaseError(MESSAGES("not-a-release", name=path.name, manifest=MANIFEST))


def _zip_problems(file: Path, signers: Path | None) -> Iterator[Problem]:
    # Read first, for an error of the disk: zipfile would call the zip damaged.
    sha256_of(file)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "release"
        try:
            _, damaged = extract_zip(file, folder)
            ours = has_our_headers(file)
        except DAMAGED:
            yield problem("release-zip-changed", file.name)
            return
        for path in damaged:
            yield problem("release-file-changed", path)
        problems = [] if damaged else [*_folder_problems(folder, signers, {})]
        yield from problems
        if not damaged and not problems and not ours:
            yield problem("release-zip-changed", file.name)


def _folder_problems(
    folder: Path, signers: Path | None, written: Mapping[str, ReleaseTable]
) -> Iterator[Problem]:
    if not (folder / MANIFEST).exists():
        yield problem("release-file-missing", MANIFEST)
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
        yield problem("release-manifest-changed", MANIFEST)
        return
    problems = [
        *_file_problems(folder, listed),
        *_sums_problems(folder, sums),
        *_signature_problems(folder, signers),
    ]
    yield from problems
    if not problems:
        problems = [*table_problems(folder, hashes, formats, written)]
        yield from problems or _metadata_problems(folder, listed)


def _file_problems(folder: Path, listed: Mapping[str, str]) -> Iterator[Problem]:
    present = {*files_in(folder)} - {MANIFEST, SUMS, SIGNATURE}
    if not (folder / EXPLORER).exists():
        # The small zip has none of its pages.
        listed = {path: sha256 for path, sha256 in listed.items() if not path.startswith(f"{EXPLORER}/")}
    for path in sorted({*listed} - present):
        yield problem("release-file-missing", path)
    for path in sorted(present - {*listed}):
        yield problem("release-file-added", path)
    for path in sorted(present & {*listed}):
        if not _is_plain_file(folder / path) or sha256_of(folder / path) != listed[path]:
            yield problem("release-file-changed", path)
    for entry in sorted(folder.rglob("*")):
        if entry.is_dir() and not any(entry.iterdir()):
            yield problem("release-file-added", entry.relative_to(folder).as_posix() + "/")


def _sums_problems(folder: Path, expected: str) -> Iterator[Problem]:
    if not (folder / SUMS).is_file():
        yield problem("release-file-missing", SUMS)
    elif (folder / SUMS).is_symlink() or (folder / SUMS).read_bytes() != expected.encode():
        yield problem("release-manifest-changed", SUMS)


def _signature_problems(folder: Path, signers: Path | None) -> Iterator[Problem]:
    """The problems of the signature. Without `signers` it may be missing, and who signed is not checked."""
    there = _is_plain_file(folder / SIGNATURE)
    if not there and os.path.lexists(folder / SIGNATURE):
        yield problem("release-file-changed", SIGNATURE)
    elif signers and not there:
        yield problem("release-signature-missing", SIGNATURE)
    elif signers and not is_signed(folder, signers):
        yield problem("release-signature-wrong", SIGNATURE, signers=signers.name)


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
            wrong += [
                f"files: {path}"
                for path, sha256 in found.files.items()
                if path not in listed or sha256 not in (None, listed[path])
            ]
        except MALFORMED:
            yield problem("release-file-changed", standard.PATH)
        else:
            for name in wrong:
                yield problem("release-metadata-differs", standard.PATH, field=name)
