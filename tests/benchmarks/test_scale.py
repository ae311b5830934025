"""Times of `--master local` are written into both pages of scale."""

import sys
from dataclasses import replace

import pytest

from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
from benchmarks import scale
from benchmarks.cluster import reckoned
from benchmarks.contenders import ALL, LOCAL, Outcome
from benchmarks.goals import Record


def record(**local):
    """All rules take a second at each size; Spark what `local` names, such as n100=2.0."""
    sizes = {
        int(name[1:]): {ALL: Outcome(1, 1.5, 300), LOCAL: Outcome(seconds, 2 * seconds, 1_200)}
        for name, seconds in local.items()
    }
    return Record("", "", (1, 1), {}, {}, sizes, {}, {}, {}, (), {})


@pytest.mark.parametrize(
    "local, sentence",
    [
        ({"n100": 3.0, "n1000": 1.25, "n10000": 1.5}, "takes 1.25 to 3.00 times"),
        ({"n100": 3.0, "n1000": 1.25, "n10000": 0.9}, "From 10,000 figures on it is no slower"),
        ({"n100": 0.9, "n1000": 1.25, "n10000": 1.5}, "takes 0.90 to 1.50 times"),
    ],
)
def test_the_sentence_follows_from_the_times(local, sentence):
    assert sentence in scale.crossover(record(**local), "en")


@pytest.mark.parametrize("language", scale.PAGES)
def test_a_page_gets_the_table_and_keeps_the_rest(language, tmp_path):
    page = tmp_path / "page.md"
    before = scale.PAGES[language].read_text("utf-8")
    page.write_text(before, "utf-8")
    scale.write(record(n100=2.0), {language: page})
    after = page.read_text("utf-8")
    assert "| 100 | 1.0 | 1.5 | 300 | 2.0 | 4.0 | 1,200 | 2.00 |" in after
    (start, *_, end), (head, *_, tail) = (text.split("crossover -->") for text in (before, after))
    assert (start, end) == (head, tail)


@pytest.mark.parametrize("language", scale.PAGES)
def test_a_page_gets_what_more_workers_gain(language, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(scale.PAGES[language].read_text("utf-8"), "utf-8")
    scale.write(replace(record(), workers=reckoned([[2.0] * 8], 1.0)), {language: page})
    after = page.read_text("utf-8").split("workers -->")[1]
    assert "| 1 | 17 | | 170 | |\n| 2 | 9 | 1.89 | 90 | 1.89 |\n| 4 | 5 | 1.80 | 50 | 1.80 |" in after
    assert " 8 " in after or " 8،" in after


def test_a_page_stays_as_it_is_where_spark_was_not_measured(tmp_path):
    made = record(n100=2.0)
    made.sizes[100][LOCAL] = Outcome(0, 0, 0, "not installed")
    scale.write(made, {"en": tmp_path / "no such page"})
    assert scale.crossover(made, "ar") == "" and not list(tmp_path.iterdir())
