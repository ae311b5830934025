"""The explorer in a browser: Chromium, or the Firefox that RIWAYA_FIREFOX names. Skipped without Chromium."""

import csv
import gzip
import html
import io
import json
import re
import shutil
import struct
import unicodedata
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pandas as pd
import pyarrow as pa
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from benchmarks.loading import KINDS as EVERY_KIND
from benchmarks.loading import SLOWER, loading, slowed
from benchmarks.loading import hosted as host
from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.dataset.api import load
from riwaya.dataset.explorer.shorten import shortened
from riwaya.dataset.locate import open_folder
from riwaya.dataset.search import DatasetSearch
from riwaya.package.descriptor import Package
from riwaya.package.schema import schema_from
from riwaya.release import codebook
from riwaya.release.diff import difference
from riwaya.release.diff_report import as_page
from riwaya.release.table import Release, ReleaseTable
from riwaya.text.date_words import day_text
from riwaya.text.spelling import search_key
from tests.support.browser import FIREFOX, launched
from tests.support.exact_figures import assert_exact_first
from tests.support.explorer import HOSTILE, hostile_package, pages_of, relays_in
from tests.support.package_copies import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("explorer")]
EVENTS = sum(1 for _ in csv.DictReader((ROOT / "data/events.csv").open(encoding="utf-8", newline="")))
TURNED = "12\u202e34"
chromium_only = pytest.mark.skipif(bool(FIREFOX), reason="the driver of Firefox cannot do that")
# Axe would fetch files again, which the policy forbids; the rule that WCAG 2.2 added is off by default.
AXE = {"preload": False, "rules": {"target-size": {"enabled": True}}}
# What is in order is not listed node by node.
BRIEF = {"resultTypes": ["violations", "incomplete"]}
COLORS = ("color-contrast", "link-in-text-block")
DARK = {"runOnly": COLORS, "rules": {}}
NO_COLORS = {"rules": AXE["rules"] | {name: {"enabled": False} for name in COLORS}}
KINDS = (
    "index",
    "search",
    "events",
    "sources",
    "actors",
    "locations",
    "EVT-0001",
    "SRC-0001",
    "ACT-0001",
    "LOC-0006",
    "relays",
    "about",
    "methods",
    "changes",
    "codebook",
    "EVT-0099",
)


@pytest.fixture(scope="module")
def ours(tmp_path_factory, explorer):
    """The explorer of our own data."""
    return pages_of(Package.open(ROOT), tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, explorer):
    """That of a malicious release: its texts, and its names of events, actors and places."""

    def with_names(tables):
        for table in tables:
            columns = {
                "events": ("title_ar", "title_en"),
                "actors": ("name_ar", "name_en"),
                "locations": ("name_ar", "name_en"),
            }
            rows = table.whole()
            for name in columns.get(table.name, ()):
                texts = [f"={text} {HOSTILE} {TURNED}" for text in rows[name].to_pylist()]
                rows = rows.set_column(rows.column_names.index(name), name, pa.array(texts))
            yield replace(table, batches=rows.to_batches) if table.name in columns else table

    package = Package.open(hostile_package(tmp_path_factory.mktemp("hostile") / "package"))
    return pages_of(package, tmp_path_factory.mktemp("pages"), with_names)


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


class Reader:
    """A browser, its requests, and the errors on its console."""

    def __init__(self, browser, home, **options):
        self.home, self.requests, self.errors = home, [], []
        self.page = browser.new_page(**options)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda message: message.type in ("error", "warning") and self.errors.append(message.text),
        )
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def open(self, name, lang="en"):
        self.page.goto(f"{self.home}/{lang}/{name}")
        return self.page

    def elsewhere(self):
        return [address for address in self.requests if not address.startswith(f"{self.home}/")]


@pytest.fixture
def read(chromium):
    """Readers of a folder or a URL; at the end, none may have requests to elsewhere, or errors."""
    readers = []

    def reader(home, **options):
        readers.append(Reader(chromium, home.as_uri() if isinstance(home, Path) else home, **options))
        return readers[-1]

    yield reader
    for one in readers:
        one.page.close()
        # Firefox names no request to the disk.
        assert (one.elsewhere(), one.errors) == ([], []) and (one.requests or FIREFOX)


@pytest.fixture(scope="module")
def hosted(ours):
    """The address of our pages on a web host."""
    with host(ours) as address:
        yield address


@pytest.fixture(scope="module", params=["disk", "host"])
def place(request):
    """Where pages are read: on a disk, or from a web host."""
    return request.getfixturevalue({"disk": "ours", "host": "hosted"}[request.param])


def settled(page):
    """The page once it has what was asked for: a search loads the files that it needs."""
    page.locator("#explore:not([aria-busy])").wait_for(state="attached")
    return page


def found(page):
    """The titles of the events that are listed."""
    settled(page)
    return page.locator("#events tbody th a").all_inner_texts()


def count(page):
    """The number of events found, as on the page."""
    settled(page)
    return int(page.get_by_role("status").inner_text().split(":")[1].split()[0])


# -- What the guard detects ---------------------------------------------------------------------------


def test_a_request_to_elsewhere_is_detected(chromium, tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en/x.html").write_text(
        "<!doctype html><img src='https://elsewhere.invalid/x.png'><script>throw 1</script>"
    )
    reader = Reader(chromium, tmp_path.as_uri())
    reader.open("x.html").close()
    assert reader.elsewhere() == ["https://elsewhere.invalid/x.png"] and reader.errors


def test_the_policy_forbids_scripts_all_requests(chromium, ours):
    reader = Reader(chromium, ours.as_uri())
    page = reader.open("events.html")
    assert (
        page.evaluate("fetch('https://elsewhere.invalid/').then(() => 'sent', () => 'blocked')") == "blocked"
    )
    # The driver of Firefox reports it later.
    for _ in range(100):
        if reader.errors:
            break
        page.wait_for_timeout(50)
    assert any("violates the following" in error for error in reader.errors)
    page.close()


# -- Search and filters -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_is_found_in_either_script_however_it_is_spelt(lang, place, read):
    page = read(place).open("events.html", lang)
    for query in ("الشدادى", "al-shaddadi", "شدادي", "SHADDADI", "والشِّدادي"):
        page.get_by_role("searchbox").fill(query)
        assert 0 < count(page) < EVENTS / 2, query
        places = page.locator("#events .place a").all_inner_texts()
        assert {"ar": "الشدادي", "en": "Al-Shaddadi"}[lang] in places, query
        # The next query finds something else, whatever it is.
        page.get_by_role("searchbox").fill("zzzzzzzz")
        assert found(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_that_is_nowhere_suggests_similar_words_or_none(lang, ours, read):
    page = read(ours).open("events.html", lang)
    page.get_by_role("searchbox").fill("Shadadi")
    assert found(page) and {"en": "similar", "ar": "قريبة"}[lang] in page.get_by_role("status").inner_text()
    page.get_by_role("searchbox").fill("zzzzzzzz")
    assert found(page) == [] and str(EVENTS) in page.get_by_role("status").inner_text()
    page.locator("form button").click()
    assert count(page) == EVENTS and page.get_by_role("searchbox").input_value() == ""


def test_all_words_must_match(ours, read):
    page = read(ours).open("events.html")
    numbers = []
    for query in ("raqqa", "raqqa withdrawal", "raqqa withdrawal 2017"):
        page.get_by_role("searchbox").fill(query)
        numbers.append(count(page))
    assert numbers[0] > numbers[1] >= numbers[2] > 0
    # A year is that of the date, whether or not a text has it; claims are searched as well.
    for query, least in (("٢٠١٨", happened_in("2018")), ("buses", 1)):
        page.get_by_role("searchbox").fill(query)
        assert least <= count(page) < EVENTS / 3


def happened_in(year):
    """How many events may have taken place in a year; those that are open at an end, in that of the other."""
    days = load("events")[["date_earliest", "date_latest"]].astype("string")
    first = days["date_earliest"].fillna(days["date_latest"]).str[:4].dropna()
    last = days["date_latest"].fillna(days["date_earliest"]).str[:4].dropna()
    return int(((first <= year) & (last >= year)).sum())


def test_filters_narrow_the_results_and_their_counts_are_right(ours, read):
    page = read(ours).open("events.html")
    for name in ("kind", "year", "place", "claimant", "relation"):
        field = page.locator(f"select[name={name}]")
        options = field.locator("option").evaluate_all("all => all.map(one => [one.value, one.innerText])")
        assert len(options) > 2 and options[0] == ["", "all"]
        for value, label in (options[1], options[-1]):
            field.select_option(value)
            assert label.endswith(f"({count(page)})") and 0 < count(page) < EVENTS, label
        field.select_option("")
    # Of places that share a name, the larger comes first.
    labels = page.locator("select[name=place] option").all_inner_texts()
    for name in ("Raqqa", "Deir ez-Zor", "Al-Hasakah"):
        kinds = [
            re.split(r" \(", label)[0].removeprefix(name).strip()
            for label in labels
            if label.startswith(name)
        ]
        assert kinds[:2] == ["Governorate", "District"], name
    page.locator("select[name=relation]").select_option("contradict")
    contradicted = count(page)
    numbers = load("agreement").query("relation == 'contradict'")["event_id"].nunique()
    assert contradicted == len(found(page)) == numbers > 2
    # Those of which only dates, places or denials contradict each other are marked as well.
    assert page.locator("#events .mark").count() == contradicted
    page.locator("select[name=year]").select_option("2018")
    assert 0 < count(page) < contradicted
    rows = downloaded(page, lambda: page.get_by_role("button", name="Download CSV").click())
    assert [row["title_en"] for row in rows] == found(page)
    events = load("events").set_index("event_id")
    for row in rows:
        event = events.loc[row["event_id"]]
        assert (row["date"], row["kind"]) == (event["date"], event["kind"]), row
        assert row["contradicted"] == "true" and row["date_earliest"] == str(event["date_earliest"])[:10]


def test_a_place_includes_places_within_it_and_the_map_selects_one(ours, read):
    page = read(ours).open("events.html")
    page.locator("#map a").first.click()
    chosen = page.locator("select[name=place]").input_value()
    label = page.locator(f"select[name=place] option[value={chosen}]").inner_text()
    assert chosen.startswith("LOC-") and label.endswith(f"({count(page)})") and "Governorate" in label
    assert len({*page.locator("#events .place a").all_inner_texts()}) > 1
    assert page.locator("#map a").count() == 1


def test_the_charts_show_the_results(ours, read):
    page = read(ours).open("events.html")
    links = page.locator("#timeline .plot a")
    # Each event that has a date is a dot or a span; so small ones are no links.
    undated = int(page.locator("#timeline .missing").inner_text().split(":")[1])
    dots, spans = page.locator(MARKS.format("dot")), page.locator(MARKS.format("rect"))
    assert dots.count() + spans.count() == EVENTS - undated > 50 and min(dots.count(), spans.count()) > 10
    assert links.count() == 0 and page.locator("#map [data-part=dot] circle").count() > 2
    told = page.locator("#timeline .told").inner_text()
    assert told.startswith(f"Shown with a date: {EVENTS - undated}. The first: ") and "2025" in told
    assert told in page.locator("#timeline .plot > svg[role=img]").get_attribute("aria-label")
    page.locator("select[name=year]").select_option("none")
    assert count(page) == undated and dots.count() + spans.count() == 0
    page.locator("select[name=year]").select_option("2016")
    assert count(page) == links.count() == happened_in("2016") > 2
    # Where there is room, a mark can be pressed by a finger.
    for link in links.all():
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= 23.9
        assert (ours / "en" / link.evaluate(HREF)).is_file() and link.get_attribute("aria-label")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_brush_of_time_drives_list_timeline_and_map(lang, ours, read):
    """By a pointer and by the keyboard; it is part of the address, and time runs as numbers do."""
    page = read(ours, viewport={"width": 1280, "height": 1000}).open(
        "events.html#kind=reported_release", lang
    )
    year, bars = page.locator("select[name=year]"), page.locator("#timeline [data-period]")
    sliders, map_links = page.locator("#timeline input[type=range]"), page.locator("#map a")
    most = page.locator("#map .told")
    released, before = count(page), most.inner_text()
    first, last = bars.first.bounding_box(), bars.last.bounding_box()
    assert first["x"] < last["x"] and first["width"] >= 24
    for period, steps in (("2017", page.mouse.down), ("2018", page.mouse.up)):
        box = page.locator(f"#timeline [data-period='{period}']").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
        steps()
    between = count(page)
    assert year.input_value() == "2017/2018" and page.url.endswith("#kind=reported_release&year=2017%2F2018")
    assert 0 < between == len(found(page)) < released and most.inner_text() != before
    marks = page.locator(f"{MARKS.format('dot')}, {MARKS.format('rect')}")
    assert marks.count() >= between and page.locator("#timeline .out").count() == bars.count() - 2
    # The axis is that of these years alone, each with its name.
    axis = page.locator("#timeline [data-part='x-axis tick label'] text").all_text_contents()
    assert {label[-4:] for label in axis} == {"2017", "2018"}
    sliders.nth(1).focus()
    page.keyboard.press("ArrowRight")
    assert year.input_value() == "2017/2019" and between < count(page) < released
    assert "2019" in sliders.nth(1).get_attribute("aria-valuetext")
    assert map_links.first.evaluate(HREF).startswith("#kind=reported_release&year=2017%2F2019&place=")
    page.locator("#timeline button").press("Enter")
    assert (year.input_value(), count(page)) == ("", released) and page.locator(
        "#timeline button"
    ).is_hidden()
    page.go_back()
    expect(year).to_have_value("2017/2019")
    bars.nth(0).click()
    assert year.input_value() == "2013"


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_labels_of_the_map_cover_neither_circles_nor_each_other(width, ours, read):
    page = read(ours, viewport={"width": width, "height": 900}).open("events.html", "ar")
    page.locator("#charts").evaluate("charts => charts.open = true")
    expect(page.locator("#map svg")).to_be_visible()
    labels = [label.bounding_box() for label in page.locator("#map [data-part=text] text").all()]
    circles = [circle.bounding_box() for circle in page.locator("#map [data-part=dot] circle").all()]
    assert len(labels) > 3 and len(circles) > 10
    for at, box in enumerate(labels):
        for other in (*labels[at + 1 :], *circles):
            apart = any(
                box[side] + box[size] <= other[side] + 1 or other[side] + other[size] <= box[side] + 1
                for side, size in (("x", "width"), ("y", "height"))
            )
            assert apart, (box, other)


# -- From page to page --------------------------------------------------------------------------------


def test_back_restores_the_query_and_the_language_switch_keeps_it(place, read):
    page = read(place).open("events.html")
    box, kind, titles = (
        page.get_by_role("searchbox"),
        page.locator("select[name=kind]"),
        page.locator("#events tbody th a"),
    )
    box.press_sequentially("raqqa")
    searched = found(page)
    kind.select_option("reported_withdrawal")
    narrowed = found(page)
    assert 0 < len(narrowed) < len(searched) < 100
    titles.first.click()
    expect(page.locator("h1")).to_have_text(narrowed[0])
    for step, (value, term, listed) in (
        ("back", ("raqqa", "reported_withdrawal", narrowed)),
        ("back", ("raqqa", "", searched)),
        ("back", ("", "", None)),
        ("forward", ("raqqa", "", searched)),
    ):
        # By the page itself: the driver of Firefox waits for a document where only the fragment changes.
        page.evaluate(f"setTimeout(() => history.{step}())")
        expect(box).to_have_value(value)
        expect(kind).to_have_value(term)
        expect(titles).to_have_count(100) if listed is None else expect(titles).to_have_text(listed)
    page.locator(".switch a").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(box).to_have_value("raqqa")
    expect(titles).to_have_count(len(searched))


@pytest.mark.parametrize("name", ["EVT-0003", "SRC-0001", "ACT-0001", "LOC-0006"])
def test_the_language_switch_stays_on_the_record(name, ours, read):
    page = read(ours).open(f"{name}.html")
    for lang, direction in (("ar", "rtl"), ("en", "ltr")):
        page.locator(".switch a").click()
        page.wait_for_url(f"**/{lang}/{name}.html")
        expect(page.locator("html")).to_have_attribute("dir", direction)


def test_the_page_of_an_event_shows_its_claims_side_by_side(ours, read):
    page = read(ours, viewport={"width": 1280, "height": 900}).open("EVT-0003.html")
    boxes = [card.bounding_box() for card in page.locator(".card").all()]
    tops = {box["x"]: min(one["y"] for one in boxes if one["x"] == box["x"]) for box in boxes}
    assert len(boxes) == 10 and len(tops) == 3 and len({*tops.values()}) == 1
    dots = page.locator("figure").first.locator(".line .head")
    ten, twenty = (dots.nth(at).bounding_box()["x"] for at in (0, 3))
    assert ten < twenty and page.locator(".relation.contradict").count() >= 1
    page.locator("table.strip a").first.click()
    expect(page.locator(".card:target h3")).to_have_text(page.locator("table.strip a").first.inner_text())


# What follows a claim that a relay repeats and that counts something else than it does.
OTHERWISE = {"en": ", which counts something else", "ar": "، والمعدود فيه غير هذا"}
# Each row of figures of each page: its claim, its marks' classes, the label of every drawing read aloud, the
# elements of its heads, its figure, and what is drawn on the line. No script changes them.
PARSED_ROWS = """texts => texts.map(text => new DOMParser().parseFromString(text, "text/html"))
  .map(parsed => [...parsed.querySelectorAll("tr[data-claim]")].map(row => [row.dataset.claim, row.className,
  [...row.querySelectorAll("[role=img]")].map(drawing => drawing.getAttribute("aria-label")),
  [...row.querySelectorAll(".glyph, .head")].map(mark =>
    [...mark.classList].slice(1).join(" ") || mark.localName),
  row.dataset.figure_id,
  [...row.querySelectorAll(".line :is(.range, .about, .arrow, .head)")].map(part => part.classList[0])]))"""
DRAWN_MARKS = """[...document.querySelectorAll("tr[data-claim] .glyph")].map(mark => {
  const { rotate, borderRadius, borderTopStyle, maskImage } = getComputedStyle(mark);
  const broken = borderTopStyle == "dashed" || maskImage != "none";
  return [[...mark.classList].slice(1).join(" "), rotate, borderRadius, mark.clientWidth > 0, broken]; })"""
TOGETHER = """texts => document.querySelector("main").replaceChildren(...texts.map(text =>
  document.adoptNode(new DOMParser().parseFromString(text, "text/html").querySelector("main > *"))))
  ?? document.querySelectorAll("main > *").length"""
# They are made of the same parts, and load the same files, as another kind of page that is longer.
ALIKE = ("the choice of a language", "actors", "places", "a source", "a place", "about", "changes")
LABELS = """[...document.querySelectorAll("[role=img]")]
  .filter(drawing => !drawing.closest("[aria-hidden]")).map(drawing => drawing.getAttribute("aria-label"))"""
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"
HREF = "link => link.href.baseVal"
MARKS = "#timeline .plot [data-part={}] > *"
SMALL_TARGETS = """[...document.querySelectorAll("nav a, summary, button, select, input")]
  .filter(target => !target.matches(".card button, thead button, .index a, [type=checkbox]"))
  .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 43.9)
  .map(target => `${target.outerHTML.slice(0, 80)} ${target.getBoundingClientRect().height}`)"""
DEIR_EZ_ZOR = "LOC-0003"
ROLES = {"en": ("origin", "relay"), "ar": ("أصلي", "منقول")}
COUNTED_TOGETHER = ["event_id", "measure", "broad_category", "held_by_id", "members_of_id"]


def drawn_of(figure):
    """What is drawn of a figure among others: its number as it is stated or computed, nothing for words."""
    value, low, high = (figure[name] for name in ("value_resolved", "value_min", "value_max"))
    if figure["qualifier"] in ("up_to", "fewer_than"):
        return ["range", "arrow", "head"]
    if pd.isna(low) and pd.isna(high):
        return [] if pd.isna(value) else ["about", "head"]
    if pd.isna(high):
        return ["range", "arrow", "head"]
    if pd.isna(low):
        return ["range", "head"]
    return ["head"] if low == high else ["range", "head", "head"]


def test_marks_are_those_of_the_data(ours, read):
    """On each event page: origin or relay, also of words alone, and the number as it is stated; a figure that
    is compared to none has no line. The accessibility tree has the same, word for word; it is that of one
    document with every second of those pages, since the trees of all would take minutes.
    """
    above = load("claims").set_index("claim_id")["derived_from_claim_id"].dropna()
    relays = relays_in(load("claims"))
    assert 0 < len(above) - len(relays) < len(relays)
    figures = load("figures").join(load("claims").set_index("claim_id")["event_id"], on="claim_id")
    stances = load("claims").set_index("claim_id")["stance"]
    compared = figures.groupby(COUNTED_TOGETHER, dropna=False)["figure_id"].transform("size") > 1
    drawn = {
        figure["figure_id"]: drawn_of(figure) if among else []
        for (_, figure), among in zip(figures.iterrows(), compared, strict=True)
    }
    assert {*map(len, drawn.values())} == {0, 1, 2, 3}
    page = read(ours).page
    for lang in LANGUAGES:
        events = dict([*figures.groupby("event_id")])
        texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in events]
        for (event, expected), rows in zip(events.items(), page.evaluate(PARSED_ROWS, texts), strict=True):
            assert sorted(claim for claim, *_ in rows) == sorted(expected["claim_id"]), event
            for claim, classes, (glyph, *drawing), heads, identity, shapes in rows:
                relay = claim in relays
                assert classes.split()[-1] == ("relay" if relay else "origin"), claim
                beside, *on_the_line = heads
                role, *stance = glyph.split(" · ")
                other = "" if stances[claim] == "asserts" else " unasserted"
                assert (role, beside) == (ROLES[lang][relay], ("relay" if relay else "origin") + other), claim
                assert bool(stance) == bool(other), claim
                assert {*on_the_line} <= {"path" if relay else "circle"}, claim
                end = f" {above[claim]}" if claim in above else f" · {ROLES[lang][0]}"
                assert all(label.removesuffix(OTHERWISE[lang]).endswith(end) for label in drawing), claim
                assert shapes == drawn[identity], identity
        if FIREFOX:
            continue
        # Pages as they are served, and all of them in one.
        for event, some in (("EVT-0003", None), ("EVT-0001", texts[LANGUAGES.index(lang) :: 2])):
            page.goto(f"{ours.as_uri()}/{lang}/{event}.html")
            if some:
                assert page.evaluate(TOGETHER, some) == len(some) > 40
            page.evaluate(UNFOLD)
            # A full circle and a hollow square on its corner; what is not asserted is hollow and broken.
            expected = {("origin", "none", "50%", False, False), ("relay", "45deg", "0px", True, False)}
            if some:
                expected |= {
                    ("origin unasserted", "none", "50%", True, True),
                    ("relay unasserted", "45deg", "0px", True, True),
                }
            assert {*map(tuple, page.evaluate(DRAWN_MARKS))} == expected
            labels = page.evaluate(LABELS)
            assert {ROLES[lang][0], ROLES[lang][1]} <= {*labels}
            assert labels_in_tree(page) == sorted(labels), event


