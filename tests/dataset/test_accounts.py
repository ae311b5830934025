"""What claims say differently is shown wherever an event is: date, place, groups, denials, contradictions."""

import html5lib
import pytest
from click.testing import CliRunner

import riwaya
from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from tests.support.package_copies import claim_row, csv_row, edited_release, figure_row

HTML = "{http://www.w3.org/1999/xhtml}"
FSA, SDF, PRESS = "ACT-0017", "ACT-0002", "ACT-0005"
SAID = {
    "claimant_id": FSA,
    "date": "2018-04-10",
    "date_wording_ar": "في 10 نيسان",
    "date_wording_en": "on 10 April",
    "date_basis": "stated",
    "location_id": "LOC-0006",
    "statement_ar": "يقول الجيش السوري الحر إن 20 شخصًا خرجوا في حسو في 10 نيسان.",
    "statement_en": "The Free Syrian Army says that 20 people went free at Hasu on 10 April.",
}
DENIED = {
    "claimant_id": SDF,
    "stance": "denies",
    "contests": "agreement",
    "contested_claim_id": "CLM-0012",
    "statement_ar": "تنفي قوات سوريا الديمقراطية ذلك.",
    "statement_en": "The Syrian Democratic Forces deny it.",
}
GROUPS = [
    {"claim_id": "CLM-0012", "figure_id": "FIG-0006", "group": "kurdish", "extent": "most"},
    {"claim_id": "CLM-0019", "group": "iq", "extent": "number", "value": 3},
]
EDITS = [
    {
        "path": "data/claims.csv",
        "append": claim_row("CLM-0019", "EVT-0003", "p30", **SAID)
        + claim_row("CLM-0020", "EVT-0003", "p31", **DENIED),
    },
    {
        "path": "data/figures.csv",
        "append": figure_row("FIG-0009", "CLM-0019", 20, wording_ar="20 شخصاً", wording_en="20 people"),
    },
    {"path": "data/claim_groups.csv", "append": "".join(csv_row("claim_groups", **row) for row in GROUPS)},
    {
        "path": "data/actors.csv",
        "find": "Horrya Press,organisation,,,,,,,,,",
        "replace": "Horrya Press,organisation,,,tr,independent,بحسب صفحته.,By its own page.,,,",
    },
]
WORDS = {
    "en": {
        "show": (
            "when, in this claim: 2018-04-10 · “on 10 April”",
            "where, in this claim: Hasu",
            "who they were: Kurds (most of them)",
            "who they were: Iraqis (3)",
            "denies: Agreement · CLM-0012",
            "Contradiction: Number · Euphrates Post (CLM-0012 · 10) against Free Syrian Army (CLM-0019 · 20)",
            "Contradiction: Whether it was agreed · Syrian Democratic Forces (SDF) (CLM-0020) against",
        ),
        "event": (
            "Contradictions",
            "held by Islamic State (ISIS)): Euphrates Post (10) against Free Syrian Army (20)",
            "Whether it was agreed · denied by Syrian Democratic Forces (SDF) · stated by Euphrates Post",
            "Speaks for Euphrates Post",
            "When, by this claim 10 April 2018 on 10 April",
            "Where, by this claim Hasu",
            "Kurds (most of them)",
            "Iraqis (3)",
            "CLM-0012",
        ),
        "speaker": ("Speaks for", "Euphrates Post"),
        "outlet": ("Country Türkiye", "Independent", "By its own page."),
    },
    "ar": {
        "show": (
            "متى، بحسب هذا الادعاء: 2018-04-10 · «في 10 نيسان»",
            "أين، بحسب هذا الادعاء: حسو",
            "تعارض: العدد · فرات بوست (CLM-0012 · 10) في مقابل الجيش السوري الحر (CLM-0019 · 20)",
            "ينفي: الاتفاق · CLM-0012",
        ),
        "event": (
            "التعارضات",
            "لدى تنظيم الدولة الإسلامية): فرات بوست (10) في مقابل الجيش السوري الحر (20)",
            "هل جرى باتفاق · نفي: قوات سوريا الديمقراطية · ادعاء: فرات بوست",
            "أين، بحسب هذا الادعاء حسو",
        ),
        "speaker": ("فرات بوست",),
        "outlet": ("تركيا", "بحسب صفحته."),
    },
}


@pytest.fixture(scope="module")
def release(tmp_path_factory, explorer):
    return edited_release(EDITS, tmp_path_factory.mktemp("accounts"), ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_show_lists_what_each_claim_says_and_who_contradicts_whom(lang, release):
    shown = CliRunner().invoke(main, ["show", "EVT-0003", "--release", str(release), "--lang", lang]).output
    assert [words for words in WORDS[lang]["show"] if words not in shown] == [], shown
    assert shown.count("CLM-0020") >= 2


def text_of(file):
    page = html5lib.HTMLParser(strict=True).parse(file.read_text("utf-8"))
    return " ".join(" ".join(page.itertext()).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "name, identity", [("event", "EVT-0003"), ("speaker", "ACT-0009"), ("outlet", PRESS)]
)
def test_the_pages_show_the_same(name, identity, lang, release):
    text = text_of(release / "explorer" / lang / f"{identity}.html").replace(" :", ":").replace("( ", "(")
    assert [words for words in WORDS[lang][name] if words not in text] == [], text


def test_the_frames_show_the_same(release):
    with riwaya.open(release) as dataset:
        rows = dataset.agreement()
        rows = rows[(rows["event_id"] == "EVT-0003") & (rows["claim_id"] != "CLM-0020")]
        released = rows[rows["value_resolved"].notna()].set_index("figure_id")
        assert released.loc["FIG-0009", "relation"] == released.loc["FIG-0006", "relation"] == "contradict"
        assert released.loc["FIG-0009", "relation_about"] == "contradict"
        assert released.loc["FIG-0009", "bodies"] == 2 and released.loc["FIG-0007", "value_resolved"] == 10
        assert released.loc["FIG-0006", "body_en"] == "Euphrates Post"
        kinds = dataset["contradictions"].query("event_id == 'EVT-0003'")["kind"]
        assert {"number", "agreement"} <= {*kinds}
        groups = dataset["claim_groups"]
        assert [*groups["group"]] == ["kurdish", "iq"] and groups["value"].tolist()[1] == 3
