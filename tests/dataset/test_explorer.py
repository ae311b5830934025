"""The explorer: a page for every row in both languages, readable without scripts, nothing from elsewhere."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from dataclasses import replace
from functools import partial
from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
import pyarrow as pa
import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.dataset.explorer import documents
from riwaya.dataset.explorer import pages as explorer_pages
from riwaya.dataset.explorer.bidi import visible
from riwaya.dataset.explorer.example import example_of
from riwaya.dataset.explorer.figures import counted_figures, hidden_wordings, shown_wordings
from riwaya.dataset.explorer.lineage import lineage_of, relays_among
from riwaya.dataset.explorer.maps import map_of
from riwaya.dataset.explorer.number_line import Mark, number_line
from riwaya.dataset.explorer.pages import headline
from riwaya.dataset.explorer.periods import Period, periods_of
from riwaya.dataset.explorer.records import PAGED, Records, Row
from riwaya.dataset.explorer.relays import Relays
from riwaya.dataset.explorer.roles import Roles
from riwaya.dataset.explorer.site import Site
from riwaya.dataset.explorer.write import write
from riwaya.dataset.locate import open_dataset
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.release.citation import citation
from riwaya.release.documents import extra_files, methods_of
from riwaya.release.labels import COUNTED
from riwaya.release.metadata import Source
from riwaya.release.verify import verify
from riwaya.text.plurals import FORMS
from riwaya.validation.check import check_package
from tests.support.explorer import HOSTILE, hostile_package, pages_of
from tests.support.package_copies import ROOT

pytestmark = pytest.mark.usefixtures("explorer")
WORDS = tomllib.loads((ROOT / "src/riwaya/dataset/explorer/words.toml").read_text("utf-8"))
SCRIPTED = re.compile(
    r"/((events|index|search|sources|actors|locations)(-\d+)?|EVT-(?!009)\d+|ACT-\d+)\.html$"
)
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return hostile_package(tmp_path_factory.mktemp("explorer") / "package")


@pytest.fixture(scope="module")
def release(root, explorer):
    return build(check_package(Package.open(root)), root / "dist")


@pytest.fixture(scope="module")
def home(release):
    return release / "explorer"


@pytest.fixture(scope="module")
def pages(home):
    """Every page, parsed as browsers do; html5lib rejects pages that violate the standard."""
    parser = html5lib.HTMLParser(strict=True)
    return {
        file.relative_to(home).as_posix(): parser.parse(file.read_text("utf-8"))
        for file in home.rglob("*.html")
    }


def text_of(page):
    body = page.find(f"{HTML}body")
    return " ".join(" ".join(body.itertext()).split())


def rows_of(root, table):
    with (root / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


# -- Pages --------------------------------------------------------------------------------------------


def test_the_pages_are_part_of_the_release(release):
    listed = json.loads((release / "manifest.json").read_text("utf-8"))["files"]
    assert {"explorer/index.html", "explorer/ar/EVT-0001.html"} <= {
        entry["path"] for entry in listed
    } and verify(release) == []


def test_every_record_has_its_page_in_both_languages(root, pages):
    identities = {row[key] for table, key in PAGED.items() for row in rows_of(root, table)}
    identities |= {"CLM-0099", "EVT-0098", "EVT-0099"}
    names = {
        f"{name}.html"
        for name in (*identities, *PAGED, *"index relays search about codebook methods changes".split())
    }
    for lang in LANGUAGES:
        assert {name.removeprefix(f"{lang}/") for name in pages if name.startswith(f"{lang}/")} == names
    assert {*pages} == {"index.html", "404.html", *(f"{lang}/{name}" for lang in LANGUAGES for name in names)}


def test_each_page_declares_its_language_and_links_to_its_translation(pages):
    for name, page in pages.items():
        if "/" not in name:
            continue
        lang, _, file = name.partition("/")
        assert page.get("lang") == lang and page.get("dir") == {"ar": "rtl", "en": "ltr"}[lang]
        (switch,) = [link for link in page.iter(f"{HTML}a") if link.get("hreflang")]
        other = {"ar": "en", "en": "ar"}[lang]
        assert (
            switch.get("href") == f"../{other}/{file}"
            and switch.get("lang") == other
            and f"{other}/{file}" in pages
        )
        assert page.find(f"{HTML}head/{HTML}title").text.strip() and len([*page.iter(f"{HTML}h1")]) == 1


def test_every_link_resolves_and_nothing_is_loaded_from_elsewhere(root, home, pages):
    ids = {
        name: [element.get("id") for element in page.iter() if element.get("id")]
        for name, page in pages.items()
    }
    addresses = {row[name] for row in rows_of(root, "sources") for name in ("url", "archive_url")}
    addresses |= {
        address
        for table in ("actors", "claims", "locations", "sources")
        for row in rows_of(root, table)
        for address in re.findall(r"https?://[^\s,]*[^\s,.]", " ".join(filter(None, row.values())))
    }
    addresses.add(json.loads((root / "datapackage.json").read_text("utf-8"))["licenses"][0]["path"])
    parts = {path.relative_to(home.parent).as_posix() for path in home.parent.rglob("*")}
    for name, page in pages.items():
        assert len(ids[name]) == len({*ids[name]}), name
        for element in page.iter():
            assert not {*element.attrib} & {"srcset", "style", "onclick", "action", "data", "poster"}, (
                name,
                element.tag,
            )
            assert element.tag not in {f"{HTML}{tag}" for tag in ("img", "iframe", "object", "base")}
            assert element.tag != f"{HTML}style" or name == "404.html"
            if element.get("type") == "application/ld+json":
                assert name.endswith("/index.html") and json.loads(element.text)["@type"] == "Dataset"
            elif element.get("src", "").endswith("/font.js"):
                assert name.startswith("ar/") and not element.text
            elif element.tag in (f"{HTML}script", f"{HTML}form") or "src" in element.attrib:
                assert SCRIPTED.search(name) and not (element.text or "").strip()
            target = element.get("href", element.get("src"))
            if target is None or (element.tag == f"{HTML}a" and target in addresses):
                continue
            path, _, anchor = target.partition("#")
            reached = (home / name).parent.joinpath(path or name.rpartition("/")[2]).resolve()
            place = reached.relative_to(home.parent.resolve()).as_posix()
            assert not urlsplit(target).scheme and reached.is_file() and place in parts, (name, target)
            # Only the page of files leads out of the explorer.
            assert place.startswith("explorer/") or name.endswith("/about.html"), (name, target)
            # A search or filter is a fragment as well.
            if anchor and not ("=" in anchor and (path or name).endswith("events.html")):
                assert anchor in ids[reached.relative_to(home.resolve()).as_posix()], (name, target)
        (policy,) = [meta.get("content") for meta in page.iter(f"{HTML}meta") if meta.get("http-equiv")]
        if name == "404.html":
            assert (
                policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
            )
            continue
        script = "script-src 'self'; " if SCRIPTED.search(name) or name.startswith("ar/") else ""
        fonts = "font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
        assert policy == f"default-src 'none'; {script}style-src 'self'; {fonts}"
    style = (home / "style.css").read_text("utf-8")
    assert "@import" not in style and {*re.findall(r"url\(([^)]*)\)", style)} == {
        f'"fonts/{file.name}"' for file in (home / "fonts").glob("*.woff2")
    }
    assert "SIL Open Font License" in (home / "fonts/OFL.txt").read_text("utf-8")


def test_texts_of_a_claim_are_escaped(pages, home):
    for lang in LANGUAGES:
        page = pages[f"{lang}/EVT-0001.html"]
        assert HOSTILE in text_of(page)
        assert "<script>" not in (home / f"{lang}/EVT-0001.html").read_text("utf-8").lower()


def test_an_event_shows_who_claims_what(root, pages):
    claims = [row for row in rows_of(root, "claims") if row["event_id"] == "EVT-0001"]
    for lang, words in (
        ("en", ("Mudar al-Asaad", "more than 18 members", "Single origin", "paragraph 10")),
        ("ar", ("مضر الأسعد", "أكثر من 18 عنصراً", "ادعاء أصلي واحد", "الفقرة 10")),
    ):
        text = text_of(pages[f"{lang}/EVT-0001.html"])
        assert all(word in text for word in words), [word for word in words if word not in text]
        assert all(
            " ".join(claim[f"statement_{lang}"].split()) in text and claim["claim_id"] in text
            for claim in claims
        )


@pytest.mark.parametrize("words, number", [("more than 18", "more than 18"), ("tens of", None)])
def test_a_figure_alone_has_its_number_and_no_line(pages, words, number):
    (table,) = [
        table
        for table in pages["en/EVT-0001.html"].iter(f"{HTML}table")
        if words in "".join(table.itertext())
    ]
    assert {mark.get("class") for mark in table.iter(f"{HTML}i") if mark.get("role")} == {"glyph origin"}
    assert not [*table.iter("{http://www.w3.org/2000/svg}svg")]
    assert [strong.text for strong in table.iter(f"{HTML}strong")] == ([number] if number else [])


def cited_on(page):
    return "".join(page.find(f".//{HTML}p[@class='cite']").itertext())


def test_the_citation_is_that_of_the_command(pages, release):
    for lang in LANGUAGES:
        cited = (
            CliRunner().invoke(main, ["cite", "EVT-0001", "--release", str(release), "--lang", lang]).output
        )
        assert cited.split() == cited_on(pages[f"{lang}/EVT-0001.html"]).split()
        bibtex = ["cite", "EVT-0001", "--format", "bibtex", "--release", str(release), "--lang", lang]
        (shown,) = pages[f"{lang}/EVT-0001.html"].iter(f"{HTML}pre")
        assert shown.text.strip() == CliRunner().invoke(main, bibtex).output.strip()
    with open_dataset(release) as dataset:
        assert citation(dataset.descriptor) == cited_on(pages["en/index.html"])


def test_the_rows_are_files_beside_the_page(home, release):
    event = json.loads((home / "data/EVT-0001.json").read_text("utf-8"))
    with (release / "json/events.nested.jsonl").open(encoding="utf-8") as file:
        assert event == json.loads(file.readline())
    rows = [*csv.DictReader(io.StringIO((home / "data/EVT-0001.csv").read_text("utf-8"), newline=""))]
    with (release / "csv/claims_flat.csv").open(encoding="utf-8", newline="") as file:
        assert rows == [row for row in csv.DictReader(file) if row["event_id"] == "EVT-0001"]


@pytest.mark.parametrize(
    "lang, words",
    [
        ("en", "Since version 0.2.0: Merged. The same event"),
        ("ar", "منذ الإصدار 0.2.0: مدموج. كان الحدث نفسه"),
    ],
)
def test_a_retired_row_has_a_page_that_links_to_its_successor(lang, words, pages):
    page = pages[f"{lang}/EVT-0099.html"]
    assert words in text_of(page) and "EVT-0001.html" in [link.get("href") for link in page.iter(f"{HTML}a")]
    claim = pages[f"{lang}/CLM-0099.html"]
    assert "EVT-0001.html#CLM-0002" in [link.get("href") for link in claim.iter(f"{HTML}a")]


@pytest.mark.parametrize(
    "identity",
    [
        "../../up",
        "/etc/passwd",
        "a b",
        "",
        ".",
        "x.html",
        "con/nul",
        "index",
        "Events-2",
        "SOURCES",
        "about",
        "Codebook",
    ],
)
def test_an_id_that_names_no_file_makes_no_page(identity, release, tmp_path):
    """The makers of a release choose its IDs and their patterns."""
    with open_dataset(release) as dataset:
        tables = {name: dataset.table(name) for name in dataset.hashes}
        rows = tables["actors"].whole()
        renamed = rows.set_column(0, "actor_id", pa.array([identity, *rows["actor_id"].to_pylist()[1:]]))
        tables["actors"] = replace(tables["actors"], batches=renamed.to_batches)
        (tmp_path / "inner").mkdir()
        assert not write(tables.values(), dataset.descriptor, tmp_path / "inner")
    assert [*tmp_path.rglob("*")] == [tmp_path / "inner"]


def source_with(release, folder, column, value):
    """The page of a source, where a column of all sources has a value."""
    with open_dataset(release) as dataset:
        tables = {name: dataset.table(name) for name in dataset.hashes}
        rows = tables["sources"].whole()
        changed = rows.set_column(rows.column_names.index(column), column, pa.array([value] * rows.num_rows))
        tables["sources"] = replace(tables["sources"], batches=changed.to_batches)
        assert write(tables.values(), dataset.descriptor, folder)
    return (folder / "explorer/en/SRC-0001.html").read_text("utf-8")


def test_an_invalid_url_is_not_a_link(release, tmp_path):
    text = source_with(release, tmp_path, "url", "javascript:alert(1)")
    assert "<bdi>javascript:alert(1)</bdi>" in text and 'href="javascript' not in text


def test_an_address_in_a_note_is_a_link(release, tmp_path):
    note = "See <b>https://example.org/a?b=1&c=2</b>, not javascript:alert(1)."
    text = source_with(release, tmp_path, "note_en", note)
    address = "https://example.org/a?b=1&amp;c=2"
    assert f'&lt;b&gt;<a href="{address}" rel="noreferrer" dir="ltr">example.org/…</a>&lt;/b&gt;' in text
    assert 'href="javascript' not in text


def test_the_pages_have_the_same_content_in_both_languages():
    assert {*WORDS} == {*LANGUAGES} and {*WORDS["en"]} == {*WORDS["ar"]}
    for name, text in WORDS["en"].items():
        pair = text, WORDS["ar"][name]
        if name == "number_of":
            assert {*pair[0]} == {*pair[1]}
            for lang, nouns in zip(("en", "ar"), pair, strict=True):
                assert all({*forms} | {"zero"} == {*FORMS[lang], "zero"} for forms in nouns.values())
            continue
        if isinstance(text, dict):
            assert {*pair[0]} == {*pair[1]}, name
            pair = pair[0].values(), pair[1].values()
        for one, other in [pair] if isinstance(text, str) else zip(*pair, strict=True):
            assert sorted(re.findall(r"\{\w+\}", one)) == sorted(re.findall(r"\{\w+\}", other)), name
    files = [
        *(ROOT / "src/riwaya/dataset/explorer").rglob("*.html"),
        *(ROOT / "src/riwaya/dataset/explorer").glob("*.py"),
    ]
    used = {
        name
        for file in files
        for names in re.findall(r"words\.(\w+)|[\"'](\w+)[\"']", file.read_text("utf-8"))
        for name in names
    }
    assert {*WORDS["en"]} <= used


def test_a_long_list_has_several_pages_and_many_events_no_json(release, tmp_path, monkeypatch):
    monkeypatch.setattr("riwaya.dataset.explorer.pages.ROWS_A_PAGE", 1)
    monkeypatch.setattr("riwaya.dataset.explorer.records.MOST_TREES", 1)
    with open_dataset(release) as dataset:
        assert write(map(dataset.table, dataset.hashes), dataset.descriptor, tmp_path)
    for table, key in PAGED.items():
        listed, page, read = [], f"{table}.html", []
        while page:
            read.append(page)
            tree = html5lib.parse((tmp_path / "explorer/ar" / page).read_text("utf-8"))
            rows = [*tree.find(f".//{HTML}table[@id='{table}']").iter(f"{HTML}tr")][1:]
            listed += [row.find(f"{HTML}th/{HTML}a").get("href") for row in rows]
            around = {
                link.get("rel"): link.get("href")
                for link in tree.iter(f"{HTML}a")
                if link.get("rel") in ("prev", "next")
            }
            assert len(rows) == 1 and around.get("prev") == (read[-2] if len(read) > 1 else None)
            assert tree.find(f".//{HTML}a[@aria-current]").get("href") == f"{table}.html"
            assert (tmp_path / "explorer/en" / page).is_file()
            page = around.get("next")
        with open_dataset(release) as dataset:
            assert sorted(listed) == sorted(
                f"{identity}.html" for identity in dataset.table(table).whole()[key].to_pylist()
            )
        assert len(read) == len(listed) and (len(read) > 1 or table == "sources")
    data, page = tmp_path / "explorer/data", (tmp_path / "explorer/en/EVT-0001.html").read_text("utf-8")
    assert not [*data.glob("*.json")] and (data / "EVT-0001.csv").is_file()
    assert "data/EVT-0001.csv" in page and ".json" not in page


@pytest.mark.parametrize(
    "value, seen",
    [
        ("plain é", "plain é"),
        ("12\u202e34\u2069", "12[U+202E]34[U+2069]"),
    ],
)
def test_bidi_controls_are_made_visible(value, seen):
    assert visible(value) == seen


def place(identity, kind, arabic, english):
    return Row(location_id=identity, kind=kind, name_ar=arabic, name_en=english)


def test_places_are_areas_of_a_map_by_their_names_in_either_language():
    labels = {
        "ar": {("location_kind", "governorate"): "محافظة"},
        "en": {("location_kind", "governorate"): "Governorate"},
    }
    shapes, areas = map_of(
        [
            place("A", "governorate", "محافظة الرقّة", "elsewhere"),
            place("B", "city", "الرقة", "Raqqa"),
            place("C", "governorate", "غيرها", "Governorate of Daraa"),
            place("D", "governorate", "غيرها", "DEIR EZ-ZOR governorate"),
        ],
        labels,
    )
    assert areas == {"SY.RA": "A", "SY.DY": "D"} and len(shapes["objects"]["areas"]["geometries"]) == 15
    assert map_of(
        [place("A", "governorate", "محافظة صنعاء", "Sanaa"), place("B", "city", "حلب", "Aleppo")], labels
    ) == (None, {})


def test_a_dataset_of_another_country_has_no_map(release, tmp_path):
    with open_dataset(release) as dataset:
        tables = {name: dataset.table(name) for name in dataset.hashes}
        rows = tables["locations"].whole()
        for name in ("name_ar", "name_en"):
            rows = rows.set_column(rows.column_names.index(name), name, pa.array(["x"] * rows.num_rows))
        tables["locations"] = replace(tables["locations"], batches=rows.to_batches)
        assert write(tables.values(), dataset.descriptor, tmp_path)
    page = (tmp_path / "explorer/en/events.html").read_text("utf-8")
    assert 'id="timeline"' in page and 'id="map"' not in page
    assert '"shapes":null' in (tmp_path / "explorer/data/events.js").read_text("utf-8")


# -- Number line and lineage --------------------------------------------------------------------------


def figure(value=None, low=None, high=None):
    return {"value": value, "value_min": low, "value_max": high}


@pytest.mark.parametrize(
    "figure, shape",
    [
        (figure(11, 11, 11), "point"),
        (figure(18, 19), "from"),
        (figure(20), "about"),
        (figure(), "words"),
        (figure(400, 400, 500), "range"),
        (figure(300, 0, 299), "range"),
        (figure(300, 0, 299) | {"qualifier": "fewer_than"}, "to"),
        (figure(150, 0, 150) | {"qualifier": "up_to"}, "to"),
        (figure(2, 0, 2) | {"qualifier": "between"}, "range"),
        (figure(None, None, 5), "to"),
        (figure(0, 0, 0), "point"),
    ],
)
def test_the_mark_of_a_figure_has_its_shape(figure, shape):
    (mark,) = number_line([figure]).marks
    assert mark.shape == shape and 0 <= mark.start <= mark.end <= 92


@pytest.mark.parametrize("largest", [1, 2, 3, 7, 10, 11, 99, 100, 275, 3_500, 99_999, 999_999, 10**6, 10**12])
def test_a_number_line_goes_from_zero_to_a_round_number_above_all(largest):
    line = number_line([figure(largest, largest, largest), figure(0, 0, 0)])
    numbers, places = zip(*line.ticks, strict=True)
    assert numbers[0] == 0 and numbers[-1] >= largest > numbers[-2] and 2 <= len(numbers) <= 7
    assert len({after - before for before, after in pairwise(numbers)}) == 1
    # Labels of 7.5 pixels a digit do not touch where the line is narrowest: 250 pixels.
    for (before, left), (after, right) in pairwise(line.ticks):
        assert (right - left) / 100 * 250 > (len(f"{before:,}") + len(f"{after:,}")) / 2 * 7.5
    assert [*places] == sorted(places) and places[-1] == 92 and line.marks[1].start == places[0]


def test_the_place_of_a_mark_says_how_far_it_is_from_zero():
    about, zero = number_line([figure(100), figure(0, 0, 0), figure(25_000)]).marks[:2]
    assert zero.before(250) == 0 and 0 <= about.before(250) < 3
    assert Mark({}, "about", 50, 50).before(250) == 120


def test_figures_in_words_have_no_number_line():
    assert number_line([figure(), figure()]).ticks == () and number_line([]).marks == ()


def test_relays_are_nested_under_their_origins():
    def claim(name, above=None):
        return {"claim_id": name, "derived_from_claim_id": above}

    def shape(branches):
        return [(branch.claim["claim_id"], shape(branch.relays)) for branch in branches]

    claims = [
        claim("A"),
        claim("B", "A"),
        claim("C", "B"),
        claim("D"),
        claim("E", "elsewhere"),
        claim("F", "A"),
    ]
    assert shape(lineage_of(claims)) == [("A", [("B", [("C", [])]), ("F", [])]), ("D", []), ("E", [])]


def test_who_continues_an_own_account_is_no_relay_unless_the_account_is_one():
    def claim(name, above, claimant, source):
        return Row(claim_id=name, derived_from_claim_id=above, claimant_id=claimant, source_id=source)

    claims = [
        claim("A", None, "SOHR", "S1"),
        claim("B", "A", "SOHR", "S1"),
        claim("C", "B", "SOHR", "S1"),
        # What the same claimant says in another document, and another one in this one.
        claim("D", "A", "SOHR", "S2"),
        claim("E", "A", "SANA", "S1"),
        # The rest of a copy.
        claim("F", "E", "SANA", "S1"),
        claim("G", "elsewhere", "SANA", "S1"),
        claim("H", "I", "SANA", "S1"),
        claim("I", "H", "SANA", "S1"),
    ]
    assert relays_among(claims) == {*"DEFG"}


def test_figures_stand_by_body_and_number_and_fold_what_repeats_them():
    def claim(name, body, value, above=None):
        number = {"value": value, "value_min": value, "value_max": value}
        return Row(claim_id=name, body_id=body, derived_from_claim_id=above, figures=[Row(number)])

    def shape(figures):
        return [(item.claim["claim_id"], shape(item.relays)) for item in figures]

    claims = [
        claim("A", "X", 30),
        claim("B", "Y", 20),
        claim("C", "Y", 20, "A"),
        claim("D", "Z", 20, "C"),
        claim("E", "X", 10),
        claim("F", "W", None),
        # Not among the figures, and two that repeat each other: nothing is lost.
        claim("G", "W", 90, "elsewhere"),
        claim("H", "V", 5, "I"),
        claim("I", "V", 5, "H"),
    ]
    (group,) = counted_figures(Row(claims=claims, agreement=[]), {*"CDGHI"})
    found = shape(group.figures)
    # Of W the origin comes before the relay, though it has no number.
    assert [name for name, _ in found if name not in "HI"] == ["E", "A", "B", "F", "G"]
    assert dict(found)["A"] == [("C", []), ("D", [])]
    assert sorted(str(found).count(f"'{name}'") for name in "ABCDEFGHI") == [1] * 9
    assert group.relays == 5


def test_relays_are_claims_and_a_body_without_a_number_is_one_that_has_words_alone():
    def claim(name, body, *values, above=None, compared=True):
        figures = [Row(value=value, compared=compared) for value in values]
        stated = {"body_id": body, "derived_from_claim_id": above, "stance": "asserts"}
        return Row(claim_id=name, figures=figures, **stated)

    claims = [
        claim("A", "X", 30),
        # Two figures of one claim.
        claim("B", "X", 30, 25, above="A"),
        claim("C", "X", 30, above="B"),
        claim("D", "Y", None),
        # Of a body that is compared by its words alone.
        claim("E", "Y", 50, compared=False),
    ]

    def group(bodies, some=tuple(claims)):
        agreement = Row(bodies=bodies, **dict.fromkeys(COUNTED))
        (found,) = counted_figures(Row(claims=some, agreement=[agreement]), {"B", "C"})
        return found

    assert group(2).relays == 2 and group(2).kinds == [("asserts", 3), ("relay", 2)]
    assert {item.claim["claim_id"]: item.repeated for item in group(2).figures}["A"] == 2
    assert group(2).bodies_with_number == 1
    # All of them do, only one speaks, or the release says neither.
    assert group(2, [claim("A", "X", 30), claim("D", "Y", 20)]).bodies_with_number is None
    assert group(1, [claim("D", "Y", None)]).bodies_with_number is None
    unsaid = [claim("A", "X", 30, compared=None), claim("D", "Y", None, compared=None)]
    assert group(2, unsaid).bodies_with_number is None
    assert group(None).bodies_with_number is None


def test_a_count_of_origins_is_explained_where_other_marks_are_drawn():
    def claim(name, origin, compared, *, stance="asserts"):
        above = None if name == origin else origin
        figure = Row(value=5, compared=compared)
        return Row(
            claim_id=name,
            derived_from_claim_id=above,
            origin_claim_id=origin,
            stance=stance,
            figures=[figure],
        )

    claims = [
        claim("A", "A", True),
        claim("B", "A", False),
        # Two that repeat one account, which gives another figure, and one that goes on itself.
        claim("C", "elsewhere", True),
        claim("D", "elsewhere", True),
        claim("H", "its own", True),
        claim("E", "E", False, stance="expects"),
        # The origin expects what its relay asserts.
        claim("F", "F", False, stance="expects"),
        claim("G", "F", True),
    ]
    (group,) = counted_figures(Row(claims=claims, agreement=[]), {*"BCDG"})
    assert (group.behind, group.uncompared) == (2, 2)
    (group,) = counted_figures(Row(claims=[claim("A", "A", None)], agreement=[]), ())
    assert (group.behind, group.uncompared) == (0, 0)


@pytest.mark.parametrize(
    "language, ar, en, original, lang, shown, hidden",
    [
        ("en", "نحو 20", "about 20", None, "en", [("en", True)], ["wording_ar"]),
        ("en", "نحو 20", "about 20", None, "ar", [("ar", False), ("en", True)], []),
        ("en", None, "about 20", None, "ar", [("en", True)], []),
        ("en", "250", "250", None, "ar", [("ar", True)], ["wording_en"]),
        ("fr", "نحو 20", "about 20", "une vingtaine", "ar", [("ar", False)], ["wording_en"]),
        ("fr", "250", "250", "250", "en", [("en", True)], ["wording_ar"]),
        # Ours, which the row has in both languages.
        (None, "11 عنصرًا", "11 members", None, "en", [("en", False)], []),
        ("en", None, None, None, "en", [], []),
    ],
)
def test_a_page_has_the_words_of_its_language_and_the_original(
    language, ar, en, original, lang, shown, hidden
):
    figure = Row(wording_language=language, wording_ar=ar, wording_en=en, wording_original=original)
    assert shown_wordings(figure, lang) == shown
    assert hidden_wordings(figure, lang) == [(name, figure[name]) for name in hidden]
    # A release that does not say whose the words are has both.
    unsaid = Row(wording_ar=ar, wording_en=en)
    assert {one for one, _ in shown_wordings(unsaid, lang)} == {
        one for one in LANGUAGES if unsaid[f"wording_{one}"]
    }


def test_relays_are_counted_by_outlets_and_not_within_one():
    def claim(name, source, above=None, claimant="ACT-0009"):
        return Row(claim_id=name, source_id=source, claimant_id=claimant, derived_from_claim_id=above)

    sources = {"S1": Row(outlet_id="AGENCY"), "S2": Row(outlet_id="PAPER"), "S3": Row(outlet_id=None)}
    relays = Relays(
        [
            claim("A", "S1"),
            claim("B", "S2", "A"),
            claim("C", "S2", "A"),
            claim("D", "S2", "B"),
            claim("E", "S3", "A", "BLOG"),
            claim("F", "S3", "elsewhere", "BLOG"),
        ],
        sources,
    )
    assert relays.of("AGENCY") == [("PAPER", 2), ("BLOG", 1)] and relays.by("PAPER") == [("AGENCY", 2)]
    assert relays.of("PAPER") == [] and relays.by("AGENCY") == []
    assert relays.outlets == ["AGENCY", "PAPER", "BLOG"]


def test_a_role_has_one_claim_a_body_and_the_denial_of_its_actor():
    claims = {
        name: Row(claim_id=name, body_id=body, claimant_id=body)
        for name, body in (("A", "AGENCY"), ("B", "AGENCY"), ("C", "ARMY"), ("D", "COUNCIL"), ("E", "PAPER"))
    }
    denials = [
        Row(kind="participation", event_id="EVT", body_id="ARMY", claim_id="C"),
        Row(kind="participation", event_id="EVT", body_id="ARMY", claim_id="C"),
        Row(kind="number", event_id="EVT", body_id="COUNCIL", claim_id="D"),
        Row(kind="participation", event_id="OTHER", body_id="COUNCIL", claim_id="D"),
    ]
    given = [("ARMY", "A"), ("ARMY", "B"), ("ARMY", "E"), ("COUNCIL", "E"), ("COUNCIL", "gone")]
    rows = [Row(event_id="EVT", actor_id=actor, role="party", claim_id=claim) for actor, claim in given]
    rows.append(Row(event_id="EVT", actor_id="COUNCIL", role="mediator", claim_id="D"))
    roles = Roles(claims, denials, lambda claim: claim["claim_id"] == "A")
    # The agency's own account comes before the one that it repeats.
    assert roles.by("actor_id", rows) == [
        ("ARMY", [("party", [claims["B"], claims["E"]])], [claims["C"]]),
        ("COUNCIL", [("party", [claims["E"]]), ("mediator", [claims["D"]])], []),
    ]


# -- The site -----------------------------------------------------------------------------------------


PLACES = {
    "homepage": "https://example.org/",
    "repository": "https://example.org/git",
    "explorer": "https://example.org/read",
    "issues": "https://example.org/new?title={id}",
}


@pytest.fixture(scope="module")
def placed(release, tmp_path_factory):
    """The pages of a package that names its places."""
    folder = tmp_path_factory.mktemp("placed")
    with open_dataset(release) as dataset:
        assert write(map(dataset.table, dataset.hashes), {**dataset.descriptor, **PLACES}, folder)
    return folder / "explorer"


def head_of(page):
    """What a page says to search engines and messengers, by name or property; and its links by their kind."""
    metas = {
        name: meta.get("content")
        for meta in page.iter(f"{HTML}meta")
        for name in (meta.get("name"), meta.get("property"))
        if name
    }
    links = {
        (link.get("rel"), link.get("hreflang")): link.get("href")
        for link in page.find(f"{HTML}head").iter(f"{HTML}link")
    }
    return metas, links


def test_every_page_leads_to_what_is_said_of_the_dataset(pages):
    for name, page in pages.items():
        if "/" in name:
            targets = {link.get("href") for link in page.iter(f"{HTML}a")}
            parts = {f"about.html#{part}" for part in ("methods", "files", "cite", "changes", "contribute")}
            assert {"about.html", "codebook.html"} | parts <= targets, name


def test_pages_say_to_machines_what_they_are(pages, placed):
    metas, links = head_of(pages["ar/EVT-0001.html"])
    title = pages["ar/EVT-0001.html"].find(f"{HTML}head/{HTML}title").text
    assert metas["og:title"] == title and 20 < len(metas["description"]) <= 202
    assert metas["og:locale"] == "ar_AR" and metas["description"] == metas["og:description"]
    assert metas["description"] != head_of(pages["ar/sources.html"])[0]["description"]
    assert links["alternate", "en"] == "../en/EVT-0001.html" and links["icon", None] == "../icon.svg"
    # An address that is not whole says nothing to those who read these.
    assert not {"og:url", "og:image"} & {*metas} and ("canonical", None) not in links
    metas, links = head_of(html5lib.parse((placed / "ar/EVT-0001.html").read_text("utf-8")))
    assert metas["og:url"] == links["canonical", None] == "https://example.org/read/ar/EVT-0001.html"
    assert links["alternate", "en"] == "https://example.org/read/en/EVT-0001.html"
    assert (placed / metas["og:image"].removeprefix("https://example.org/read/")).is_file()


def test_an_event_is_disputed_where_the_package_says(pages, placed):
    address = "https://example.org/new?title=EVT-0001"
    page = html5lib.parse((placed / "en/EVT-0001.html").read_text("utf-8"))
    assert address in {link.get("href") for link in page.iter(f"{HTML}a")}
    assert "Write to Riwaya contributors, naming EVT-0001" in text_of(pages["en/EVT-0001.html"])
    assert "اكتب إلى الناشر (المساهمون في رواية) مع ذكر EVT-0001" in text_of(pages["ar/EVT-0001.html"])


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "x", 1, None, [], {}]
)
def test_what_is_no_address_is_no_link(address, release):
    site = Site(Source({"contributors": [{"title": "x", "path": address}], **dict.fromkeys(PLACES, address)}))
    assert [site.homepage, site.repository, site.base, site.base_path] == [None] * 4
    assert site.dispute("EVT-0001") is None and site.publishers == [({"title": "x", "path": address}, None)]


def test_an_id_cannot_leave_its_place_in_an_address():
    site = Site(Source({"issues": "mailto:a@example.org?subject={id}"}))
    assert site.dispute("A&body=x y") == "mailto:a@example.org?subject=A%26body%3Dx%20y"


def test_the_page_for_a_missing_address_works_at_any_depth(pages, placed):
    """A host shows it in the place of any page: links that are not whole would lead elsewhere."""
    assert [*pages["404.html"].iter(f"{HTML}link")] == []
    assert {link.get("href") for link in pages["404.html"].iter(f"{HTML}a")} == {"#content"}
    # Of each language, the part of the address that leads to its first page.
    parts = [*pages["404.html"].iter(f"{HTML}section")]
    assert [f"/{part.get('lang')}/" in "".join(part.itertext()) for part in parts] == [True] * len(LANGUAGES)
    page = html5lib.parse((placed / "404.html").read_text("utf-8"))
    targets = {link.get("href") for link in page.iter(f"{HTML}a")} - {"#content"}
    assert targets == {f"/read/{lang}/index.html" for lang in LANGUAGES}


METHOD = """# How <i>it</i> was made

