"""`riwaya new`: prompts in both languages; a valid row is written or nothing is, and no answer is lost."""

import csv
import io

import click
import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.find_rows import find_rows
from riwaya.curation.sheets import read_sheets
from riwaya.package.descriptor import Package
from riwaya.text.passages import passage_sha256, text_sha256
from riwaya.text.search_words import query_words
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, checked_once, state

YES, NO, GO_ON, DROP = "yes", "لا", "", "--"
ADDRESS = "https://horrya.net/2018/exchange"
SOURCE = [f"{ADDRESS}; 2018-07-01", "excerpt"]
"""The site is known, and with it outlet, kind, language and the basis of the date."""
STATEMENT_AR, STATEMENT_EN = "يقول تنظيم الدولة إن عددًا خرج.", "ISIS says that a number went free."
COUNTED_AR, COUNTED_EN = (
    "يقول تنظيم الدولة إن 12 من عناصره خرجوا.",
    "ISIS says that 12 of its members went free.",
)
MADE = ["SDF", "organisation", "asserts", STATEMENT_AR, STATEMENT_EN]
"""A claim of an event and a source that are known."""
LATER = GO_ON
"""It lacks the paragraph, since the article was read in full: that is told at once."""
CLAIM = [*MADE, "locator = p30", GO_ON]
FIGURE = ["ACT-0002", "ACT-0001", "اثنا عشر عنصراً", "twelve members"]


@pytest.fixture(autouse=True)
def checked(monkeypatch):
    """Every command begins with the same valid package."""
    for module in ("cli.report", "curation.sheets"):
        monkeypatch.setattr(f"riwaya.{module}.check_package", checked_once)


