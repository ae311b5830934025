"""Redacts what may harm somebody: out of the data, out of every release that was published, and out of the ledger.

Rows that were retired as `redacted`, and texts in whatever spelling. Nothing here tells a redacted text.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riwaya.curation.redact_release import mask, scrub
from riwaya.curation.redaction_patterns import Hidden
from riwaya.curation.retire import NOTICES
from riwaya.curation.sheets import Record, Sheets, read_sheets, write_sheets
from riwaya.errors import EditError, ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.ledger import parts, published, record
from riwaya.publishing.publish import EXTRA
from riwaya.release.manifest import release_name
from riwaya.release.read import open_release
from riwaya.release.verify import verify
from riwaya.text.name_fingerprints import fingerprint
from riwaya.validation.check import CheckedPackage

_DENIED = "denied_names"
# Nothing of the project is in them, or, of `.git`, nothing that a command could take out.
_NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", "node_modules"}


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction came to."""

    checked: CheckedPackage
    releases: tuple[str, ...] = ()
    """The names of those that are others now."""
    left: tuple[str, ...] = ()
    """Where a text still stands: file and line."""


def redact(
    package: Package, paths: Iterable[Path], texts: Sequence[str], key: Path | None = None
) -> Redacted:
    """Take texts, and rows that are retired as redacted, out of the data, these releases (each signed with `key`) and the ledger.

    What cannot be done at once can be done again. EditError where there is nothing to redact, where a published release is not
    among them, and for a text that is part of an ID's row and cannot be masked there.
    """
    hidden, sheets = Hidden(texts), read_sheets(package)
    retired = sheets[NOTICES].records if NOTICES in sheets else ()
    notices = [entry.cells for entry in retired if entry.cells["kind"] == "redacted"]
    if not (texts or notices):
        raise EditError(
            "There is nothing to redact: give --text, or retire rows as redacted first (riwaya retire ID --kind redacted).",
            "لا شيء يُحجب: أعطِ ‎--text‎ أو ألغِ الصفوف أولًا بوصفها محجوبة (riwaya retire ID --kind redacted).",
        )
    releases = _in_order(package, paths)
    mask(sheets, hidden)
    _deny(sheets, texts)
    checked = write_sheets(package, sheets)
    if not checked.report.ok:
        return Redacted(checked)
    for name in EXTRA:
        _mask_file(package.root / name, hidden)
    changed: dict[str, str] = {}
    for version, path in releases.items():
        if scrub(path, hidden, notices, releases, changed, key):
            changed[version] = path.name
        if version in published(package.root):
            # Even if it was scrubbed before: whoever was interrupted then comes again.
            record(path, package.root, anew=True)
    outside = [
        path for path in releases.values() if not path.resolve().is_relative_to(package.root.resolve())
    ]
    left = tuple(place for root in (package.root, *outside) for place in _places(root, hidden))
    return Redacted(checked, tuple(changed.values()), left)


def _deny(sheets: Sheets, texts: Iterable[str]) -> None:
    """Have validation refuse the texts from now on, as far as they are names."""
    if _DENIED not in sheets:
        return
    sheet = sheets[_DENIED]
    salt = sheet.records[0].cells["salt"] if sheet.records else secrets.token_hex(16)
    there = {record.cells["fingerprint"] for record in sheet.records}
    for text in texts:
        try:
            made = fingerprint(text, salt)
        except ValueError:
            continue
        if made not in there:
            sheet.records.append(Record({"fingerprint": made, "salt": salt}))
            there.add(made)
    sheet.sort()


def _mask_file(file: Path, hidden: Hidden) -> None:
    if file.is_file() and (text := file.read_text("utf-8")) != (masked := hidden.masked_lines(text)):
        new = file.with_name(f".{file.name}.new")
        new.write_text(masked, encoding="utf-8", newline="\n")
        os.replace(new, file)


def _in_order(package: Package, paths: Iterable[Path]) -> dict[str, Path]:
    """The releases by version, the first one first; EditError where one that was published is not among them, or has not the name
    under which it is published anew in its place. ReleaseError for one that is not whole."""
    found = {}
    for path in paths:
        release = open_release(path)
        name = release_name(release.descriptor)
        if path.name not in (name, f"{name}.zip"):
            raise EditError(
                f"{path.name} must be called {name}, or {name}.zip, to be published anew in its place.",
                f"يجب أن يكون اسم {path.name} هو {name} أو {name}.zip ليُنشر من جديد في مكانه.",
            )
        if problems := verify(path):
            message = problems[0].message()
            raise ReleaseError(message.en, message.ar)
        found[release.version] = path
    if missing := [version for version in published(package.root) if version not in found]:
        named = ", ".join(missing)
        raise EditError(
            f"Give every release that was published, as folder or zip: {named} is not among them.",
            f"أعطِ كل إصدار منشور، مجلدًا أو ملف zip: ليس بينها {named}.",
        )
    return {version: found[version] for version in sorted(found, key=parts)}


def _places(root: Path, hidden: Hidden) -> Iterator[str]:
    """Where a text still stands, by file and line, or by file where that is no text."""
    for file in [root] if root.is_file() else sorted(root.rglob("*")):
        inside = file.relative_to(root)
        if not file.is_file() or _NOT_OURS & {*inside.parts}:
            continue
        name, data = (root.name / inside).as_posix(), file.read_bytes()
        try:
            yield from (f"{name}:{line}" for line in hidden.lines_in(data.decode()))
        except UnicodeDecodeError:
            # What a zip or a database stores as it is; what they compress was written from what is.
            if hidden.is_in(data.decode("utf-8", "replace")):
                yield name
