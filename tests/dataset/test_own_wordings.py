"""Wordings of ours, where the source's phrase is not known, are never shown as a quotation."""

import csv

import html5lib
import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.dataset.locate import open_folder
from riwaya.package.descriptor import Package
from riwaya.release.labels import is_own_wording
from riwaya.release.row_text import RowText, tables_of
from riwaya.text.quotation import quoted
from tests.support.explorer import pages_of
from tests.support.package_copies import ROOT

HTML = "{http://www.w3.org/1999/xhtml}"
NOTES = {"en": ("(our wording)", "(original)"), "ar": ("(الصياغة لنا)", "(الأصل)")}
with (ROOT / "data/figures.csv").open(encoding="utf-8", newline="") as lines:
    FIGURES = {row["figure_id"]: row for row in csv.DictReader(lines) if row["wording_ar"]}
OWN = {identity for identity, row in FIGURES.items() if not row["wording_language"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory, explorer):
    return pages_of(Package.open(ROOT), tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def events(home, lang):
    return [html5lib.parse(file.read_text("utf-8")) for file in (home / lang).glob("EVT-*.html")]


def test_the_data_says_whose_words_they_are():
    """Those without a language of the source are those of whose wording the detail speaks."""
    assert len(OWN) > 100 and len(FIGURES) - len(OWN) > 500
    for lang, words in (("en", "Wording ours"), ("ar", "الصياغة لنا")):
        assert {identity for identity, row in FIGURES.items() if words in row[f"detail_{lang}"]} == OWN


def test_a_strip_quotes_the_words_of_the_source_alone(events, lang):
    rows = [row for page in events for row in page.iter(f"{HTML}tr") if row.get("data-figure_id")]
    cells = {row.get("data-figure_id"): row.findall(f"{HTML}td")[-1] for row in rows}
    ours, original = NOTES[lang]
    for identity, figure in FIGURES.items():
        # What a computed number equals, or is a part of, is no note on its words.
        smalls = cells[identity].iter(f"{HTML}small")
        notes = [note.text for note in smalls if not {"computed", "part"} & {*note.get("class", "").split()}]
        quotes = [*cells[identity].iter(f"{HTML}q")]
        if identity in OWN:
            wording = "".join(cells[identity].find(f"{HTML}span").itertext())
            assert not quotes and " ".join(wording.split()) == f"{figure[f'wording_{lang}']} {ours}", identity
            assert notes == [ours], identity
        else:
            # Those in the language of the page, and those of the source where they are others.
            source = figure["wording_original"] or figure.get(f"wording_{figure['wording_language']}")
            texts = {figure[f"wording_{lang}"], source} - {None}
            assert len(quotes) == len(texts) and notes == [original] * bool(source), identity
    # A script makes a table of a strip: what the page does not show, the row has.
    for row in rows:
        figure = FIGURES.get(row.get("data-figure_id"), {})
        own = {f"wording_{lang}" for lang in LANGUAGES} if row.get("data-figure_id") in OWN else set()
        assert {name: row.get(f"data-{name}") for name in own} == {name: figure[name] for name in own}
        kept = {text for name, text in row.attrib.items() if name.startswith("data-wording")}
        quotes = {
            quote.get("data-text", quote.text) for quote in cells[row.get("data-figure_id")].iter(f"{HTML}q")
        }
        wordings = {figure.get(name) for name in ("wording_ar", "wording_en", "wording_original")}
        assert own or kept | quotes == wordings - {None, ""}, row.get("data-figure_id")


def test_a_card_quotes_the_words_of_the_source_alone(events, lang):
    cards = {card.get("id"): card for page in events for card in page.iter(f"{HTML}article")}
    claims = {}
    for identity, figure in FIGURES.items():
        claims.setdefault(figure["claim_id"], []).append(identity in OWN)
    for claim, own in claims.items():
        lists = cards[claim].findall(f"{HTML}ul/{HTML}li")
        figures = [item for item in lists if item.find(f"{HTML}span") is not None]
        marked = [NOTES[lang][0] in [note.text for note in item.iter(f"{HTML}small")] for item in figures]
        assert own == marked == [item.find(f".//{HTML}q") is None for item in figures], claim


def test_texts_quote_the_words_of_the_source_alone(lang):
    """An event on a terminal, and a row in a description of changes."""
    event = CliRunner().invoke(main, ["show", "EVT-0023", "--lang", lang]).output
    with open_folder(ROOT) as release:
        text = RowText(tables_of(release), lang)
        rows = {identity: text.row("figures", FIGURES[identity]) for identity in ("FIG-0034", "FIG-0628")}
    for identity, row in rows.items():
        words = FIGURES[identity][f"wording_{lang}"]
        assert (quoted(words, lang) in row) is (identity not in OWN) and words in row
    assert quoted(FIGURES["FIG-0034"][f"wording_{lang}"], lang) in event
    assert f" · {FIGURES['FIG-0628'][f'wording_{lang}']} · " in event


def test_a_release_without_languages_of_wordings_says_of_none_that_it_is_ours():
    assert is_own_wording({"wording_language": None}) and is_own_wording({"wording_language": ""})
    assert not is_own_wording({"wording_language": "fr"}) and not is_own_wording({"wording_en": "11 members"})
