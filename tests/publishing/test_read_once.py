"""A release is of the tables that were checked: each file is read once, whatever becomes of it then."""

import builtins
import io
from collections import Counter
from pathlib import Path

import pytest

from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.release.compute import published_tables
from riwaya.release.manifest import SUMS
from riwaya.validation.check import check_package, checked_with_tables
from tests.support.package_copies import copy_package

FORMATS = ["csv", "parquet"]


@pytest.fixture
def root(tmp_path, monkeypatch):
    # It reads the files by itself.
    monkeypatch.setattr("riwaya.publishing.build.frictionless_problems", lambda _: [])
    return copy_package(tmp_path / "package")


@pytest.fixture
def opened(root, monkeypatch):
    """How often each file of the package was opened, by its path."""
    counted = Counter()

    def counting(open_file):
        def opening(file, *arguments, **options):
            if isinstance(file, str | Path) and Path(file).is_relative_to(root):
                counted[Path(file).relative_to(root).as_posix()] += 1
            return open_file(file, *arguments, **options)

        return opening

    for module in (io, builtins):
        monkeypatch.setattr(module, "open", counting(module.open))
    return counted


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The hashes of a release of a package that nobody changes."""
    checked = check_package(Package.open(copy_package(tmp_path_factory.mktemp("package"))))
    return (build(checked, tmp_path_factory.mktemp("dist"), FORMATS) / SUMS).read_bytes()


# Claims and events are larger, and so read in blocks; None reads every table whole. What is kept lies in an
# engine, or beyond a size in a folder.
@pytest.mark.parametrize(("block_bytes", "most_kept"), [(6_000, None), (6_000, 1), (None, None), (None, 1)])
def test_each_table_is_read_once_and_published_as_it_was_checked(
    root, tmp_path, opened, expected, monkeypatch, block_bytes, most_kept
):
    if most_kept:
        monkeypatch.setattr("riwaya.validation.check._MOST_KEPT_BYTES", most_kept)
    with checked_with_tables(Package.open(root), block_bytes=block_bytes) as checked:
        assert ("claims" in checked.tables) is (block_bytes is None)
        assert (checked.engine is None) is bool(most_kept)
        tables = [resource.path for resource in checked.package.resources]
        assert {path: opened[path] for path in tables} == dict.fromkeys(tables, 1)
        for path in tables:
            (root / path).write_bytes(b"changed\n")
        opened.clear()
        release = build(checked, tmp_path / "dist", FORMATS)
    assert not {*tables} & {*opened}
    assert checked.folder is None or not checked.folder.exists()
    assert (release / SUMS).read_bytes() == expected


def test_tables_that_are_not_kept_are_computed_again(root, monkeypatch):
    with checked_with_tables(Package.open(root)) as checked:
        hashes = []
        for _ in range(2):
            with published_tables(checked) as tables:
                hashes.append({table.name: table.sha256 for table in tables})
                assert checked.engine and not checked.engine.is_open
    monkeypatch.setattr("riwaya.validation.check._MOST_KEPT_BYTES", 1)
    with checked_with_tables(Package.open(root), block_bytes=6_000) as checked:
        assert checked.engine is None and "claims" not in checked.tables
        with published_tables(checked) as tables:
            hashes.append({table.name: table.sha256 for table in tables})
    assert hashes[0] == hashes[1] == hashes[2] and hashes[0]


def test_nothing_is_published_of_tables_that_are_not_valid(root, tmp_path):
    with (root / "data/claims.csv").open("a", encoding="utf-8") as file:
        file.write("CLM-1\n")
    with checked_with_tables(Package.open(root)) as checked:
        with pytest.raises(ReleaseError, match="error"):
            build(checked, tmp_path / "dist", FORMATS)
        assert checked.engine and checked.engine.is_open
    assert not (tmp_path / "dist").exists() and not checked.engine.is_open