def run(table, *typed, lang="en", code=0):
    result = CliRunner().invoke(
        main, ["new", table, "--lang", lang], input="".join(f"{line}\n" for line in typed)
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result.output


def last(root, table):
    return [*csv.DictReader(io.StringIO((root / f"data/{table}.csv").read_text("utf-8"), newline=""))][-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_of_one_claim_is_written_with_fourteen_answers_one_by_one(lang, root, monkeypatch):
    """It took 58, when every field was asked for."""
    before, prompts = state(root), []

    def counted(text, ask=click.prompt, **options):
        prompts.append(text)
        return ask(text, **options)

    monkeypatch.setattr("click.prompt", counted)
    claim = ["EVT-0003", "ACT-0001", "organisation", "asserts", COUNTED_AR, COUNTED_EN]
    typed = [*SOURCE, *claim, *FIGURE, GO_ON, YES]
    output = run("source", *typed, lang=lang)
    source, made, figure = (last(root, name) for name in ("sources", "claims", "figures"))
    assert (source["outlet_id"], source["kind"], source["language"]) == ("ACT-0005", "news_article", "ar")
    assert (source["url"], source["published"], source["published_basis"], source["read_as"]) == (
        *(ADDRESS, "2018-07-01", "page_date", "excerpt"),
    )
    assert (made["source_id"], made["stance"], made["attribution"]) == (
        *(source["source_id"], "asserts", "organisation"),
    )
    # The words are read, and what they say is shown to be checked.
    assert (figure["qualifier"], figure["value"], figure["wording_language"]) == ("exact", "12", "ar")
    assert (figure["claim_id"], figure["held_by_id"], figure["members_of_id"]) == (
        *(made["claim_id"], "ACT-0002", "ACT-0001"),
    )
    assert {"en": "Value: 12 (suggested: check it)", "ar": "القيمة: 12 (مقترح، تحقق منه)"}[lang] in output
    # All rows stand on one last screen, and what else they may have is asked once.
    asked = {"en": "Anything else? Enter: no", "ar": "هل من إضافة؟"}[lang]
    assert output.count(asked) == 1 and output.index("SRC-0002\n  1. ") < output.index("CLM-0019\n  17. ")
    # What it adds is shown in words before it is written, and what it moves.
    made_text = {"en": made["statement_en"], "ar": made["statement_ar"]}[lang]
    (added,) = (line for line in output.splitlines() if line.startswith("  + CLM-0019 · "))
    assert f" · {made_text} · {'Horrya Press' if lang == 'en' else 'حرية برس'}" in added
    assert {"en": "Bodies: 1 → 2", "ar": "الجهات: كان 1 وصار 2"}[lang] in output
    assert {"en": "    now contradict each other: Number · ", "ar": "    أصبحا متعارضين: العدد · "}[
        lang
    ] in output
    assert len(prompts) == len(typed) == 14
    changed = {name for name, data in state(root).items() if data != before[name]}
    assert changed == {"data/sources.csv", "data/claims.csv", "data/figures.csv"}
    assert check_package(Package.open(root)).report.ok


@pytest.mark.parametrize(
    "together, rest, cells",
    [
        # In any order; the title goes into the column of its language, and its translation is asked for.
        (
            "عنوان؛ قصير; 2018-07; Horrya Press",
            ["excerpt", "A title"],
            {
                "title_ar": "عنوان; قصير",
                "title_en": "A title",
                "title_language": "ar",
                "published": "2018-07",
            },
        ),
        # A language that the site does not usually have; the title in it needs no translation.
        (
            "tr; Takas",
            ["", "excerpt"],
            {"title_original": "Takas", "title_ar": "", "language": "tr", "published": ""},
        ),
        # By name, as everywhere; what is left out is asked for.
        (
            "language = en; title_en = A title",
            ["العنوان", "2018", "excerpt"],
            {"title_en": "A title", "title_ar": "العنوان", "language": "en", "published": "2018"},
        ),
    ],
)
def test_a_source_is_asked_together(together, rest, cells, root):
    run("source", f"{ADDRESS}; {together}", *rest, "EVT-0003", *MADE, GO_ON, YES)
    source = last(root, "sources")
    assert cells.items() <= source.items() and source["outlet_id"] == "ACT-0005"


def test_what_needs_a_word_is_told_at_once_and_asked_again_at_the_end(root):
    output = run("claim", "EVT-0003", "SRC-0001", *MADE, LATER, "locator = p30", GO_ON, YES)
    assert output.count("error ⁨locator-missing⁩") == 2 and last(root, "claims")["locator"] == "p30"


def test_rows_are_changed_by_number_or_name_on_the_last_screen(root):
    claim = ["EVT-0003", "ACT-0001", "organisation", "asserts", STATEMENT_AR, STATEMENT_EN]
    typed = ["14 = full_text", "stance = expects; 21 = asserts", "99", "0", "25 = p30; 1 = statement"]
    output = run("source", *SOURCE, *claim, *typed, GO_ON, YES)
    assert output.count("There is no field") == 2
    assert (last(root, "sources")["read_as"], last(root, "sources")["kind"]) == ("full_text", "statement")
    assert (last(root, "claims")["locator"], last(root, "claims")["stance"]) == ("p30", "asserts")


def test_rows_are_added_and_dropped_on_the_last_screen(root):
    more = ["+claims", "EVT-0001", *MADE, "stance = denies", f"{DROP} CLM-0099", DROP]
    more += ["+claims SRC-0002", "EVT-0001", *MADE, f"{DROP} CLM-0020", "+figures CLM-0001"]
    output = run("source", *SOURCE, "EVT-0003", *MADE, *more, GO_ON, YES)
    for told in (
        "Several rows have a field stance.",
        "no row CLM-0099.",
        "There is no table figures CLM-0001.",
    ):
        assert output.count(told) == 1
    assert (last(root, "claims")["claim_id"], last(root, "claims")["event_id"]) == ("CLM-0019", "EVT-0003")


def test_a_row_is_dropped_with_those_that_refer_to_it_and_then_nothing_is_left(root):
    before = state(root)
    output = run("source", *SOURCE, "EVT-0003", *MADE, f"{DROP} SRC-0002")
    assert output.endswith("No row is left. Nothing was written.\n") and state(root) == before


@pytest.mark.parametrize(
    "words, event",
    [
        ("حسو", "EVT-0001"),
        ("exchange Hasu", "EVT-0001"),
        ("hasu reported", "EVT-0001"),
        ("EVT-0003", "EVT-0003"),
    ],
)
def test_words_in_any_order_find_a_row(words, event, root):
    found = find_rows(read_sheets(Package.open(root)), "events", words, "en")
    assert event in found.rows or words == event


def test_words_and_months_of_both_languages_find_an_event():
    sheets = read_sheets(Package.open(ROOT))
    for words in ("Yazidi March 2016", "2016 march yezidi", "الإيزيديين مارس 2016", "آذار 2016 ايزيديون"):
        assert "EVT-0089" in find_rows(sheets, "events", words, "en").rows, words
    assert not find_rows(sheets, "events", "Yazidi March 2031 nowhere", "en").rows
    many = find_rows(sheets, "events", "exchange", "ar")
    assert len(many.rows) == 9 and many.more > 9 and not many.certain
    # The article, and what is attached before it, as the search of the pages takes it.
    for word in ("شدادي", "الشدادي", "والشدادي", "بالشدادي", "للشدادي", "وبالشدادي", "فللشدادي"):
        assert (
            query_words(word) == ["شدادي"] and "LOC-0007" in find_rows(sheets, "locations", word, "ar").rows
        )
    # A name of a row, whatever else contains it.
    assert find_rows(sheets, "actors", "SDF", "en").certain


def test_a_list_says_how_many_more_and_takes_a_number_an_id_or_other_words(root):
    output = run("claim", "reported", "اتفاق", "EVT-0003", "SRC-0001", *CLAIM, YES)
    assert "more: add a word." in output and last(root, "claims")["event_id"] == "EVT-0003"
    run("claim", "Hasu", "1", "SRC-0001", *CLAIM, YES)
    assert last(root, "claims")["event_id"] == "EVT-0001"


def test_what_cannot_apply_is_not_asked(root):
    words = "What a denial denies."
    assert words not in run("claim", "EVT-0003", "SRC-0001", *CLAIM, YES)
    denied = ["SDF", "organisation", "denies", "number", STATEMENT_AR, STATEMENT_EN]
    output = run(
        "claim", "EVT-0003", "SRC-0001", *denied, "locator = p31; contested_claim_id = CLM-0012", GO_ON, YES
    )
    made = last(root, "claims")
    assert words in output
    assert (made["stance"], made["contests"], made["contested_claim_id"]) == ("denies", "number", "CLM-0012")


def test_an_outlet_is_not_asked_for_its_disclosure(root):
    output = run("actor", "outlet", "صحيفة الغد", "Al-Ghad", GO_ON, YES)
    assert last(root, "actors")["disclosure"] == "organisation" and "(disclosure)" not in output


def test_a_field_that_applies_after_a_change_is_asked_for(root):
    answers = [*CLAIM[:-1], "date = 2018-04", "stated", GO_ON]
    run("claim", "EVT-0003", "SRC-0001", *answers, YES)
    made = last(root, "claims")
    assert (made["date"], made["date_basis"]) == ("2018-04", "stated")


def test_missing_rows_are_created_on_the_way(root):
    outlet = ["+", "outlet", "صحيفة الغد", "Al-Ghad", GO_ON]
    source = [
        "+",
        "https://example.org/a",
        *outlet,
        "news_article",
        "ar",
        "2018-07-01",
        "page_date",
        "excerpt",
        GO_ON,
    ]
    run("claim", "حسو", "1", *source, *CLAIM[:-2], GO_ON, YES)
    made_outlet, made_source, made = (last(root, name) for name in ("actors", "sources", "claims"))
    assert made_outlet["name_ar"] == "صحيفة الغد" and made_source["outlet_id"] == made_outlet["actor_id"]
    assert made["source_id"] == made_source["source_id"] and made["event_id"] == "EVT-0001"


def test_a_source_that_exists_gets_another_claim(root):
    before = len(state(root)["data/sources.csv"])
    address = last(root, "sources")["url"]
    run("source", address, YES, "EVT-0003", *CLAIM, YES)
    assert len(state(root)["data/sources.csv"]) == before and last(root, "claims")["source_id"] == "SRC-0001"


def test_rows_are_added_where_they_are_wanted(root):
    groups = ["+claim_groups", "european", "some", "", "", GO_ON]
    run("claim", "EVT-0003", "SRC-0001", *CLAIM[:-1], *groups, YES)
    assert (root / "data/claim_groups.csv").read_text("utf-8").splitlines()[
        -1
    ] == "CLM-0019,,european,some,,,"
    figures = ["+figures", *FIGURE, "+figure_links", "FIG-0007", "part_of", GO_ON]
    run("claim", "EVT-0003", "SRC-0001", *CLAIM[:-1], *figures, YES)
    assert [*last(root, "figure_links").values()] == ["FIG-0009", "FIG-0007", "part_of"]


def test_an_equal_number_is_asked_what_it_equals(root):
    equal = [
        "+figures",
        "persons_released",
        "ACT-0001",
        "ACT-0002",
        "العدد نفسه",
        "the same number",
        "persons",
    ]
    run("claim", "EVT-0003", "SRC-0001", *CLAIM[:-1], *equal, "FIG-0006", GO_ON, YES)
    assert [*last(root, "figure_links").values()] == ["FIG-0009", "FIG-0006", "equals"]


def test_a_row_is_dropped(root):
    output = run("claim", "EVT-0003", "SRC-0001", *CLAIM[:-1], "+figures", "SDF", DROP, GO_ON, YES)
    assert last(root, "claims")["claim_id"] == "CLM-0019" and "FIG-0009" not in output.splitlines()[-1]
    assert last(root, "figures")["figure_id"] == "FIG-0008"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_existing_row_is_not_created_again(lang, root):
    before = state(root)
    output = run("location", "6", "LOC-0001", "الشدادى", YES, lang=lang)
    exists = {"en": "It exists already: LOC-0007\n", "ar": "هذا الصف موجود من قبل: LOC-0007\n"}[lang]
    assert output.endswith(exists) and state(root) == before


@pytest.mark.parametrize(
    "at, wrong, message",
    [
        (0, "evt zzz", "No row has these words."),
        (0, "", "This field cannot be empty."),
        (2, "-", "This field cannot be empty."),
        (4, "asert", "There is no term “asert” here. Did you mean Asserts (asserts)?"),
        (
            4,
            "declines",
            "There is no term “declines” here. Did you mean Declines to comment (declines_comment)?",
        ),
        (4, "9", "There is no term “9” here."),
        (6, "", "This field cannot be empty."),
        (7, "locator = thirty", "“thirty” does not have the form of this field. Write it like this: p10"),
        (
            7,
            "date = last month",
            "“last month” does not have the form of this field. Write it like this: 2018-04",
        ),
        (7, "zzz = 3", "There is no field zzz here."),
        (7, "passage_sha256 = abc", "There is no field passage_sha256 here."),
    ],
)
def test_a_wrong_answer_is_refused_at_once_and_never_the_default(at, wrong, message, root):
    typed = ["EVT-0003", "SRC-0001", *CLAIM, YES]
    # A value that is refused on the way is asked for again, with an empty default.
    again = [""] if "form" in message else []
    output = run("claim", *typed[:at], wrong, *again, *typed[at:])
    assert output.count(message) == 1 and f"[Enter: {wrong}" not in output
    assert last(root, "claims")["statement_en"] == STATEMENT_EN


def test_a_row_that_breaks_rules_is_reported_and_can_be_changed(root):
    wrong = "ISIS says that 13 went free."
    output = run(
        "claim",
        "EVT-0003",
        "SRC-0001",
        *CLAIM[:4],
        wrong,
        CLAIM[5],
        f"statement_en = {STATEMENT_EN}",
        GO_ON,
        YES,
    )
    assert "translation-digits-disagree" in output and last(root, "claims")["statement_en"] == STATEMENT_EN
    assert check_package(Package.open(root)).report.ok


def test_giving_up_writes_nothing_and_keeps_the_answers(root):
    before = state(root)
    output = run("claim", "EVT-0003", "SRC-0001", *CLAIM[:5], GO_ON, GO_ON, code=2)
    assert "locator-missing" in output and state(root) == before
    kept = next(
        line for line in output.splitlines() if line.startswith("data/claims.csv: CLM-0019,EVT-0003,")
    )
    assert STATEMENT_AR in kept


@pytest.mark.parametrize("lang", LANGUAGES)
def test_declining_or_leaving_writes_nothing_and_keeps_the_answers(lang, root):
    before, typed = state(root), ["EVT-0003", "SRC-0001", *CLAIM]
    for rest, code in ((["no"], 0), (["ل"], 0), ([], 2)):
        output = run("claim", *typed, *rest, lang=lang, code=code)
        assert STATEMENT_AR in output.splitlines()[-1] and state(root) == before


def test_fingerprints_are_computed_from_a_local_text_that_is_not_copied(root, tmp_path):
    text = "العنوان\n\nفقرة أولى فيها خبر لا يُنشر.\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    hashes = f"@{tmp_path}/text.txt"
    claim = ["EVT-0003", *MADE, f"locator = p2; passage_sha256 = {hashes}"]
    answers = ["https://horrya.net/x", "", "full_text", *claim, f"text_sha256 = {hashes}", GO_ON]
    output = run("source", *answers, YES)
    assert last(root, "sources")["text_sha256"] == text_sha256(text, {})
    assert last(root, "claims")["passage_sha256"] == passage_sha256("فقرة أولى فيها خبر لا يُنشر.", {})
    assert "خبر لا يُنشر" not in output + "".join(data.decode() for data in state(root).values())


def test_the_id_of_a_retired_row_is_not_reused(root):
    with (root / "data/retirements.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("CLM-0019,retracted,,0.2.0,سبب,Reason\n")
    run("claim", "EVT-0003", "SRC-0001", *CLAIM, YES)
    assert last(root, "claims")["claim_id"] == "CLM-0020"


@pytest.mark.parametrize("lang, word", [("en", "Did you mean claim?"), ("ar", "أتقصد claim؟")])
def test_an_unknown_table_is_an_error(lang, word, root):
    assert word in run("clam", lang=lang, code=2)


def test_invalid_data_must_be_fixed_first(root):
    (root / "data/events.csv").write_bytes(b"")
    assert "file-empty" in run("claim", code=1)
