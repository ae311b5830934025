"""Texts of synthetic packages are as rich as the real ones, so that checking them costs as much."""

import csv
import sys

import pytest

from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
from benchmarks.richness import WORDS, richness, texts_of, words_a_text
from benchmarks.synthetic import write_package
from benchmarks.words import LANGUAGES

TOLERANCE = 0.2


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rich") / "package"
    write_package(folder, 1_400)
    return folder


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_and_runs_of_words_are_as_often_new_as_in_the_real_data(language, synthetic):
    real, made = richness(ROOT, language), richness(synthetic, language)
    assert (*real,) == (*made,) == WORDS
    for words, shares in real.items():
        assert made[words] == pytest.approx(shares, rel=TOLERANCE), words


@pytest.mark.parametrize("language", ["ar", "en"])
def test_texts_are_as_long_as_the_real_ones(language, synthetic):
    real, made = words_a_text(ROOT, language), words_a_text(synthetic, language)
    fields = [f"{name}_{language}" for name in ("claims.statement", "claims.note", "figures.wording")]
    fields += [f"{name}_{language}" for name in ("events.title", "events.summary", "figures.detail")]
    assert {name: made[name] for name in fields} == pytest.approx(
        {name: real[name] for name in fields}, rel=0.25
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=["ar", "en"])
def test_made_up_words_are_distinct_and_mean_nothing(language):
    words = language.words
    assert len(words) == len({*words}) > 20_000
    made = {*words[len(language.common) :]}
    with (ROOT / "review/loaded_terms.csv").open(encoding="utf-8", newline="") as file:
        loaded = {word for row in csv.DictReader(file) for word in row["term"].split()}
    real = {
        word.strip('.,;:،؛()"«»').lower()
        for _, text in texts_of(ROOT, language.code)
        for word in text.split()
    }
    assert made & (loaded | real) == set()
