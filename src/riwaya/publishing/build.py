"""Builds a release of a package that riwaya and frictionless find valid."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from riwaya.errors import ReleaseError
from riwaya.package.profile import require_shape
from riwaya.package.resource import DESCRIPTOR
from riwaya.publishing import MESSAGES
from riwaya.publishing.changelog import CHANGELOG
from riwaya.publishing.ledger import require_version
from riwaya.publishing.patch import changes_text_to
from riwaya.publishing.publish import DIFF, publish
from riwaya.publishing.release_notes import CHANGES, changes_text
from riwaya.release.compute import published_tables, release_of
from riwaya.release.documents import extra_files
from riwaya.release.manifest import software
from riwaya.release.read import open_release
from riwaya.validation.check import CheckedPackage, require_valid
from riwaya.validation.frictionless_check import frictionless_problems
from riwaya.validation.read_tables import DuckEngineFactory
from riwaya.version_numbers import version_key


def build(
    checked: CheckedPackage,
    out: Path,
    formats: Collection[str] = (),
    maker: DuckEngineFactory | None = None,
    previous: Path | None = None,
    key: Path | None = None,
) -> Path:
    """Build a release of a checked package in `out`, with its zip; the folder of the release.

    `formats` are names of formats, none for all. With the `previous` release it holds diff.json, every cell
    that changed since; with a `key` it is signed. ReleaseError for a package that is not valid, or that
    frictionless refuses, and for a version that is too low for what changed.
    """
    require_valid(checked)
    require_shape(DESCRIPTOR, checked.package.descriptor, "release_head")
    root = checked.package.folder
    if problems := frictionless_problems(root / DESCRIPTOR):
        raise ReleaseError(problems[0].message())
    names = extra_files(checked.package.descriptor)
    extra = {name: (root / name).read_bytes() for name in names if (root / name).is_file()}
    before = open_release(previous) if previous else None
    with published_tables(checked, maker) as tables:
        changelog = extra.get(CHANGELOG, b"").decode("utf-8", "replace")
        release = release_of(checked.package.descriptor, tables)
        require_version(root, tables, release.version, changelog)
        extra[CHANGES] = changes_text(root, tables, release.version, changelog).encode()
        if previous and before:
            if version_key(before.version) >= version_key(release.version):
                raise ReleaseError(
                    MESSAGES(
                        "previous-not-earlier",
                        name=previous.name,
                        previous=before.version,
                        version=release.version,
                    )
                )
            extra[DIFF] = changes_text_to(before, release, extra, formats, software()).encode()
        return publish(tables, release.descriptor, extra, out, formats, key, software())
