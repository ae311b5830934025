"""A sample is drawn and coded again; alpha, its intervals, the page, and what is refused."""

import csv
import random
import re

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.reliability import COLUMNS, _counts, agreements, alpha
from riwaya.curation.reliability_page import BY_HAND, pages, reliability_of
from riwaya.curation.second_coding import OF_CLAIMS, OF_FIGURES, SAMPLE, Pair, matched
from riwaya.curation.sheets import read_sheets
from riwaya.package.descriptor import Package
from tests.support.package_copies import ROOT, copy_package

FILE = "review/second_coding.csv"


def run(root, *options, lang="en"):
    return CliRunner().invoke(main, ["reliability", str(root), *options, "--lang", lang])


def pairs_of(first, second):
    return [Pair("CLM-0001", "stance", *both) for both in zip(first, second, strict=True)]


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(root, rows):
    with (root / FILE).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def root(tmp_path):
    """The small package with a sample drawn of it, which is all of its claims."""
    root = copy_package(tmp_path)
    assert run(root, "--draw", "--seed", "7").exit_code == 0
    return root


@pytest.fixture
def coded(root):
    """The same, coded as it is published; a claim with two figures has two items in each cell."""
    claims, events, figures = (
        {row[key]: row for row in rows_of(root / f"data/{name}.csv")}
        for name, key in (("claims", "claim_id"), ("events", "event_id"), ("figures", "figure_id"))
    )
    rows = rows_of(root / FILE)
    for row in rows:
        claim = claims[row["claim_id"]]
        own = [figure for figure in figures.values() if figure["claim_id"] == row["claim_id"]]
        row |= {name: claim[name] for name in ("attribution", "stance", "date")}
        row |= {"claimant": claim["claimant_id"], "place": claim["location_id"]}
        row["kind"] = events[claim["event_id"]]["kind"]
        for name in OF_FIGURES:
            column = f"{name}_id" if name in ("held_by", "members_of") else name
            row[name] = "|".join(figure[column] for figure in own)
    write(root, rows)
    return root


def changed(root, identity, **cells):
    rows = rows_of(root / FILE)
    (row,) = (row for row in rows if row["claim_id"] == identity and row["coder"] == "2")
    row |= cells
    write(root, rows)


def found(root):
    return {item.column: item for item in reliability_of(Package.open(root))[1]}


# The examples A and B of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("0100000010", "1110010000", 0.095),
        ("aabbdcccedda", "babbbcccedd" + "d", 0.692),
    ],
)
def test_alpha_is_that_of_the_published_examples(first, second, expected):
    assert alpha(_counts(pairs_of(first, second))) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize("first, second, expected", [("aabb", "aabb", 1), ("ab", "ba", -0.5)])
def test_alpha_of_all_and_of_none(first, second, expected):
    assert alpha(_counts(pairs_of(first, second))) == pytest.approx(expected)


@pytest.mark.parametrize("values", ["", "aaaa"])
def test_alpha_is_not_defined_without_two_values(values):
    assert alpha(_counts(pairs_of(values, values))) is None


def test_figures_are_paired_by_value_then_by_measure_then_in_order():
    def figures(*pairs):
        return [dict.fromkeys(OF_FIGURES, "") | {"value": value, "measure": name} for value, name in pairs]

    first = figures(("11", "x"), ("18", "x"), ("", "y"), ("5", "z"))
    second = figures(("18", "y"), ("", "x"), ("", "y"), ("11", "x"))
    assert matched(first, second) == [
        (first[0], second[3]),
        (first[1], second[0]),
        (first[2], second[2]),
        (first[3], second[1]),
    ]
    assert matched(first[:2], second[:1]) == [(first[1], second[0]), (first[0], None)]
    assert matched([], second[:1]) == [(None, second[0])]
    # The first would take the only figure that fits the second.
    assert matched(figures(("1", "x"), ("1", "y")), figures(("1", "y"), ("2", "x"))) == [
        (dict.fromkeys(OF_FIGURES, "") | {"value": "1", "measure": "x"}, figures(("2", "x"))[0]),
        (figures(("1", "y"))[0], figures(("1", "y"))[0]),
    ]


def test_the_sample_is_the_one_that_the_seed_draws(tmp_path):
    root = copy_package(tmp_path, ROOT)
    (root / FILE).write_text((root / FILE).read_text("utf-8").splitlines()[0] + "\n", "utf-8", newline="\n")
    drawn = run(root, "--draw", "--seed", "11")
    ids = {row["claim_id"] for row in rows_of(root / "data/claims.csv")}
    retired = {row["id"] for row in rows_of(root / "data/retirements.csv") if row["id"].startswith("CLM-")}
    expected = sorted({*random.Random(11).sample(sorted(ids | retired), SAMPLE)} - retired)
    message = f"{FILE}: a sample of claims, still to be coded: {len(expected)}\n"
    assert (drawn.exit_code, drawn.output) == (0, message)
    rows = rows_of(root / FILE)
    assert [row["claim_id"] for row in rows] == expected
    assert {(row["seed"], row["last_claim_id"]) for row in rows} == {("11", max(ids))}
    assert not any(row[column] for row in rows for column in (*OF_CLAIMS, *OF_FIGURES))
    assert run(root, "--draw", "--seed", "12").exit_code == 0
    assert [row["claim_id"] for row in rows_of(root / FILE)] != [row["claim_id"] for row in rows]


