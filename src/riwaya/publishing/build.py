"""Package to release: checked first, by two judges, before a byte is written."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from riwaya.check import Checked, EngineMaker, opened, require_valid
from riwaya.derive import ReleaseTable, release_tables
from riwaya.engine.duckdb import DuckEngine
from riwaya.errors import ReleaseError
from riwaya.package import DESCRIPTOR
from riwaya.release.changes import CHANGES, changes_text
from riwaya.release.ledger import parts, require_version
from riwaya.release.manifest import content_sha256
from riwaya.release.patch import changes_text_to
from riwaya.release.publish import DIFF, EXTRA, publish
from riwaya.release.read import Release, open_release
from riwaya.release.second_judge import second_judgement


def build(checked: Checked, out: Path, formats: Collection[str] = (), maker: EngineMaker = DuckEngine,
          previous: Path | None = None, key: Path | None = None) -> Path:
    """The folder of the release. Given the `previous` one, it tells cell by cell what changed; given a `key`, it is signed.

    ReleaseError for a package that is not valid.
    """
    require_valid(checked)
    root = checked.package.root
    if problems := second_judgement(root / DESCRIPTOR):
        message = problems[0].message()
        raise ReleaseError(message.en, message.ar)
    extra = {name: (root / name).read_bytes() for name in EXTRA if (root / name).is_file()}
    before = open_release(previous) if previous else None
    with published_tables(checked, maker) as tables:
        changelog = extra.get("CHANGELOG.md", b"").decode("utf-8", "replace")
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
            extra[DIFF] = changes_text_to(before, release, extra, formats).encode()
        return publish(tables, release.descriptor, extra, out, formats, key)


def release_of(descriptor: Mapping, tables: Iterable[ReleaseTable]) -> Release:
    """The tables as the release that they would make."""
    named = {table.name: table for table in tables}
    return Release(descriptor, {name: content_sha256(table.batches(), table.schema) for name, table in named.items()},
                   named.__getitem__)


@contextmanager
def published_tables(checked: Checked, maker: EngineMaker = DuckEngine) -> Iterator[tuple[ReleaseTable, ...]]:
    """The tables that a release of this package holds, to be read before this is left.

    ReleaseError for a package that is not valid.
    """
    require_valid(checked)
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        with opened(checked.package, maker) as engine:
            tables = release_tables(checked.package, engine, Path(folder))
        yield tables
