"""`riwaya new`: prompts in both languages; a valid row is written or nothing is, and no answer is lost."""

import csv
import io

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.package.descriptor import Package
from riwaya.text.passages import passage_sha256, text_sha256
from riwaya.validation.check import check_package
from tests.support.package_copies import copy_package

YES, NO = "yes", "لا"
ALONE = (NO, NO)
"""Neither figures nor groups of a claim."""
ORDER = {
    "sources": (
        "kind outlet_id title_ar title_en title_original title_language author_ar author_en language "
        "published published_basis accessed url archive_url read_as text_sha256 note_ar note_en"
    ),
    "actors": (
        "kind name_ar name_en disclosure disclosure_basis_ar disclosure_basis_en country affiliation "
        "affiliation_basis_ar affiliation_basis_en wikidata_id "
        "description_ar description_en"
    ),
    "locations": (
        "kind name_ar name_en parent_id geonames_id pcode pcode_edition wikidata_id latitude longitude "
        "coordinates_source precision note_ar note_en"
    ),
    "events": (
        "kind outcome date date_wording_ar date_wording_en date_basis location_id title_ar title_en "
        "summary_ar summary_en"
    ),
    "claims": (
        "event_id source_id claimant_id attribution stance derived_from_claim_id contests contested_claim_id "
        "date date_wording_ar date_wording_en date_basis location_id locator passage_sha256 "
        "statement_ar statement_en note_ar note_en"
    ),
    "figures": (
        "measure held_by_id members_of_id category wording_ar wording_en wording_language "
        "wording_original qualifier value value_to detail_ar detail_en"
    ),
    "claim_groups": "figure_id group extent value wording_ar wording_en",
    "actor_relations": "related_actor_id relation valid_from valid_to note_ar note_en",
}
"""The fields of each table in the order of their prompts."""
ASKED_WHERE = {
    ("claims", "contests"): ("stance", "denies"),
    ("claims", "contested_claim_id"): ("stance", "denies"),
    ("claims", "date_basis"): ("date", None),
    ("claim_groups", "value"): ("extent", "number"),
    ("actors", "affiliation_basis_ar"): ("affiliation", None),
    ("actors", "affiliation_basis_en"): ("affiliation", None),
}
"""Fields that are prompted for only where another one has this value, or any."""
EVENT = {
    "kind": "reported_exchange",
    "outcome": "أفيد بوقوعه",
    "date": "٢٠١٨-٠٤",
    "date_wording_ar": "في نيسان",
    "date_wording_en": "in April",
    "date_basis": "1",
    "location_id": ["الشدادى", YES],
    "title_ar": "تبادل مُبلَّغ عنه قرب الشدادي",
    "title_en": "Reported exchange near al-Shaddadi",
    "summary_ar": "تقول جهة إن تبادلًا جرى.",
    "summary_en": "A body says that there was one.",
}
CLAIM = {
    "source_id": "SRC-0001",
    "claimant_id": "ACT-0001",
    "attribution": "organisation",
    "stance": "asserts",
    "locator": "p30",
    "statement_ar": "تقول الجهة إن 12 من عناصرها خرجوا.",
    "statement_en": "The body says that 12 of its members went free.",
}
FIGURE = {
    "measure": "persons_released",
    "held_by_id": "ACT-0002",
    "members_of_id": "ACT-0001",
    "category": "persons",
    "wording_ar": "اثنا عشر عنصراً",
    "wording_en": "twelve members",
    "wording_language": "ar",
}


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = copy_package(tmp_path / "package")
    monkeypatch.chdir(root)
    return root


def lines(table, answers, *given):
    """The lines that answer the prompts for a row, in order; an answer may need several lines."""
    assert {*answers} <= {*ORDER[table].split()}
    for name in ORDER[table].split():
        column, value = ASKED_WHERE.get((table, name), (name, answers.get(name)))
        asked = answers.get(column) == value if value is not None else column == name or answers.get(column)
        if name not in given and asked:
            answer = answers.get(name, "")
            yield from [answer] if isinstance(answer, str) else answer


