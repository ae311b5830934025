"""Synthetic packages are what the benchmarks say they are: valid, or damaged in exactly the places that are counted."""

import sys
from collections import Counter

import pytest
from cases_support import ROOT

from riwaya.check import check
from riwaya.package import read_package

sys.path.insert(0, str(ROOT / "benchmarks"))
from release import BUILD, CONTENDERS, compare
from synthetic import write_package


@pytest.mark.parametrize("figures", [1, 50, 3_000])
def test_every_rule_accepts_it(figures, tmp_path):
    write_package(tmp_path / "package", figures)
    report = check(read_package(tmp_path / "package")).report
    assert report.problems == () and report.skipped == () and report.stats.rows > 2 * figures


def test_every_damage_is_found_and_nothing_else(tmp_path):
    caused = write_package(tmp_path / "package", 3_000, seed=2, damaged=0.05)
    report = check(read_package(tmp_path / "package")).report
    assert Counter(problem.code for problem in report.problems) == caused and len(caused) == 7


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_package(tmp_path / name, 40, seed)
    read = [{path.name: path.read_bytes() for path in (tmp_path / name / "data").iterdir()} for name in ("one", "two", "three")]
    assert read[0] == read[1] != read[2]


def test_every_contender_over_a_release_does_its_work(tmp_path):
    write_package(tmp_path / "package", 20)
    measured = compare(tmp_path / "package", runs=1)
    assert {*measured} == {BUILD, *CONTENDERS} and all(seconds > 0 and memory > 1 for seconds, memory in measured.values())
