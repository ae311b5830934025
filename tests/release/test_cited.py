"""Citations of rows: they parse in every form, and hold in a later release if and only if no row changed."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.cli.main import main
from riwaya.dataset.cited_rows import cite_rows, compare_citation
from riwaya.dataset.locate import open_dataset
from riwaya.errors import NotFoundError
from riwaya.release.citation import FORMS, Part, citation, part_in
from riwaya.release.read import open_release
from tests.support.package_copies import ROOT, claim_row, edited_release, figure_row

DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
# Edits of the small package, and whether a citation of the event of FIG-0001 holds after them, and one of
# another.
CLAIM = claim_row("CLM-0019", "EVT-0003", "p30")
CHANGES = {
    "nothing": ([], True, True),
    "a claim about another event": ([{"path": "data/claims.csv", "append": CLAIM}], True, False),
    "a claim about the event": (
        [{"path": "data/claims.csv", "append": CLAIM.replace("EVT-0003", "EVT-0001")}],
        False,
        True,
    ),
    "a figure of a claim about the event": (
        [
            {
                "path": "data/figures.csv",
                "find": "exact,11,,11 عنصر,11 members",
                "replace": "exact,12,,12 عنصر,12 members",
            }
        ],
        False,
        True,
    ),
    "a group in a claim about the event": (
        [{"path": "data/claim_groups.csv", "append": "CLM-0002,,kurdish,most,,,\n"}],
        False,
        True,
    ),
    "a word in a claim about the event": (
        [{"path": "data/claims.csv", "find": "in a secret exchange", "replace": "in a hidden exchange"}],
        False,
        True,
    ),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return open_release(edited_release([], tmp_path_factory.mktemp("before")))


@pytest.mark.parametrize("edits, event, other", CHANGES.values(), ids=CHANGES)
def test_a_citation_holds_until_one_of_its_rows_changes(edits, event, other, before, tmp_path):
    after = open_release(edited_release(edits, tmp_path))
    assert [compare_citation(after, cite_rows(before, what)).same for what in ("EVT-0001", "EVT-0003")] == [
        event,
        other,
    ]


def test_ids_are_cited_in_the_given_order(before):
    assert (
        cite_rows(before, "FIG-0002 FIG-0001 FIG-0002").sha256
        == cite_rows(before, "FIG-0001 FIG-0002").sha256
    )
    assert cite_rows(before, "FIG-0001").sha256 != cite_rows(before, "FIG-0002").sha256
    # A claim is cited with its figures.
    assert cite_rows(before, "CLM-0002").sha256 == cite_rows(before, "CLM-0002 FIG-0001 FIG-0002").sha256
    assert cite_rows(before, "EVT-0001").sha256 == cite_rows(before, "CLM-0001 EVT-0001 FIG-0001").sha256


def test_a_condition_is_cited_as_the_rows_that_meet_it(before, tmp_path):
    what = "figures[value > 10 AND qualifier <> 'tens']"
    part = cite_rows(before, what)
    rows = [
        row
        for row in before.table("figures").whole().to_pylist()
        if (row["value"] or 0) > 10 and row["qualifier"] != "tens"
    ]
    assert part.about.en.startswith(f"{len(rows)} rows of figures where ") and f"{len(rows)}" in part.about.ar
    words = {"wording_ar": "99 مدنياً", "wording_en": "99 civilians"}
    more = figure_row("FIG-0009", "CLM-0003", 99, category="civilians", **words)
    after = open_release(edited_release([{"path": "data/figures.csv", "append": more}], tmp_path))
    assert (
        not compare_citation(after, part).same
        and compare_citation(after, cite_rows(before, "figures[value = 8]")).same
    )


@pytest.mark.parametrize(
    "condition", ["", "value =", "surprise = 1", "value > 10) --", "value > 'x'", "value > 10_000"]
)
def test_a_condition_that_names_nothing_is_an_error(condition, before):
    with pytest.raises(NotFoundError) as caught:
        cite_rows(before, f"figures[{condition}]")
    assert caught.value.message.en and caught.value.message.ar


@pytest.mark.parametrize(
    "condition", ["(SELECT count(*) FROM read_csv('/etc/passwd')) > 0", "value > 1) UNION (FROM glob('/*')"]
)
def test_a_condition_reads_no_files(condition, before):
    with pytest.raises(NotFoundError):
        cite_rows(before, f"figures[{condition}]")


def test_a_retired_id_resolves_to_its_notice(before, tmp_path):
    gone = [
        {"path": "data/figures.csv", "find": "FIG-0008,", "replace": "FIG-0010,"},
        {
            "path": "data/retirements.csv",
            "append": "FIG-0008,merged,FIG-0010,0.2.0,سبب معروف.,A known reason.\n",
        },
    ]
    after, part = open_release(edited_release(gone, tmp_path)), cite_rows(before, "FIG-0001 FIG-0008")
    found = compare_citation(after, part)
    assert not found.same and found.now is None
    assert found.missing.en == "FIG-0008 was retired in version 0.2.0: A known reason. Replaced by: FIG-0010."
    assert (
        "FIG-0008" in found.missing.ar and "سبب معروف" in found.missing.ar and "FIG-0010" in found.missing.ar
    )
    assert "FIG-0777" in compare_citation(after, Part("FIG-0777", "0.2.0", "0" * 64)).missing.ar


WHAT = st.lists(st.from_regex(r"[A-Z]{3}-[0-9]{4,5}", fullmatch=True), min_size=1).map(" ".join) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1
).map("figures[{}]".format)


@given(
    WHAT, st.from_regex("[0-9a-f]{64}", fullmatch=True), st.sampled_from([*FORMS]), st.sampled_from(LANGUAGES)
)
def test_rows_are_parsed_from_every_form(what, sha256, form, lang):
    part = Part(what, "12.0.3", sha256, Bilingual("About", "عن"))
    text = citation(DESCRIPTOR, form, lang, part)
    assert part_in(text) == Part(what, "12.0.3", sha256)
    assert part_in(f"As I wrote in 2026 ({text}), p. 3") == Part(what, "12.0.3", sha256)
    assert DESCRIPTOR["title" if lang == "en" else "title_ar"] in text.replace("\\", "")


NO_ROWS = ["", "EVT-0003", "urn:riwaya:0.2.0:EVT-0003:sha256:abc", "urn:riwaya:latest:E:sha256:" + "0" * 64]


@pytest.mark.parametrize("text", NO_ROWS)
def test_a_text_that_cites_no_rows_is_an_error(text, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text(text, "utf-8")
    assert part_in(text) is None
    result = CliRunner().invoke(main, ["cite", "--check", str(file), "--lang", "ar"])
    assert result.exit_code == 2 and "note.txt" in result.output


def test_the_citations_in_the_documentation_hold():
    part = part_in((ROOT / "docs/citing.md").read_text("utf-8"))
    with open_dataset() as dataset:
        assert part.version == dataset.version and compare_citation(dataset, part).same


def run(*arguments):
    return CliRunner().invoke(main, ["cite", *map(str, arguments)])


@pytest.mark.parametrize("form", FORMS)
def test_the_command_cites_and_checks(form, tmp_path):
    earlier = edited_release([], tmp_path)
    shown = run("EVT-0001", "--release", earlier, "--format", form, "--lang", "en")
    assert shown.exit_code == 0 and "EVT-0001: " in shown.output
    file = tmp_path / "citation"
    file.write_text(shown.output, "utf-8")
    same = run("--check", file, "--release", earlier, "--lang", "en")
    assert same.exit_code == 0 and same.output == "EVT-0001: the same in 0.2.0 as in 0.2.0\n"
    # Today's data has another wording than the small package.
    changed = run("--check", file, "--lang", "ar")
    assert changed.exit_code == 1 and "EVT-0001" in changed.output


def test_the_command_needs_exactly_one_selection():
    assert run("EVT-0001", "--where", "figures", "value > 1").exit_code == 2
    assert (
        run("EVT-9999").exit_code
        == run("--where", "surprise", "true").exit_code
        == run("--check", "nowhere").exit_code
        == 2
    )
    assert (
        run("--where", "figures", "value > 100", "--lang", "en").output.count(
            "rows of figures where value > 100"
        )
        == 1
    )