SPEAKS = {
    "en": ("for {}", "not on behalf of {}", "Speaks for"),
    "ar": ("باسم {}", "لا باسم {}", "الجهة التي يتحدث باسمها"),
}


def test_only_origins_speak_for_a_body(ours):
    """In the rows of figures, unless the claimant's name has the body's, and in the cards of each event;
    a relay has a body that it only quotes. Who speaks elsewhere for a body and here not says so in both.
    """
    claims, actors = load("claims").set_index("claim_id"), load("actors").set_index("actor_id")
    relations = load("actor_relations").query("relation == 'speaks_for'").groupby("actor_id")
    speaks = relations["related_actor_id"].first()
    alone = claims[(claims["body_id"] == claims["claimant_id"]) & claims["claimant_id"].isin(speaks.index)]
    alone = alone[~alone.index.isin(relays_in(load("claims")))]["claimant_id"].map(speaks)
    assert len(alone) > 3 and {*alone} == {"ACT-0002"}
    acronyms = load("actor_names").query("kind == 'acronym'").groupby(["actor_id", "language"])["name"]
    acronyms = acronyms.agg(list).to_dict()
    other = claims[(claims["body_id"] != claims["claimant_id"]) & claims["body_id"].isin(actors.index)]
    origins = other[~other.index.isin(relays_in(load("claims")))]["body_id"]
    assert len(origins) > 50 and len(other) - len(origins) > 50
    for lang in LANGUAGES:
        words, not_for, title = SPEAKS[lang]
        names = actors[f"name_{lang}"]
        bodies = {claim: words.format(names[body]) for claim, body in origins.items()}
        others = {claim: f"({not_for.format(names[body])})" for claim, body in alone.items()}
        named = {
            claim
            for claim, body in origins.items()
            for one in (*re.split(r" \(|\)$", names[body]), *acronyms.get((body, lang), ()))
            if one and one in names[claims.at[claim, "claimant_id"]]
        }
        assert 10 < len(named) < len(bodies) / 2
        cards = set()
        for file in (ours / lang).glob("EVT-*.html"):
            text = file.read_text("utf-8")
            for claim, head in re.findall(
                r'<tr class="[^"]*" data-claim="([^"]*)".*?<th(.*?)</th>', text, re.S
            ):
                shown = re.findall(rf"</a> · <small>({words.format('[^<]*')})</small>", head)
                expected = None if claim in named else bodies.get(claim)
                assert [*map(html.unescape, shown)] == [*filter(None, [expected])], claim
                shown = re.findall(rf"<small>(\({not_for.format('[^<]*')}\))</small>", head)
                assert [*map(html.unescape, shown)] == [*filter(None, [others.get(claim)])], claim
            for claim, card in re.findall(
                r'<article class="card[^"]*" id="([^"]*)">(.*?)</article>', text, re.S
            ):
                assert (f"<dt>{title}</dt>" in card) == (claim in bodies), claim
                shown = re.findall(rf"<small>(\({not_for.format('[^<]*')}\))</small></h3>", card)
                assert [*map(html.unescape, shown)] == [*filter(None, [others.get(claim)])], claim
                cards.add(claim)
        assert cards == {*claims.index}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_source_that_nobody_is_known_to_have_written_is_named_by_its_kind(lang, ours):
    sources = load("sources")
    without = ["outlet_id", "author_ar", "author_en", "title_ar", "title_en", "title_original"]
    unknown = sources[sources[without].isna().all(axis=1)]
    assert len(unknown) > 0
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    for source in unknown.itertuples():
        title = re.search(
            r"<title>(.*?)</title>", (ours / lang / f"{source.source_id}.html").read_text("utf-8")
        )
        assert title and title[1].startswith(terms["source_kind", source.kind])


