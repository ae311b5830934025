"""Names of languages: each is found in both languages and in the forms that people type."""

import csv

import pytest
from babel import Locale

from riwaya.text.languages import language_code, language_names
from tests.support.package_copies import ROOT


def test_every_name_leads_to_its_code_and_is_that_of_the_cldr():
    for code, names in language_names().items():
        assert language_code(code) == language_code(names.en.upper()) == language_code(f" {names.ar}") == code
        assert [names.en, names.ar] == [Locale(lang).languages[code] for lang in ("en", "ar")]


def test_the_languages_of_the_data_have_names():
    with (ROOT / "data/sources.csv").open(encoding="utf-8", newline="") as file:
        assert {row["language"] for row in csv.DictReader(file)} <= {*language_names()}


@pytest.mark.parametrize(
    "text, code",
    [
        ("الإنجليزية", "en"),
        ("إنجليزي", "en"),
        ("الانكليزية", "en"),
        ("اللغة العربية", "ar"),
        ("فرنسيّة", "fr"),
        ("kurdish", "ku"),
        ("كردي", "ku"),
        ("السورانية الكردية", "ckb"),
        ("Klingon", None),
        ("xx", None),
        ("", None),
        ("ال", None),
    ],
)
def test_other_forms(text, code):
    assert language_code(text) == code
