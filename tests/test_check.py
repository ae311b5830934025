"""The real tables pass; damaged copies of them are refused where they are damaged."""

import shutil
from pathlib import Path

import pytest

from riwaya.check import check
from riwaya.package import read_package

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def copy(tmp_path):
    for name in ("data", "schemas", "review"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    return tmp_path


def found(root):
    return {(p.code, p.place.path, p.place.line, p.place.field) for p in check(read_package(root)).report.problems}


def test_the_tables_are_valid():
    report = check(read_package(ROOT)).report
    assert report.problems == () and report.skipped == ()
    assert report.stats.rows > 200 and report.stats.rules > 40


@pytest.mark.parametrize(
    "damage, code, line",
    [
        (lambda data: b"\xef\xbb\xbf" + data, "encoding-bom", 1),
        (lambda data: data.decode().encode("utf-16"), "encoding-utf16", 1),
        (lambda data: data.replace(b"\n", b"\r\n"), "newline-not-lf", 1),
        (lambda data: data[:-1], "newline-missing-at-end", 9),
        (lambda data: data.split(b"\n", 1)[0].replace(b",", b";") + b"\n", "delimiter-not-comma", 1),
        (lambda data: data.replace(b"\nFIG-0002", b"\n\nFIG-0002"), "blank-row", 3),
        (lambda data: data.replace(b"\nFIG-0002,", b"\nFIG-0002,,"), "extra-cell", 3),
        (lambda data: data.replace(b"\nFIG-0002", b'\nFIG"-0002'), "quote-unbalanced", 3),
        (lambda data: data.replace(b"\nFIG-0002", b"\nFIG-0002\xff"), "encoding-not-utf8", 3),
    ],
)
def test_the_gate_refuses(copy, damage, code, line):
    file = copy / "data/figures.csv"
    file.write_bytes(damage(file.read_bytes()))
    report = check(read_package(copy)).report
    places = [(p.code, p.place.line) for p in report.problems if p.place.path == "data/figures.csv"]
    assert places == [(code, line)]
    assert not report.ok and any("figures" in item.missing for item in report.skipped)


def test_a_missing_file_and_a_wrong_value_are_named(copy):
    (copy / "data/claim_links.csv").unlink(missing_ok=True)
    (copy / "data/event_links.csv").unlink(missing_ok=True)
    assert "file-missing" in {code for code, *_ in found(copy)}


def test_a_repeated_key_is_named(copy):
    file = copy / "data/figures.csv"
    file.write_text(file.read_text("utf-8").replace("\nFIG-0002,", "\nFIG-0001,"), "utf-8", newline="\n")
    assert ("primary-key", "data/figures.csv", 3, "figure_id") in found(copy)