def test_a_perfect_agreement_is_1(coded):
    result = found(coded)
    assert tuple(result) == COLUMNS
    for column, item in result.items():
        published = {pair.first for pair in item.pairs}
        assert item.percent == 100 and item.alpha == (1 if len(published) > 1 else None), column
        assert item.interval == ((1, 1) if len(published) > 1 else None)
    assert len(result["kind"].pairs) == 18 and len(result["measure"].pairs) == 8


def test_one_disagreement_is_counted_as_by_hand(coded):
    # 18 claims, of which one is outlet to the second coder and unnamed_sources in the data.
    first = [pair.first for pair in found(coded)["attribution"].pairs]
    changed(coded, "CLM-0001", attribution="outlet")
    item = found(coded)["attribution"]
    second = ["outlet", *first[1:]]
    n = {value: (first + second).count(value) for value in {*first, *second}}
    expected = 1 - 35 * 2 / (36 * 36 - sum(count**2 for count in n.values()))
    assert item.alpha == pytest.approx(expected) and item.percent == pytest.approx(100 * 17 / 18)
    assert item.interval is not None and item.interval[0] < item.alpha <= item.interval[1] == 1


def test_names_dates_and_ranges_are_read(coded):
    changed(
        coded, "CLM-0002", claimant="مصادر مطّلعة من ريف الحسكه", held_by="syrian democratic forces (sdf)|ISIS"
    )
    changed(coded, "CLM-0004", claimant="Somebody else")
    result = found(coded)
    assert [pair.second for pair in result["claimant"].pairs if not pair.agrees] == ["Somebody else"]
    assert all(pair.agrees for pair in result["held_by"].pairs)


def test_a_figure_of_one_coder_is_a_disagreement_about_what_is_counted(coded):
    before = found(coded)
    emptied = dict.fromkeys(OF_FIGURES, "")
    changed(coded, "CLM-0002", **emptied)
    changed(
        coded,
        "CLM-0001",
        **emptied
        | {"measure": "vehicles", "category": "not_applicable", "value": "3"}
        | {"qualifier": "exact"},
    )
    after = found(coded)
    apart = [(pair.claim_id, pair.first, pair.second) for pair in after["measure"].pairs if not pair.agrees]
    assert apart == [
        ("CLM-0001", None, "vehicles"),
        ("CLM-0002", "persons_released", None),
        ("CLM-0002", "persons_released", None),
    ]
    assert len(after["value"].pairs) == len(before["value"].pairs) - 2
    assert all(pair.agrees for pair in after["value"].pairs)


def test_intervals_are_the_same_each_time(coded):
    changed(coded, "CLM-0001", attribution="outlet", kind="reported_plan")
    codings = reliability_of(Package.open(coded))[0]
    one, other = agreements(codings), agreements(codings)
    assert one == other
    assert agreements(codings, 500) != one


def test_what_is_not_coded_yet_is_left_out(coded):
    changed(coded, "CLM-0003", **dict.fromkeys((*OF_CLAIMS, *OF_FIGURES), ""))
    assert len(found(coded)["kind"].pairs) == 17
    shown = run(coded)
    assert shown.exit_code == 0 and "Claims coded twice: 17 · still to code: 1" in shown.output
    assert len(shown.output.splitlines()) == 1 + len(COLUMNS)


def test_a_claim_that_was_added_or_retired_later_leaves_the_sample_as_it_is(coded):
    claims = coded / "data/claims.csv"
    last = claims.read_text("utf-8").splitlines()[-1]
    claims.write_text(
        claims.read_text("utf-8") + last.replace("CLM-0018", "CLM-0019", 1) + "\n", "utf-8", newline="\n"
    )
    assert found(coded)["kind"].percent == 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_numbers_and_disagreements_and_keeps_what_people_wrote(coded, lang):
    changed(coded, "CLM-0001", attribution="outlet", claimant="Some|body")
    written = run(coded, "--write", lang=lang)
    assert (written.exit_code, written.output) == (0, "docs/reliability.en.md\ndocs/reliability.ar.md\n")
    page = coded / f"docs/reliability.{lang}.md"
    text = page.read_text("utf-8")
    assert len(re.findall(r"^\|.*`\w+` \|.* \|$", text, re.MULTILINE)) >= len(COLUMNS)
    assert "unnamed\\_sources | outlet |" in text and "Some\\|body" in text and "`ACT-0006`" in text
    assert text.endswith("</div>\n") == text.startswith("<div") == (lang == "ar")
    by_hand = "Two claimants were corrected: `CLM-0001`."
    tail = "\n\n</div>\n" if lang == "ar" else "\n"
    page.write_text(text.partition(BY_HAND)[0] + f"{BY_HAND}\n\n{by_hand}{tail}", "utf-8", newline="\n")
    changed(coded, "CLM-0001", claimant="ACT-0006")
    run(coded, "--write")
    again = page.read_text("utf-8")
    assert again.count(by_hand) == 1 and again.endswith(f"{by_hand}{tail}") and "Some" not in again
    run(coded, "--write")
    assert page.read_text("utf-8") == again


