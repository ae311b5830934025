"""Tables that are read in blocks are judged as tables that are read whole."""

from pathlib import Path

import pytest
from cases_support import ROOT, apply, copy_package, released
from rule_pages import read_case

from riwaya.check import check
from riwaya.package import read_package
from riwaya.release.read import read_since

CASES = [file for file in sorted((Path(__file__).parent / "cases").glob("*.toml")) if "problems" in read_case(file)]


def told(report):
    problems = [problem.as_json() for problem in report.problems]
    return problems, report.skipped, report.counts, report.stats.rows, report.stats.waived


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_case_causes_the_same_in_blocks(file, tmp_path):
    case = read_case(file)
    for name in ("now", "before"):
        (tmp_path / name).mkdir()
    since = read_since(released(case["before"]["edits"], tmp_path / "before")) if "before" in case else None
    package = read_package(apply(case["edits"], tmp_path / "now"))
    whole = check(package, since=since).report
    assert told(check(package, since=since, block_bytes=3000).report) == told(whole)


def test_the_dataset_is_valid_in_blocks(tmp_path):
    package = read_package(copy_package(tmp_path, ROOT))
    assert told(check(package, block_bytes=20_000).report) == told(check(package).report)