<div dir="rtl">
[rules](rules.md#one), [dates](dates.md#x),
[web](https://example.org/), [bad](javascript:alert(1)), ![x](a.png)

<script>alert(1)</script> 12\u202e34

| a | b |
|---|---|
| <b>1</b> | 2 |

## Next
</div>
<!-- not shown -->
"""


def test_documents_on_methods_are_a_page_and_what_they_hold_is_text(release, tmp_path):
    methods = ["docs/how.md", "docs/missing.md", "docs/dates.md", "../up.md", "docs/../up.md", 1]
    texts = {"docs/how.md": METHOD.encode(), "docs/dates.md": b"No \xff title", "../up.md": b"secret"}
    with open_dataset(release) as dataset:
        head = {**dataset.descriptor, "methods": methods, "methods_ar": "docs/how.md"}
        assert write(map(dataset.table, dataset.hashes), head, tmp_path, read=texts.get)
    home = tmp_path / "explorer"
    page = html5lib.HTMLParser(strict=True).parse((home / "en/methods.html").read_text("utf-8"))
    main = page.find(f".//{HTML}main")
    assert [heading.text for heading in main.iter(f"{HTML}h1")] == ["Methods"]
    assert "How <i>it</i> was made" in text_of(page) and "12[U+202E]34" in text_of(page)
    assert not {"script", "i", "b", "img"} & {element.tag.removeprefix(HTML) for element in main.iter()}
    assert "secret" not in text_of(page) and "not shown" not in text_of(page)
    assert "No \ufffd title" in text_of(page) and len([*main.iter(f"{HTML}table")]) == 1
    targets = [link.get("href") for link in main.findall(f".//{HTML}section//{HTML}a")]
    assert targets == ["#document-2", "https://example.org/"] and "rules" in text_of(page)
    about = html5lib.parse((home / "en/about.html").read_text("utf-8"))
    leads = {link.get("href") for link in about.iter(f"{HTML}a")}
    assert {"methods.html#document-1", "methods.html#document-2"} <= leads
    # A list that is none, and no notes of a version: no page, and no link to it.
    assert not (home / "ar/methods.html").exists() and not (home / "en/changes.html").exists()


def test_our_own_documents_on_methods_are_in_a_release():
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    for lang in LANGUAGES:
        paths = methods_of(descriptor, lang)
        assert len(paths) == 6 == len(descriptor["methods" if lang == "en" else "methods_ar"])
        assert all((ROOT / path).is_file() and path in extra_files(descriptor) for path in paths)
        site = Site(Source(descriptor), lambda path: (ROOT / path).read_bytes())
        assert all(title and "<h2" in html and "&lt;" not in html for _, title, html in site.methods(lang))


def test_the_files_of_the_release_are_listed_with_their_sizes(pages, release):
    page = pages["en/about.html"]
    listed = {
        link.get("href").removeprefix("../../")
        for link in page.iter(f"{HTML}a")
        if link.get("download") is not None
    }
    files = {file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file()}
    rest = {
        name
        for name in files - listed
        if not name.startswith(("explorer/", "docs/", "json/schemas/", "codebook."))
    }
    assert listed <= files and rest <= {"json/events.nested.jsonl"}


# -- The command --------------------------------------------------------------------------------------


def run(*arguments):
    result = CliRunner().invoke(main, ["explorer", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_writes_the_pages_of_a_release(release, home, tmp_path):
    written = run("--release", release, "--out", tmp_path / "new/folder", "--lang", "en")
    # The folder as it was given, so that it is found from here.
    assert written.exit_code == 0 and str(tmp_path / "new/folder/explorer") in written.output
    made = tmp_path / "new/folder/explorer"
    alone = {f"{lang}/{name}.html" for lang in LANGUAGES for name in ("about", "index")}
    files = {file.relative_to(home) for file in home.rglob("*") if file.is_file()}
    assert files == {file.relative_to(made) for file in made.rglob("*") if file.is_file()}
    differ = {file.as_posix() for file in files if (made / file).read_bytes() != (home / file).read_bytes()}
    # Nothing lies beside pages that are written alone.
    assert differ == alone and not re.search(r'"\.\./\.\./', (made / "en/about.html").read_text("utf-8"))
    assert [file.name for folder in (tmp_path, made.parent) for file in folder.iterdir()] == [
        "new",
        "explorer",
    ]
    again = run("--release", release, "--out", made.parent, "--lang", "ar")
    assert again.exit_code == 2 and "explorer" in again.output


def test_arabic_in_an_english_document_is_isolated():
    """Else two quotations with code between them change places."""
    html = documents.shown("# Next\n\nArabic `a` is «يقول بذلك», `b` «جهة `c`», and حافلات, باصات too.", {})
    assert "<bdi>«يقول بذلك»</bdi>, <code>b</code>" in html and "<bdi>حافلات, باصات</bdi> too." in html
    assert re.sub("</?bdi>", "", html).count("يقول بذلك") == 1 and "<bdi>جهة</bdi>" in html
    # An Arabic text has no foreign direction to be isolated from, and a bdi would hide its own.
    assert "<bdi>" not in documents.shown("النص `a` هو «يقول بذلك».", {}, is_mixed=True)


def test_no_emphasis_of_our_documents_is_left_as_stars():
    """CommonMark takes "و**كلمة**" with code or punctuation inside the stars for no emphasis."""
    assert "**" in documents.shown("و**`a`**: ب", {})
    texts = {path: path.read_text("utf-8") for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))}
    shown = {
        path.name: re.sub("<code.*?</code>", "", documents.shown(texts[path], {}), flags=re.S)
        for path in texts
    }
    assert len(shown) > 40 and [name for name in shown if "**" in shown[name]] == []


@pytest.mark.parametrize("options", [(), ("--serve", "--out", ".")])
def test_the_command_needs_exactly_one_target(options):
    assert run(*options, "--lang", "en").exit_code == 2


def answered(port, head):
    """What the server answers to a request for the first page with these headers."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(f"GET /index.html HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n".encode())
        return connection.makefile("rb").read()


@pytest.mark.loopback
def test_it_is_served_on_this_machine_only(release):
    command = [
        sys.executable,
        "-m",
        "riwaya",
        "explorer",
        "--release",
        str(release),
        "--serve",
        "--lang",
        "en",
    ]
    # What runs the tests in the background may have interrupts ignored, and its children with it.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=heed) as server:
        try:
            address = server.stdout.readline().split()[0]
            assert urlsplit(address).hostname == "127.0.0.1"
            with urllib.request.urlopen(f"{address}ar/EVT-0001.html") as answer:
                assert answer.read() == (release / "explorer/ar/EVT-0001.html").read_bytes()
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(f"{address}../manifest.json")
            with pytest.raises(urllib.error.HTTPError) as missing:
                urllib.request.urlopen(f"{address}ar/EVT-9999.html")
            assert missing.value.code == 404
            assert missing.value.read() == (release / "explorer/404.html").read_bytes()
            port = urlsplit(address).port
            page = (release / "explorer/index.html").read_bytes()
            for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LocalHost:{port}"):
                assert answered(port, f"Host: {host}").endswith(page)
            # A name that resolves to this machine only for a moment, and what else is not ours.
            for head in (
                *(f"Host: {host}" for host in (f"evil.example:{port}", "127.0.0.1", "localhost:1", "")),
                f"Host: 127.0.0.1.evil.example:{port}",
                f"Host: localhost:{port}\r\nHost: evil.example",
                f"X-Forwarded-Host: localhost:{port}",
            ):
                answer = answered(port, head)
                assert answer.split()[1] == b"421" and b"choose" not in answer, head
        finally:
            server.send_signal(signal.SIGINT)
            code = server.wait(30)
        assert code == 0


def test_a_release_of_some_formats_has_no_explorer(root, tmp_path):
    assert not (build(check_package(Package.open(root)), tmp_path, ("csv",)) / "explorer").exists()


def test_too_many_records_have_no_pages(release, tmp_path, monkeypatch):
    monkeypatch.setattr("riwaya.dataset.explorer.write.MOST_ROWS", 10)
    result = run("--release", release, "--out", tmp_path / "new", "--lang", "en")
    assert result.exit_code == 2 and "cannot have an explorer" in result.output and not [*tmp_path.iterdir()]


class Killed:
    """What ends the process that reads it."""

    def __reduce__(self):
        return os._exit, (1,)


@pytest.mark.parametrize("is_killed", [False, True])
def test_several_processes_write_the_same_pages(is_killed, release, tmp_path, monkeypatch):
    """The pages of a process that is killed are written by the first."""

    def written(folder):
        folder.mkdir()
        with open_dataset(release) as dataset:
            tables = map(dataset.table, dataset.hashes)
            assert write(tables, dataset.descriptor, folder, read=dataset.document)
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    alone = written(tmp_path / "alone")
    monkeypatch.setattr("riwaya.dataset.explorer.write.PARALLEL_ROWS", 0)
    if is_killed:
        monkeypatch.setattr(Site, "in_memory", lambda site: Killed())
    here, describer_of = [], explorer_pages.describer_of
    monkeypatch.setattr(explorer_pages, "describer_of", lambda *of: here.append(of[1]) or describer_of(*of))
    assert written(tmp_path / "together") == alone
    assert here == [*(LANGUAGES if is_killed else ())]


# -- The first page ------------------------------------------------------------------------------------


def test_events_are_counted_by_periods_of_which_there_are_not_too_many():
    def periods(*spans):
        rows = [
            {"date_earliest": first, "date_latest": last, "contradictions": contradictions}
            for first, last, *contradictions in spans
        ]
        return [(item.start, item.events, item.contradicted) for item in periods_of(rows)]

    assert periods() == periods((None, None)) == []
    day = ("2019-12-31", "2019-12-31")
    assert periods(day, ("2019-11-01", "2020-01-31", "x")) == [
        ("2019-11", 1, 1),
        ("2019-12", 2, 1),
        ("2020-01", 1, 1),
    ]
    # Of an event that is open at one end the other counts; years without events are among the others.
    assert periods(("2015-05-01", None), (None, "2017-05-01"), (None, None)) == [
        ("2015", 1, 0),
        ("2016", 0, 0),
        ("2017", 1, 0),
    ]
    decades = periods(("1895-01-01", "1895-01-01"), day)
    assert (decades[0], decades[-1], len(decades)) == (("189", 1, 0), ("201", 1, 0), 13)
    assert len(periods(("0001-01-01", "9999-12-31"))) == 100
    assert [Period(start, 0, 0).edtf for start in ("2019-12", "2019", "201", "00")] == [
        "2019-12",
        "2019",
        "201X",
        "00XX",
    ]


def test_the_example_is_the_contradiction_of_named_bodies_that_needs_fewest_words():
    counts = dict.fromkeys(COUNTED) | {"value": 1}

    def example(*events):
        """The event that is chosen of these: their relations, and the numbers and bodies of their figures."""
        rows, trees = [], {}
        for number, (relation, *figures) in enumerate(events):
            identity = f"EVT-{number}"
            agreement = counts | {"event_id": identity, "relation": relation, "bodies": 2, "claims": 2}
            claims = [
                {"claim_id": f"{at}", "body_id": body, "claimant_id": body, "derived_from_claim_id": None}
                | {
                    "stance": "asserts",
                    "figures": [counts | {"value_min": low, "value_max": low, "value": low}],
                }
                for at, (low, body) in enumerate(figures)
            ]
            rows.append(agreement)
            trees[identity] = {"event_id": identity, "claims": claims, "agreement": [agreement]}
        records = Records([], {})
        records.rows = {"agreement": rows}
        records.__dict__ |= {"events": trees, "by_id": {"actors": {"A": {}, "B": {}}}}
        found = example_of(records)
        return found and found[0]["event_id"]

    named = ("contradict", (10, "A"), (20, "B"))
    assert example() is None and example(("contradict", (None, "A"), (None, "B"))) is None
    assert example(("agree", (10, "A"), (10, "B")), named) == "EVT-1"
    assert example(("contradict", (10, "A"), (20, "SRC-1")), named) == "EVT-1"
    assert example((*named, (None, "A")), named, named) == "EVT-1"
    assert example(("contradict", (10, "A"), (20, "B"), (30, "B")), named) == "EVT-1"
    assert example(("single_origin", (10, "A"))) == "EVT-0"


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Strikes: who claims what: all of it", ("Strikes", "who claims what: all of it")),
        ("Strikes", ("Strikes", "")),
    ],
)
def test_a_title_is_what_stands_before_its_colon(title, parts):
    assert headline(title) == parts


