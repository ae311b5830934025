"""The pages of other datasets: of another topic, without rows, and with titles that fill a screen."""

import csv
import datetime
import re

import html5lib
import pytest

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation.scaffold import create_dataset
from riwaya.dataset.explorer.shorten import LONGEST, shortened
from riwaya.package.descriptor import Package
from tests.support.explorer import pages_of
from tests.support.package_copies import ROOT

pytestmark = pytest.mark.usefixtures("explorer")
HTML = "{http://www.w3.org/1999/xhtml}"
TITLE = Bilingual("Strikes: who claims what", "إضرابات: من يقول ماذا")
TOPIC = re.compile(
    "prisoner|hostage|captive|detainee|exchange|jihad|Islamic State|ISIS|SDF|Kurd|Syria|Raqqa|Riwaya|"
    "أسرى|أسير|رهائن|رهينة|معتقل|تبادل|داعش|قسد|سوريا|الرقة|رواية",
    re.IGNORECASE,
)
"""Words of our topic, which say nothing in a dataset about strikes; "رواية" is our name."""
COMMAND = re.compile(r"\.?\briwaya\b")
GUIDES = [
    *(
        "README.md",
        "README.ar.md",
        "docs/coding.md",
        "docs/coding.ar.md",
        "docs/dates.en.md",
        "docs/dates.ar.md",
    ),
    *("docs/editorial-policy.md", "docs/editorial-policy.ar.md"),
]
LONG = " ".join(["The dockers of the northern harbours"] * 60)
ROWS = {
    "sources": [
        dict(source_id="SRC-0001", kind="news_article", outlet_id="ACT-0001", title_ar="إضراب في الميناء")
        | dict(title_en="Strike at the harbour", title_language="en", language="en", published="2024-05-02")
        | dict(
            published_basis="page_date",
            accessed="2024-05-03",
            url="https://example.org/1",
            read_as="full_text",
        )
    ],
    "actors": [
        dict(actor_id="ACT-0001", kind="outlet", name_ar="صحيفة المثال", name_en="Example Gazette")
        | dict(disclosure="organisation"),
        dict(actor_id="ACT-0002", kind="civil_society", name_ar="نقابة عمال الموانئ", name_en=LONG)
        | dict(disclosure="organisation"),
    ],
    "locations": [
        dict(location_id="LOC-0001", kind="city", name_ar="المرفأ", name_en="Harbour", precision="unknown")
    ],
    "events": [
        dict(event_id="EVT-0001", kind="reported_agreement", outcome="reported_done", date="2024-05-01")
        | dict(
            date_basis="stated", location_id="LOC-0001", title_ar="أنباء عن إضراب في الميناء", title_en=LONG
        )
        | dict(
            summary_ar="تقول النقابة إن عمالًا أضربوا.",
            summary_en="The union says that workers went on strike.",
        )
    ],
    "claims": [
        dict(claim_id="CLM-0001", event_id="EVT-0001", source_id="SRC-0001", claimant_id="ACT-0002")
        | dict(
            attribution="organisation",
            stance="asserts",
            locator="p1",
            statement_ar="تقول النقابة إن 40 أضربوا.",
        )
        | dict(statement_en="The union says that 40 went on strike.")
    ],
    "figures": [
        dict(figure_id="FIG-0001", claim_id="CLM-0001", measure="persons_present", category="persons")
        | dict(qualifier="exact", value="40", wording_ar="40 من «الأعضاء»", wording_en="40 “members”")
        | dict(wording_language="en"),
        dict(figure_id="FIG-0002", claim_id="CLM-0001", measure="vehicles", category="not_applicable")
        | dict(
            qualifier="exact", value="3", wording_ar="3 شاحنات", wording_en="3 lorries", wording_language="en"
        ),
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A dataset as `riwaya init` makes it."""
    home = tmp_path_factory.mktemp("strikes") / "strikes"
    return create_dataset(Package.open(ROOT), home, "strikes", TITLE, datetime.date(2024, 5, 4))


def parsed(home):
    return {
        f"{lang}/{file.stem}": html5lib.parse(file.read_text("utf-8"))
        for lang in LANGUAGES
        for file in (home / lang).glob("*.html")
    }


def text_of(page):
    return " ".join(" ".join(page.find(f"{HTML}body").itertext()).split())


@pytest.fixture(scope="module")
def empty(folder, explorer, tmp_path_factory):
    return parsed(pages_of(Package.open(folder), tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="module")
def home(folder, empty, tmp_path_factory):
    """The pages after some rows were written; `empty` was made before."""
    for table, rows in ROWS.items():
        file = folder / f"data/{table}.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            columns = next(csv.reader(lines))
        with file.open("a", encoding="utf-8", newline="") as out:
            csv.DictWriter(out, columns, lineterminator="\n").writerows(rows)
    return pages_of(Package.open(folder), tmp_path_factory.mktemp("strikes"))


def test_no_page_of_another_topic_speaks_of_ours(home):
    pages = parsed(home)
    assert "40" in text_of(pages["en/EVT-0001"]) and "ar/relays" in pages
    # The guides that came with the dataset are among them.
    assert "Rules of coding" in text_of(pages["en/methods"])
    for name, page in pages.items():
        if name.endswith("/codebook"):
            # Its texts are those of the schemas, which are data of the dataset.
            continue
        text = f"{text_of(page)} {page.find(f'{HTML}head/{HTML}title').text}"
        assert not TOPIC.findall(COMMAND.sub("", text)), name
    data = (home / "data/events.js").read_text("utf-8").partition("=")[2]
    assert data and not TOPIC.findall(data)


def test_no_guide_that_comes_with_a_dataset_speaks_of_our_topic(folder):
    for name in GUIDES:
        text = (folder / name).read_text("utf-8")
        assert len(text) > 50 and not TOPIC.findall(COMMAND.sub("", text)), name


def test_marks_inside_a_wording_are_one_level_lower(home):
    """The marks around it are those of the style, whose quotes are of the language of the wording.

    Wordings in the language of the page do not repeat it.
    """
    quotes = [(quote.get("lang", "ar"), quote.text) for quote in parsed(home)["ar/EVT-0001"].iter(f"{HTML}q")]
    assert {("ar", "40 من “الأعضاء”"), ("en", "40 ‘members’")} <= {*quotes}


def test_a_count_of_things_has_no_category_of_persons(home):
    captions = [
        "".join(caption.itertext()) for caption in parsed(home)["en/EVT-0001"].iter(f"{HTML}figcaption")
    ]
    assert captions == ["Persons present", "Vehicles"]


def test_pages_without_rows_say_so_in_a_sentence(empty):
    sentences = {
        "events": ("No events are recorded yet.", "لم يُسجَّل أي حدث بعد."),
        "sources": ("No sources are recorded yet.", "لم يُسجَّل أي مصدر بعد."),
        "actors": ("No actors are recorded yet.", "لم تُسجَّل أي جهة بعد."),
        "locations": ("No places are recorded yet.", "لم يُسجَّل أي مكان بعد."),
        "relays": ("No claim here repeats one of another outlet.", "لا ادعاء هنا منقول عن وسيلة أخرى."),
    }
    for name, pair in sentences.items():
        for lang, sentence in zip(LANGUAGES, pair, strict=True):
            page = empty[f"{lang}/{name}"]
            assert sentence in text_of(page) and not [*page.iter(f"{HTML}table")], name
            # What would search and draw nothing is left out.
            scripts = [script.get("src") for script in page.iter(f"{HTML}script")]
            assert scripts in ([], ["../script/font.js"]) and not [*page.iter(f"{HTML}input")], name


def test_a_title_that_would_fill_the_page_is_shortened_and_can_be_unfolded(home):
    pages = parsed(home)
    page = pages["en/EVT-0001"]
    heading, details = page.find(f".//{HTML}h1"), page.find(f".//{HTML}article/{HTML}details")
    assert 150 < len("".join(heading.itertext())) <= LONGEST + 2
    assert LONG in "".join(details.itertext()) and details.get("open") is None
    # Whole there and in what is to be copied; elsewhere short.
    article = page.find(f".//{HTML}article")
    article.remove(article.find(f"{HTML}section[@aria-labelledby='cite']"))
    assert text_of(page).count(LONG) == 1
    assert not any(
        LONG in text_of(pages[f"en/{name}"]) for name in ("events", "actors", "LOC-0001", "SRC-0001")
    )


@pytest.mark.parametrize(
    "text, short",
    [
        (None, None),
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * 3000, "a" * LONGEST + " …"),
        ("word " * 60, ("word " * 40).strip() + " …"),
    ],
)
def test_a_text_is_cut_between_words(text, short):
    assert shortened(text) == short