def test_what_was_measured_stays_when_the_published_rows_are_corrected(coded):
    changed(coded, "CLM-0002", claimant="ACT-0009", value="12|18")
    before = found(coded)
    run(coded, "--write")
    kept = [row for row in rows_of(coded / FILE) if row["coder"] == "1"]
    assert len(kept) == 18 and found(coded) == before
    claims = coded / "data/claims.csv"
    text = claims.read_text("utf-8")
    claims.write_text(text.replace("SRC-0001,ACT-0006,", "SRC-0001,ACT-0009,"), "utf-8", newline="\n")
    assert found(coded) == before
    run(coded, "--write")
    assert [row for row in rows_of(coded / FILE) if row["coder"] == "1"] == kept
    # Without what was kept, the corrected rows would be compared.
    write(coded, [row for row in rows_of(coded / FILE) if row["coder"] == "2"])
    assert found(coded)["claimant"] != before["claimant"]


def refused(root, code, *words, options=()):
    for lang in LANGUAGES:
        result = run(root, *options, lang=lang)
        assert result.exit_code == code and all(word in result.output for word in words), result.output


def test_a_missing_and_an_added_claim_are_refused(coded):
    rows = rows_of(coded / FILE)
    write(coded, [row for row in rows if row["claim_id"] != "CLM-0005"])
    refused(coded, 2, "CLM-0005", "7")
    write(coded, [row | {"last_claim_id": "CLM-0017"} for row in rows])
    refused(coded, 2, "CLM-0018")


def test_an_unknown_column_is_a_problem_of_the_table(coded):
    file = coded / FILE
    header, _, rest = file.read_text("utf-8").partition("\n")
    file.write_text(header.replace("stance", "stanse") + "\n" + rest, "utf-8", newline="\n")
    refused(coded, 1, FILE, "stanse")


def test_an_unknown_claim_is_a_problem_of_the_table(coded):
    changed(coded, "CLM-0001", claim_id="CLM-9999")
    refused(coded, 1, FILE, "CLM-9999")


@pytest.mark.parametrize(
    "cells, words",
    [
        ({"value": "11"}, ("value", "1", "2")),
        ({"category": "members|membres"}, ("category", "membres", "members")),
        ({"stance": "believes"}, ("stance", "believes")),
        ({"kind": "reported_exchanges"}, ("kind", "reported_exchanges", "reported_exchange")),
        ({"held_by": "ACT-9999|"}, ("held_by", "ACT-9999")),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused(coded, cells, words):
    changed(coded, "CLM-0002", **cells)
    refused(coded, 2, "CLM-0002", *words)


def test_two_samples_in_one_table_are_refused(coded):
    changed(coded, "CLM-0002", seed="8")
    refused(coded, 2, "seed")


def test_a_table_without_rows_or_without_codes_is_refused(tmp_path):
    root = copy_package(tmp_path)
    refused(root, 2, "--draw")
    run(root, "--draw", "--seed", "7")
    refused(root, 2, FILE)
    refused(root, 2, FILE, options=("--write",))
    assert not (root / "docs").exists()


def test_a_sample_that_is_coded_is_not_drawn_again(coded):
    before = (coded / FILE).read_bytes()
    refused(coded, 2, FILE, options=("--draw", "--seed", "8"))
    assert (coded / FILE).read_bytes() == before


@pytest.mark.parametrize("options", [["--draw"], ["--seed", "1"], ["--draw", "--seed", "1", "--write"]])
def test_options_that_do_not_go_together(root, options):
    refused(root, 2, "--seed", options=options)


@pytest.mark.slow
def test_the_pages_of_the_dataset_are_fresh():
    package = Package.open(ROOT)
    rows = [record.cells for record in read_sheets(package)["second_coding"].records]
    if not any(row[column] for row in rows for column in (*OF_CLAIMS, *OF_FIGURES)):
        assert not [*ROOT.glob("docs/reliability.*.md")]
        return
    for path, text in pages(package).items():
        assert (ROOT / path).read_text("utf-8") == text, "run: riwaya reliability --write"