@pytest.mark.parametrize("emptied", [("agreement",), ("agreement", "figures", "claims", "events")])
def test_the_first_page_makes_sense_without_contradictions_or_events(emptied, root, tmp_path):
    def change(tables):
        for table in tables:
            none = table.whole().slice(0, 0)
            yield replace(table, batches=none.to_batches, row_count=0) if table.name in emptied else table

    home = pages_of(Package.open(root), tmp_path, change)
    for lang in LANGUAGES:
        page = html5lib.HTMLParser(strict=True).parse((home / lang / "index.html").read_text("utf-8"))
        classes = {element.get("class") for element in page.iter()}
        assert "example" not in classes and ("periods" in classes) == ("events" not in emptied)
        assert WORDS[lang]["about_title"] in text_of(page)
        events = (home / lang / "events.html").read_text("utf-8")
        assert ('id="explore"' in events) == ("events" not in emptied)


@pytest.mark.parametrize(
    ("text", "language"),
    [("## 0.2.0\n\nA row is edited.", "en"), ("## 0.2.0\n\nعُدّل صف في `claims`.", "ar"), ("", "en")],
)
def test_notes_on_changes_have_the_language_of_their_letters(text, language):
    site = Site(Source({}, []), lambda path: text.encode() if path == "CHANGES.md" else None)
    assert site.changes_language == language


def test_each_country_of_our_data_has_a_name_in_each_language():
    codes = {row["country"] for row in rows_of(ROOT, "actors")} - {""}
    assert codes
    for lang in LANGUAGES:
        assert not codes - WORDS[lang]["countries"].keys()


def test_each_language_of_our_data_has_a_name_in_each_language():
    rows = [row for file in (ROOT / "data").glob("*.csv") for row in rows_of(ROOT, file.stem)]
    codes = {text for row in rows for name, text in row.items() if name.endswith("language")} - {""}
    assert {"ar", "en", "pt", "vi"} <= codes
    for lang in LANGUAGES:
        names = WORDS[lang]["languages"]
        assert not codes - names.keys() and len({*names.values()}) == len(names)
