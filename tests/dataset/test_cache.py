"""The cache of computed tables: never stale or invalid, rebuilt when damaged, shared, bounded, optional."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from riwaya.dataset import cache
from riwaya.dataset.event_text import event_as_text
from riwaya.dataset.locate import open_dataset
from riwaya.errors import PackageError, ReleaseError
from riwaya.validation.check import checked_with_tables
from tests.support.package_copies import copy_package

EVENTS = "data/events.csv"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A package in place of this installation's, and an empty cache."""
    monkeypatch.setenv("RIWAYA_CACHE", str(tmp_path / "cache"))
    folder = copy_package(tmp_path / "package")
    monkeypatch.setattr("riwaya.dataset.locate.installed_root", lambda: folder)
    return folder


@pytest.fixture
def computed(monkeypatch):
    """Counts how often a package is checked."""
    counted = []

    def counting(package):
        counted.append(package)
        return checked_with_tables(package)

    monkeypatch.setattr("riwaya.validation.check.checked_with_tables", counting)
    return counted


def entries(tmp_path):
    return sorted((tmp_path / "cache/computed").glob("*"))


def contents():
    with open_dataset() as dataset:
        tables = {name: dataset.table(name) for name in dataset.hashes}
        return (
            dataset.descriptor,
            dict(dataset.hashes),
            {
                name: (
                    table.title,
                    table.description,
                    table.schema,
                    table.schema_json,
                    table.row_count,
                    table.whole(),
                )
                for name, table in tables.items()
            },
        )


def edit(file, old, new):
    data = file.read_text("utf-8")
    assert old in data
    file.write_text(data.replace(old, new, 1), "utf-8", newline="")


def test_cached_tables_equal_computed_ones(root, computed, tmp_path):
    first = contents()
    assert len(computed) == 1 and len(entries(tmp_path)) == 1
    assert contents() == first and len(computed) == 1


@pytest.mark.parametrize(
    "name, old, new",
    [
        (EVENTS, "at Hasu,", "by Hasu,"),
        ("datapackage.json", '"version": "', '"version": "1'),
        ("schemas/figures.json", '"title": "', '"title": "New '),
    ],
)
def test_a_change_of_any_file_is_detected(name, old, new, root, computed):
    before = contents()
    edit(root / name, old, new)
    after = contents()
    assert after != before and len(computed) == 2
    edit(root / name, new, old)
    assert contents() == before and len(computed) == 2


def test_invalid_data_is_never_read_from_the_cache(root, computed, tmp_path):
    contents()
    edit(root / "data/figures.csv", "persons_released", "persons_releasd")
    for _ in range(2):
        with pytest.raises(ReleaseError), open_dataset():
            pass
    assert len(computed) == 3 and len(entries(tmp_path)) == 1
    (root / "data/figures.csv").unlink()
    with pytest.raises(ReleaseError), open_dataset():
        pass
    (root / "datapackage.json").write_text("{")
    with pytest.raises(PackageError), open_dataset():
        pass


