"""Spark gives the same report as DuckDB, byte for byte, on every case and on synthetic packages."""

import sys

import pytest

from riwaya.package.descriptor import Package
from riwaya.release.read import read_since
from tests.support.cases import CASE_FILES, read_case
from tests.support.package_copies import ROOT, copy_package, edited_package, edited_release
from tests.support.query_cache import CachingEngine
from tests.support.spark import CachingSparkEngine, rendered

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("java", "query_cache")]
CASES = {file.stem: read_case(file) for file in CASE_FILES}
CASES = {name: case for name, case in CASES.items() if "refused" not in case}
PASSING = [name for name, case in CASES.items() if "passing" in case]
ALL_RULES = {*[*CASES][::8], "waiver-unused"}
"""Cases on which every rule is run; on the others those that the case is about. A waiver needs its rule."""


def same_report(name, state, tmp_path):
    """Assert that both engines give the same report on a state of a case, and return it."""
    case = CASES[name]
    every = state == "edits" and name in ALL_RULES
    only = () if every else {problem["code"] for problem in case["problems"]}
    for part in ("now", "before"):
        (tmp_path / part).mkdir()
    since = (
        read_since(edited_release(case["before"]["edits"], tmp_path / "before")) if "before" in case else None
    )
    package = Package.open(edited_package(case[state], tmp_path / "now"))
    report = rendered(package, CachingEngine, since, only)
    assert rendered(package, CachingSparkEngine, since, only) == report
    return report


@pytest.mark.parametrize("name", CASES)
def test_both_engines_report_the_same_on_a_case(name, tmp_path):
    assert '"problems": []' not in same_report(name, "edits", tmp_path)


@pytest.mark.parametrize("name", PASSING)
def test_both_engines_accept_the_passing_state(name, tmp_path):
    assert '"problems": []' in same_report(name, "passing", tmp_path)


# Planning a query costs Spark more than running it: few packages of many rows are cheaper than the reverse.
@pytest.mark.parametrize("seed", range(2))
def test_both_engines_report_the_same_on_a_synthetic_package(seed, tmp_path):
    caused = write_package(tmp_path / "package", 750, seed, damaged=0.05 * (seed % 2))
    package = Package.open(tmp_path / "package")
    report = rendered(package, CachingEngine)
    assert rendered(package, CachingSparkEngine) == report
    assert report.count('"code"') == sum(caused.values()) and bool(caused) == bool(seed % 2)


def test_both_engines_report_a_missing_table(tmp_path):
    root = copy_package(tmp_path)
    (root / "data/figures.csv").unlink()
    package = Package.open(root)
    report = rendered(package, CachingEngine)
    assert rendered(package, CachingSparkEngine) == report and '"skipped": []' not in report
