"""`riwaya retire`: rows are removed, a notice stays, references stay valid, and errors change no byte."""

import shutil

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.cli.main import main
from riwaya.curation.retire import Notice
from riwaya.curation.retire import retire as retire_rows
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.errors import EditError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.publishing.ledger import record
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, copy_package, edited_release, state

REASONS = ("--reason-en", "It was coded twice.", "--reason-ar", "رُمّز مرتين.")


def retire(*arguments, lang="en"):
    return CliRunner().invoke(main, ["retire", *arguments, *REASONS, "--lang", lang])


def lines(root, name):
    return (root / f"data/{name}.csv").read_text("utf-8").splitlines()


def changed(before, root):
    return {path for path, data in state(root).items() if before[path] != data}


# -- Editing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [ROOT, None], ids=["the dataset", "the article"])
def test_untouched_rows_keep_their_bytes(rows, tmp_path):
    package = Package.open(rows or copy_package(tmp_path))
    for sheet in read_sheets(package).values():
        assert sheet.text().encode() == (package.folder / sheet.resource.path).read_bytes()


def test_multiline_records_and_needless_quotes_are_kept(root):
    file = root / "data/figures.csv"
    text = file.read_text("utf-8").replace(",8 members,", ',"8 members",')
    file.write_text(text, "utf-8")
    sheets = read_sheets(Package.open(root))
    figures = sheets["figures"]
    assert figures.text() == text and figures.records[2].cells["wording_en"] == "8 members"
    # A record that changes is written plainly, and no other is.
    figures.records[0].set("detail_en", 'He said "eleven",\nthen more.')
    written = figures.text()
    assert '"He said ""eleven"",\nthen more."' in written and ',"8 members",' in written
    figures.records[0].set("detail_en", "")
    assert written != figures.text() == text


def test_an_invalid_result_is_not_written(root):
    before, package = state(root), Package.open(root)
    sheets = read_sheets(package)
    sheets["figures"].records[0].set("claim_id", "CLM-9999")
    assert [problem.code for problem in write_sheets(package, sheets).report.errors] == ["foreign-key"]
    assert state(root) == before


# -- Retiring -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_retracted_claim_is_removed_with_its_figures_and_its_id_resolves_to_the_notice(
    lang, root, tmp_path
):
    before = state(root)
    result = retire("CLM-0002", "--kind", "retracted", "--with-dependents", lang=lang)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith(
        {
            "en": "Retired in 0.2.0: CLM-0002 FIG-0001 FIG-0002.",
            "ar": "أُلغي في الإصدار 0.2.0: CLM-0002 FIG-0001 FIG-0002.",
        }[lang]
    )
    assert changed(before, root) == {
        f"data/{name}.csv" for name in ("claims", "figures", "event_actors", "retirements")
    }
    assert lines(root, "retirements")[1:] == [
        f"{identity},retracted,,0.2.0,رُمّز مرتين.,It was coded twice."
        for identity in ("CLM-0002", "FIG-0001", "FIG-0002")
    ]
    # All other rows are as they were.
    for name in ("claims", "figures", "event_actors"):
        kept = [line for line in before[f"data/{name}.csv"].decode().splitlines() if "CLM-0002" not in line]
        assert lines(root, name) == kept
    dataset = build(check_package(Package.open(root)), tmp_path / "dist", ["csv", "parquet"])
    for command in (["cite", "CLM-0002"], ["cite", "FIG-0002"]):
        cited = CliRunner().invoke(main, [*command, "--release", str(dataset), "--lang", lang])
        assert cited.exit_code == 2 and cited.output.startswith(
            {
                "en": f"{command[1]} was retired in version 0.2.0: It was",
                "ar": f"أُلغي {command[1]} في الإصدار 0.2.0: رُمّز",
            }[lang]
        )


def test_a_retired_event_shows_its_notice(root, tmp_path):
    assert retire("EVT-0015", "--kind", "retracted", "--with-dependents").exit_code == 0
    dataset = build(check_package(Package.open(root)), tmp_path / "dist", ["csv", "parquet"])
    shown = CliRunner().invoke(main, ["show", "EVT-0015", "--release", str(dataset), "--lang", "ar"])
    assert (
        shown.exit_code == 2
        and "رُمّز مرتين." in shown.output
        and "CLM-0018" not in "".join(lines(root, "claims"))
    )


def test_remaining_references_are_named_and_nothing_is_written(root):
    before = state(root)
    for lang, words, place in (
        ("en", "Cells that still refer to it: 2.", "FIG-0006 · data/figures.csv · line 7 · field claim_id"),
        ("ar", "خلايا لا تزال تحيل إليه: 2.", "FIG-0006 · data/figures.csv · السطر 7 · الحقل claim_id"),
    ):
        result = retire("CLM-0012", "--kind", "retracted", lang=lang)
        assert result.exit_code == 2 and words in result.output and place in result.output
    # A figure that is equal to it would lose its number: a curator must say what it is equal to.
    result = retire("FIG-0006", "--kind", "retracted", "--with-dependents")
    assert (
        result.exit_code == 2
        and "figure_links · data/figure_links.csv · line 2 · field other_figure_id" in result.output
    )
    assert state(root) == before


def test_both_may_be_named_instead(root):
    assert retire("FIG-0006", "FIG-0007", "--kind", "retracted").exit_code == 0
    assert [line.split(",")[0] for line in lines(root, "figures")][-2:] == ["FIG-0005", "FIG-0008"]
    assert lines(root, "figure_links")[1:] == []


