"""The explorer in WebKit, where Selenium and Debian's `webkit2gtk-driver` are; skipped elsewhere."""

import os
import shutil
from importlib import resources
from pathlib import Path

import pytest

from benchmarks.loading import KINDS
from riwaya.bilingual import LANGUAGES
from riwaya.dataset.api import load
from riwaya.package.descriptor import Package
from tests.support.explorer import pages_of, relays_in
from tests.support.package_copies import ROOT

webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed")
DRIVER, BROWSER = (
    shutil.which("WebKitWebDriver"),
    next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"), None),
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.loopback,
    pytest.mark.usefixtures("explorer"),
    pytest.mark.skipif(not (DRIVER and BROWSER), reason="webkit2gtk-driver is not installed"),
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="WebKit needs a display: xvfb-run"),
]
WIDTHS = (360, 768, 1440)
PAGES = [name for name in KINDS.values() if not name.startswith("../")]
# Errors of scripts and files that are missing; each element that bears a mark, and the colours of its heads.
WATCH = """<script>var problems = [];
addEventListener("error", ({ message, target }) => problems.push(message ?? target.outerHTML), true);
addEventListener("unhandledrejection", ({ reason }) => problems.push(String(reason)));</script>"""
MARKS = """
return [...document.querySelectorAll("tr[data-claim]")].map((row) => [row.dataset.claim,
  row.querySelector("[role=img]").getAttribute("aria-label"),
  getComputedStyle(row.querySelector("[role=img]")).borderTopLeftRadius !== "0px",
  [...row.querySelectorAll(".head")].map((head) => [head.localName, getComputedStyle(head).fill])])"""
SETTLED = """const done = arguments[0];
const wait = () => document.querySelector("[aria-busy=true]") ? setTimeout(wait, 10) : done();
wait();"""
# Charts are folded or drawn anew some time after a screen has another width.
WIDTHS_OF = """const [width, done] = arguments, end = Date.now() + 5000;
const wait = () => document.documentElement.scrollWidth <= width || Date.now() > end
  ? done([innerWidth, document.documentElement.scrollWidth]) : setTimeout(wait, 20);
wait();"""
TYPE = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"


@pytest.fixture(scope="module")
def webkit():
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(BROWSER)
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService(DRIVER))
    driver.set_script_timeout(300)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def home(explorer, tmp_path_factory):
    return pages_of(Package.open(ROOT), tmp_path_factory.mktemp("webkit"))


@pytest.fixture(scope="module")
def open_page(webkit, home):
    """Opens a page in a frame, since no window is as narrow as a phone."""
    frame = home.parent / "frame.html"
    webkit.set_window_size(1600, 1000)

    def open_page(name, lang, width=1440):
        address = f"{home.as_uri()}/{lang}/{name}.html"
        frame.write_text(
            f"<!doctype html><iframe width={width} height=740 frameborder=0 src={address}></iframe>"
        )
        webkit.get(frame.as_uri())
        webkit.switch_to.frame(0)
        return webkit

    return open_page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_wider_than_the_screen_and_axe_reports_no_problem(lang, webkit, open_page):
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    for name in PAGES:
        page = open_page(name, lang)
        for width in WIDTHS:
            page.switch_to.default_content()
            page.execute_script(f"document.querySelector('iframe').width = {width}")
            page.switch_to.frame(0)
            inner, outer = page.execute_async_script(WIDTHS_OF, width)
            assert inner == width and outer <= width, (name, width)
        # On a whole codebook axe takes half a minute; colours of the longest event are those of each.
        if name != "codebook":
            page.execute_script(f"{axe}; window.axe = axe")
            problems = page.execute_async_script(
                "axe.run(arguments[0]).then(({violations}) => arguments[1](violations), arguments[1])",
                {
                    "preload": False,
                    "resultTypes": ["violations"],
                    "rules": {"color-contrast": {"enabled": name != "EVT-0016"}},
                },
            )
            assert problems == [], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_script_fails_and_marks_are_those_of_the_data(lang, webkit, open_page, home):
    above = relays_in(load("claims"))
    figures = load("figures").merge(load("claims"), on="claim_id")
    roles = {"en": ("origin", "relay"), "ar": ("أصلي", "منقول")}[lang]
    stance, fills = load("claims").set_index("claim_id")["stance"], {}
    labels = load("vocabularies").set_index(["vocabulary", "term"])[f"label_{lang}"]["stance"]
    for name in PAGES:
        file = home / lang / f"{name}.html"
        text = file.read_text("utf-8")
        policy = text.index("<meta http-equiv")
        watched = text[:policy] + WATCH + text[text.index(">", policy) + 1 :]
        file.with_name("watched.html").write_text(watched, "utf-8")
        page = open_page("watched", lang)
        if name in ("search", "events", "sources", "actors", "locations"):
            page.execute_async_script(SETTLED)
        assert page.execute_script("return problems") == [], name
        rows = page.execute_script(MARKS)
        if name.startswith("EVT-"):
            expected = figures[figures["event_id"] == name]["claim_id"]
            assert sorted(claim for claim, *_ in rows) == sorted(expected), name
        for claim, label, is_round, heads in rows:
            relay, asserts = claim in above, stance[claim] == "asserts"
            spoken = roles[relay] if asserts else f"{roles[relay]} · {labels[stance[claim]]}"
            assert (label, is_round) == (spoken, not relay), (name, claim)
            # A figure that stands alone is drawn on no line.
            assert {kind for kind, _ in heads} <= {"path" if relay else "circle"}, (name, claim)
            # What is denied, doubted or expected is hollow, too, with a broken outline.
            fills.setdefault(relay or not asserts, set()).update(fill for _, fill in heads)
    assert len(fills[True]) == len(fills[False]) == 1 and fills[True] != fills[False]
    file.with_name("watched.html").write_text(f"{WATCH}<script src=missing.js></script>", "utf-8")
    assert "missing.js" in open_page("watched", lang).execute_script("return problems")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_filter_and_the_box_of_contradictions_work(lang, webkit, open_page):
    page = open_page("events", lang)
    every = load("events")["event_id"].size

    def listed():
        # A search loads the files that it needs.
        page.execute_async_script(SETTLED)
        return int(
            page.execute_script("return document.querySelector('[role=status]').textContent")
            .split(":")[1]
            .split()[0]
        )

    assert listed() == every
    page.execute_script(TYPE, page.find_element("name", "q"), "والشِّدادي")
    found = listed()
    page.execute_script(TYPE, page.find_element("name", "q"), "al-shaddadi")
    assert 0 < listed() == found < every
    page.execute_script(TYPE, page.find_element("name", "q"), "")
    page.execute_script(TYPE, page.find_element("name", "kind"), "reported_exchange")
    assert listed() == (load("events")["kind"] == "reported_exchange").sum() > 0
    drawn = "return ['#timeline', '#map'].every((chart) => document.querySelector(`${chart} svg path`))"
    assert page.execute_script(drawn)

    page = open_page("ACT-0036", lang)
    rows = "document.querySelectorAll('#claims_made [data-claim]')"
    shown = f"return [...{rows}].filter(row => row.offsetParent).length"
    before = page.execute_script(shown)
    page.find_element("id", "only-contradicted").click()
    assert 0 < page.execute_script(shown) < before
