"""Package to release: checked first, by two judges, before a byte is written."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import DESCRIPTOR
from riwaya.publishing.changelog import CHANGELOG
from riwaya.publishing.ledger import parts, require_version
from riwaya.publishing.patch import changes_text_to
from riwaya.publishing.publish import DIFF, EXTRA, publish
from riwaya.publishing.release_notes import CHANGES, changes_text
from riwaya.release.compute import published_tables, release_of
from riwaya.release.manifest import software
from riwaya.release.read import open_release
from riwaya.validation.check import CheckedPackage, require_valid
from riwaya.validation.frictionless_check import frictionless_problems
from riwaya.validation.read_tables import DuckEngineFactory


def build(
    checked: CheckedPackage,
    out: Path,
    formats: Collection[str] = (),
    maker: DuckEngineFactory = DuckEngine,
    previous: Path | None = None,
    key: Path | None = None,
) -> Path:
    """The folder of the release. Given the `previous` one, it tells cell by cell what changed; given a `key`, it is signed.

    ReleaseError for a package that is not valid.
    """
    require_valid(checked)
    root = checked.package.root
    if problems := frictionless_problems(root / DESCRIPTOR):
        message = problems[0].message()
        raise ReleaseError(message.en, message.ar)
    extra = {name: (root / name).read_bytes() for name in EXTRA if (root / name).is_file()}
    before = open_release(previous) if previous else None
    with published_tables(checked, maker) as tables:
        changelog = extra.get(CHANGELOG, b"").decode("utf-8", "replace")
        release = release_of(checked.package.descriptor, tables)
        require_version(root, tables, release.version, changelog)
        extra[CHANGES] = changes_text(root, tables, release.version, changelog).encode()
        if before:
            if parts(before.version) >= parts(release.version):
                raise ReleaseError(
                    f"{previous.name} is version {before.version}, which does not come before {release.version}. "
                    "Give an earlier one.",
                    f"{previous.name} هو الإصدار {before.version}، وهو لا يسبق {release.version}. أعطِ إصدارًا أسبق.",
                )
            extra[DIFF] = changes_text_to(before, release, extra, formats, software()).encode()
        return publish(tables, release.descriptor, extra, out, formats, key, software())
