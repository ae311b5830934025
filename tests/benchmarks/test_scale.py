"""Times of `--master local` are written into both pages of scale."""

import sys

import pytest

from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
from benchmarks import scale
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
        ({"n100": 3.0, "n1000": 1.25, "n10000": 1.5}, "closest at 1,000 figures, with 1.25 times"),
        ({"n100": 3.0, "n1000": 1.25, "n10000": 0.9}, "From 10,000 figures on it is no slower"),
        ({"n100": 0.9, "n1000": 1.25, "n10000": 1.5}, "closest at 100 figures, with 0.90 times"),
    ],
)
def test_the_sentence_follows_from_the_times(local, sentence):
    assert sentence in scale.block(record(**local), "en")


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


def test_a_page_stays_as_it_is_where_spark_was_not_measured(tmp_path):
    made = record(n100=2.0)
    made.sizes[100][LOCAL] = Outcome(0, 0, 0, "not installed")
    scale.write(made, {"en": tmp_path / "no such page"})
    assert scale.block(made, "ar") == "" and not list(tmp_path.iterdir())
