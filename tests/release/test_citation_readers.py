"""Citations are read by libraries that others wrote for BibTeX, RIS and CSL."""

import json
import warnings

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import LatexNodes2Text

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.release.citation import Part, citation
from tests.support.package_copies import ROOT

DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
NAME, VERSION, DATE = (DESCRIPTOR[name] for name in ("name", "version", "created"))
AUTHOR = {"en": "Riwaya contributors", "ar": "المساهمون في رواية"}
TITLE = {"en": DESCRIPTOR["title"], "ar": DESCRIPTOR["title_ar"]}
PART = Part("figures[value > 10]", VERSION, "a" * 64, Bilingual("9 rows & more_50%", "٩ صفوف"))
# What a dataset may have besides: where it is, who publishes it, who else made it.
RICHER = DESCRIPTOR | {
    "homepage": "https://example.org/a_b?c=1&d=%20",
    "contributors": [
        {"title": "One, Two and Three", "title_ar": "واحد واثنان وثلاثة", "roles": ["creator"]},
        {"title": "A & B", "title_ar": "أ و ب", "roles": ["publisher"]},
    ],
}
LICENSE = DESCRIPTOR["licenses"][0]["name"]
WITH_DOI = DESCRIPTOR | {"id": "https://doi.org/10.5281/zenodo.1_2"}
EACH = pytest.mark.parametrize("lang", LANGUAGES)


def bibtex(descriptor, lang, part=None):
    library = bibtexparser.parse_string(citation(descriptor, "bibtex", lang, part))
    assert not library.failed_blocks
    (entry,) = library.entries
    plain = LatexNodes2Text().latex_to_text
    # biblatex takes addresses as they are, and all else as LaTeX.
    verbatim = ("url", "doi")
    fields = {
        name: field.value if name in verbatim else plain(field.value)
        for name, field in entry.fields_dict.items()
    }
    return entry.entry_type, fields


def ris(descriptor, lang, part=None):
    (entry,) = rispy.loads(citation(descriptor, "ris", lang, part))
    assert "unknown_tag" not in entry
    return entry


def csl(descriptor, lang, part=None):
    (item,) = json.loads(citation(descriptor, "csl", lang, part))
    return item


@EACH
def test_bibtex_is_a_dataset_of_biblatex(lang):
    kind, fields = bibtex(DESCRIPTOR, lang)
    assert kind == "dataset" and fields["title"] == TITLE[lang] and fields["author"] == AUTHOR[lang]
    assert (fields["version"], fields["date"], fields["year"]) == (VERSION, DATE[:10], DATE[:4])
    notes = {"en": f"Data set, {LICENSE}, ", "ar": f"مجموعة بيانات، {LICENSE}، "}
    assert fields["publisher"] == AUTHOR[lang] and fields["note"] == f"{notes[lang]}urn:{NAME}:{VERSION}"
    assert fields["langid"] == {"en": "english", "ar": "arabic"}[lang]
    assert "url" not in fields and "doi" not in fields


@EACH
def test_ris_has_both_titles_and_the_language(lang):
    entry, other = ris(DESCRIPTOR, lang), {"en": "ar", "ar": "en"}[lang]
    assert entry["type_of_reference"] == "DATA" and entry["authors"] == [AUTHOR[lang]]
    assert (entry["title"], entry["translated_title"]) == (TITLE[lang], TITLE[other])
    assert (entry["language"], entry["edition"], entry["year"]) == (lang, VERSION, DATE[:4])
    assert entry["date"] == DATE[:10].replace("-", "/") and entry["publisher"] == AUTHOR[lang]
    assert entry["notes"] == [f"urn:{NAME}:{VERSION}", LICENSE]
    assert "urls" not in entry and "doi" not in entry


@EACH
def test_csl_is_printed_by_a_style(lang):
    item = csl(DESCRIPTOR, lang)
    assert item["type"] == "dataset" and item["issued"] == {"date-parts": [[*map(int, DATE[:10].split("-"))]]}
    assert (item["language"], item["version"], item["title"]) == (lang, VERSION, TITLE[lang])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON([item])
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    (printed,) = map(str, bibliography.bibliography())
    assert AUTHOR[lang] in printed and TITLE[lang] in printed and DATE[:4] in printed


@EACH
def test_an_address_and_a_publisher_are_cited_where_there_are_any(lang):
    _, fields = bibtex(RICHER, lang)
    entry, item = ris(RICHER, lang), csl(RICHER, lang)
    publisher = RICHER["contributors"][1]["title" if lang == "en" else "title_ar"]
    assert fields["publisher"] == entry["publisher"] == item["publisher"] == publisher
    assert fields["url"] == entry["urls"][0] == item["URL"] == RICHER["homepage"]
    assert len(entry["authors"]) == len(item["author"]) == 2


def test_a_doi_is_the_address():
    _, fields = bibtex(WITH_DOI, "en")
    entry, item = ris(WITH_DOI, "en"), csl(WITH_DOI, "en")
    assert fields["doi"] == entry["doi"] == item["DOI"] == "10.5281/zenodo.1_2"
    assert fields["url"] == entry["urls"][0] == item["URL"] == WITH_DOI["id"]


@EACH
def test_cited_rows_are_named_by_their_urn(lang):
    _, fields = bibtex(DESCRIPTOR, lang, PART)
    title, urn = f"{PART.about[lang]}. {TITLE[lang]}", PART.urn(NAME)
    assert (
        fields["title"]
        == ris(DESCRIPTOR, lang, PART)["title"]
        == csl(DESCRIPTOR, lang, PART)["title"]
        == title
    )
    assert urn in fields["note"]
    assert (
        ris(DESCRIPTOR, lang, PART)["notes"]
        == [csl(DESCRIPTOR, lang, PART)["note"], LICENSE]
        == [urn, LICENSE]
    )


def test_an_address_that_is_none_of_the_web_is_not_cited():
    assert "javascript" not in citation(DESCRIPTOR | {"homepage": "javascript:alert(1)"}, "bibtex")
    assert "7" not in json.loads(citation(DESCRIPTOR | {"homepage": 7}, "csl"))[0].get("URL", "")