def test_links_are_retired_with_the_equal_figure_or_the_part(root):
    head, *rows = lines(root, "figure_links")
    text = "\n".join([head, "FIG-0001,FIG-0002,part_of", *rows, ""])
    (root / "data/figure_links.csv").write_text(text, "utf-8", newline="\n")
    assert retire("FIG-0007", "FIG-0002", "--kind", "retracted").exit_code == 0
    assert lines(root, "figure_links") == [head]


def test_groups_of_a_figure_are_retired_with_it(root):
    with (root / "data/claim_groups.csv").open("a", encoding="utf-8") as file:
        file.write("CLM-0002,FIG-0001,european,some,,,\nCLM-0002,,kurdish,most,,,\n")
    assert retire("FIG-0001", "--kind", "retracted").exit_code == 0
    assert lines(root, "claim_groups")[1:] == ["CLM-0002,,kurdish,most,,,"]


def test_references_to_a_merged_row_become_references_to_its_successor(root):
    with (root / "data/event_links.csv").open("a", encoding="utf-8") as file:
        file.write("EVT-0012,EVT-0013,possible_same_as,قيل.,Said.\n")
    before = {name: lines(root, name) for name in ("claims", "event_actors", "event_links")}
    result = retire("EVT-0012", "--kind", "merged", "--successor", "EVT-0007")
    assert result.exit_code == 0, result.output
    assert lines(root, "retirements")[-1].startswith("EVT-0012,merged,EVT-0007,")
    assert lines(root, "claims") == [line.replace(",EVT-0012,", ",EVT-0007,") for line in before["claims"]]
    # That one may be the other is moot now; the other link is the successor's.
    links = [line for line in lines(root, "event_links") if "EVT-0007" in line or "EVT-0012" in line]
    assert links == ["EVT-0007,EVT-0013,possible_same_as,قيل.,Said."]
    # Who took part in both takes part once.
    assert len({*lines(root, "event_actors")}) == len(lines(root, "event_actors"))
    assert {line.replace("EVT-0012", "EVT-0007") for line in before["event_actors"]} == {
        *lines(root, "event_actors")
    }
    assert check_package(Package.open(root)).report.ok


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("CLM-9999", "--kind", "retracted"), "There is no row CLM-9999."),
        (("CLM-0012", "--kind", "merged"), "Give one successor"),
        (("CLM-0012", "--kind", "split", "--successor", "CLM-0013"), "Give one successor"),
        (("CLM-0012", "--kind", "retracted", "--successor", "CLM-0013"), "Give one successor"),
        (("CLM-0012", "--kind", "merged", "--successor", "EVT-0001"), "cannot be a successor"),
        (("CLM-0012", "--kind", "merged", "--successor", "CLM-0012"), "cannot be a successor"),
        (("CLM-0012", "--kind", "merged", "--successor", "CLM-0099"), "There is no row CLM-0099"),
        (
            ("CLM-0012", "--kind", "split", "--successor", "CLM-0013", "--successor", "CLM-0014"),
            "Cells that still refer to it: 2",
        ),
        (("ACT-0009", "--kind", "retracted"), "still refer to it"),
    ],
)
def test_an_invalid_retirement_is_an_error(arguments, words, root):
    before = state(root)
    result = retire(*arguments)
    assert result.exit_code == 2 and words in result.output and isinstance(result.exception, SystemExit)
    assert state(root) == before


def test_an_id_is_retired_once(root):
    assert retire("FIG-0008", "--kind", "retracted").exit_code == 0
    before = state(root)
    assert (
        "FIG-0008 is already retired." in retire("FIG-0008", "--kind", "retracted").output
        and state(root) == before
    )


def test_if_the_data_would_be_invalid_problems_are_reported_and_nothing_is_written(root):
    before = state(root)
    # A rule reports an event without claims.
    result = retire("CLM-0013", "--kind", "retracted", "--with-dependents")
    assert result.exit_code == 1 and "EVT-0013" in result.output and state(root) == before


def test_invalid_data_is_reported_first(root):
    file = root / "data/figures.csv"
    file.write_text(file.read_text("utf-8").replace("exact,11", "exact,eleven"), "utf-8")
    before = state(root)
    result = retire("FIG-0008", "--kind", "retracted")
    assert result.exit_code == 1 and "eleven" in result.output and state(root) == before


def test_a_package_without_a_table_of_retirements_is_an_error(root):
    sheets = {name: sheet for name, sheet in read_sheets(Package.open(root)).items() if name != "retirements"}
    with pytest.raises(EditError, match="no table retirements"):
        retire_rows(sheets, ["FIG-0008"], Notice("retracted", "0.3.0", Bilingual("Why.", "السبب.")))


def test_a_published_row_is_retired_in_the_next_version(root, tmp_path):
    record(edited_release([], tmp_path / "earlier"), root)
    assert retire("FIG-0008", "--kind", "retracted").exit_code == 0
    assert lines(root, "retirements")[-1].startswith("FIG-0008,retracted,,0.3.0,")


def test_waivers_of_removed_rows_are_removed(tmp_path, monkeypatch):
    root = tmp_path / "package"
    for name in ("data", "review", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "datapackage.json", root)
    monkeypatch.chdir(root)
    waived = [
        line.split(",")[1] for line in (root / "review/waivers.csv").read_text("utf-8").splitlines()[1:]
    ]
    equal = (root / "data/figure_links.csv").read_text("utf-8")
    identity = next(name for name in waived if name.startswith("FIG-") and f",{name},equals" not in equal)
    result = retire(identity, "--kind", "retracted")
    assert result.exit_code == 0, result.output
    assert identity not in (root / "review/waivers.csv").read_text("utf-8")
