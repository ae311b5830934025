"""A release is the same wherever it is built, and complete or absent whatever interrupts the build."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from riwaya.package.descriptor import Package
from riwaya.publishing.publish import publish, recover
from riwaya.release.compute import published_tables
from riwaya.release.manifest import files_in
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from tests.support.package_copies import copy_package, is_intact
from tests.support.publishing_process import start_publishing

MOMENTS = 20


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return copy_package(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def tables(root):
    with published_tables(check_package(Package.open(root))) as published:
        yield published


def state(folder):
    """Every byte of a release and its zip, as one hash; None where there is no release."""
    if not folder.exists():
        return None
    archive = folder.with_name(folder.name + ".zip")
    files = [folder / path for path in files_in(folder)] + [archive] * archive.exists()
    return hashlib.sha256(
        b"".join(hashlib.sha256(file.name.encode() + file.read_bytes()).digest() for file in files)
    ).hexdigest()


# -- The same bytes -----------------------------------------------------------------------------------

BUILD = """
import pathlib, sys
from riwaya.validation.check import check_package
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
build(check_package(Package.open(pathlib.Path(sys.argv[1]))), pathlib.Path(sys.argv[2]))
"""
PLACES = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Damascus", "LC_ALL": "ar_SY.UTF-8", "LANG": "ar_SY.UTF-8"},
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "OMP_NUM_THREADS": "1",
        "PYTHONUTF8": "0",
    },
]


@pytest.mark.slow
def test_two_builds_are_the_same_bytes_wherever_they_are_made(root, tmp_path):
    made = []
    for number, place in enumerate(PLACES):
        home = tmp_path / f"somewhere else {number}" / "package"
        shutil.copytree(root, home)
        out = home.parent / "out"
        subprocess.run(
            [sys.executable, "-c", BUILD, str(home), str(out)],
            cwd=home.parent,
            env=os.environ | place,
            check=True,
        )
        (folder,) = (path for path in out.iterdir() if path.is_dir())
        made.append(folder)
    one, other = made
    assert files_in(one) == files_in(other)
    for path in [*files_in(one), f"../{one.name}.zip"]:
        assert (one / path).read_bytes() == (other / path).read_bytes(), path


# -- Whole or absent ----------------------------------------------------------------------------------


@pytest.fixture
def other_build(root, tables):
    """A function that starts a process that publishes another release of the same version."""
    descriptor = {**Package.open(root).descriptor, "title": "Another"}
    return lambda out, **limits: start_publishing(tables, descriptor, out, **limits)


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_earlier_release_or_the_new_one(
    root, tables, tmp_path, other_build
):
    out, kept = tmp_path / "dist", tmp_path / "kept"
    old = publish(tables, Package.open(root).descriptor, {}, out)
    shutil.copytree(out, kept)
    began, before = time.monotonic(), state(old)
    process, _ = other_build(out)
    process.join()
    assert process.exitcode == 0
    took, after = time.monotonic() - began, state(old)
    assert before != after and verify(old) == []
    chance, ended = random.Random(7), []
    for _ in range(MOMENTS):
        shutil.rmtree(out)
        shutil.copytree(kept, out)
        process, _ = other_build(out)
        time.sleep(chance.uniform(0, took))
        process.kill()
        process.join()
        ended.append(process.exitcode)
        # The final names hold the old release, the new one or, during a rename, nothing.
        archive = old.with_name(old.name + ".zip")
        assert state(old) in (before, after, None) or (is_intact(old) and is_intact(archive)), ended
        recover(out)
        assert is_intact(old) and is_intact(archive)
        assert {path.name for path in out.iterdir()} <= {old.name, archive.name, ".lock"}
    assert -9 in ended


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 1_000, 20_000, 60_000, 100_000, 300_000])
def test_a_full_disk_leaves_the_earlier_release(limit, root, tables, tmp_path, other_build):
    """Every write beyond so many bytes of a file fails, whichever library writes."""
    out = tmp_path / "dist"
    old = publish(tables, Package.open(root).descriptor, {}, out)
    before = state(old)
    process, messages = other_build(out, file_bytes=limit)
    assert messages.recv().startswith("The release could not be written")
    process.join()
    assert process.exitcode == 0
    assert state(old) == before and verify(old) == []
    assert {path.name for path in out.iterdir()} <= {old.name, old.name + ".zip", ".lock"}
