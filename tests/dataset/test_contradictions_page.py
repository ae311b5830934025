"""docs/contradictions*.md say of each row of the computed table why it is a contradiction."""

import re

import pytest

import riwaya
from riwaya.bilingual import LANGUAGES
from tests.support.package_copies import ROOT

PAGES = {"en": "docs/contradictions.md", "ar": "docs/contradictions.ar.md"}
HEADING = re.compile(r"## (EVT-\d+): (.+)")
LINE = re.compile(r"- (.+?) · `(CLM-\d+)`(?: `(FIG-\d+)`)? × `(CLM-\d+)`(?: `(FIG-\d+)`)?: (\S.+\.)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_contradiction_has_a_sentence_and_no_other(lang):
    with riwaya.open(form="arrow") as dataset:
        rows = dataset["contradictions"].to_pylist()
        titles = {row["event_id"]: row[f"title_{lang}"] for row in dataset["events"].to_pylist()}
        kinds = {
            row["term"]: row[f"label_{lang}"]
            for row in dataset["vocabularies"].to_pylist()
            if row["vocabulary"] == "contradiction_kind"
        }
    expected = [
        (
            row["event_id"],
            kinds[row["kind"]],
            row["claim_id"],
            row["figure_id"],
            row["other_claim_id"],
            row["other_figure_id"],
        )
        for row in rows
    ]
    found, event = [], ""
    for line in (ROOT / PAGES[lang]).read_text("utf-8").splitlines():
        if heading := HEADING.fullmatch(line):
            event = heading[1]
            assert titles[event] == heading[2]
        elif line.startswith("- "):
            item = LINE.fullmatch(line)
            assert item, line
            found.append((event, *item.groups()[:5]))
    assert len(found) == len({*found}) and sorted(found, key=str) == sorted(expected, key=str)
