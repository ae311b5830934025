"""Package to release: checked first, by two judges, before a byte is written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from riwaya.check import Checked, EngineMaker, opened, require_valid
from riwaya.derive import ReleaseTable, release_tables
from riwaya.engine.duckdb import DuckEngine
from riwaya.errors import ReleaseError
from riwaya.package import DESCRIPTOR
from riwaya.release.ledger import require_version
from riwaya.release.publish import publish
from riwaya.release.second_judge import second_judgement

EXTRA = ("CHANGELOG.md", "LICENSE-DATA")


def build(checked: Checked, out: Path, formats: Iterable[str] = (), maker: EngineMaker = DuckEngine) -> Path:
    """The folder of the release. ReleaseError for a package that is not valid."""
    require_valid(checked)
    root = checked.package.root
    if problems := second_judgement(root / DESCRIPTOR):
        message = problems[0].message()
        raise ReleaseError(message.en, message.ar)
    extra = {name: (root / name).read_bytes() for name in EXTRA if (root / name).is_file()}
    with published_tables(checked, maker) as tables:
        changelog = extra.get("CHANGELOG.md", b"").decode("utf-8", "replace")
        require_version(root, tables, str(checked.package.descriptor["version"]), changelog)
        return publish(tables, checked.package.descriptor, extra, out, formats)


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