def run(table, *typed, lang="en", code=0):
    result = CliRunner().invoke(
        main, ["new", table, "--lang", lang], input="".join(f"{line}\n" for line in typed)
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result.output


def state(root):
    return {
        file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()
    }


def last(root, table):
    return [*csv.DictReader(io.StringIO((root / f"data/{table}.csv").read_text("utf-8"), newline=""))][-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_its_claim_and_its_figure_are_written(lang, root):
    before = state(root)
    claims = [YES, *lines("claims", CLAIM, "event_id"), YES, *lines("figures", FIGURE), NO, NO, NO]
    output = run("event", *lines("events", EVENT), *claims, NO, YES, lang=lang)
    event, claim, figure = (last(root, name) for name in ("events", "claims", "figures"))
    assert event == {
        "event_id": "EVT-0016",
        "kind": "reported_exchange",
        "outcome": "reported_done",
        "date": "2018-04",
        "date_wording_ar": "في نيسان",
        "date_wording_en": "in April",
        "date_basis": "stated",
        "location_id": "LOC-0007",
        **{name: EVENT[name] for name in ("title_ar", "title_en", "summary_ar", "summary_en")},
    }
    assert (
        claim["claim_id"] == "CLM-0019"
        and claim["event_id"] == "EVT-0016"
        and claim["statement_ar"] == CLAIM["statement_ar"]
    )
    assert figure["figure_id"] == "FIG-0009" and figure["claim_id"] == "CLM-0019"
    # The words are read, and what they say is proposed.
    assert (figure["qualifier"], figure["value"], figure["value_to"]) == ("exact", "12", "")
    assert {"en": "[Enter: 12, -: empty]", "ar": "[Enter: 12، -: يُترك فارغًا]"}[lang] in output
    assert {"en": "Did you mean الشدادي, LOC-0007?", "ar": "أتقصد الشدادي, LOC-0007؟"}[lang] in output
    changed = {name for name, data in state(root).items() if data != before[name]}
    assert (
        changed == {"data/events.csv", "data/claims.csv", "data/figures.csv"}
        and check_package(Package.open(root)).report.ok
    )
    assert all(state(root)[name].startswith(before[name]) for name in changed)


def test_missing_rows_are_created_on_the_way(root):
    outlet = lines(
        "actors",
        {"kind": "outlet", "name_ar": "صحيفة الغد", "name_en": "Al-Ghad", "disclosure": "organisation"},
    )
    source = lines(
        "sources",
        {
            "kind": "news_article",
            "outlet_id": ["+", *outlet, NO],
            "language": "ar",
            "published": "2018-07-01",
            "published_basis": "page_date",
            "url": "https://example.org/a",
            "read_as": "excerpt",
        },
    )
    claim = CLAIM | {"event_id": ["حسو", "1"], "source_id": ["+", *source], "locator": ""}
    output = run("claim", *lines("claims", claim), *ALONE, YES)
    made_outlet, made_source, made = (last(root, name) for name in ("actors", "sources", "claims"))
    assert made_outlet["name_ar"] == "صحيفة الغد" and made_source["outlet_id"] == made_outlet["actor_id"]
    assert made["source_id"] == made_source["source_id"] and f"1. {made['event_id']} · " in output


def test_only_a_denial_is_asked_what_it_contests(root):
    words = "What a denial denies."
    asserted = CLAIM | {"event_id": "EVT-0003"}
    assert words not in run("claim", *lines("claims", asserted), *ALONE, YES)
    denied = asserted | {"stance": "denies", "contests": "number", "contested_claim_id": "CLM-0012"}
    denied |= {"locator": "p31"}
    assert words in run("claim", *lines("claims", denied), *ALONE, YES)
    made = last(root, "claims")
    assert (made["stance"], made["contests"], made["contested_claim_id"]) == ("denies", "number", "CLM-0012")


def test_a_claim_has_a_date_and_a_place_of_its_own(root):
    when = {"date": "2018-04", "date_wording_ar": "في نيسان", "date_wording_en": "in April"}
    claim = CLAIM | when | {"date_basis": "stated", "location_id": "LOC-0017", "event_id": "EVT-0003"}
    run("claim", *lines("claims", claim), *ALONE, YES)
    made = last(root, "claims")
    assert (made["date"], made["date_basis"], made["location_id"]) == ("2018-04", "stated", "LOC-0017")


def test_an_equal_number_is_asked_what_it_equals(root):
    claim = [*lines("claims", CLAIM | {"event_id": "EVT-0003"})]
    words = {"wording_ar": "العدد نفسه", "wording_en": "the same number", "qualifier": "same_number"}
    equal = FIGURE | words | {"held_by_id": "ACT-0001", "members_of_id": "ACT-0002"}
    # The document has other figures, of which each new one may be a part.
    figures = [YES, *lines("figures", FIGURE), NO, YES, *lines("figures", equal)]
    output = run("claim", *claim, *figures, YES, "FIG-0009", NO, NO, NO, NO, YES)
    assert "to which figure is FIG-0010 equal?" in output
    assert [*last(root, "figure_links").values()] == ["FIG-0010", "FIG-0009", "equals"]
    assert last(root, "figures")["qualifier"] == "same_number"


def test_a_part_is_linked_to_its_whole(root):
    claim = [*lines("claims", CLAIM | {"event_id": "EVT-0003"})]
    parts = [YES, *lines("figures", FIGURE), YES, "FIG-0007", NO]
    run("claim", *claim, *parts, NO, NO, YES)
    assert [*last(root, "figure_links").values()] == ["FIG-0009", "FIG-0007", "part_of"]


def test_groups_are_added_to_a_claim(root):
    claim = [*lines("claims", CLAIM | {"event_id": "EVT-0003"})]
    some = lines("claim_groups", {"group": "european", "extent": "some"})
    number = lines("claim_groups", {"group": "iq", "extent": "number", "value": "3"})
    run("claim", *claim, NO, YES, *some, YES, *number, NO, YES)
    rows = (root / "data/claim_groups.csv").read_text("utf-8").splitlines()[-2:]
    assert rows == ["CLM-0019,,european,some,,,", "CLM-0019,,iq,number,3,,"]


def test_a_new_actor_is_asked_for_whom_it_speaks(root):
    names = {"kind": "role", "name_ar": "متحدث باسم المجلس", "name_en": "Council spokesman"}
    actor = lines("actors", names | {"disclosure": "withheld"})
    relation = lines("actor_relations", {"related_actor_id": "ACT-0010", "relation": "speaks_for"})
    claimant = ["+", *actor, YES, *relation, NO]
    claim = CLAIM | {"event_id": "EVT-0003", "claimant_id": claimant, "attribution": "named"}
    run("claim", *lines("claims", claim), *ALONE, YES)
    made = last(root, "claims")["claimant_id"]
    assert [*last(root, "actor_relations").values()][:3] == [made, "ACT-0010", "speaks_for"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_existing_row_is_not_created_again(lang, root):
    before = state(root)
    output = run("location", "6", "الشدادى", YES, lang=lang)
    assert output.endswith(
        {"en": "It exists already: LOC-0007\n", "ar": "هذا الصف موجود من قبل: LOC-0007\n"}[lang]
    )
    assert state(root) == before


def test_a_row_with_a_similar_name_is_created(root):
    answers = {
        "kind": "village",
        "name_ar": ["الشدادة", NO],
        "name_en": "Al-Shaddada",
        "precision": "unknown",
    }
    run("location", *lines("locations", answers), YES)
    assert last(root, "locations")["name_ar"] == "الشدادة"


@pytest.mark.parametrize(
    "field, first, message, second",
    [
        ("event_id", "EVT-9999", "No row has this name.", "EVT-0003"),
        ("event_id", "لا يوجد", "No row has this name.", "EVT-0003"),
        ("event_id", "", "This field cannot be empty.", "EVT-0003"),
        ("claimant_id", "-", "This field cannot be empty.", "ACT-0001"),
        ("stance", "asert", "There is no such term. Did you mean asserts?", "asserts"),
        ("stance", "9", "There is no such term.", "asserts"),
        ("stance", "0", "There is no such term.", "asserts"),
        ("statement_en", "", "This field cannot be empty.", CLAIM["statement_en"]),
        ("passage_sha256", "@nowhere.txt", "nowhere.txt cannot be read", ""),
    ],
)
def test_an_invalid_answer_is_prompted_for_again(field, first, message, second, root):
    answers = {"event_id": "EVT-0003"} | CLAIM | {field: [first, second]}
    output = run("claim", *lines("claims", answers), *ALONE, YES)
    assert output.count(message) == 1 and last(root, "claims")[field] == second


def test_the_closest_id_is_suggested(root):
    run("claim", *lines("claims", CLAIM | {"event_id": ["evt-3", YES]}), *ALONE, YES)
    assert last(root, "claims")["event_id"] == "EVT-0003"


@pytest.mark.parametrize(
    "field, wrong, code, right",
    [
        ("locator", "thirty", "constraint-error", "p30"),
        (
            "statement_en",
            "The body says that 13 went free.",
            "translation-digits-disagree",
            CLAIM["statement_en"],
        ),
        ("statement_en", "تقول إن 12.", "text-wrong-script", CLAIM["statement_en"]),
        ("derived_from_claim_id", "CLM-0001", "relay-of-other-event", "-"),
    ],
)
def test_a_row_that_breaks_rules_is_reported_and_prompted_for_again(field, wrong, code, right, root):
    answers = {"event_id": "EVT-0003"} | CLAIM | {field: wrong}
    output = run("claim", *lines("claims", answers), YES, right, *ALONE, YES)
    assert (
        code in output
        and last(root, "claims")[field] == right.strip("-")
        and check_package(Package.open(root)).report.ok
    )


def test_giving_up_writes_nothing_and_keeps_the_answers(root):
    before = state(root)
    output = run(
        "claim",
        *lines("claims", {"event_id": "EVT-0003"} | CLAIM | {"locator": "thirty"}),
        NO,
        *ALONE,
        code=1,
    )
    assert "constraint-error" in output and state(root) == before
    kept = next(
        line for line in output.splitlines() if line.startswith("data/claims.csv: CLM-0019,EVT-0003,")
    )
    assert "thirty" in kept and CLAIM["statement_ar"] in kept


@pytest.mark.parametrize("lang", LANGUAGES)
def test_declining_or_leaving_writes_nothing_and_keeps_the_answers(lang, root):
    before, typed = state(root), [*lines("claims", {"event_id": "EVT-0003"} | CLAIM)]
    for rest, code in ((["no", "no", "no"], 0), (["لا", "ل", "لا"], 0), ([], 1)):
        output = run("claim", *typed, *rest, lang=lang, code=code)
        assert CLAIM["statement_ar"] in output.splitlines()[-1] and state(root) == before


def test_fingerprints_are_computed_from_a_local_text_that_is_not_copied(root, tmp_path):
    text = "العنوان\n\nفقرة أولى فيها خبر لا يُنشر.\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    source = {
        "kind": "news_article",
        "language": "ar",
        "read_as": "full_text",
        "url": "https://example.org/a",
        "text_sha256": f"@{tmp_path}/text.txt",
    }
    claim = CLAIM | {"event_id": "EVT-0003", "locator": "p2", "passage_sha256": f"@{tmp_path}/text.txt"}
    output = run(
        "source", *lines("sources", source), YES, *lines("claims", claim, "source_id"), *ALONE, NO, YES
    )
    assert last(root, "sources")["text_sha256"] == text_sha256(text, {})
    assert last(root, "claims")["passage_sha256"] == passage_sha256("فقرة أولى فيها خبر لا يُنشر.", {})
    assert "خبر لا يُنشر" not in output + "".join(data.decode() for data in state(root).values())
    wrong = claim | {
        "source_id": "SRC-0001",
        "locator": "p9",
        "passage_sha256": [f"@{tmp_path}/text.txt", ""],
    }
    assert "no such paragraph" in run("claim", *lines("claims", wrong), *ALONE, YES)


def test_the_id_of_a_retired_row_is_not_reused(root):
    with (root / "data/retirements.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("CLM-0019,retracted,,0.2.0,سبب,Reason\n")
    run("claim", *lines("claims", CLAIM | {"event_id": "EVT-0003"}), *ALONE, YES)
    assert last(root, "claims")["claim_id"] == "CLM-0020"


@pytest.mark.parametrize("lang, word", [("en", "Did you mean claim?"), ("ar", "أتقصد claim؟")])
def test_an_unknown_table_is_an_error(lang, word, root):
    assert word in run("clam", lang=lang, code=2)


def test_invalid_data_must_be_fixed_first(root):
    (root / "data/events.csv").write_bytes(b"")
    assert "file-empty" in run("claim", code=1)
