"""Brings newer code into a dataset made by `riwaya init`. Edited files are left as they are.

The new version of an edited file is put beside it as FILE.new, once, to be merged by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from riwaya.curation import MESSAGES
from riwaya.curation.framework import RECORD, Record, read_record, record_of, shared_files
from riwaya.errors import EditError
from riwaya.journal import finish_interrupted, sha256_at, write_files
from riwaya.package.descriptor import Package
from riwaya.package.resource import DESCRIPTOR
from riwaya.version_numbers import version_key

BESIDE = ".new"
"""What is added to the name of an edited file for its new version."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade will do; nothing is written yet."""

    folder: Path
    before: str
    """The version of the code that the dataset has."""
    record: Record
    """The record after the upgrade."""
    written: Mapping[str, bytes]
    """New and changed files, by path."""
    removed: tuple[str, ...]
    """Files that the newer code no longer has."""
    edited: Mapping[str, bytes | None]
    """Edited files that would change, with their new version; None for one that would be removed."""
    read: Mapping[str, str | None]
    """The SHA-256 of each file of both versions as it is in the dataset; None for a file that is missing."""

    @property
    def unmerged(self) -> list[str]:
        """New versions that an earlier upgrade put beside edited files, and that still wait there."""
        beside = (f"{path}{BESIDE}" for path in sorted(self.record.files))
        return [path for path in beside if (self.folder / path).is_file()]

    @property
    def is_empty(self) -> bool:
        """Whether the dataset has this code and the record of it."""
        changes = bool(self.written or self.removed or self.edited)
        return not changes and self.before == self.record.version


def plan_upgrade(package: Package, folder: Path) -> Upgrade:
    """Compare a dataset with the code that runs.

    Raises EditError for a folder that `riwaya init` did not make, and for a dataset with a newer version.
    """
    finish_interrupted(folder)
    if not (folder / DESCRIPTOR).is_file():
        raise EditError(MESSAGES("dataset-missing", folder=folder.name))
    old, files = read_record(folder), shared_files(package.folder)
    new = record_of(files)
    if version_key(new.version) < version_key(old.version):
        raise EditError(MESSAGES("downgrade", new=new.version, old=old.version))
    current = {path: _hash_of(folder, path) for path in {*old.files, *new.files}}
    written: dict[str, bytes] = {}
    removed: list[str] = []
    edited: dict[str, bytes | None] = {}
    for path, digest in sorted(current.items()):
        if digest == new.files.get(path) or old.files.get(path) == new.files.get(path):
            continue
        data = files.get(path)
        if digest != old.files.get(path):
            edited[path] = data
        elif data is None:
            removed.append(path)
        else:
            written[path] = data
    return Upgrade(folder, old.version, new, written, tuple(removed), edited, current)


def _hash_of(folder: Path, path: str) -> str | None:
    """The hash of a file, None if there is none. Raises EditError for a path out of the dataset."""
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):
        raise EditError(MESSAGES("path-outside", path=path))
    return sha256_at(file)


def apply_upgrade(upgrade: Upgrade) -> None:
    """Write, remove and record the files in one step.

    Raises EditError, and writes nothing, if one of them has changed since the upgrade was planned.
    """
    beside = {f"{path}{BESIDE}": data for path, data in upgrade.edited.items() if data is not None}
    files = {**upgrade.written, **beside, **dict.fromkeys(upgrade.removed), RECORD: upgrade.record.as_json()}
    write_files(upgrade.folder, files, {path: upgrade.read[path] for path in files if path in upgrade.read})


def as_text(upgrade: Upgrade, lang: str) -> Iterator[str]:
    """What an upgrade will do: a line with both versions, and one for each file."""
    yield MESSAGES("upgrade-heading", old=upgrade.before, new=upgrade.record.version)[lang]
    for path in sorted({*upgrade.written, *upgrade.removed, *upgrade.edited}):
        if path in upgrade.edited:
            key = "upgrade-edited" if upgrade.edited[path] is not None else "upgrade-edited-removed"
        elif path in upgrade.removed:
            key = "upgrade-removed"
        else:
            key = "upgrade-changed" if (upgrade.folder / path).exists() else "upgrade-added"
        yield f"  {MESSAGES(key, path=path)[lang]}"