REPEATED = {"en": r"Repeated in (\d+) claim", "ar": r"نُقل في (ادعاء واحد|ادعاءين|\d+)"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cards_of_a_body_begin_with_its_origins_and_how_often_each_is_repeated(lang, ours):
    claims = load("claims").set_index("claim_id")
    relays, above = relays_in(load("claims")), claims["derived_from_claim_id"]
    repeated = Counter()
    for claim in relays:
        while claim in relays:
            claim = above[claim]
        repeated[claim] += 1
    text = (ours / lang / "EVT-0016.html").read_text("utf-8")
    groups = re.findall(r"<summary[^>]*>[^<]*(?:<small>[^<]*</small>)? <small>.*?</details>", text, re.S)
    groups = [re.findall(r'class="card[^"]*" id="([^"]*)">(.*?)</article>', group, re.S) for group in groups]
    assert sum(map(len, groups)) == (claims["event_id"] == "EVT-0016").sum()
    for group in groups:
        assert [claim in relays for claim, _ in group] == sorted(claim in relays for claim, _ in group)
        for claim, card in group:
            found = re.search(REPEATED[lang], card)
            number = {"ادعاء واحد": 1, "ادعاءين": 2}.get(found[1]) or int(found[1]) if found else 0
            assert number == repeated[claim], claim


DENIED_WHOLE = """texts => texts.map(text => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const read = part => [...part?.querySelectorAll(":scope > .denied") ?? []].map(said =>
    [said.textContent, said.querySelector("a")?.hash.slice(1) ?? ""]);
  return [
    [...page.querySelectorAll("figure")].map(figure =>
      [...figure.querySelectorAll("p.relation")].flatMap(read)),
    page.querySelector("figure > details") && read(page.querySelector("figure > p.denied")),
    page.querySelectorAll("p.denied, summary .denied").length,
    page.querySelectorAll(".lineage .unasserted").length,
    page.querySelector("h2#lineage + .note")?.textContent ?? ""]; })"""
DENIED_BY = {
    "en": {"occurrence": "event denied by {}", "agreement": "agreement denied by {}", "broken": "broken"},
    "ar": {
        "occurrence": "نفيٌ لوقوع الحدث: {}",
        "agreement": "نفيٌ لوجود اتفاق: {}",
        "broken": "المتقطعة",
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_figures_of_an_event_say_who_denies_it(lang, ours, read):
    """With a link to the claim, an origin, also where they are folded; those after them do not. Who asserts
    something of the event denies the account of another, not the event. The tree of an event explains the
    marks of what is not asserted where it has one.
    """
    claims, actors = load("claims"), load("actors").set_index("actor_id")[f"name_{lang}"]
    relays, words, seen = relays_in(claims), DENIED_BY[lang], Counter()
    files = sorted((ours / lang).glob("EVT-*.html"))
    page = read(ours).open("about.html")
    found = page.evaluate(DENIED_WHOLE, [file.read_text("utf-8") for file in files])
    for file, (figures, folded, lines, broken, help_) in zip(files, found, strict=True):
        own = claims[claims["event_id"] == file.stem]
        denials, asserting = own[own["stance"] == "denies"], own[own["stance"] == "asserts"]["body_id"]
        whole = denials[(denials["contests"] == "occurrence") & ~denials["body_id"].isin(asserting)]
        agreed = denials[(denials["contests"] == "agreement") & ~denials["body_id"].isin(whole["body_id"])]
        kinds = [(kind, rows) for kind, rows in (("occurrence", whole), ("agreement", agreed)) if len(rows)]
        expected = kinds if figures else []
        first, *rest = figures or [[]]
        assert not any(rest) and len(first) == len(expected), file.name
        assert folded in (None, first) and lines == bool(folded), file.name
        for (kind, rows), (said, claim) in zip(expected, first, strict=True):
            row = rows.set_index("claim_id").loc[claim]
            body = row["body_id"] if row["body_id"] in actors.index else row["claimant_id"]
            others = rows["body_id"].nunique() - 1
            more = OTHERS[lang].get(others, OTHERS[lang]["few"])
            assert said == words[kind].format(shortened(actors[body]) + more.format(others)), file.name
            assert claim not in relays or {*rows["claim_id"]} <= relays, file.name
            seen[kind, bool(folded)] += 1
        assert (words["broken"] in help_) == bool(broken), file.name
        seen["broken" if broken else "full"] += bool(help_)
    assert min(seen.values()) > 0 and len(seen) == 6 and seen["occurrence", False] > 5
    if lang == "en":
        # A picture of such a strip has it.
        page = read(ours).open("EVT-0073.html")
        page.evaluate(UNFOLD)
        drawing = saved(page, page.locator("figure").first.locator(".tools button").nth(5).click)[1].decode()
        assert "event denied by" in " ".join(re.findall(r">([^<]*)</text>", drawing))


WITHHELD = {"en": "Named by the source, withheld here", "ar": "الاسم مذكور في المصدر ومحجوب هنا"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_says_where_a_name_is_withheld(lang, ours):
    """Who is named in the source and by a role here is no "named person"."""
    claims = load("claims").join(load("actors").set_index("actor_id")["disclosure"], on="claimant_id")
    named = claims.query("attribution == 'named'").set_index("claim_id")["disclosure"] == "withheld"
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    cards = {
        claim: said
        for file in (ours / lang).glob("EVT-*.html")
        for claim, said in re.findall(
            r'class="card[^"]*" id="([^"]*)">.*?<p class="facts">(.*?)</p>', file.read_text("utf-8"), re.S
        )
    }
    assert 0 < named.sum() < len(named) < len(cards)
    for claim, said in cards.items():
        withheld = bool(named.get(claim))
        assert (WITHHELD[lang] in said) == withheld, claim
        assert (terms["attribution", "named"] in said) == (claim in named.index and not withheld), claim


def labels_in_tree(page):
    """What the accessibility tree has of drawings: the whole tree would take a minute."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    nodes = session.send("Accessibility.queryAXTree", {"nodeId": root, "role": "image"})["nodes"]
    return sorted(node["name"]["value"] for node in nodes if not node["ignored"])


# Of each strip whose figures are drawn: where the line is, and the marks by their place on it.
ON_LINES = """[...document.querySelectorAll("table.strip:not(.folded *)")].map(table =>
  [...table.querySelectorAll("tr[data-claim] .line > svg")].filter(one => one.checkVisibility()).map(line => {
    const { x, width } = line.getBoundingClientRect();
    const heads = [...line.querySelectorAll(".head")].map(head => {
      const box = head.getBoundingClientRect();
      return [head.parentNode.getAttribute("x"), box.x + box.width / 2];
    });
    return [Boolean(line.closest(".folded")), x, width, heads];
  }))"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_relays_stand_under_the_same_number_of_their_origin(lang, ours, read):
    reader = read(ours)
    for name in ("EVT-0003", "EVT-0016"):
        page = reader.open(f"{name}.html", lang)
        page.evaluate(UNFOLD)
        for width in (390, 700, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            strips = [strip for strip in page.evaluate(ON_LINES) if strip]
            assert any(folded for strip in strips for folded, *_ in strip), name
            for strip in strips:
                assert len({(round(x), round(wide)) for _, x, wide, _ in strip}) == 1, (name, width)
                places = {}
                for *_, heads in strip:
                    for number, place in heads:
                        assert abs(places.setdefault(number, place) - place) <= 1, (name, width)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_a_strip_without_a_line_stand_below_each_other(lang, ours, read):
    """Those of relays, in a table of their own, below those of their origins."""
    page = read(ours, viewport={"width": 1440, "height": 900}).open("EVT-0016.html", lang)
    page.evaluate(UNFOLD)
    places = page.evaluate(
        """() => [...document.querySelectorAll("figure:not(:has(thead)):has(.folded)")].map((one) =>
          [...one.querySelectorAll("tr[data-claim] > td:last-child")].map((cell) => {
            const { left, right } = cell.getBoundingClientRect();
            return document.dir === "rtl" ? right : left;
          }))"""
    )
    assert places and all(len(group) > 5 and max(group) - min(group) <= 4 for group in places), places


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_ends_in_the_licence_of_a_citation(lang, ours, read):
    reader = read(ours)
    for name, urns in (("index", 0), ("about", 0), ("EVT-0016", 1)):
        page = reader.open(f"{name}.html", lang)
        for width in (360, 390, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            licence = page.locator("p.cite bdi.id", has_text=re.compile("^CC-BY-4.0$"))
            assert licence.evaluate("part => part.getClientRects().length") == 1, (name, width)
            assert page.locator("p.cite bdi.urn").count() == urns


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unfolded_group_says_its_verdict_once_and_ends_each_body(lang, ours, read):
    """A body has a part of the table to itself; what repeats a claim that counts something else says so; on a
    phone a figure without a number takes no room for a line.
    """
    figures = load("figures").merge(load("claims"), on="claim_id").set_index("figure_id")
    page = read(ours, viewport={"width": 390, "height": 844}).open("EVT-0016.html", lang)
    page.evaluate("document.querySelectorAll('figure > details').forEach(group => group.open = true)")
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    term = terms["relation", "contradict"]
    figure = page.locator("figure").first
    assert figure.inner_text().count(term) == 1 and figure.locator("p.relation").is_visible()
    parts = figure.locator("table").first.evaluate(
        """table => [...table.tBodies].map(part =>
          [...part.rows].map(row => row.dataset.figure_id).filter(Boolean)).filter(part => part.length)"""
    )
    bodies = [figures.loc[rows, "body_id"].unique() for rows in parts]
    assert all(len(body) == 1 for body in bodies) and len({*map(str, bodies)}) == len(bodies) > 10
    rows = figure.locator("tr[data-claim]:not(.folded *)")
    for row in rows.all():
        drawn = row.locator(".line .head").count()
        assert row.locator(".line").is_visible() == bool(drawn)
    otherwise = OTHERWISE[lang]
    counting = {*load("figures")["claim_id"]}
    for row in figure.locator("tr.relay:not(.folded *)").all():
        above = row.get_attribute("data-derived_from_claim_id")
        assert (otherwise in row.locator("th").text_content()) == (above in counting), above
    assert not any(otherwise in text for text in figure.locator(".folded th").all_text_contents())


@chromium_only
@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_with_nothing_to_show_are_folded_and_counted(lang, ours, read):
    """Those without number, words and detail, where others have some: after all of these, readable without
    scripts, on paper, and in what is copied and downloaded.
    """
    figures = load("figures").merge(load("claims"), on="claim_id")
    figures[COUNTED_TOGETHER] = figures[COUNTED_TOGETHER].astype(object).fillna("")
    shown = ["value_resolved", "value_to", "value_min", "value_max", "wording_ar", "wording_en"]
    shown += ["wording_original", "detail_ar", "detail_en"]
    figures["bare"] = figures[shown].isna().all(axis=1)
    folds = """texts => texts.map(text => Object.fromEntries(
      [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("figure")].map(figure => {
        const rows = place => [...figure.querySelectorAll(`${place} tr[data-claim]`)];
        const ids = place => rows(place).map(row => row.dataset.figure_id);
        const fold = figure.querySelector(".bare");
        return [figure.id, [ids(""), ids(".bare"), fold?.querySelector("summary").textContent.trim(),
          !fold || !fold.parentNode.nextElementSibling]]; })))"""
    reader = read(ours)
    events = [*figures["event_id"].unique()]
    texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in events]
    groups = dict(zip(events, reader.open("about.html", lang).evaluate(folds, texts), strict=True))
    words, found = {"en": "Neither number nor words: ", "ar": "بلا عدد ولا عبارة: "}[lang], 0
    for (event, *counted), group in figures.groupby(COUNTED_TOGETHER):
        ids, folded, summary, last = groups[event][".".join(counted).rstrip(".")]
        assert sorted(ids) == sorted(group["figure_id"]) and last, event
        group = group.set_index("figure_id")
        assert group.loc[folded, "bare"].all() and len(folded) < len(ids), event
        # What stays has something to show, repeats what has, or is repeated by what has.
        origins = group.index[group["bare"] & group["derived_from_claim_id"].isna()]
        repeated = {*group.loc[~group["bare"], "derived_from_claim_id"].dropna()}
        kept = {one for one in origins if group.loc[one, "claim_id"] not in repeated} - {*folded}
        assert not kept or group["bare"].all() or not folded, (event, kept)
        assert not folded or (
            summary.startswith(words) and (len(folded) < 3 or f" {len(folded)} " in summary)
        )
        found += len(folded)
    assert found > 20
    page = reader.open("EVT-0016.html", lang)
    figure = page.locator("figure:has(.bare)").first
    anchor = figure.get_attribute("id")
    rows = groups["EVT-0016"][anchor][0]
    figure.evaluate("one => { one.querySelector('details').open = true; }")
    bare = figure.locator(".bare tr[data-claim]")
    assert bare.count() > 10 and not bare.first.is_visible()
    page.emulate_media(media="print")
    assert bare.first.is_visible()
    page.emulate_media(media="screen")
    assert figure.locator(".tools").count() == 1
    *_, save_svg, save_csv = tools(page, list(groups["EVT-0016"]).index(anchor)).all()
    table = saved(page, save_csv.click)[1].decode("utf-8-sig")
    assert sorted(row["figure_id"] for row in csv.DictReader(io.StringIO(table, newline=""))) == sorted(rows)
    drawing = ET.fromstring(saved(page, save_svg.click)[1])
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert texts.count({"en": "no number", "ar": "بلا عدد"}[lang]) >= bare.count() // 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_line_of_a_sum_has_the_ends_of_its_scale(lang, ours, read):
    """Those of the line that is unfolded below it; marks stand in the same order on both."""
    page = read(ours).open("EVT-0016.html", lang)
    lines = page.locator("figure:has(.spread)").evaluate_all(
        """figures => figures.map(figure => [".spread text", "thead text"].map(place =>
          [...figure.querySelectorAll(place)].map(text => [text.textContent, text.getAttribute("x")])))"""
    )
    assert len(lines) > 8 and len({whole[-1][0] for _, whole in lines}) > 3
    for ends, whole in lines:
        assert ends == [whole[0], whole[-1]] and ends[0][0] == "0"
    # None of them reaches into the words beside it.
    for width in (360, 834, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        apart = page.locator("summary:has(.spread)").evaluate_all(
            """lines => lines.map(line => {
              const words = line.querySelector(".bounds bdi").getBoundingClientRect();
              return [...line.querySelectorAll(".spread text")].map(text => text.getBoundingClientRect())
                .every(({ left, right }) => right <= words.left || left >= words.right);
            })"""
        )
        assert all(apart), width


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_mark_beside_a_sum_stands_where_its_line_begins(lang, ours, read):
    """Also where the line is a number alone, which has no direction."""
    page = read(ours).open("EVT-0016.html", lang)
    gaps = page.locator(".bounds .glyph").evaluate_all(
        """marks => marks.map(mark => [mark, mark.parentNode].map(one => one.getBoundingClientRect()))
          .map(([mark, line]) => document.dir === "rtl" ? line.right - mark.right : mark.left - line.left)"""
    )
    assert len(gaps) > 3 and all(0 <= gap <= 4 for gap in gaps), gaps


REPEATING = {"en": ("repeating", "same account as"), "ar": ("نقلًا عن:", "الرواية نفسها في")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_claim_repeats_is_named_once_and_parted_from_the_rest(lang, ours):
    """Rows of figures, what is read aloud of their marks, and cards: by a word that agrees with no name, and
    by its ID alone where the same claimant stands there already.
    """
    claims, names = load("claims").set_index("claim_id"), load("actors").set_index("actor_id")[f"name_{lang}"]
    repeating, continuing = REPEATING[lang]

    def said_of(claim):
        row = claims.loc[claim]
        above = claims.loc[row["derived_from_claim_id"]]
        if row["claimant_id"] != above["claimant_id"]:
            return f"{repeating} {shortened(names[above['claimant_id']])} {above.name}"
        same = row["source_id"] == above["source_id"]
        return f"{continuing if same else repeating} {above.name}"

    hanging = {claim: said_of(claim) for claim in claims["derived_from_claim_id"].dropna().index}
    rows = Counter()
    alone = sum(said.startswith((f"{repeating} CLM-", continuing)) for said in hanging.values())
    assert min(alone, len(hanging) - alone) > 100
    for file in (ours / lang).glob("EVT-*.html"):
        text = file.read_text("utf-8")
        heads = re.findall(r'<tr class="[^"]*" data-claim="([^"]*)".*?<th(.*?)</tr>', text, re.S)
        for claim, row in heads:
            head, _, drawing = row.partition("</th>")
            *_, last = re.sub("<[^>]*>", "", html.unescape(head)).split(" · ")
            label = re.findall('role="img" aria-label="([^"]*)"', drawing)
            for said in (last, *map(html.unescape, label)):
                said = said.removesuffix(OTHERWISE[lang])
                assert said.endswith(hanging[claim]) if claim in hanging else repeating not in said, claim
            assert claim not in hanging or last.removesuffix(OTHERWISE[lang]) == hanging[claim], claim
            rows[claim in hanging] += 1
        for claim, card in re.findall(r'class="card[^"]*" id="([^"]*)">(.*?)</article>', text, re.S):
            notes = re.findall(r'<p class="note">(?!<strong>)(.*?)</p>', card, re.S)
            assert [re.sub("<[^>]*>", "", html.unescape(note)) for note in notes] == [
                *filter(None, [hanging.get(claim)])
            ], claim
    assert min(rows.values()) > 200


COMPUTED = """texts => texts.map(text => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const read = part => [part.querySelector("strong")?.textContent ?? "",
    [...part.querySelectorAll(".computed a")].map(link => [link.getAttribute("href"), link.textContent])];
  return [[...page.querySelectorAll("tr[data-figure_id]")].map(row => [row.dataset.figure_id, ...read(row),
      row.querySelector(".line svg")?.getAttribute("aria-label") ?? ""]),
    [...page.querySelectorAll("article.card")].map(card => [card.id,
      [...card.querySelectorAll(".plain > li")].map(read)]),
    [...page.querySelectorAll("summary > .bounds")].map(bounds => bounds.textContent)]; })"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_that_is_computed_says_so_and_from_what(lang, ours, read):
    """ "An equal number" has that of the figures which it equals: in its row, read aloud, on the card of its
    claim and in the line of its group it is no number that the source states.
    """
    figures, claims = load("figures").set_index("figure_id"), load("claims").set_index("claim_id")
    links = (
        load("figure_links").query("relation == 'equals'").groupby("figure_id")["other_figure_id"].agg(list)
    )
    word = {"en": "(computed)", "ar": "(محسوب)"}[lang]
    events = claims.loc[figures.loc[links.index, "claim_id"], "event_id"].unique()
    assert len(links) > 10 and figures.loc[links.index, "value"].isna().all() and len(events) > 1
    page = read(ours).open("about.html")
    texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in events]
    seen = 0
    for event, (rows, cards, lines) in zip(events, page.evaluate(COMPUTED, texts), strict=True):
        for identity, shown, equals, label in rows:
            expected = links.get(identity, [])
            assert [href for href, _ in equals] == [f"#{figures.loc[one, 'claim_id']}" for one in expected]
            assert (word in shown) == (word in label or (bool(expected) and not label)) == bool(expected), (
                identity
            )
            for (_, text), one in zip(equals, expected, strict=True):
                assert f"{figures.loc[one, 'value']:,.0f}" in text, identity
            seen += bool(expected)
        for identity, items in cards:
            of_claim = figures[figures["claim_id"] == identity]
            for (shown, equals), figure in zip(items, of_claim.index, strict=True):
                assert (word in shown) == bool(equals) == (figure in links), figure
        assert not any(re.search(r"(no number|بلا عدد)[;؛]", line) for line in lines), event
        for line in lines:
            assert "55" not in line or word in line, (event, line)
    assert seen == len(links)


BELOW_ZERO = """[...document.querySelectorAll(".line > svg")].flatMap(line => {
  const { x, width } = line.getBoundingClientRect();
  // Browsers differ in whether a rectangle has the width of the stroke; a box has not.
  const left = one => new DOMPoint(one.getBBox().x, 0).matrixTransform(one.getScreenCTM()).x;
  return [...line.querySelectorAll(".about")].map(one => left(one) - x - width * 0.02);
})"""


def test_the_dashes_of_about_end_at_zero(ours, read):
    event = (
        load("figures").merge(load("claims"), on="claim_id").set_index("figure_id").at["FIG-0859", "event_id"]
    )
    reader = read(ours)
    for width in (320, 390, 1440):
        reader.page.set_viewport_size({"width": width, "height": 900})
        page = reader.open(f"{event}.html")
        page.evaluate(UNFOLD)
        beyond = page.evaluate(BELOW_ZERO)
        assert len(beyond) > 1 and min(beyond) > -1, width


@pytest.mark.parametrize("lang", LANGUAGES)
def test_relations_are_read_from_the_page_and_names_stand_once(lang, ours, read):
    """Who speaks for an actor; actors that repeat others are not all outlets; a source without a title."""
    reader = read(ours)
    page = reader.open("ACT-0002.html", lang)
    speaks = page.get_by_text({"en": "Speaks for it", "ar": "من يتحدث باسم الجهة"}[lang], exact=True)
    related = speaks.locator("xpath=following-sibling::dd[1]").inner_text()
    ended = load("actor_relations").query("related_actor_id == 'ACT-0002'")["valid_to"].dropna()
    assert len(ended) and all(day_text(f"../{day}", lang) in related for day in ended)
    status = reader.open("relays.html", lang).get_by_role("status").inner_text()
    assert status.startswith({"en": "Actors: ", "ar": "الجهات: "}[lang])
    sources = load("sources").set_index("source_id")
    assert pd.isna(sources.loc["SRC-0278", ["title_ar", "title_en", "title_original"]]).all()
    claim = load("claims").query("source_id == 'SRC-0278'").iloc[0]
    page = reader.open(f"{claim['event_id']}.html", lang)
    line = page.locator(f"#{claim['claim_id']} .facts").last.text_content()
    outlet = load("actors").set_index("actor_id").at[sources.at["SRC-0278", "outlet_id"], f"name_{lang}"]
    assert [line.count(one) for one in (outlet, "2018", "SRC-0278")] == [1, 1, 1]


PARTS = """texts => texts.map(text => new DOMParser().parseFromString(text, "text/html")).map(page =>
  [...page.querySelectorAll("li:has(> small:not(.computed) > a[href*='#CLM-'])")].map(line => [
  line.querySelector("a").getAttribute("href").split(".")[0],
  [...line.querySelectorAll(":scope > small")].map(said => [
    said.querySelector("a").hash.slice(1), said.previousSibling.textContent.replace(/^[\\s·,،]+/, "").trim(),
    said.querySelector("a").nextSibling?.textContent ?? ""]),
  [...line.querySelectorAll(".mark a")].map(link => link.hash.slice(1))]))"""
OTHERS = {
    "en": {0: "", 1: " and 1 other", "few": " and {} others", "many": " and {} others"},
    "ar": {0: "", 1: " وجهة أخرى", 2: " وجهتان أخريان", "few": " و{} جهات أخرى", "many": " و{} جهة أخرى"},
}
TOOK_PART = {
    "en": ("Reported as involved", "Reported as involved in"),
    "ar": ("من قيل إن لهم صلة به", "أحداث قيل إن للجهة صلة بها"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_part_in_an_event_is_what_somebody_says_and_another_denies(lang, ours, read):
    """On the pages of events and of actors: each role with a claim by which it is held, and how many other
    bodies hold it; a denial where the actor contradicts that.
    """
    claims = load("claims").set_index("claim_id")
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    parts = load("event_actors").join(claims["body_id"], on="claim_id")
    denied = load("contradictions").query("kind == 'participation'").groupby(["event_id", "body_id"])
    denials = {key: {*rows["claim_id"]} for key, rows in denied}
    assert ("EVT-0016", "ACT-0026") in denials
    relays, page = relays_in(load("claims")), read(ours).open("about.html")
    for key, other, word in zip(
        ("event_id", "actor_id"), ("actor_id", "event_id"), TOOK_PART[lang], strict=True
    ):
        groups = [*parts.groupby(key)]
        texts = [(ours / lang / f"{identity}.html").read_text("utf-8") for identity, _ in groups]
        assert all(f">{word}</h2>" in text for text in texts)
        for (identity, rows), lines in zip(groups, page.evaluate(PARTS, texts), strict=True):
            assert {line[0] for line in lines} == {*rows[other]}, identity
            for one, said, denied in lines:
                found = rows[rows[other] == one]
                event, actor = found.iloc[0][["event_id", "actor_id"]]
                assert len(said) == found["role"].nunique()
                for claim, role, more in said:
                    holds = found[found["role"].map(lambda term: terms["event_role", term]) == role]
                    others = holds["body_id"].nunique() - 1
                    assert claim in {*holds["claim_id"]} and more == OTHERS[lang].get(
                        others, OTHERS[lang]["many"] if others > 10 else OTHERS[lang]["few"]
                    ).format(others)
                    assert claim not in relays or {*holds["claim_id"]} <= relays
                assert {*denied} == denials.get((event, actor), set()), (event, actor)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_contradictions_have_both_numbers(lang, ours, read):
    """On the page of the event, and on those of actors the other number beside the claim that gives it."""
    reader, pairs = read(ours), load("contradictions").query("kind == 'number'")
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    term = terms["contradiction_kind", "number"]
    figures = load("figures").set_index("figure_id")
    for event, rows in pairs.groupby("event_id"):
        lines = reader.open(f"{event}.html", lang).locator("#contradictions ~ ul > li").all_inner_texts()
        for row in rows.itertuples():
            numbers = [f"{figures.at[one, 'value']:,}" for one in (row.figure_id, row.other_figure_id)]
            numbers = [one for one in numbers if "<NA>" not in one]
            assert any(all(one in line for one in numbers) for line in lines), row
        # A number stands in parentheses, as a day does, and not in its claimant's name.
        heads = [line.partition(":")[0].partition(" (")[0] for line in lines]
        said = [line for line, head in zip(lines, heads, strict=True) if head == term]
        against = {"en": ") against ", "ar": ") في مقابل "}[lang]
        assert said and all(against in line and line.endswith(")") for line in said), event
        assert not any(re.search(r"[0-9] \(", line) for line in said), event
    numbers = reader.open("ACT-0002.html", lang).locator("#claims_made tr.disputed td:last-child > div")
    said = {text.split("CLM-")[1][:4]: text for text in numbers.all_text_contents()}
    # Its former spokesman, who does not speak for it there.
    name = load("actors").set_index("actor_id").at["ACT-0002", f"name_{lang}"]
    assert said["0570"].endswith(f" ({SPEAKS[lang][1].format(name)}) · 3,500")
    assert said["0379"].startswith(f"{term.lower()}:")
    # What it is about is said above the first of them.
    with_numbers = [text for text in said.values() if re.search(r"CLM-\d+ .*\d", text)]
    assert len(with_numbers) > 2 and {text.count(":") for text in with_numbers} == {0, 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_of_pages_are_in_the_order_of_time(lang, ours, read):
    """The events of a place and of an actor, and what an outlet published: dates first, then the rest."""
    reader, events = read(ours), load("events").set_index("event_id")
    sources = load("sources").set_index("source_id")
    ids = "all => all.map(one => one.getAttribute('href').split('.')[0])"
    here = reader.open("LOC-0003.html", lang).locator("h2 + ul a").evaluate_all(ids)
    assert {*here} == {*events.index[events["location_id"] == "LOC-0003"]} and len(here) > 10
    page = reader.open("ACT-0036.html", lang)
    parts = page.locator("li > a[href^='EVT-']").evaluate_all(ids)
    published = page.locator("li > a[href^='SRC-']")
    for found, days in ((here, events["date_earliest"]), (parts, events["date_earliest"])):
        dates = days[found].dt.strftime("%Y-%m-%d").fillna("~").tolist()
        assert dates == sorted(dates)
    dates = sources.loc[published.evaluate_all(ids), "published"].fillna("~").tolist()
    assert len(dates) > 3 and dates == sorted(dates)
    # Its own name is said once, above.
    name = load("actors").set_index("actor_id").at["ACT-0036", f"name_{lang}"]
    assert not any(text.startswith(name) for text in published.locator("..").all_inner_texts())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_stands_twice_in_a_row(lang, ours, read):
    """In the tree of an event, beside its figures, and above a source that has no title."""
    names = load("actors").set_index("actor_id")[f"name_{lang}"]
    claims = load("claims").set_index("claim_id")
    claims = claims.join(load("sources").set_index("source_id")["outlet_id"], on="source_id")
    same = 0
    for file in (ours / lang).glob("EVT-*.html"):
        text = file.read_text("utf-8")
        for claim, line in re.findall(r'<li><div class="label">.*?href="#([^"]*)">(.*?)</div>', text, re.S):
            outlet = claims.at[claim, "outlet_id"]
            known = names[claims.at[claim, "claimant_id"]]
            if pd.notna(outlet) and outlet == claims.at[claim, "claimant_id"]:
                assert line.count(f">{html.escape(known)}<") == 0, claim
                assert line.startswith(f"{html.escape(known)}</a> <small>· "), claim
                same += 1
        for claim, head in re.findall(r'<tr class="[^"]*" data-claim="([^"]*)".*?<th(.*?)</th>', text, re.S):
            row, outlet = claims.loc[claim], claims.at[claim, "outlet_id"]
            if pd.notna(outlet) and outlet in (row["claimant_id"], row["body_id"]):
                assert head.count(html.escape(names[outlet])) <= 1 + ("CLM-" in head), claim
    assert same > 20
    page = read(ours).open("SRC-0278.html", lang)
    top = page.locator("h1, .facts, dl.record").all_inner_texts()
    assert [" ".join(top).count(one) for one in ("SRC-0278", "2018")] == [1, 1]
    assert (
        page.locator("h1 a").inner_text()
        == names[load("sources").set_index("source_id").at["SRC-0278", "outlet_id"]]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_event_is_eight_screens_and_unfolds_what_is_linked_to(lang, ours, read):
    reader = read(ours, viewport={"width": 1440, "height": 900})
    # The last one has most claims; before it those that were longest without being folded, and one that is.
    for name in ("EVT-0093", "EVT-0003", "EVT-0114", "EVT-0016"):
        page = reader.open(f"{name}.html", lang)
        assert page.evaluate("document.documentElement.scrollHeight") <= 8 * 900, name
    bounds = page.locator("figure small.bounds").all_inner_texts()
    # One origin says "about 400"; the 400 of another, which only expects it, is left out.
    assert all(bounds) and {"en": "about 400", "ar": "نحو 400"}[lang] in bounds
    assert not any(text.startswith("400 / ") for text in bounds)
    # A contradiction of one claim with several others is one line, which leads to each of them.
    links = page.locator("#contradictions ~ ul a")
    pairs = load("contradictions").query("event_id == 'EVT-0016'")
    others = {f"#{claim}" for claim in pairs["other_claim_id"]}
    # Who denies what the others assert stands first, and it says so.
    line = page.locator("#contradictions ~ ul > li", has=page.locator("a[href='#CLM-0399']"))
    _, denying, asserting = line.inner_text().split(" · ")
    denies, asserts = {"en": ("denied by ", "stated by "), "ar": ("نفي: ", "ادعاء: ")}[lang]
    assert denying.startswith(denies) and asserting.startswith(asserts)
    led = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert others <= {*led} and len(pairs) < len(led) < 2 * len(pairs)
    links.first.click()
    expect(page.locator(".card:target")).to_be_visible()
    expect(page.locator(".contents")).to_be_in_viewport()
    edges = "part => [part.getBoundingClientRect().top, part.getBoundingClientRect().bottom]"
    assert page.locator(".card:target").evaluate(edges)[0] >= page.locator(".contents").evaluate(edges)[1]
    # Between a phone and a desk, what is counted has room for its words.
    page.set_viewport_size({"width": 768, "height": 1024})
    assert page.locator("figcaption").first.bounding_box()["width"] > 250
    page.set_viewport_size({"width": 1440, "height": 900})
    # What is just then half under the contents, which stay in view, is no small target.
    page.evaluate("scrollTo(0, 0)")
    # Axe needs long for the colours of so long a page, which are those of every event.
    assert Axe().run(page, options=AXE | BRIEF | NO_COLORS).response["violations"] == []


class Actions:
    """What a reader does from the overview on, counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def click(self, place):
        self.count += 1
        self.page.locator(place).first.click()
        # Where that leads to another page, its rows may not be there yet.
        self.page.wait_for_load_state()

    def choose(self, name, value):
        self.count += 1
        self.page.locator(f"select[name={name}]").select_option(value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_four_questions_take_three_actions_each(lang, ours, read):
    reader = read(ours, viewport={"width": 1280, "height": 900})
    events, claims, figures = load("events"), load("claims"), load("figures")

    # Which events are known in Deir ez-Zor in 2018?
    actions = Actions(page := reader.open("index.html", lang))
    actions.click("a.button")
    actions.choose("year", "2018")
    actions.choose("place", DEIR_EZ_ZOR)
    day = events["date_earliest"], events["date_latest"]
    meant = events[
        (day[0].dt.year <= 2018) & (day[1].dt.year >= 2018) & (events["governorate_id"] == DEIR_EZ_ZOR)
    ]
    assert count(page) == len(meant) > 5 and actions.count <= 3

    # Who says how many fighters left Raqqa, and which of them are independent?
    actions = Actions(page := reader.open("index.html", lang))
    actions.click("a[href='EVT-0016.html']")
    actions.click("figure summary")
    opened = page.locator("figure details[open] > table")
    rows = opened.locator("tr[data-claim]").evaluate_all("rows => rows.map(row => row.dataset.claim)")
    counted = figures[figures["claim_id"].isin(rows)].merge(claims, on="claim_id")
    origins = opened.locator("tr.origin")
    assert origins.count() == len({*rows} - relays_in(claims)) > 10
    assert {*counted["event_id"]} == {"EVT-0016"} and origins.first.is_visible() and actions.count <= 3

    # Which outlet repeats which?
    actions = Actions(page := reader.open("index.html", lang))
    actions.click("header a[href='relays.html']")
    row = page.locator("#outlets tr", has=page.locator("th a[href='ACT-0036.html']"))
    assert actions.count <= 3 and row.locator("td a").count() > 10 and row.is_visible()

    # What does SOHR say that others contradict?
    actions = Actions(page := reader.open("index.html", lang))
    actions.click("header a[href='actors.html']")
    actions.click("a[href='ACT-0036.html']")
    page.wait_for_url("**/ACT-0036.html")
    shown = page.locator("#claims_made [data-claim]:visible")
    folded = shown.count()
    actions.click("#only-contradicted")
    flat = load("claims_flat").dropna(subset=["contradicting_claim_ids"])
    own = claims[(claims["claimant_id"] == "ACT-0036") | (claims["body_id"] == "ACT-0036")]
    assert len(own) > folded >= 20 and not page.locator("#show-all").is_visible()
    assert shown.count() == own["claim_id"].isin(flat["claim_id"]).sum() > 0
    assert all(row.locator("td:last-child a").count() for row in shown.all()) and actions.count <= 3
    rows = downloaded(page, lambda: page.locator(".shown button").click())
    contradicting = flat.groupby("claim_id")["contradicting_claim_ids"].first()
    assert {row["claim_id"]: row["contradicting_claim_ids"] for row in rows} == {
        claim: contradicting[claim] for claim in own["claim_id"] if claim in contradicting
    }
    statements = claims.set_index("claim_id")[f"statement_{lang}"]
    # Those of all events, also folded ones, are in the file, and on the page when their box is ticked.
    page.locator("#only-contradicted").uncheck()
    every = downloaded(page, lambda: page.locator(".shown button").click())
    assert {row["claim_id"] for row in every} == {*own["claim_id"]} and shown.count() == folded
    assert all(row["statement"] == " ".join(statements[row["claim_id"]].split()) for row in every)
    assert all(row in every for row in rows)
    page.locator("#show-all").check()
    assert shown.count() == len(own)


DRAWN_ORIGINS = """texts => texts.map(text =>
  [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("figure")].map(figure => [
    figure.id, [...figure.querySelectorAll("tr.origin")].map(row => row.dataset.claim),
    (figure.querySelector("p.relation") ?? figure).textContent]))"""


def test_a_verdict_explains_the_origins_that_are_drawn(ours, read):
    """Their number is that of accounts with full marks, or a sentence says of how many it differs."""
    account = load("claims").set_index("claim_id")["origin_claim_id"]
    agreement = load("agreement").dropna(subset=["relation"])
    identities = agreement["event_id"].drop_duplicates()
    texts = [(ours / f"en/{event}.html").read_text("utf-8") for event in identities]
    found = read(ours).open("about.html").evaluate(DRAWN_ORIGINS, texts)
    drawn = {
        (event, figure[0]): figure[1:]
        for event, some in zip(identities, found, strict=True)
        for figure in some
    }
    differing = 0
    for row in agreement.to_dict("records"):
        names = ("measure", "broad_category", "held_by_id", "members_of_id")
        values = ["" if pd.isna(row[name]) else row[name] for name in names]
        marks, text = drawn[row["event_id"], ".".join(values).rstrip(".")]
        full = account[marks].nunique()
        behind, uncompared = (
            int((re.findall(rf"(\d+) origins? {rest}", text) or [0])[0])
            for rest in ("(?:does|do) not give", "drawn here")
        )
        # A figure that stands alone has its verdict and no counts.
        alone = row["claims"] == 1 and not behind
        assert alone or full - uncompared + behind == row["origins"], row
        differing += full != row["origins"]
    assert differing > 5
    # Counts are explained where there are any.
    counts = [
        bool(re.search(r"(?:</strong>| · )\d+\s(?:independent bod|claimants?\b)", text)) for text in texts
    ]
    assert counts == ["<dt>Independent bodies</dt>" in text for text in texts] and {*counts} == {True, False}
    # Two bodies continue an account that began without this figure.
    marks, text = drawn["EVT-0003", "persons_released.members.ACT-0002.ACT-0001"]
    assert "5 origins, 1 relay" in text and "do not give" not in text
    assert len({*marks}) == 5 and {"CLM-0024", "CLM-0230"} <= {*marks}


NOT_COMPARED = {
    "en": {
        "verdict": "Not compared",
        "unasserted": "No origin asserts this figure.",
        "relayed": "Only relays count this; the claims that they repeat give other figures.",
        "rising": "It was still rising when it was given.",
        "part": "It is part of another figure here.",
    },
    "ar": {
        "verdict": "بلا مقارنة",
        "unasserted": "لا يقول بهذا الرقم أي ادعاء أصلي.",
        "relayed": "لا تعدّ هذا إلا ادعاءات منقولة، وما تنقل عنه يذكر أرقامًا أخرى.",
        "rising": "كان ما زال يزداد حين ذُكر.",
        "part": "هو جزء من رقم آخر هنا.",
    },
}
SAID_AS = {
    "en": "asserts Asserted denies Denied doubts Doubted expects Expected relay Relayed".split(),
    "ar": [
        "asserts",
        "مقول به",
        "denies",
        "منفي",
        "doubts",
        "مشكوك فيه",
        "expects",
        "متوقع",
        "relay",
        "منقول",
    ],
}
IN_CLAIMS = {
    "en": lambda number: f"in {number} claim{'s' if number > 1 else ''}",
    "ar": lambda number: {1: "في ادعاء واحد", 2: "في ادعاءين"}.get(
        number, f"في {number} {'ادعاءات' if number < 11 else 'ادعاءً'}"
    ),
}
IN_FIGURES = {
    "en": lambda number: f"{number} figure{'s' if number > 1 else ''}",
    "ar": lambda number: {1: "رقم واحد", 2: "رقمان"}.get(
        number, f"{number} {'أرقام' if number < 11 else 'رقمًا'}"
    ),
}
HEADS = """text => [
  ...new DOMParser().parseFromString(text, "text/html").querySelectorAll("tr[data-claim] > th")].map(head => [
  head.parentNode.dataset.claim, head.textContent.split(" · ").map(part => part.trim())])"""
STRIPS = """texts => texts.map(text =>
  [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("figure")].map(figure =>
  [figure.id, [...figure.querySelectorAll("p.relation")].map(verdict => {
    verdict.querySelector(".denied")?.remove();
    return verdict.textContent; }),
   [...figure.querySelectorAll("tr[data-claim]")].map(row => row.dataset.figure_id),
   figure.querySelector("figcaption").textContent,
   figure.querySelector("summary > span.relation")?.textContent]))"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_strip_has_a_verdict_or_why_not_and_names_its_categories(lang, ours, read):
    claims, agreement = load("claims"), load("agreement")
    figures = load("figures").merge(claims, on="claim_id").set_index("figure_id")
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    parts = {*load("figure_links").query("relation == 'part_of'")["figure_id"]}
    with_figures = {*figures[figures["derived_from_claim_id"].isna()]["claim_id"]}
    reasons, given = {**NOT_COMPARED[lang]}, set()
    verdict = reasons.pop("verdict")
    said_as = dict(zip(SAID_AS[lang][::2], SAID_AS[lang][1::2], strict=True))
    texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in agreement["event_id"].unique()]
    strips = [strip for some in read(ours).open("about.html").evaluate(STRIPS, texts) for strip in some]
    assert len(strips) == len(agreement)
    without = 0
    for anchor, (said, *more), rows, caption, short in strips:
        counted = figures.loc[rows]
        assert not more
        # The measure says already that persons are counted.
        categories = {*counted["category"]} - {"not_applicable", "persons"}
        assert all(terms["category", one].lower() in caption.lower() for one in categories), anchor
        if counted["compared"].any():
            assert verdict not in said + (short or "") and not any(why in said for why in reasons.values())
            # One body is not counted again.
            if said.startswith(single := terms["relation", "single_body"]):
                assert short is None or short.startswith(single), anchor
                assert not re.search(r"· *(1\sindependent body|جهة مستقلة واحدة)", said), anchor
            continue
        without += 1
        # A claim counts once, with however many figures.
        counted = counted.drop_duplicates("claim_id")
        asserted = counted[counted["stance"] == "asserts"]
        relayed = asserted["claim_id"].isin(relays_in(claims))
        expected = dict(counted["stance"].value_counts().items())
        expected |= {"relay": relayed.sum(), "asserts": (~relayed).sum()}
        phrases = {f"{said_as[one]} {IN_CLAIMS[lang](number)}" for one, number in expected.items() if number}
        # The reasons are those of the data.
        assert {*asserted[relayed]["origin_claim_id"]} <= with_figures, anchor
        other = asserted[~relayed]
        rising = other["measure"].eq("days_without_fighting")
        assert all(rising | other.index.isin(parts)), anchor
        only_relays = len(asserted[relayed]) == len(counted)
        why = (
            "rising" if any(rising) else "part" if len(other) else "relayed" if only_relays else "unasserted"
        )
        given.add(why)
        assert said.startswith(verdict) and said.count(reasons[why]) == 1, anchor
        assert sum(text in said for text in reasons.values()) == 1, anchor
        counts = said.removeprefix(verdict).replace(reasons[why], "")
        assert {part.strip() for part in counts.split("·")} - {""} == phrases, anchor
        assert short is None or short.startswith(verdict)
    assert without == agreement["relation"].isna().sum() > 50 and {"unasserted", "relayed", "rising"} <= given
    # Contradictions name what is counted as its strip does.
    captions = {html.escape(caption.replace("\xa0", " ")) for *_, caption, _ in strips}
    named = {
        counted for text in texts for counted in re.findall(r"</strong> <small>\((.*?)\)</small>: ", text)
    }
    assert named <= captions and any(" / " in counted for counted in named)
    assert {"EVT-0097", "EVT-0108", "EVT-0016"} <= {*agreement[agreement["relation"].isna()]["event_id"]}


WITH_NUMBER = {
    "en": r"\((\d+|none|neither) with a number\)",
    "ar": r"\((\d+|لا|إحداهما|واحدة|اثنتان) [^()]*عددًا\)",
}
IN_WORDS = {"none": 0, "neither": 0, "لا": 0, "إحداهما": 1, "واحدة": 1, "اثنتان": 2}
VERDICTS = """texts => texts.map(text =>
  [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("figure")].map(figure => [
    figure.id, figure.querySelector("p.relation")?.textContent ?? "",
    figure.querySelector("summary .relation")?.textContent]))"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_verdict_says_how_many_bodies_give_a_number_where_not_all_do(lang, ours, read):
    agreement = load("agreement").dropna(subset=["relation"])
    compared = load("figures").query("compared").merge(load("claims"), on="claim_id")
    compared["number"] = compared[["value_resolved", "value_min", "value_max"]].notna().any(axis=1)
    keys = COUNTED_TOGETHER
    compared[keys] = compared[keys].astype(object).fillna("")
    numbers = dict(compared[compared["number"]].groupby(keys)["body_id"].nunique().items())
    events = [*agreement["event_id"].unique()]
    texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in events]
    found = read(ours).open("about.html").evaluate(VERDICTS, texts)
    shown = {
        (event, anchor): verdicts
        for event, figures in zip(events, found, strict=True)
        for anchor, *verdicts in figures
    }
    fewer = 0
    for row in agreement.to_dict("records"):
        values = ["" if pd.isna(row[name]) else row[name] for name in keys[1:]]
        number = numbers.get((row["event_id"], *values), 0)
        expected = [number] if row["bodies"] > max(1, number) else []
        fewer += len(expected)
        verdicts = filter(None, shown[row["event_id"], ".".join(values).rstrip(".")])
        # That of a figure alone has no counts.
        for verdict in (one for one in verdicts if "·" in one):
            said = re.findall(WITH_NUMBER[lang], verdict)
            assert [int(IN_WORDS.get(one, one)) for one in said] == expected, row
            of_two = row["bodies"] == 2 and bool(said) and (lang == "ar" or number == 0)
            assert bool(re.search(OF_TWO[lang], verdict)) == of_two, row
    assert fewer > 10


OF_A_BODY = r"<summary>[^<]*(?:<small>\([^<]*</small>)? <small>([^<]*)</small></summary>(.*?)</details>"
OF_TWO = {"en": r"\(neither ", "ar": r"\([^()]*(?:منهما|إحداهما)"}
CLAIMS_OF = {
    "en": ("2 claims, one of them a relay", r"(\d+) claims, among them (\d+) relays?"),
    "ar": ("ادعاءان، أحدهما منقول", r"(\d+) ادعاء[^،]*، منها (\d+|ادعاءان|ادعاء)"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_two_claims_one_is_a_relay(lang, ours):
    """A body's claims are counted with the relays among them, and in Arabic two of them by the dual."""
    relays, counted = relays_in(load("claims")), Counter()
    of_two, many = CLAIMS_OF[lang]
    for file in (ours / lang).glob("EVT-*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"(جهتان مستقلتان \(|ادعاءان، )[^<()]*منها", text), file.name
        for said, cards in re.findall(OF_A_BODY, text, re.S):
            claims = re.findall(r'<article class="card[^"]*" id="([^"]*)"', cards)
            copies = len(relays.intersection(claims))
            if len(claims) == 2 and copies == 1:
                assert said == of_two, file.name
            elif claims and 0 < copies < len(claims):
                numbers = re.fullmatch(many + ".*", said).groups()
                words = {"ادعاء": 1, "ادعاءان": 2}
                assert [int(words.get(one, one)) for one in numbers] == [len(claims), copies], file.name
            counted[min(len(claims), 3), copies > 0] += bool(claims)
    assert counted[2, True] > 10 and counted[3, True] > 20


SUMMED = """texts => texts.map(text => {
  const page = new DOMParser().parseFromString(text, "text/html");
  return Object.fromEntries([...page.querySelectorAll("figure:has(.bounds)")].map(figure => [
    figure.id,
    [figure.querySelector(".bounds").textContent, figure.querySelectorAll(".spread .relay").length]]));
})"""
NOT_ASSERTED = {
    "en": {"denies": "(denied)", "doubts": "(doubted)", "expects": "(expected)"},
    "ar": {"denies": "(منفي)", "doubts": "(مشكوك فيه)", "expects": "(متوقع)"},
}
RELAYED = {"en": "relays:", "ar": "في الادعاءات المنقولة:"}
ORDER = """texts => texts.flatMap(text => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const bodies = page.querySelectorAll("figure .strip:not(.folded *) > tbody");
  return [...bodies].map(body =>
    [...body.children].filter(row => row.dataset.claim).map(row => row.classList.contains("relay"))); })"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_sums_a_group_up_is_asserted_by_origins_or_says_what_else(lang, ours, read):
    claims = load("claims")
    figures = load("figures").merge(claims, on="claim_id")
    figures["relay"] = figures["claim_id"].isin(relays_in(claims))
    figures[COUNTED_TOGETHER] = figures[COUNTED_TOGETHER].astype(object).fillna("")
    events = [*figures["event_id"].unique()]
    texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in events]
    shown = dict(zip(events, read(ours).open("about.html").evaluate(SUMMED, texts), strict=True))
    columns, found = ["value_resolved", "value_to", "value_min", "value_max"], set()
    for (event, *counted), group in figures.groupby(COUNTED_TOGETHER):
        anchor = ".".join(counted).rstrip(".")
        if anchor not in shown[event]:
            continue
        text, drawn_relays = shown[event][anchor]
        own, _, relayed = re.sub(f"[؛;] و?{RELAYED[lang]}", "\n", text).partition("\n")
        summed = group[~group["relay"]] if not group["relay"].all() else group
        if (summed["stance"] == "asserts").any():
            summed = summed[summed["stance"] == "asserts"]
        stances = {*summed["stance"]} - {"asserts"}
        numbers = {*summed[columns].stack().dropna()}
        said = {int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*", own)}
        assert own.startswith(RELAYED[lang]) == group["relay"].all(), (event, anchor, own)
        assert said <= numbers and bool(said) == bool(numbers), (event, anchor, own)
        assert {one for one, words in NOT_ASSERTED[lang].items() if words in own} == stances, (event, anchor)
        assert bool(drawn_relays) <= group["relay"].all(), (event, anchor)
        others = {*group[group["relay"] & (group["stance"] == "asserts")][columns].stack().dropna()}
        assert bool(relayed) == (not numbers and bool(others)), (event, anchor)
        assert {int(number) for number in re.findall(r"\d+", relayed)} <= others
        found |= stances | ({"relayed"} if relayed else set())
    assert found == {*NOT_ASSERTED[lang], "relayed"}
    # Of a body, too, the origins come first.
    bodies = read(ours).open("about.html").evaluate(ORDER, texts)
    assert all(rows == sorted(rows) for rows in bodies) and any(len({*rows}) == 2 for rows in bodies)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_that_is_not_asserted_says_so_wherever_it_stands(lang, ours, read):
    """By its mark, which is drawn otherwise and explained, and on the page of an actor."""
    figures = load("figures").merge(load("claims"), on="claim_id")
    others = figures[figures["stance"] != "asserts"]
    page = read(ours).open("about.html")
    texts = [(ours / lang / f"{event}.html").read_text("utf-8") for event in figures["event_id"].unique()]
    drawn = """texts => texts.map(text => {
      const page = new DOMParser().parseFromString(text, "text/html");
      return [[...page.querySelectorAll("tr[data-claim]:has(.line svg)")].map(row => {
        const svg = row.querySelector(".line svg");
        const marks = svg.querySelectorAll(".head, .range").length;
        const { figure_id } = row.dataset, unasserted = svg.classList.contains("unasserted");
        return [figure_id, unasserted, svg.getAttribute("aria-label"), marks];
      }), ...[".legend", "tr"].map(one => page.querySelectorAll(`${one} .glyph.unasserted`).length)]; })"""
    stances, marked = figures.set_index("figure_id")["stance"], 0
    for rows, explained, beside in page.evaluate(drawn, texts):
        for figure, unasserted, label, _ in rows:
            assert unasserted == (stances[figure] != "asserts"), figure
            assert not unasserted or NOT_ASSERTED[lang][stances[figure]] in label, label
        # An origin and a relay, where there is any, on a line or beside words alone.
        assert explained == (2 if beside else 0) and beside >= sum(unasserted for _, unasserted, *_ in rows)
        marked += bool(explained)
    assert marked > 5
    for actor, claims in others.groupby("claimant_id"):
        text = (ours / lang / f"{actor}.html").read_text("utf-8")
        for stance, words in NOT_ASSERTED[lang].items():
            assert text.count(f"{words}</strong>") >= (claims["stance"] == stance).sum(), (actor, stance)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stance_stands_by_the_claimant_and_not_by_the_outlet(lang, ours, read):
    terms = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
    stances = load("claims").set_index("claim_id")["stance"]
    page, heads = read(ours).open("about.html"), {}
    for file in (ours / lang).glob("EVT-*.html"):
        heads |= dict(page.evaluate(HEADS, file.read_text("utf-8")))
    others = {claim: terms["stance", stance] for claim, stance in stances.items() if stance != "asserts"}
    assert len({*others} & {*heads}) > 50
    for claim, (_, *details) in heads.items():
        # For whom the claimant speaks belongs to it.
        details = [detail for detail in details if not detail.startswith(("for ", "باسم "))]
        stance = [detail for detail in details if detail in {*others.values()}]
        assert stance == [*filter(None, [others.get(claim)])] and details[: len(stance)] == stance, claim


def test_a_malformed_url_is_harmless(ours, read):
    page = read(ours).open("events.html#kind=nonsense&year=__proto__&q=raqqa&constructor=1")
    assert page.locator("select[name=kind]").input_value() == "" and 0 < count(page) < EVENTS
    page = read(ours).open("events.html#content")
    assert count(page) == EVENTS


# -- Copying and downloading --------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
COPIED = "navigator.clipboard.readText()"


# The driver of Firefox tells of no download: keeps what a page would have the browser save.
KEEP = """() => {
  globalThis.kept ??= [];
  const make = (globalThis.make ??= URL.createObjectURL);
  URL.createObjectURL = (blob) => (kept.push(blob), make.call(URL, blob));
  HTMLAnchorElement.prototype.click = function () { kept.push(this.download); };
}"""
KEPT = """async () => {
  while (kept.length < 2) await new Promise((done) => setTimeout(done, 10));
  const [blob, name] = kept.splice(0);
  return [name, [...new Uint8Array(await blob.arrayBuffer())]];
}"""


def saved(page, act):
    """The name and the bytes of the file that a page has the browser download."""
    if FIREFOX:
        page.evaluate(KEEP)
        act()
        name, content = page.evaluate(KEPT)
        return name, bytes(content)
    with page.expect_download() as download:
        act()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def downloaded(page, act):
    """The rows of a CSV file that is downloaded."""
    name, content = saved(page, act)
    assert name.endswith(".csv") and b"\r" not in content
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def tools(page, at=0):
    """The buttons of a strip, unfolded."""
    place = page.locator(".tools").nth(at)
    place.locator("summary").click()
    expect(place.locator("button")).to_have_count(7)
    return place.locator("button")


def size_of(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def shades(png):
    """The distinct bytes of a PNG image; one that is blank has few."""
    at, packed = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return {*zlib.decompress(packed)}


def test_a_strip_is_copied_and_downloaded_with_its_numbers_and_its_source(place, read):
    """From a disk in Arabic, from a host in English."""
    lang = "ar" if isinstance(place, Path) else "en"
    page = read(place).open("EVT-0003.html", lang)
    if not FIREFOX:
        page.context.grant_permissions(CLIPBOARD)
    urn = re.search(r"urn:\S+", page.locator("p.cite").inner_text()).group()
    copy_png, copy_svg, copy_embed, copy_link, save_png, save_svg, save_csv = tools(page).all()

    # Every figure of the data is a row; of what is folded, the picture has the number alone.
    name, text = saved(page, save_csv.click)
    rows = [*csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""))]
    assert name == "riwaya-0.3.0-EVT-0003-persons_released.members.ACT-0001.ACT-0002.csv"
    figures, claims = load("figures").set_index("figure_id"), load("claims").set_index("claim_id")
    flat = load("claims_flat").set_index("figure_id")
    counted = figures[figures["claim_id"].map(claims["event_id"]) == "EVT-0003"]
    group = ("measure", "broad_category", "held_by_id", "members_of_id")
    strip = counted[
        (counted[[*group]] == ["persons_released", "members", "ACT-0001", "ACT-0002"]).all(axis=1)
    ]
    assert sorted(row["figure_id"] for row in rows) == sorted(strip.index) and len(rows) == 6
    for row in rows:
        tables = (figures.loc[row["figure_id"]], claims.loc[row["claim_id"]], flat.loc[row["figure_id"]])
        data = {key: value for table in tables for key, value in table.dropna().items()}
        data |= {key: data.get(f"{key}_{lang}") for key in ("claimant", "body")}
        same = {key: str(value) for key, value in data.items() if key in row and value is not None}
        assert {key: value for key, value in row.items() if value and key != "figure_id"} == same

    drawing = ET.fromstring(saved(page, save_svg.click)[1])
    texts = [element.text for element in drawing.iter(f"{SVG}text")]
    assert urn in " ".join(texts) and urn in drawing.find(f"{SVG}desc").text
    assert page.locator("h1").inner_text() in " ".join(texts)
    relays = relays_in(load("claims"))
    origins = [row for row in rows if row["claim_id"] not in relays]
    assert all(row["claimant"] in " ".join(texts) for row in origins)
    # The number of each mark, as far as it stands on the axis, is that of the data.
    where = {
        mark.text: float(mark.get("x"))
        for mark in drawing.iter(f"{SVG}text")
        if mark.get("text-anchor") == "middle"
    }
    zero, twenty = where["0"], where["20"]
    marks = [mark for mark in drawing.iter(f"{SVG}path") if mark.get("stroke-width") == "2.5"]
    places = [float(mark.get("transform").split("(")[1].split()[0]) for mark in marks]
    drawn = [round(20 * (x - zero) / (twenty - zero), 2) for x in places if zero - 1 <= x <= twenty + 1]
    assert drawn == [float(row["value"]) for row in origins]

    image = saved(page, save_png.click)[1]
    assert size_of(image) == tuple(2 * int(drawing.get(side)) for side in ("width", "height"))
    assert len(shades(image)) > 20

    notice = page.locator(".notice")
    if FIREFOX:
        pytest.skip("all was checked but what is copied: Firefox lets no test read its clipboard")
    copy_svg.click()
    expect(notice).to_have_text({"en": "Copied.", "ar": "تم النسخ."}[lang])
    assert ET.fromstring(page.evaluate(COPIED)).find(f"{SVG}title").text == drawing.find(f"{SVG}title").text
    copy_png.click()
    page.wait_for_function("navigator.clipboard.read().then(items => items[0].types.includes('image/png'))")
    copy_link.click()
    page.wait_for_function(
        f"{COPIED}.then(text => text.endsWith('#persons_released.members.ACT-0001.ACT-0002'))"
    )
    from_disk = "file:" in page.evaluate(COPIED)
    assert from_disk == isinstance(place, Path) == (len(notice.inner_text()) > 20)

    # Embedded, the strip stands alone between the title of the event and its citation, also without a script.
    copy_embed.click()
    page.wait_for_function(f"{COPIED}.then(text => text.startsWith('<iframe '))")
    address = html.unescape(re.search(r'src="([^"]+)"', page.evaluate(COPIED)).group(1))
    alone = read(place, java_script_enabled=False).page
    alone.goto(address)
    assert alone.locator("figure:visible").count() == 1 and alone.locator(".cite:visible").count() == 1
    assert alone.locator("h1").is_visible() and alone.locator(".permalink a").is_visible()
    assert not alone.locator("header").is_visible() and not alone.locator(".card:visible").count()
    assert (
        alone.locator("figure:visible figcaption").inner_text()
        == page.locator("figcaption").first.inner_text()
    )
    alone.locator(".permalink a").click()
    alone.wait_for_load_state()
    assert alone.locator(".card:visible").count() == 10 and not alone.locator("button").count()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_downloaded_strip_quotes_no_words_of_ours(lang, ours, read):
    """Nobody printed our words for a number: the picture says so, the table has both."""
    page = read(ours).open("EVT-0023.html", lang)
    *_, save_svg, save_csv = tools(page).all()
    rows = [*csv.DictReader(io.StringIO(saved(page, save_csv.click)[1].decode("utf-8-sig"), newline=""))]
    figures = load("figures").set_index("figure_id").loc[[row["figure_id"] for row in rows]]
    assert [*figures.index[figures["wording_language"].isna()]] == ["FIG-0628"]
    for wording in ("wording_ar", "wording_en"):
        assert [row[wording] for row in rows] == [*figures[wording]]
    page.locator("figure").first.locator(".folded summary").click()
    drawing = ET.fromstring(saved(page, save_svg.click)[1])
    texts = " ".join(drawing.itertext())
    own, theirs = (figures.loc[identity, f"wording_{lang}"] for identity in ("FIG-0628", "FIG-0034"))
    note, (opening, closing) = {"en": ("our wording", "“”"), "ar": ("الصياغة لنا", "«»")}[lang]
    assert f"{own} ({note})" in texts and f"{opening}{theirs}{closing}" in texts
    assert note not in texts.replace(f"{own} ({note})", "", 1)


@chromium_only
def test_links_and_citations_are_copied_or_offered_for_copying(ours, read):
    page = read(ours).open("EVT-0016.html")
    page.context.grant_permissions(CLIPBOARD)
    page.evaluate(UNFOLD)
    card = page.locator(".card").nth(3)
    identity = card.get_attribute("id")
    for button, copied in (
        (card.get_by_role("button", name=f"Copy link: {identity}"), f"{page.url}#{identity}"),
        (page.get_by_role("button", name="Copy citation"), page.locator("p.cite").inner_text()),
        (page.get_by_role("button", name="Copy BibTeX"), page.locator("pre.bibtex").inner_text()),
        (page.locator(".permalink button").first, page.url),
    ):
        button.click()
        expect(page.locator(".notice")).to_contain_text("Copied.")
        assert page.evaluate(COPIED).split() == copied.split()
    assert card.locator(f".facts a[href='#{identity}']").count() == 1
    # A host without HTTPS has no clipboard.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy BibTeX").click()
    field = page.locator(".notice textarea")
    assert field.input_value() == page.locator("pre.bibtex").inner_text()
    assert (
        page.evaluate("getSelection().toString() || document.activeElement.selectionEnd")
        and field.is_visible()
    )
    name, content = saved(page, page.locator(".tools button", has_text="Copy PNG").first.click)
    # Of so many rows it is not twice as large, since not every browser makes so large an image.
    width, height = size_of(content)
    assert name.endswith(".png") and 960 < width < 1920 and width * height < 16.1e6
    # What is unfolded is part of the picture.
    name, content = saved(page, page.locator(".tools button", has_text="Download SVG").first.click)
    heads = [path for path in ET.fromstring(content).iter(f"{SVG}path") if path.get("fill") == "#fff"]
    assert len(heads) > page.locator("figure").first.locator("tr.relay").count() > 40


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_asserted_or_stated_is_marked_in_a_picture(lang, ours, read):
    """As on the page: heads are hollow with a broken outline, and a computed number has what it equals."""
    page = read(ours).open("EVT-0097.html", lang)
    page.evaluate(UNFOLD)
    figure = page.locator("figure:has(tr.relay .glyph.unasserted):has(.line)").first
    name, content = saved(page, figure.locator(".tools button").nth(5).click)
    drawing = ET.fromstring(content)
    dashes = Counter(path.get("stroke-dasharray") for path in drawing.iter(f"{SVG}path"))
    hollow = [one for one in drawing.iter(f"{SVG}path") if one.get("stroke-dasharray") in ("3,2.2", "5.9,4")]
    on_page = figure.locator("tr[data-claim] :is(.glyph, .head)").count()
    assert name.endswith(".svg") and dashes["3,2.2"] > 1 and dashes["5.9,4"] > 1
    # One more explains them.
    assert len(hollow) == on_page + 1 and {one.get("fill") for one in hollow} == {"#fff"}
    assert {"en": "only expected", "ar": "متوقع فحسب"}[lang] in content.decode()
    texts = " ".join(text.text for text in drawing.iter(f"{SVG}text"))
    heads = figure.locator("tr.relay th small:last-child").all_inner_texts()
    assert heads and all(head.startswith(REPEATING[lang][0]) and head in texts for head in heads)

    page = read(ours).open("EVT-0003.html", lang)
    figure = page.locator("figure:has(.computed)").first
    figure.locator(".tools summary").click()
    drawing = ET.fromstring(saved(page, figure.locator(".tools button").nth(5).click)[1])
    texts = " ".join(text.text for text in drawing.iter(f"{SVG}text"))
    assert {"en": "10 (computed)", "ar": "10 (محسوب)"}[lang] in texts
    assert {"en": "It equals 10", "ar": "يساوي 10"}[lang] in texts and "stroke-dasharray" not in "".join(
        key for path in drawing.iter(f"{SVG}path") if path.get("fill") == "#fff" for key in path.attrib
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_found_claim_has_the_mark_of_the_pages(lang, ours, read):
    claims, relays = load("claims").set_index("claim_id"), relays_in(load("claims"))
    page = read(ours).open("search.html", lang)
    for claim in (
        min(relays & {*claims.index[claims["stance"] == "denies"]}),
        min({*claims.index[claims["stance"] == "expects"]} - relays),
        min(relays & {*claims.index[claims["stance"] == "asserts"]}),
        min({*claims.index[claims["stance"] == "asserts"]} - relays),
    ):
        page.locator("input").fill(claim)
        found = page.locator(f"#claims li:has(bdi:text-is('{claim}'))")
        mark = found.locator(".glyph").first
        expected = {"glyph", "relay" if claim in relays else "origin"}
        other = claims.loc[claim, "stance"] != "asserts"
        assert {*mark.get_attribute("class").split()} == expected | ({"unasserted"} if other else set()), (
            claim
        )
        text = found.inner_text()
        assert not re.search("[●◇◌⟡]", text) and ROLES[lang][claim in relays] in text
        term = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]
        assert (term["stance", claims.loc[claim, "stance"]] in text) == other, claim


def test_hostile_names_stay_texts_in_files(hostile, read):
    page = read(hostile).open("EVT-0001.html", "ar")
    *_, save_svg, save_csv = tools(page).all()
    (row, *_) = downloaded(page, save_csv.click)
    assert row["claimant"].startswith("'=") and HOSTILE in row["claimant"]
    drawing = ET.fromstring(saved(page, save_svg.click)[1])
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} == {
        *"svg title desc rect path text".split()
    }
    assert HOSTILE in drawing.find(f"{SVG}title").text and not [*drawing.iter(f"{SVG}script")]


# -- Without a script, without a mouse, on a phone -------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_outlets_that_repeat_are_searched_sorted_and_folded(lang, ours, read):
    claims = load("claims").set_index("claim_id")
    sources = load("sources").set_index("source_id")["outlet_id"]
    outlets = sources.reindex(claims["source_id"]).set_axis(claims.index).fillna(claims["claimant_id"])
    relays = claims["derived_from_claim_id"].dropna()
    pairs = pd.DataFrame({"by": outlets[relays.index].array, "of": outlets[relays.array].array}).query(
        "by != of"
    )
    page = read(ours, viewport={"width": 360, "height": 740}).open("relays.html", lang)
    rows, visible = page.locator("#outlets tbody tr"), page.locator("#outlets tbody tr:visible")
    all_of_them = {*pairs["by"], *pairs["of"]}
    links = rows.locator("th a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert {*links} == {f"{outlet}.html" for outlet in all_of_them} and len(links) == len({*links})
    # What is beyond the screen is laid out when it comes near.
    rows.evaluate_all("rows => rows.forEach(row => (row.style.contentVisibility = 'visible'))")
    assert page.evaluate("document.documentElement.scrollHeight") < 15 * 740 and visible.count() == 50
    most = pairs["of"].value_counts()
    keys = "cells => cells.map(cell => Number(cell.dataset.key ?? 0))"
    counts = rows.locator("td:nth-child(2)").evaluate_all(keys)
    assert counts == sorted(counts, reverse=True) and counts[0] == most.iloc[0] and sum(counts) == len(pairs)
    # Each total in bold, that of one outlet as well.
    assert rows.locator("td > strong").count() == rows.locator("td[data-key]").count()
    row = page.locator("#outlets tr", has=page.locator("th a[href='ACT-0036.html']"))
    others = row.locator("td:nth-child(2) a")
    assert others.count() == pairs.query("of == 'ACT-0036'")["by"].nunique() > 10
    assert not others.last.is_visible()
    # How many more there are, without those that stand above them.
    assert re.findall(r"\d+", row.locator("summary").first.inner_text()) == [str(others.count() - 3)]
    row.locator("summary").first.click()
    assert others.last.is_visible()
    page.get_by_label(re.compile(rf"\({len(all_of_them)}\)")).check()
    assert visible.count() == len(all_of_them)
    page.locator("#outlets thead button").nth(2).click()
    assert rows.locator("td:nth-child(3)").first.evaluate("cell => cell.dataset.key") == str(
        pairs["by"].value_counts().iloc[0]
    )
    # Who describes an outlet does not find it.
    described = load("actors").set_index("actor_id").loc["ACT-0036", f"affiliation_basis_{lang}"]
    name = {"en": "Reuters", "ar": "رويترز"}[lang]
    page.get_by_role("searchbox").fill(name)
    expect(row).to_have_count(0)
    assert name in described and any(name in text for text in rows.locator("th").all_text_contents())
    page.get_by_role("searchbox").fill("SOHR")
    expect(row).to_have_count(1)
    expect(page.locator("form[data-list]")).not_to_have_attribute("aria-busy", "true")
    assert 0 < rows.count() < 10 and not page.locator("#show-all").is_visible()
    assert str(len(all_of_them)) in page.get_by_role("status").inner_text()
    saved = downloaded(page, lambda: page.locator(".shown button").click())
    assert {"id", "name", "relayed_by", "relays_whom"} == {*saved[0]}
    assert {row["id"]: row["relayed_by"] for row in saved}["ACT-0036"] == str(most["ACT-0036"])


BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); )
    if (!node.parentElement.closest("pre, p.cite, q"))
      for (const match of node.data.matchAll(/\\b[A-Z]{3}-\\d{4}\\b|\\([^()]*(?:uncertain|مؤكد)\\)/gu)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (tops.size > 1) found.push(match[0]);
      }
  return found;
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_range_of_years_reads_like_its_language(lang, ours, read):
    """On a page that is written, and in a list that a script fills."""
    reader = read(ours)
    place = """(element, words) => { const text = element.firstChild, range = document.createRange();
      return words.map((word) => { const at = text.data.indexOf(word); range.setStart(text, at);
        range.setEnd(text, at + word.length); return range.getBoundingClientRect().x; }); }"""
    for name in ("EVT-0076", "events"):
        page = reader.open(f"{name}.html", lang)
        first, last = page.get_by_text("2017–2018", exact=True).first.evaluate(place, ["2017", "2018"])
        assert (first < last) == (lang == "en"), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ids_and_what_is_uncertain_stand_on_one_line(lang, ours, read):
    """Where they stand by themselves; in a sentence a line may end within an ID."""
    reader = read(ours)
    for name in ("EVT-0003", "EVT-0016", "ACT-0036"):
        page = reader.open(f"{name}.html", lang)
        page.evaluate(UNFOLD)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(BROKEN) == [], (name, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@chromium_only
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_outlets_are_unfolded_without_scripts(lang, ours, read):
    page = read(ours, java_script_enabled=False).open("relays.html", lang)
    rows = page.locator("#outlets tbody tr")
    assert rows.filter(visible=True).count() == 50 < rows.count()
    assert not page.get_by_role("searchbox").is_visible()
    page.locator("#show-all").check()
    assert rows.filter(visible=True).count() == rows.count()


@chromium_only
@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_readable_without_scripts(lang, ours, read):
    page = read(ours, java_script_enabled=False).open("events.html", lang)
    assert (
        page.locator("#events tbody tr").count() == EVENTS and not page.get_by_role("searchbox").is_visible()
    )
    assert page.locator("main noscript").is_visible()
    page.locator("#events tbody th a").nth(30).click()
    page.wait_for_url("**/EVT-*.html")
    assert page.locator(".card").count() >= 1 and page.locator(".cite").is_visible()


def test_the_keyboard_alone_is_enough(ours, read):
    page = read(ours).open("events.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("EVT-0041")
    assert count(page) == 1
    reached = []
    while len(reached) < 16 and "EVT-0041.html" not in reached:
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.name ?? ''")
        )
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached
    assert reached[:5] == ["kind", "year", "place", "claimant", "relation"] and reached[-1] == "EVT-0041.html"
    page.keyboard.press("Enter")
    page.wait_for_url("**/EVT-0041.html")


def test_more_than_a_hundred_are_shown_on_demand(ours, read):
    page = read(ours).open("events.html")
    assert len(found(page)) == 100
    page.locator("#more").press("Enter")
    assert len(found(page)) == EVENTS and page.locator("#more").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == found(page)[100]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_wider_than_the_screen(lang, ours, read):
    """On a phone, what stands by itself can be pressed by a finger; a link in a sentence need not."""
    reader = read(ours)
    for name in (*KINDS[:-1], "EVT-0016"):
        for width in (320, 360, 768, 1440):
            reader.page.set_viewport_size({"width": width, "height": 740})
            # A page has its script draw for the screen that it is opened on; the others only bend.
            if width == 320 or name == "events":
                page = reader.open(f"{name}.html", lang)
            assert page.evaluate("[innerWidth, document.documentElement.scrollWidth <= innerWidth]") == [
                width,
                True,
            ], name
            tops = "all => new Set(all.map(link => link.getBoundingClientRect().top)).size"
            lines = page.locator("header.site a").evaluate_all(tops)
            assert lines <= (2 if width >= 360 else 3), name
            if width == 360:
                assert page.evaluate(SMALL_TARGETS) == [], name
    # The first screen of the longest event has the spread of its first figures, and the verdict.
    page.set_viewport_size({"width": 360, "height": 740})
    verdict = page.locator("figure .relation.contradict").first.bounding_box()
    assert verdict["y"] + verdict["height"] <= 740 and page.locator("figure .spread").first.is_visible()


def test_on_a_phone_the_charts_are_drawn_once_they_are_unfolded(ours, read):
    page = read(ours, viewport={"width": 390, "height": 844}).open("events.html")
    charts = page.locator("#charts .plot > svg")
    assert charts.count() == 0 and len(found(page)) == 100
    # The filters leave the first screen to the list.
    assert page.locator("#events tbody tr").first.bounding_box()["y"] < 744
    page.locator("form summary").click()
    page.locator("select[name=year]").select_option("2016")
    assert page.locator("form summary").inner_text() == "Filters 1"
    page.locator("#charts > summary").click()
    expect(charts).to_have_count(2)
    expect(page.locator("#timeline .plot a")).to_have_count(happened_in("2016"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_screen_of_a_phone_shows_a_contradiction(lang, ours, read):
    page = read(ours, viewport={"width": 360, "height": 740}).open("index.html", lang)
    title = page.locator("h1").bounding_box()
    assert title["height"] < 50 and page.locator("h1").inner_text() in ("Riwaya", "رواية")
    rows = page.locator(".example li")
    shown = load("agreement").query("relation == 'contradict'")
    assert page.locator(".example h2 a").get_attribute("href").removesuffix(".html") in {*shown["event_id"]}
    assert rows.count() > 1 and all(row.locator(".head").count() for row in rows.all())
    for part in (page.locator(".find"), rows.last):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= 740
    page.get_by_role("searchbox").fill("CLM-0012")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=CLM-0012")
    page.go_back()
    bars = page.locator(".periods a")
    numbers = {bar.get_attribute("data-period"): bar.locator("text").text_content() for bar in bars.all()}
    assert numbers == {year: str(happened_in(year)) for year in numbers} and len(numbers) > 10
    bars.first.click()
    expect(page.locator("select[name=year]")).to_have_value("2013")
    assert count(page) == happened_in("2013")


@chromium_only
@pytest.mark.parametrize(
    ("width", "slower", "names"),
    [
        (360, SLOWER, [name for kind, name in EVERY_KIND.items() if kind not in ALIKE]),
        (1440, 1, ["index", "events", "EVT-0016"]),
    ],
)
def test_nothing_shifts_while_a_page_loads(width, slower, names, hosted, read):
    """On pages of each kind, by a slow 4G network; a sum of 0.1 would still be called good. All kinds, and
    how fast they are, are measured by benchmarks/explorer.py: here other tests may have the processor.
    """
    reader = read(hosted, viewport={"width": width, "height": 800})
    slowed(reader.page, slower)
    for name in names:
        paint, shift = loading(reader.page, f"{hosted}/ar/{name}.html")
        assert paint and shift < 0.05, name


@chromium_only
@pytest.mark.parametrize("place", ["hosted", "ours"])
def test_an_arabic_page_is_set_in_its_font_when_it_opens_first(place, request, chromium):
    home = request.getfixturevalue(place)
    home = home.as_uri() if isinstance(home, Path) else home
    for name in ("index", "EVT-0016", "ACT-0036", "relays"):
        # A browser of its own has nothing in its cache.
        with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
            page = context.new_page()
            page.goto(f"{home}/ar/{name}.html")
            page.evaluate("document.fonts.ready.then(() => 0)")
            protocol = context.new_cdp_session(page)
            for domain in ("DOM", "CSS"):
                protocol.send(f"{domain}.enable")
            root = protocol.send("DOM.getDocument")["root"]["nodeId"]
            for selector in ("h1", "main p", "th, td, dd"):
                node = protocol.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
                fonts = node and protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
                assert {font["familyName"] for font in fonts or ()} <= {"Noto Naskh Arabic"}, (name, selector)
                assert fonts or selector != "h1"


def test_an_arabic_page_is_shown_though_its_font_fails_or_hangs(hosted, chromium):
    for answer in (lambda route: route.abort(), lambda route: None):
        with chromium.new_context() as context:
            page = context.new_page()
            page.route("**/*.woff2", answer)
            page.goto(f"{hosted}/ar/index.html", wait_until="commit")
            expect(page.locator("h1")).to_be_visible(timeout=10_000)
            assert not page.locator("html.waiting").count()


# -- For everybody ------------------------------------------------------------------------------------


# The contrast of a text to the colour behind it, where axe leaves that open: where letters are few, or where
# a text partly lies over something else.
CONTRAST = """targets => targets.map(target => {
  const element = document.querySelector(target);
  const numbers = color => color.match(/[\\d.]+/g).map(Number);
  const light = color => {
    const [red, green, blue] = numbers(color)
      .map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const colour = element => getComputedStyle(element).backgroundColor;
  let behind = element;
  while (behind.parentElement && numbers(colour(behind))[3] === 0) behind = behind.parentElement;
  const style = getComputedStyle(element);
  const paper = numbers(colour(behind))[3] === 0 ? "rgb(255, 255, 255)" : colour(behind);
  const colours = [element.closest("svg") ? style.fill : style.color, paper];
  const [more, less] = colours.map(light).sort((one, other) => other - one);
  return [target, element.textContent.trim().slice(0, 40), (more + 0.05) / (less + 0.05)];
})"""


def unread_contrasts(page, response):
    """What axe could not decide, and what is too faint by our own reckoning."""
    undecided = [rule for rule in response["incomplete"] if rule["id"] == "color-contrast"]
    targets = [node["target"][0] for rule in undecided for node in rule["nodes"]]
    return [found for found in page.evaluate(CONTRAST, targets) if not found[-1] >= 4.5]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_reports_no_problem(lang, hostile, ours, read):
    """On every kind of page, and on the fullest of our data. Colours are the same in both languages, and slow
    to check: those of a page by day are checked in one, those by night in the other. What malicious names
    hold is text.

    A codebook of two tables is checked below: on a whole one, axe takes half a minute.
    """
    axe = Axe()
    daytime = LANGUAGES.index(lang)
    for home, names in ((hostile, ("../index", "../404", *KINDS)), (ours, ("events", "EVT-0003"))):
        reader = read(home)
        for number, name in enumerate(names):
            reader.page.emulate_media(color_scheme="light")
            page = reader.open(f"{name}.html", lang)
            assert page.locator("main script, main img, main [onerror]").count() == 0, name
            assert "\u202e" not in page.content(), name
            if name == "codebook":
                continue
            runs = [("light", {})] if number % 2 == daytime else [("light", NO_COLORS), ("dark", DARK)]
            for scheme, rules in runs:
                page.emulate_media(color_scheme=scheme)
                results = axe.run(page, options=AXE | BRIEF | rules)
                assert results.violations_count == 0, f"{name}, {scheme}\n{results.generate_report()}"
                assert len(results.response["passes"]) > (10 if scheme == "light" else 0)
                assert unread_contrasts(page, results.response) == [], f"{name}, {scheme}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_targets_large_enough_on_a_phone(lang, ours, read):
    """On every kind of page of our data, the lists of which are the fullest."""
    reader = read(ours, viewport={"width": 360, "height": 740})
    for name in (*(kind for kind in KINDS if kind not in ("codebook", "EVT-0099")), "ACT-0036", "EVT-0016"):
        page = reader.open(f"{name}.html", lang)
        # Axe measures rows beyond the screen as well, which are laid out when they come near it.
        page.evaluate(
            "document.querySelectorAll('.list tr').forEach(row => row.style.contentVisibility = 'visible')"
        )
        results = Axe().run(page, options={"preload": False, "runOnly": ["target-size"]} | BRIEF)
        assert results.violations_count == 0, f"{name}\n{results.generate_report()}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_difference_and_a_codebook_alone_are_pages_like_the_others(lang, hostile, read, tmp_path):
    """Neither has another file that it needs; words that changed are marked, and said to be so."""

    def release(version, text):
        fields = [{"name": name, "type": "string"} for name in ("claim_id", "statement_en")]
        schema_json = {"fields": fields, "primaryKey": ["claim_id"]}
        schema, title = schema_from("claims", schema_json, "x.json"), Bilingual("Claims", "الادعاءات")
        rows = pa.Table.from_pylist([{"claim_id": "CLM-0001", "statement_en": text}])
        table = ReleaseTable("claims", title, title, schema, schema_json, 1, rows.to_batches)
        head = {name: f"{name} {HOSTILE}" for name in ("title", "title_ar", "description", "description_ar")}
        return Release({"name": "x", "version": version, **head}, {"claims": text}, lambda _: table)

    old, new = release("0.1.0", f"He says <b> 18 {TURNED}"), release("0.2.0", f"He says <b> 20 {TURNED}")
    labels = {language: {"statement_en": (None, None)} for language in LANGUAGES}
    said = dict.fromkeys(LANGUAGES, HOSTILE)
    words = {
        "words": {"claims": {"added": [], "removed": [], "changed": [labels], "rows": [said]}},
        "moves": [],
    }
    (tmp_path / lang).mkdir()
    text = as_page({**difference(old, new), **words}, new, lang)
    (tmp_path / lang / "diff.html").write_text(text, "utf-8")
    # Two landmarks need two names, also where their tables have one title.
    tables = [new.table("claims"), replace(new.table("claims"), name="others")]
    codebook.write(tables, new.descriptor, tmp_path / lang, "../../explorer")
    reader = read(tmp_path, viewport={"width": 360, "height": 740})
    for name in ("diff", f"codebook.{lang}"):
        page = reader.open(f"{name}.html", lang)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert page.locator("b, script, img").count() == 0 and HOSTILE in page.locator("footer").inner_text()
        for scheme, rules in (("light", {}), ("dark", DARK)):
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page, options=AXE | rules)
            assert results.violations_count == 0, f"{name}, {scheme}\n{results.generate_report()}"
    page = reader.open("diff.html", lang)
    words = {"en": ("removed: 18", "added: 20"), "ar": ("حُذف: 18", "أُضيف: 20")}[lang]
    assert tuple(page.locator("del, ins").all_text_contents()) == words
    assert (
        page.locator("del, ins").first.inner_text()
        and page.locator(".read").first.bounding_box()["width"] <= 1
    )


def test_axe_reports_a_real_problem(chromium, tmp_path):
    (tmp_path / "en").mkdir()
    page = "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><p style='color:#aaa'>faint</p>"
    (tmp_path / "en/x.html").write_text(page)
    page = Reader(chromium, tmp_path.as_uri()).open("x.html")
    assert Axe().run(page).violations_count == 1
    undecided = {"incomplete": [{"id": "color-contrast", "nodes": [{"target": ["p"]}, {"target": ["h1"]}]}]}
    ((target, _, contrast),) = unread_contrasts(page, undecided)
    assert target == "p" and round(contrast, 1) == 2.3
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_are_text(lang, hostile, read):
    reader = read(hostile)
    page = reader.open("events.html", lang)
    titles = found(page)
    assert titles and all(HOSTILE in title and "12[U+202E]34" in title for title in titles)
    labels = page.locator("select option").all_inner_texts()
    assert any(HOSTILE in label for label in labels) and not any("\u202e" in label for label in labels)
    assert HOSTILE in reader.open("EVT-0001.html", lang).locator("main").inner_text()


def test_of_very_many_events_the_timeline_counts_months_and_places_may_be_nonsense(hostile, read, tmp_path):
    """A release of others may hold more events than can be drawn, and a place that is part of itself."""
    home = Path(shutil.copytree(hostile, tmp_path / "explorer"))
    file = home / "data/events.js"
    before, _, text = file.read_text("utf-8").partition("=")
    data = json.loads(text)
    data["events"] = data["events"] * 300
    data["places"][0]["parent"] = 0
    file.write_text(f"{before}={json.dumps(data)}", "utf-8")
    page = read(home).open("events.html")
    assert count(page) == len(data["events"]) > 600 and page.locator("#timeline .plot a").count() == 0
    assert page.locator("#timeline [data-part=rect] rect").count() >= 1 and len(found(page)) == 100


@chromium_only
@pytest.mark.parametrize("name", ["index.html", "events.html"])
def test_the_first_view_is_small(name, ours, read):
    """Below 300 kB as web hosts send it, beyond the fonts."""
    reader = read(ours)
    reader.open(name, "ar").evaluate("document.fonts.ready.then(() => 0)")
    files = [Path(url2pathname(unquote(urlsplit(address).path))) for address in reader.requests]
    assert any(file.suffix == ".woff2" for file in files)
    assert (
        0 < sum(len(gzip.compress(file.read_bytes())) for file in files if file.suffix != ".woff2") < 300_000
    )


# -- On paper, and in which font ----------------------------------------------------------------------


def pages_of_paper(page):
    """How many A4 pages a printed page has: the largest count in the tree of its PDF."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", page.pdf(format="A4")))


@chromium_only
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_event_is_printed_folded_and_says_so(lang, ours, read):
    """On paper a short event has its relays and its legend unfolded."""
    reader = read(ours)
    page = reader.open("EVT-0016.html", lang)
    cards = page.locator(".card").count()
    assert cards > 50 and pages_of_paper(page) < 15
    # How much is folded stands in each line, on the screen as on paper.
    figures = page.locator("figure:has(> details)").evaluate_all(
        """all => all.map(one => [one.querySelector("summary > .relation").innerText,
          one.querySelectorAll("tr[data-claim]").length])"""
    )
    assert len(figures) > 5
    for verdict, number in figures:
        parts = verdict.replace("\xa0", " ").split(" · ")
        assert IN_FIGURES[lang](number) in parts, verdict
    bodies = page.locator("#claims ~ details > summary small").all_inner_texts()
    assert len(bodies) > 10
    page.emulate_media(media="print")
    assert page.locator("#claims ~ details > summary small").all_inner_texts() == bodies
    assert page.locator("figure > details > summary > .relation").first.is_visible()
    assert page.locator(".on-paper").is_visible()
    assert not page.locator(".card").first.is_visible()
    explained = page.locator(".legend dd")
    assert explained.count() > 5 and all(one.is_visible() for one in explained.all())
    assert page.locator(".downloads").count() == 1 and not page.locator(".downloads").is_visible()
    heights = page.locator("figure > details > summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 5 and max(heights) < 150
    page = reader.open("EVT-0003.html", lang)
    hidden = "all => all.filter(one => !one.checkVisibility()).length"
    relays = page.locator(".folded tr, .legend dd")
    assert relays.count() > 5 and relays.evaluate_all(hidden) == 0 and not page.locator(".on-paper").count()
    page.emulate_media(media="screen")
    assert relays.evaluate_all(hidden) == relays.count()


@chromium_only
def test_arabic_pages_have_letters_and_digits_of_one_embedded_font(ours, read):
    """The first page may do without a font that comes late, so that no text moves."""
    reader = read(ours)
    tools = reader.page.context.new_cdp_session(reader.page)
    for number in range(1, 30):
        page = reader.open(f"EVT-{number:04}.html", "ar")
        page.evaluate("document.fonts.ready.then(() => 0)")
        tools.send("DOM.enable")
        tools.send("CSS.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        facts = tools.send("DOM.querySelector", {"nodeId": root, "selector": ".facts"})["nodeId"]
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": facts})["fonts"]
        # Latin letters and digits of the ID and the date come with the Arabic ones, also in its stead.
        assert len(fonts) == 1
        if fonts[0]["isCustomFont"]:
            break
    assert fonts[0]["familyName"] == "Noto Naskh Arabic"


# -- The search key -----------------------------------------------------------------------------------


def test_search_keys_of_the_page_are_those_of_the_tables(ours, read):
    page = read(ours).open("search.html")
    letters = [
        chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    texts = [f"a{letter}b" for letter in letters]
    keys = page.evaluate("texts => texts.map(riwaya.searchKey)", texts)
    unlike = {text[1] for text, key in zip(texts, keys, strict=True) if key != search_key(text)}
    # Python folds the case of Cherokee the other way round, has a letter for a mark below Greek ones, and
    # knows an older Unicode.
    assert len(unlike) < 300 and not {unicodedata.name(letter).split()[0] for letter in unlike} & {
        "ARABIC",
        "LATIN",
        "DIGIT",
    }
    assert not any(letter < "\u0300" for letter in unlike)
    assert page.evaluate("riwaya.searchKey('الشَّدّادى، ﻻ ١٢ ②  Straße')") == search_key(
        "الشَّدّادى، ﻻ ١٢ ②  Straße"
    )


def test_the_words_of_the_page_are_those_of_the_tables(ours, read):
    page = read(ours).open("search.html")
    vectors = json.loads((ROOT / "tests/text/search_words.json").read_text("utf-8"))
    texts, words = ([vector[key] for vector in vectors] for key in ("text", "query"))
    assert page.evaluate("texts => texts.map(riwaya.queryWords)", texts) == words


def test_the_numbers_of_the_page_are_those_of_the_tables(ours, read):
    page = read(ours).open("search.html")
    vectors = json.loads((ROOT / "tests/text/number_queries.json").read_text("utf-8"))
    texts, numbers = zip(*vectors, strict=True)
    code = "texts => texts.map(text => riwaya.numberOf(riwaya.queryWords(text), riwayaSearch.numbers))"
    assert page.evaluate(code, texts) == [*numbers]


@pytest.fixture(scope="module")
def searched():
    """What `riwaya search` finds."""
    with open_folder(ROOT) as dataset:
        yield DatasetSearch(dataset)


SEARCH = """async ([texts, lang]) => {
  const answers = [];
  for (const text of texts) {
    const { found, similar } = await riwaya.search(text);
    const rows = ([table, numbers]) => riwaya.results(table, numbers, lang);
    const ids = async (some) => [some[0], (await rows(some)).map(([id]) => id)];
    answers.push([similar, await Promise.all([...found].map(ids))]);
  }
  return answers;
}"""
VECTORS = json.loads((ROOT / "tests/text/search_queries.json").read_text("utf-8"))
SPELLINGS = [
    text
    for name in json.loads((ROOT / "tests/text/search_names.json").read_text("utf-8"))
    for text in name["spellings"]
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_finds_the_rows_that_the_tables_have(lang, ours, read, searched):
    """Those that `riwaya search` finds, and SQLite, to which tests/release/test_formats.py compares it."""
    vectors = [vector for vector in VECTORS if vector["lang"] == lang]
    texts = [vector["query"] for vector in vectors] + SPELLINGS
    page = read(ours).open("search.html", lang)
    answers = page.evaluate(SEARCH, [texts, lang])
    for text, (similar, found) in zip(texts, answers, strict=True):
        expected = searched.ids(text)
        # Where no row has the words, the page offers similar ones, and says so.
        assert similar == (not expected), text
        assert similar or {name: {*ids} for name, ids in found if ids} == {
            name: {*ids} for name, ids in expected.items() if name in dict(found)
        }, text
    for vector, (similar, found) in zip(vectors, answers[: len(vectors)], strict=True):
        ids = {identity for _, some in found for identity in some}
        assert similar == vector.get("similar", False) and {*vector["finds"]} <= ids, vector
        assert not {*vector.get("not", ())} & ids, vector
        if number := vector.get("number"):
            assert_exact_first(dict(found)["figures"], number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_origins_are_found_before_relays_that_are_found_by_the_same(lang, ours, read):
    """All figures of the very number, and the claims that state it; the word of relays finds nothing."""
    figures, relays = load("figures").set_index("figure_id"), relays_in(load("claims"))
    page = read(ours).open("search.html", lang)
    mixed = 0
    for text, number in (("4,000", 4000), ("٤٠٠٠", 4000), ("275", 275)):
        (_, found), sign = page.evaluate(SEARCH, [[text, "◇"], lang])
        assert not any(ids for _, ids in sign[1])
        ids = dict(found)
        stating = figures.loc[
            [one for one in ids["figures"] if figures.loc[one, "value"] == number], "claim_id"
        ]
        for some in (stating, [one for one in ids["claims"] if one in {*stating}]):
            roles = [one in relays for one in some]
            assert roles == sorted(roles), (text, [*some])
            mixed += len({*roles}) == 2
    assert mixed >= 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cards_of_a_body_stand_together_with_its_origins_first(lang, ours):
    """On short events as on long ones."""
    claims, moved = load("claims").set_index("claim_id"), 0
    relays = relays_in(load("claims"))
    for event, rows in claims.groupby("event_id"):
        text = (ours / lang / f"{event}.html").read_text("utf-8")
        shown = re.findall(r'<article class="card[^"]*" id="(CLM-\d+)"', text)
        assert sorted(shown) == sorted(rows.index), event
        bodies = rows["body_id"].fillna(rows["claimant_id"])
        for body, group in groupby(shown, bodies.get):
            some = [*group]
            assert sorted(some) == sorted(bodies.index[bodies == body]), (event, body)
            assert some == sorted(some, key=lambda one: (one in relays, one)), (event, body)
        moved += shown != [*rows.index]
    assert moved > 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_are_links_by_kind(lang, ours, read):
    """A claim leads to its place on the page of its event; the address keeps the query."""
    page = read(ours).open("index.html", lang)
    page.get_by_role("searchbox").fill("sohr")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url(f"**/{lang}/search.html#q=sohr")
    sections = page.locator("#found section")
    expect(sections).to_have_count(4)
    kinds = sections.evaluate_all("parts => parts.map(part => part.id)")
    assert kinds == ["events", "actors", "claims", "sources"]
    claims = page.locator("#claims li")
    page.locator("#claims button").click()
    expect(claims).to_have_count(55)
    assert page.evaluate("document.activeElement === document.querySelectorAll('#claims li a')[5]")
    box = page.get_by_role("searchbox")
    box.fill("CLM-0012")
    expect(claims).to_have_count(1)
    assert page.url.endswith("#q=CLM-0012")
    page.locator(".switch a").click()
    expect(page.locator("#claims li bdi")).to_have_text("CLM-0012")
    page.locator("#claims a").click()
    expect(page.locator(".card:target")).to_have_attribute("id", "CLM-0012")
    page.go_back()
    expect(box).to_have_value("CLM-0012")
    box.fill("zzzzzzzz")
    expect(sections).to_have_count(0)
    expect(page.get_by_role("status")).not_to_be_empty()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_are_searched_filtered_and_sorted(lang, ours, read):
    page = read(ours).open("actors.html", lang)
    rows, status = page.locator("#actors tbody tr"), page.get_by_role("status")
    claims = page.locator("#actors thead th").last
    assert claims.get_attribute("aria-sort") == "descending" and "sort" not in page.url
    numbers = [int(text) for text in page.locator("#actors tbody td:last-child").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True) and numbers[0] > 50
    page.get_by_role("searchbox").fill("SOHR")
    expect(page.locator("form[data-list]")).not_to_have_attribute("aria-busy", "true")
    expect(rows.locator("a[href='ACT-0036.html']")).to_have_count(1)
    assert 0 < rows.count() < 20 and str(rows.count()) in status.inner_text()
    page.locator("form button").click()
    expect(rows).to_have_count(len(numbers))
    option = page.locator("select[name=kind] option").nth(2)
    page.locator("select[name=kind]").select_option(option.get_attribute("value"))
    expect(rows).to_have_count(int(option.inner_text().rpartition("(")[2].rstrip(")")))
    kinds = {*page.locator("#actors tbody td:nth-child(2)").all_inner_texts()}
    assert len(kinds) == 1 and page.url.count("kind=") == 1
    claims.locator("button").press("Enter")
    assert claims.get_attribute("aria-sort") == "ascending" and "sort=claims" in page.url
    name = page.locator("#actors th button").first
    for direction in ("ascending", "descending"):
        name.press("Enter")
        assert page.locator("#actors th").first.get_attribute("aria-sort") == direction
    page.get_by_role("searchbox").fill("zzzzzzzz")
    expect(rows).to_have_count(0)
    page = read(ours).open("sources.html#published=2018&sort=published", lang)
    keys = page.locator("#sources tbody td:first-child").evaluate_all(
        "cells => cells.map(cell => cell.dataset.key)"
    )
    assert keys == sorted(keys) and {key[:4] for key in keys} == {"2018"} and len(keys) > 20
    rows = downloaded(page, lambda: page.locator(".shown button").click())
    links = page.locator("#sources tbody th a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert [f"{row['id']}.html" for row in rows] == links and [row["published"] for row in rows] == keys
    assert {*rows[0]} == {"id", "published", "outlet", "title", "language", "read_as", "claims"}
    titles = page.locator("#sources tbody th a").all_inner_texts()
    assert len(titles) == len({*titles}) or len({*titles}) > 0.9 * len(titles)
