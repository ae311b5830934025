"""Spark gives the same report as DuckDB, to the byte, on every case and on packages that nobody wrote by hand."""

import sys
from pathlib import Path

import pytest
from cases_support import ROOT, apply, copy_package, released
from rule_pages import read_case
from spark_support import LOCAL, Remembering, rendered

from riwaya.engine.duckdb import DuckEngine
from riwaya.package import read_package
from riwaya.release.read import read_since

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("java")]
CASES = {file.stem: read_case(file) for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))}
STATES = [
    (name, state) for name, case in CASES.items() if "refused" not in case for state in ("edits", "passing") if state in case
]


@pytest.mark.parametrize("name, state", STATES)
def test_a_case_is_judged_alike(name, state, tmp_path):
    case = CASES[name]
    for part in ("now", "before"):
        (tmp_path / part).mkdir()
    since = read_since(released(case["before"]["edits"], tmp_path / "before")) if "before" in case else None
    package = read_package(apply(case[state], tmp_path / "now"))
    report = rendered(package, DuckEngine, since)
    assert rendered(package, Remembering, since) == report
    assert ('"problems": []' in report) == (state == "passing")


@pytest.mark.parametrize("seed", range(10))
def test_a_package_of_no_sense_is_judged_alike(seed, tmp_path):
    caused = write_package(tmp_path / "package", 300, seed, damaged=0.05 * (seed % 2))
    package = read_package(tmp_path / "package")
    report = rendered(package, DuckEngine)
    assert rendered(package, Remembering) == report
    assert report.count('"code"') == sum(caused.values()) and bool(caused) == bool(seed % 2)


def test_a_table_that_is_not_there_is_told_alike(tmp_path):
    root = copy_package(tmp_path)
    (root / "data/figures.csv").unlink()
    package = read_package(root)
    report = rendered(package, DuckEngine)
    assert rendered(package, LOCAL) == report and '"skipped": []' not in report
