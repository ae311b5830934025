"""Takes the screenshots of docs/explorer.*.md: `python -m tests.support.explorer_shots`, with Chromium."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from riwaya.bilingual import LANGUAGES
from riwaya.package.descriptor import Package
from tests.support.browser import CHROMIUM, FLAGS
from tests.support.explorer import pages_of
from tests.support.package_copies import ROOT

FOLDER = ROOT / "docs/explorer"
SIZES = {"desktop": {"width": 1280, "height": 1000}, "phone": {"width": 390, "height": 844}}
SHOWN = {
    "overview": "index.html",
    "event": "EVT-0003.html",
    "long": "EVT-0016.html",
    "actor": "ACT-0036.html",
    "relays": "relays.html",
    "map": "events.html",
}

FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 99))))"


def take(home: Path) -> None:
    """Each page in each language and size, as far as the screen goes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size, viewport in SIZES.items():
            page = browser.new_page(viewport=viewport)
            for lang in LANGUAGES:
                for name, address in SHOWN.items():
                    page.goto(f"{home.as_uri()}/{lang}/{address}")
                    page.evaluate("document.fonts.ready.then(() => 0)")
                    page.locator("[aria-busy]").wait_for(state="detached")
                    if size == "phone" and name == "map":
                        page.locator("#charts > summary").click()
                        page.evaluate("document.querySelector('#map').scrollIntoView()")
                        # The rows that come near with it are laid out in the next frames.
                        page.evaluate(FRAMES)
                    if name == "actor":
                        page.locator("#only-contradicted").check()
                        top = "scrollTo(0, 0)" if size == "desktop" else "scrollTo(0, scrollY + 300)"
                        page.evaluate(top)
                    page.screenshot(path=FOLDER / f"{name}.{lang}.{size}.png")
                    if size == "desktop" and name == "event":
                        page.locator(".tools summary").first.click()
                        with page.expect_download() as strip:
                            page.locator(".tools button").nth(4).click()
                        strip.value.save_as(FOLDER / f"strip.{lang}.png")
        browser.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take(pages_of(Package.open(ROOT), Path(folder)))
