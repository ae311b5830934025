"""The explorer in WebKit, where Selenium and Debian's `webkit2gtk-driver` are; skipped elsewhere."""

import os
import shutil
from importlib import resources
from pathlib import Path

import pytest

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.api import load
from riwaya.package.descriptor import Package
from tests.support.explorer import pages_of
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
PAGES = (
    "index",
    "events",
    "sources",
    "actors",
    "locations",
    "relays",
    "EVT-0003",
    "EVT-0016",
    "SRC-0001",
    "ACT-0036",
    "LOC-0006",
)
SETTLED = """const done = arguments[0];
const wait = () => document.querySelector("#explore:not([aria-busy])") ? done() : setTimeout(wait, 10);
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
def open_page(webkit, explorer, tmp_path_factory):
    """Opens a page in a frame, since no window is as narrow as a phone."""
    folder = tmp_path_factory.mktemp("webkit")
    home, frame = pages_of(Package.open(ROOT), folder), folder / "frame.html"
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
    for width in WIDTHS:
        for name in PAGES:
            page = open_page(name, lang, width)
            inner, outer = page.execute_script("return [innerWidth, document.documentElement.scrollWidth]")
            assert inner == width and outer <= width, (name, width)
            if width == 1440:
                page.execute_script(f"{axe}; window.axe = axe")
                problems = page.execute_async_script(
                    "axe.run({preload: false}).then(arguments[0], arguments[0])"
                )["violations"]
                assert problems == [], name


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
