"""Synthetic packages of the benchmarks are valid, or damaged in exactly the places that are counted."""

import csv
import re
import sys
from collections import Counter

import pytest

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
from benchmarks.contenders import Package as TimedPackage
from benchmarks.release import BUILD, CONTENDERS, over_release
from benchmarks.synthetic import write_package


@pytest.mark.parametrize("figures", [1, 50, 3_000])
def test_a_synthetic_package_is_valid(figures, tmp_path):
    write_package(tmp_path / "package", figures)
    report = check_package(Package.open(tmp_path / "package")).report
    assert report.problems == () and report.skipped == () and report.stats.rows > 2 * figures


@pytest.mark.parametrize("figures, share, kinds", [(3_000, 0.1, 18), (10_000, 0.001, 8)])
def test_every_damage_is_found_and_nothing_else(figures, share, kinds, tmp_path):
    caused = write_package(tmp_path / "package", figures, seed=2, damaged=share)
    report = check_package(Package.open(tmp_path / "package")).report
    assert Counter(problem.code for problem in report.problems) == caused and len(caused) >= kinds
    assert 0.7 < caused.total() / (figures * 2.1 * share) < 1.3


def test_statements_are_many_and_some_are_relayed(tmp_path):
    write_package(tmp_path / "package", 5_000)
    with (tmp_path / "package/data/claims.csv").open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))
    for language in ("ar", "en"):
        # What stands behind the numbers, too, is hardly ever the same.
        assert len({re.sub("[0-9]+", "", claim[f"statement_{language}"]) for claim in claims}) > 4_500
    assert 300 < sum(claim["derived_from_claim_id"] != "" for claim in claims) < 600


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_package(tmp_path / name, 40, seed)
    read = [
        {path.name: path.read_bytes() for path in (tmp_path / name / "data").iterdir()}
        for name in ("one", "two", "three")
    ]
    assert read[0] == read[1] != read[2]


@pytest.mark.slow
def test_every_contender_over_a_release_does_its_work(tmp_path):
    write_package(tmp_path / "package", 20)
    measured = over_release(TimedPackage(tmp_path / "package", wrong=False), runs=1)
    assert {*measured} == {BUILD, *CONTENDERS} and {outcome.failure for outcome in measured.values()} == {""}
    assert all(outcome.seconds > 0 and outcome.mebibytes > 1 for outcome in measured.values())