def test_a_change_of_the_code_or_its_dependencies_is_detected(root, tmp_path, monkeypatch):
    code = Path(shutil.copytree(cache._CODE, tmp_path / "code", ignore=shutil.ignore_patterns("__pycache__")))
    monkeypatch.setattr(cache, "_CODE", code)
    states = [cache._code_state()]
    edit(code / "package/derived/agreement.sql", "SELECT", "SELECT ")
    states.append(cache._code_state())
    edit(code / "release/compute.py", '"""', '"""New. ')
    states.append(cache._code_state())
    installed = tmp_path / "site"
    (installed / "another-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(installed))
    states.append(cache._code_state())
    assert len({json.dumps(state) for state in states}) == 4
    keys = []
    for state in states:
        monkeypatch.setattr(cache, "_LOADED_CODE", state)
        keys.append(cache.fingerprint(root))
    assert len({*keys}) == 4


def test_a_process_whose_code_has_changed_since_it_was_loaded_keeps_nothing(
    root, computed, tmp_path, monkeypatch
):
    monkeypatch.setattr(cache, "_LOADED_CODE", ["older"])
    assert contents() == contents()
    assert len(computed) == 2 and entries(tmp_path) == []


def test_a_change_during_the_computation_is_not_kept(root, tmp_path, monkeypatch):
    @contextmanager
    def changing(package):
        with checked_with_tables(package) as checked:
            edit(root / EVENTS, "at Hasu,", "by Hasu,")
            yield checked

    monkeypatch.setattr("riwaya.validation.check.checked_with_tables", changing)
    with suppress(ReleaseError), open_dataset():
        pass
    assert entries(tmp_path) == []


@pytest.mark.parametrize("where", [0, 70, 400, -1, "short", "empty", "junk", "renamed"])
def test_a_damaged_entry_is_detected_and_rewritten(where, root, computed, tmp_path):
    before = contents()
    (file,) = entries(tmp_path)
    good = file.read_bytes()
    if isinstance(where, int):
        damaged = bytearray(good)
        damaged[where] ^= 1
        file.write_bytes(damaged)
    elif where == "renamed":
        edit(root / EVENTS, "at Hasu,", "by Hasu,")
        file.rename(file.with_name(cache.fingerprint(root)))
        before = None
    else:
        file.write_bytes({"short": good[:-10], "empty": b"", "junk": b"no entry\nat all\n"}[where])
    after = contents()
    assert len(computed) == 2 and (after == before or before is None)
    assert contents() == after and len(computed) == 2


def test_a_cache_that_cannot_be_written_is_no_error(root, computed, tmp_path, monkeypatch):
    (tmp_path / "cache").write_text("a file, not a folder")
    first = contents()
    (tmp_path / "cache").unlink()

    def fail(*_):
        raise PermissionError(13, "read-only")

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", fail)
        assert contents() == first
    assert entries(tmp_path) == [] and len(computed) == 2
    contents()
    # Nor is one whose entries can be read and not touched.
    monkeypatch.setattr("os.utime", fail)
    assert contents() == first and len(computed) == 3


def test_the_cache_is_bounded(root, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MAX_ENTRIES", 2)
    for before, after in (("at", "by"), ("by", "in"), ("in", "near")):
        contents()
        edit(root / EVENTS, f"{before} Hasu,", f"{after} Hasu,")
    assert len(entries(tmp_path)) == 2
    # A package that is too large is not hashed, an entry that is too large is not written.
    monkeypatch.setattr(
        cache, "MAX_BYTES", sum(file.stat().st_size for file in (root / "data").iterdir()) * 3
    )
    assert cache.fingerprint(root)
    monkeypatch.setattr(cache, "MAX_BYTES", 1000)
    assert cache.fingerprint(root) is None and contents()


def test_the_entries_used_last_stay(root, computed, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MAX_ENTRIES", 2)
    contents()
    edit(root / EVENTS, "at Hasu,", "by Hasu,")
    contents()
    edit(root / EVENTS, "by Hasu,", "at Hasu,")
    contents()
    edit(root / EVENTS, "at Hasu,", "in Hasu,")
    contents()
    assert len(computed) == 3
    edit(root / EVENTS, "in Hasu,", "at Hasu,")
    contents()
    assert len(computed) == 3


PROGRAM = """
import sys
from pathlib import Path
from riwaya.dataset import locate
from riwaya.dataset.event_text import event_as_text
locate.installed_root = lambda: Path(sys.argv[1])
with locate.open_dataset() as dataset:
    print(event_as_text(dataset, "EVT-0001", "en"))
print([name for name in ("pandas", "duckdb", "riwaya.validation.check", "requests") if name in sys.modules])
"""


@pytest.mark.slow
def test_concurrent_processes_write_one_entry_and_print_the_same(root, tmp_path):
    command = [sys.executable, "-c", PROGRAM, str(root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    printed = {process.communicate()[0].rsplit("\n", 2)[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    with open_dataset() as dataset:
        assert printed == {event_as_text(dataset, "EVT-0001", "en")}
    assert len(entries(tmp_path)) == 1
    # Start-up time: what is cached is printed without any of these.
    again = subprocess.run(command, capture_output=True, text=True)
    assert again.returncode == 0 and again.stdout.endswith("\n[]\n")
