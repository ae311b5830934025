"""The documentation: both languages without a dead link, from this machine alone; Arabic is found."""

import functools
import http.server
import re
import subprocess
import sys
import threading
from urllib.parse import quote

import pytest

from riwaya.cli.main import COMMANDS
from tests.support.browser import CHROMIUM, launched
from tests.support.package_copies import ROOT

pytest.importorskip("mkdocs", reason="requirements-docs.lock is not installed")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "docs.site.build", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder


def test_both_languages_have_the_same_pages_and_load_nothing_from_elsewhere(site):
    pages = {lang: {page.name: page for page in (site / lang).glob("*.html")} for lang in ("en", "ar")}
    # In both languages at once.
    for of in pages.values():
        del of["404.html"]
    assert {*pages["en"]} == {*pages["ar"]} and len(pages["en"]) > 30
    for lang, of in pages.items():
        for name, page in of.items():
            text = page.read_text("utf-8")
            loaded = re.findall(
                r"<(?:script|img|iframe|link)[^>]*?(?:src|href)=[\"']?(https?:[^\"'> ]+)", text
            )
            assert not loaded, (name, loaded)
            assert f'lang="{lang}"' in text[:200]
            assert "```" not in text, name
            # The titles of pages, not the names of files that GitHub shows.
            assert not re.search(r"<a href=[^>]+>[a-z.-]+\.md</a>", text), name
        article = of["index.html"].read_text("utf-8").partition("<article")[2]
        assert ("dir=rtl" in text.replace('"', "")) == (lang == "ar") and "EVT-0003" in article


def test_the_commands_and_the_api_are_taken_from_the_code(site):
    for lang, words in (("en", "Check a package"), ("ar", "فحص حزمة بيانات")):
        commands = (site / lang / "commands.html").read_text("utf-8")
        assert words in commands and all(f'id="{name}"' in commands for name in COMMANDS)
    api = (site / "en/api.html").read_text("utf-8")
    assert all(f'id="riwaya.{name}"' in api for name in ("open", "load", "Dataset.total"))
    assert "What each claimant counts over all events" in api and "<blockquote>" not in api


def test_a_dead_link_ends_it(tmp_path, monkeypatch):
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    import docs.site.generated as generated

    dead = "[a page](nowhere.md) and [a place](citing.md#nowhere)"
    monkeypatch.setattr(generated, "commands_page", lambda lang: f"# Commands\n\n{dead}\n")
    monkeypatch.setattr(generated, "api_page", lambda lang: "# API\n")
    config = load_config(str(ROOT / "docs/site/en.yml"), site_dir=str(tmp_path), strict=True)
    with pytest.raises(Abort, match="2 warnings"):
        build(config)


def test_the_help_of_commands_is_in_one_language_with_its_defaults(site):
    texts = {lang: (site / lang / "commands.html").read_text("utf-8") for lang in ("en", "ar")}
    assert (
        texts["en"].count("default: that of the system") == texts["ar"].count("الافتراضية: لغة النظام") > 20
    )
    assert 'default: <code class="whole">1000</code>, <code class="whole">x&gt;=1</code>' in texts["en"]
    assert "(required)" in texts["en"] and "(لازم)" in texts["ar"]
    for word in ("[default", "[required", "(locale)", "default:", "required"):
        assert word not in texts["ar"].partition("<article")[2], word
    api = (site / "en/api.html").read_text("utf-8")
    places = [api.index(f'id="riwaya.{name}"') for name in ("open", "load", "tables", "versions", "Dataset")]
    assert places == sorted(places)


def test_lines_break_between_words_of_code():
    from docs.site.hooks import on_page_content

    made = on_page_content(
        "<p><code>location_names</code> <code>riwaya cite --check FILE --release X.zip</code></p>"
        "<code>--format [github|json|junit|sarif|text]</code>"
        '<code>read_parquet("riwaya-0.3.0/parquet/a.parquet")</code>'
        "<pre><span></span><code>a --b and more than twenty-eight letters</code></pre>"
        '<div class="language-console highlight"><pre><span></span><code><span>$ </span>riwaya cite --lang en'
        "</code></pre></div>"
    )
    assert made == (
        '<p><code class="whole">location_names</code> <code>riwaya cite '
        '<span class="whole">--check</span> FILE <span class="whole">--release</span> X.zip</code></p>'
        '<code><span class="whole">--format</span> [github|<wbr>json|<wbr>junit|<wbr>sarif|<wbr>text]</code>'
        '<code>read_parquet("riwaya-0.3.0/<wbr>parquet/<wbr>a.parquet")</code>'
        "<pre><span></span><code>a --b and more than twenty-eight letters</code></pre>"
        '<div class="language-console highlight"><pre><span></span><code><span>$ </span>riwaya cite '
        '<span class="whole">--lang</span> en</code></pre></div>'
    )


