"""Makes a release from an earlier one and their difference.

It has the same bytes as the release that was published, where the libraries are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from riwaya.errors import ReleaseError, RiwayaError
from riwaya.publishing import MESSAGES
from riwaya.publishing.publish import DIFF, publish
from riwaya.release.diff import apply, described_difference
from riwaya.release.documents import extra_files
from riwaya.release.manifest import MALFORMED, MANIFEST, SUMS, json_object
from riwaya.release.read import open_release, optional_file, read_file, unreadable_release
from riwaya.release.table import Release

_RELEASE = "release"


def changes_to(old: Release, new: Release, path: Path | None = None) -> dict[str, object]:
    """The difference between two releases; with the `path` of the new one, all that makes a release of it."""
    changes = described_difference(old, new)
    if path:
        try:
            names = extra_files(new.descriptor)
            extra = {name: data for name in names if (data := optional_file(path, name)) is not None}
            manifest = json_object(read_file(path, MANIFEST))
            wrapping = _wrapping(new, extra, manifest["formats"], manifest.get("software"))
            changes[_RELEASE] = {**wrapping, "sums": read_file(path, SUMS).decode()}
        except MALFORMED:
            raise unreadable_release(path) from None
    return changes


def changes_text_to(
    old: Release,
    new: Release,
    extra: Mapping[str, bytes],
    formats: Iterable[str],
    written_by: Mapping[str, str] | None,
) -> str:
    """The difference as a file of the new release, which is still to be made of its tables and other files:
    all but itself.
    """
    changes = {**described_difference(old, new), _RELEASE: _wrapping(new, extra, formats, written_by)}
    return json.dumps(changes, ensure_ascii=False, indent=1) + "\n"


def _wrapping(
    new: Release, extra: Mapping[str, bytes], formats: Iterable[str], written_by: Mapping[str, str] | None
) -> dict[str, object]:
    head = {name: value for name, value in new.descriptor.items() if name != "resources"}
    return {
        "descriptor": head,
        "files": {name: data.decode() for name, data in extra.items()},
        "formats": [*formats],
        # The new manifest names the code that wrote the release first, or its bytes would differ.
        **({"software": dict(written_by)} if written_by else {}),
    }


def changes_in(file: Path) -> Mapping:
    """The difference that a file of JSON holds; ReleaseError for one that does not hold all that makes a
    release.
    """
    try:
        changes = json_object(file.read_bytes())
        if {"from", "to", "tables", "dropped", _RELEASE} <= {*changes}:
            return changes
    except (ValueError, TypeError):
        pass
    raise _not_changes(file.name)


def _not_changes(name: str) -> ReleaseError:
    return ReleaseError(MESSAGES("not-changes", name=name))


def patched(old: Path, file: Path, out: Path) -> Path:
    """The folder of the new release, made in `out` of the old one; ReleaseError where the changes in `file`
    do not lead to it.
    """
    changes = changes_in(file)
    try:
        made = changes[_RELEASE]
        names = extra_files(made["descriptor"])
        extra = {name: text.encode() for name, text in made["files"].items() if name in names}
        # Without the hashes of the files it is itself one of them.
        extra |= {} if "sums" in made else {DIFF: file.read_bytes()}
        written_by = (
            {name: str(made["software"][name]) for name in ("name", "version")}
            if "software" in made
            else None
        )
        tables = apply(changes, open_release(old))
        folder = publish(tables, made["descriptor"], extra, out, made["formats"], written_by=written_by)
        same = "sums" not in made or (folder / SUMS).read_text("utf-8") == made["sums"]
    except MALFORMED as error:
        if isinstance(error, RiwayaError):
            raise
        raise _not_changes(file.name) from None
    if not same:
        raise ReleaseError(MESSAGES("bytes-differ", name=folder.name))
    return folder
