"""A dataset names its own words for what it counts, and number phrases are read with them everywhere."""

import json

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.errors import PackageError
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import edited_package

WORDINGS = [
    {"path": "data/figures.csv", "find": "11 عنصر,11 members", "replace": "11 سداً,11 levees"},
]


def package(tmp_path, words):
    named = {"path": "datapackage.json", "at": ["counted_words"], "json": json.dumps(words)}
    return edited_package([*WORDINGS, named], tmp_path / "package")


@pytest.mark.parametrize(
    ("words", "block_bytes", "unread"),
    [
        ({"en": ["weir"], "fr": ["levee"]}, None, ["wording_ar", "wording_en"]),
        ({"ar": ["سد"], "en": ["Levee"]}, None, []),
        ({"en": ["levee"]}, 600, ["wording_ar"]),
    ],
)
def test_a_word_of_the_dataset_is_read_and_another_is_not(tmp_path, words, block_bytes, unread):
    whole = Package.open(package(tmp_path, words))
    report = check_package(whole, codes=["figure-wording-unreadable"], block_bytes=block_bytes).report
    assert [problem.place.field for problem in report.problems] == unread


def test_parse_figure_reads_the_words_of_the_dataset_of_the_folder(tmp_path, monkeypatch):
    def exit_code(phrase):
        return CliRunner().invoke(main, ["parse-figure", phrase]).exit_code

    monkeypatch.chdir(tmp_path)
    assert exit_code("11 levees") == 1
    monkeypatch.chdir(package(tmp_path, {"en": ["levee"]}) / "data")
    assert exit_code("11 levees") == 0
    assert exit_code("11 weirs") == exit_code("11 سداً") == 1


@pytest.mark.parametrize("words", [["levee"], {"en": "levee"}, {"en": [1]}])
def test_words_of_another_shape_are_refused(tmp_path, words):
    with pytest.raises(PackageError, match="counted_words"):
        Package.open(package(tmp_path, words))
