"""Redacts what may harm somebody from the data, from every published release and from the ledger.

Redacts rows that were retired as `redacted`, and texts in any spelling. No message repeats a redacted text.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riwaya.curation import MESSAGES
from riwaya.curation.redact_release import mask, redact_release
from riwaya.curation.redaction_patterns import RedactionPatterns
from riwaya.curation.retire import RETIREMENTS
from riwaya.curation.sheets import Record, Sheets, check_sheets, put_in_place, read_sheets
from riwaya.errors import EditError, ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.ledger import entry_files, published
from riwaya.release.archive import zips_of
from riwaya.release.documents import extra_files
from riwaya.release.manifest import release_name
from riwaya.release.read import open_release
from riwaya.release.verify import verify
from riwaya.text.name_fingerprints import fingerprints
from riwaya.text.spelling import search_key
from riwaya.validation.check import CheckedPackage
from riwaya.version_numbers import version_key

_DENIED = "denied_names"
# Folders that are not searched for what is left. The history in .git cannot be redacted by a command.
_SKIPPED_FOLDERS = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", "node_modules"}


@dataclass(frozen=True, slots=True)
class RedactionResult:
    """What a redaction changed and what it left."""

    checked: CheckedPackage
    """The check of the redacted data; if it found errors, nothing was written."""
    releases: tuple[str, ...] = ()
    """The names of the releases that changed."""
    remaining: tuple[str, ...] = ()
    """Where a text still is, as "file:line", or "file" for a binary file."""
    unlisted: int = 0
    """How many texts are no names, so that `validate` does not find them in later versions."""


def redact(
    package: Package, paths: Iterable[Path], texts: Sequence[str], key: Path | None = None
) -> RedactionResult:
    """Redact texts and rows retired as redacted from data, ledger and these releases (signed with `key`).

    Data, documents and ledger change in one step, after the releases: an interrupted redaction can simply be
    run again. Raises EditError if there is nothing to redact, if a
    published release is missing from `paths`, for a text of fewer than two letters or digits, and for one in
    an ID or a term, which cannot be masked.
    """
    # One letter stands alone in very many texts, and means nobody.
    if any(len(search_key(text)) < 2 for text in texts):
        raise EditError(MESSAGES("text-too-short"))
    patterns, sheets = RedactionPatterns(texts), read_sheets(package)
    retired = sheets[RETIREMENTS].records if RETIREMENTS in sheets else ()
    notices = [record.cells for record in retired if record.cells["kind"] == "redacted"]
    if not (texts or notices):
        raise EditError(MESSAGES("nothing-to-redact"))
    releases = _in_order(package, paths)
    mask(sheets, patterns)
    unlisted = _add_fingerprints(sheets, texts)
    checked = check_sheets(package, sheets)
    if not checked.report.ok:
        return RedactionResult(checked)
    changed: dict[str, str] = {}
    files = _masked_documents(package, patterns)
    for version, path in releases.items():
        if redact_release(path, patterns, notices, releases, changed, key):
            changed[version] = path.name
        if version in published(package.folder):
            # Even if the release is unchanged: an earlier run may have been interrupted before this.
            files |= entry_files(path)
    put_in_place(package, sheets, files)
    outside = [
        path for path in releases.values() if not path.resolve().is_relative_to(package.folder.resolve())
    ]
    roots = (package.folder, *outside)
    remaining = tuple(place for root in roots for place in _places(root, patterns))
    return RedactionResult(checked, tuple(changed.values()), remaining, unlisted)


def _masked_documents(package: Package, patterns: RedactionPatterns) -> dict[str, bytes]:
    """The changelog and the other documents that releases include, with the texts masked, by path."""
    files = {name: package.folder / name for name in extra_files(package.descriptor)}
    texts = {name: file.read_text("utf-8") for name, file in files.items() if file.is_file()}
    masked = {name: patterns.mask_lines(text) for name, text in texts.items()}
    return {name: text.encode() for name, text in masked.items() if text != texts[name]}


def _add_fingerprints(sheets: Sheets, texts: Sequence[str]) -> int:
    """Add the fingerprints of the texts that are names, so that `validate` rejects them from now on.

    Returns how many have none.
    """
    if _DENIED not in sheets:
        return len(texts)
    unlisted = 0
    sheet = sheets[_DENIED]
    salt = sheet.records[0].cells["salt"] if sheet.records else secrets.token_hex(16)
    known = {record.cells["fingerprint"] for record in sheet.records}
    for text in texts:
        try:
            added = fingerprints(text, salt) - known
        except ValueError:
            unlisted += 1
            continue
        sheet.records.extend(Record({"fingerprint": one, "salt": salt}) for one in added)
        known |= added
    sheet.sort()
    return unlisted


def _in_order(package: Package, paths: Iterable[Path]) -> dict[str, Path]:
    """The releases by version, oldest first.

    Raises EditError if a published release is missing or has a file name under which the redacted one could
    not replace it, and ReleaseError for a damaged one.
    """
    found: dict[str, Path] = {}
    for path in paths:
        release = open_release(path)
        name = release_name(release.descriptor)
        if path.name not in (name, *zips_of(name)):
            raise EditError(MESSAGES("release-misnamed", file=path.name, name=name))
        if problems := verify(path):
            raise ReleaseError(problems[0].message())
        found[release.version] = path
    if missing := [version for version in published(package.folder) if version not in found]:
        raise EditError(MESSAGES("release-missing", versions=", ".join(missing)))
    return {version: found[version] for version in sorted(found, key=version_key)}


def _places(root: Path, patterns: RedactionPatterns) -> Iterator[str]:
    """Yield where a text still is: "file:line", or "file" for a binary file."""
    for file in [root] if root.is_file() else sorted(root.rglob("*")):
        inside = file.relative_to(root)
        if not file.is_file() or _SKIPPED_FOLDERS & {*inside.parts}:
            continue
        name, data = (root.name / inside).as_posix(), file.read_bytes()
        try:
            yield from (f"{name}:{line}" for line in patterns.matching_lines(data.decode()))
        except UnicodeDecodeError:
            # Finds what a zip or a database stores uncompressed. What it compresses was written from files
            # that are redacted.
            if patterns.match(data.decode("utf-8", "replace")):
                yield name
