"""Texts of ours write large numbers as the labels of the pages do; words of a source stay as they are."""

import csv
import re

import pytest

from tests.support.package_copies import ROOT

FILES = [*sorted((ROOT / "data").glob("*.csv")), ROOT / "review/waivers.csv"]
# IDs, years, names of standards, entries of gazetteers and addresses are no amounts.
NO_AMOUNT = re.compile(
    r"https?://\S+|\b[A-Z]{3}-\d{4}\b|\bISO \d+|\b(?:entry|السجل) \d+|(?<!\d)(?:199|20[12])\d(?!\d)"
)
UNSEPARATED = re.compile(r"(?<![A-Za-z\d])\d{4,}|\d[ .'٬،\u00a0\u202f]\d{3}(?!\d)")


def amounts_without_comma(text):
    """The numbers of four digits or more that have no comma, or another separator.

    >>> amounts_without_comma("3000 of 24,300 left in 2017")
    ['3000']
    """
    return UNSEPARATED.findall(NO_AMOUNT.sub("", text))


@pytest.fixture(scope="module")
def tables():
    def rows(file):
        with file.open(encoding="utf-8", newline="") as lines:
            return [*csv.DictReader(lines)]

    return {file.stem: rows(file) for file in FILES}


def languages_of_groups(tables):
    """The language of the source's words for each row of claim_groups."""
    figures = {row["figure_id"]: row["wording_language"] for row in tables["figures"]}
    sources = {row["source_id"]: row["language"] for row in tables["sources"]}
    claims = {row["claim_id"]: sources[row["source_id"]] for row in tables["claims"]}
    return [figures.get(row["figure_id"]) or claims[row["claim_id"]] for row in tables["claim_groups"]]


def own_texts(tables):
    """The texts of all tables that quote no source: column, ID of the row, text."""
    printed = {
        "figures": [row["wording_language"] for row in tables["figures"]],
        "claim_groups": languages_of_groups(tables),
    }
    for table, rows in tables.items():
        for at, row in enumerate(rows):
            language = printed[table][at] if table in printed else None
            for column, text in row.items():
                title = table == "sources" and column.startswith("title_")
                if column.endswith(("_ar", "_en")) and not title and column != f"wording_{language}":
                    yield f"{table}.{column}", next(iter(row.values())), text


@pytest.mark.parametrize(
    "text",
    ["3000 people", "و2080 من الأقارب", "$22000 in bribes", "نحو ٢٠٠٠", "3.500 people", "25 000", "12٬000"],
)
def test_an_amount_without_its_comma_is_found(text):
    assert amounts_without_comma(text)


@pytest.mark.parametrize(
    "text",
    [
        "24,300 of them, about 900 in 2017–2019",
        "بين 2019 و2021",
        "و3,500 من أقاربهم",
        "ISO 3166-1",
        "https://a.example/?p=114314",
    ],
)
def test_what_is_no_amount_or_has_its_comma_passes(text):
    assert not amounts_without_comma(text)


def test_amounts_of_our_texts_have_a_comma(tables):
    assert not [(*where, text) for *where, text in own_texts(tables) if amounts_without_comma(text)]


def test_the_words_of_a_source_are_not_edited(tables):
    """Some sources write "about 3200 persons": they are quoted so."""
    printed = [row.get(f"wording_{row['wording_language']}") or "" for row in tables["figures"]]
    assert "about 3200 persons" in printed and "أكثر من 4000 مقاتل" not in printed
    ours = {(where, text) for where, _, text in own_texts(tables)}
    assert not {text for where, text in ours if where == "figures.wording_en"} & {"about 3200 persons"}
