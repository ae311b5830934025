"""The multiplied data are valid, and their copies differ."""

import csv
import sys

import pytest

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
from benchmarks.multiplied import write_package
from benchmarks.richness import LENGTHS, richness


@pytest.fixture(scope="module")
def multiplied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("multiplied") / "package"
    assert write_package(folder, 2) > 2 * sum(
        len(rows(ROOT, name)) for name in ("claims", "figures", "events")
    )
    return folder


def rows(root, name):
    with (root / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def test_no_rule_calls_a_copy_wrong(multiplied):
    report = check_package(Package.open(multiplied)).report
    assert report.problems == () and report.skipped == ()


def test_copies_have_ids_of_their_own_and_shuffled_words(multiplied):
    for name in ("sources", "events", "claims", "figures", "locations"):
        real, copied = rows(ROOT, name), rows(multiplied, name)
        assert len(copied) == 2 * len(real) and copied[: len(real)] == real
    claims = rows(multiplied, "claims")
    both = [*zip(claims[: len(claims) // 2], claims[len(claims) // 2 :], strict=True)]
    assert sum(one["statement_en"] == other["statement_en"] for one, other in both) < 0.1 * len(both)
    for one, other in both:
        texts = (claim["statement_ar"].replace(".", "") for claim in (one, other))
        words, shuffled = (sorted(text.split()) for text in texts)
        assert words == shuffled


def test_tables_without_ids_are_written_once(multiplied):
    for name in ("actors", "vocabularies", "search_synonyms", "term_mappings"):
        assert rows(multiplied, name) == rows(ROOT, name)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_runs_of_words_are_at_least_as_often_new_as_in_the_real_data(language, multiplied):
    (*_, real), (*_, made) = (richness(root, language).values() for root in (ROOT, multiplied))
    assert all(made[length - 1] > real[length - 1] for length in LENGTHS[1:])