def test_output_without_columns_is_in_the_direction_of_its_words():
    from docs.site.hooks import on_page_content

    def block(text):
        return f'<div class="language-text highlight"><pre><span></span><code>{text}</code></pre></div>'

    columns = block("value  count\nfew       EVT-0001\n")
    assert on_page_content(columns) == columns
    assert on_page_content(block("99 منها: EVT-0002 EVT-0004\nEVT-0001 of SOHR\n")) == (
        '<div class="language-text prose highlight"><pre><span></span><code>'
        '<span class="line" dir="rtl">99 منها: <span class="whole">EVT-0002</span> '
        '<span class="whole">EVT-0004</span>\n</span>'
        '<span class="line"><span class="whole">EVT-0001</span> of SOHR\n</span></code></pre></div>'
    )


@pytest.fixture(scope="module")
def browser(site):
    """Chromium, and the address of the site."""
    from playwright.sync_api import sync_playwright

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def send_error(self, code, *_):
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((site / "404.html").read_bytes())

    # Below a folder, as on GitHub Pages.
    handler = functools.partial(Quiet, directory=str(site.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with server, sync_playwright() as playwright:
        yield launched(playwright), f"http://127.0.0.1:{server.server_port}/{site.name}"
        server.shutdown()


@pytest.fixture
def browser_page(browser):
    """A page, and the address of the site."""
    chromium, address = browser
    page = chromium.new_page()
    yield page, address
    page.close()


@pytest.mark.browser
@pytest.mark.loopback
@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_arabic_is_found_in_any_spelling(browser_page):
    page, address = browser_page

    def found(query):
        page.goto(f"{address}/ar/index.html?q={quote(query)}")
        page.wait_for_selector(".md-search-result__item, .md-search-result__meta:text('لا توجد')")
        # Results come after the first ones are shown.
        page.wait_for_timeout(200)
        return {
            item.split("?")[0]
            for item in page.locator(".md-search-result__link").evaluate_all(
                "links => links.map(link => link.getAttribute('href'))"
            )
        }

    assert len(found("أسرى")) > 3
    # Right whatever the number is: Arabic has more plurals than the theme.
    assert re.fullmatch(r"عدد النتائج: \d+", page.locator(".md-search-result__meta").inner_text())
    for forms in ("أسرى الأسرى اسرى والأَسْرى", "إصدار الاصدار", "متعارضة المتعارضه"):
        one, *others = (found(form) for form in forms.split())
        assert one and all(one == other for other in others), forms
    assert not found("غغغغغغ")


@pytest.mark.browser
@pytest.mark.loopback
@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_an_address_without_a_page_leads_back_from_any_depth(browser_page, site):
    page, address = browser_page
    for gone, first in (
        ("ar/a/b/gone.html", "ar/index.html"),
        ("gone/", "index.html"),
        ("gone", "index.html"),
    ):
        page.goto(f"{address}/{gone}")
        page.wait_for_selector("a:visible")
        assert (
            page.locator("a").evaluate_all("all => all.map(link => link.href)") == [f"{address}/{first}"] * 2
        )
    page.locator("a").last.click()
    page.wait_for_url(f"{address}/index.html")
    links = page.locator("a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert links == ["ar/index.html", "en/index.html"] and all((site / link).is_file() for link in links)
    page.goto(f"{address.rpartition('/')[0]}/gone")
    page.wait_for_timeout(200)
    assert page.locator("a:visible").count() == 0


BROKEN = "elements => elements.filter(one => one.getClientRects().length > 1).map(one => one.textContent)"


@pytest.mark.browser
@pytest.mark.loopback
@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_on_a_phone_no_name_or_option_is_broken_and_citations_are_whole(browser_page):
    page, address = browser_page
    page.set_viewport_size({"width": 390, "height": 844})
    for lang in ("en", "ar"):
        for name in ("tables", "commands", "citing", "release", "python"):
            page.goto(f"{address}/{lang}/{name}.html")
            parts = page.locator(".md-typeset .whole")
            assert parts.count() > 3 and parts.evaluate_all(BROKEN) == [], (lang, name)
            assert page.evaluate("document.documentElement.scrollWidth") == 390, (lang, name)
            blocks = page.locator(".language-console code")
            assert not any(blocks.evaluate_all("all => all.map(one => one.scrollWidth > one.clientWidth)"))
            assert name != "citing" or blocks.count() == 2
