"""`riwaya check-contribution`: the changes of a branch and nothing else, for reviewers, in both languages."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from tests.support.package_copies import claim_row, copy_package, figure_row
from tests.validation.test_rules import repeated

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
CLAIM = claim_row(
    "CLM-0019", "EVT-0003", "p30", statement_ar="تقول الجهة ذلك.", statement_en="The body says so."
)
FIGURE = figure_row("FIG-0009", "CLM-0019", 20, wording_ar="20 عنصراً", wording_en="20 members")


COUNTED = (
    "Persons released: members of Syrian Democratic Forces (SDF) among them, held by Islamic State (ISIS)"
)
MOVED = f"""
### What moves in agreement and contradictions

- EVT-0003 · Reported prisoner exchange at the al-Omar oil field · Origins: 1 → 2 · Bodies: 1 → 2
  - {COUNTED} · Relation: Single origin → Contradict · Relation, "about" read as a range: Single origin → \
Contradict · Origins: 1 → 2 · Bodies: 1 → 2
  - now contradict each other: Number · {COUNTED} · Islamic State (ISIS) (CLM-0019 · 20) against \
Euphrates Post (CLM-0012 · 10)
"""


def git(root, *arguments):
    who = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "core.autocrlf=false",
    ]
    return subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository on a branch, whose main has new commits."""
    root = copy_package(tmp_path / "repository")
    # The pages that problems link to.
    (root / "docs").mkdir()
    for name in ("rules", "codebook"):
        (root / f"docs/{name}.en.md").touch()
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "base")
    git(root, "checkout", "-qb", "branch")
    monkeypatch.chdir(root)
    return root


def edit(root, name, find="", replace="", append=""):
    file = root / f"data/{name}.csv"
    text = file.read_text("utf-8")
    assert find in text
    file.write_text((text.replace(find, replace, 1) if find else text) + append, "utf-8", newline="\n")


def run(base="main", code=0, lang="en"):
    result = CliRunner().invoke(main, ["check-contribution", base, "--lang", lang])
    assert result.exit_code == code and (
        result.exception is None or isinstance(result.exception, SystemExit)
    ), result.output
    return result.output


def test_a_new_relay_without_a_link_is_a_warning(root):
    for one in repeated():
        edit(root, Path(one["path"]).stem, append=one["append"])
    english, arabic = run().split('<div dir="rtl">')
    assert "No new errors.\n\nNew warnings: 1. Correct each, or waive it in review/waivers.csv" in english
    assert "rules.en.md#relay-without-link" in english
    assert "لا أخطاء جديدة.\n\nتحذيرات جديدة: 1" in arabic and "rules.ar.md#relay-without-link" in arabic


def test_added_claims_changed_figures_and_a_new_contradiction_are_reported(root):
    edit(root, "claims", append=CLAIM)
    edit(root, "figures", "11 members", "eleven members", append=FIGURE)
    english, arabic = run().split('<div dir="rtl">')
    assert "No new errors." in english and "لا أخطاء جديدة." in arabic
    assert "### Claims · claims · rows added: 1 · removed: 0 · changed: 0" in english.replace("\\", "")
    assert (
        "- + CLM-0019 · Islamic State (ISIS) · Asserts · The body says so. · Horrya Press, In secret deals"
        in english.replace("\\", "")
    )
    assert "- + FIG-0009 · أشخاص أُفرج عنهم · أشخاص · لدى تنظيم الدولة" in arabic.replace("\\", "")
    assert "- ~ FIG-0001 · Persons released · " in english.replace("\\", "")
    assert "  - Wording in English: 11 members → eleven members" in english.replace("\\", "")
    assert "كان 11 members وصار eleven members" in arabic
    assert MOVED in english.replace("\\", "")
    assert "### ما يتغيّر في الاتفاق والتعارض" in arabic and "  - أصبحا متعارضين: العدد" in arabic


def test_a_resolved_contradiction_is_reported(root):
    edit(root, "claims", append=CLAIM)
    edit(root, "figures", append=FIGURE)
    git(root, "commit", "-qam", "contradict")
    git(root, "branch", "-qf", "main")
    edit(root, "figures", "exact,20,,20 عنصراً,20 members", "exact,10,,10 عناصر,10 members")
    report = run()
    assert "  - no longer contradict each other: Number · " in report and "  - لم يعودا متعارضين: " in report
    assert "now contradict" not in report


def test_a_change_that_moves_nothing_is_said_to_move_nothing(root):
    edit(root, "figures", "11 members", "eleven members")
    edit(root, "sources", "SRC-0001,news_article", "SRC-0001,agency_report")
    edit(root, "locations", "Al-Shaddadi,LOC-0002", "Al-Shaddadi,LOC-0003")
    report = run().replace("\\", "")
    # A cell that holds a term or an ID is shown with its label or name.
    assert "  - Kind of source: news_article · News article → agency_report · News agency rep" in report
    assert "- ~ SRC-0001 · Horrya Press · In secret" in report and "- ~ LOC-0007 · Al-Shaddadi" in report
    assert "LOC-0002 · Al-Hasakah Governorate → LOC-0003 · Deir ez-Zor Governorate" in report
    assert "كان LOC-0002 · محافظة الحسكة وصار LOC-0003 · محافظة دير الزور" in report
    assert "- Agreement, contradictions, origins and bodies stay as they are." in report
    assert "- لا يتغيّر شيء في الاتفاق والتعارض ولا في عدد الادعاءات الأصلية والجهات." in report


def test_a_figure_that_was_removed_is_shown_with_its_words_and_its_cell_is_gone(root):
    figures = (root / "data/figures.csv").read_text("utf-8")
    (line,) = (line for line in figures.splitlines(keepends=True) if line.startswith("FIG-0005,"))
    edit(root, "figures", line, "")
    report = run().replace("\\", "")
    assert (
        "- - FIG-0005 · Persons exchanged · Persons · Tens · “tens of members” · Mudar al-Asaad, CLM-0004"
        in report
    )
    assert "  - no longer counted: Persons exchanged · Single origin · Origins: 1 · Bodies: 1" in report


def test_words_of_a_contributor_are_escaped(root):
    said = {
        "statement_ar": "تقول <b> [ذلك](https://example.org).",
        "statement_en": "Says <b> [so](https://example.org).",
    }
    edit(root, "claims", append=claim_row("CLM-0019", "EVT-0003", "p30", **said))
    report = run()
    # The links to rules and columns are ours.
    theirs = re.sub(r"\[[^\]\n]+\]\(docs/[^)\n]+\)", "", report)
    assert "Says &lt;b&gt;" in report and "<b>" not in report and not re.search(r"(?<!\\)\[", theirs)


def test_only_changes_of_the_branch_are_reported(root):
    edit(root, "figures", "11 members", "eleven members")
    git(root, "commit", "-qam", "on the branch")
    git(root, "checkout", "-q", "main")
    edit(root, "figures", "8 members", "eight members")
    git(root, "commit", "-qam", "meanwhile")
    git(root, "checkout", "-q", "branch")
    report = run()
    assert "eleven" in report and "eight" not in report


def test_a_branch_without_changes_is_reported(root):
    texts = ["No rows changed.", "لم يتغير أي صف."]
    # Both languages, that of the reader first.
    assert sorted(texts, key=run().index) == texts
    assert sorted(texts, key=run(lang="ar").index) == texts[::-1]


def test_new_problems_fail_the_check_and_earlier_ones_do_not(root):
    edit(root, "figures", "exact,8", "exact,eight")
    git(root, "commit", "-qam", "broken before")
    git(root, "branch", "-qf", "main")
    report = run()
    assert "No new errors." in report and "one of the two sides is not valid" in report
    assert "No rows changed." not in report
    edit(root, "figures", "exact,11", "exact,eleven")
    report = run(code=1)
    assert report.count("eleven") >= 2 and "eight" not in report
    assert "New errors: 1" in report and "أخطاء جديدة: 1" in report


def test_texts_of_a_contributor_are_escaped(root):
    edit(
        root,
        "figures",
        "11 members",
        "<script>alert(1)</script> @everyone [11](https://example.org) `x` members",
    )
    report = run(code=1)
    assert (
        "<script>" not in report
        and "&lt;script&gt;" in report
        and not re.search(r"(?<!\\)@everyone|(?<!\\)\[11|(?<!\\)`", report)
    )


@pytest.mark.parametrize("base", ["nothing", "--output=x"])
def test_an_unknown_base_is_an_error(base, root):
    result = CliRunner().invoke(main, ["check-contribution", "--lang", "en", "--", base])
    assert result.exit_code == 2 and "git could not compare" in result.output and not (root / "x").exists()


def test_without_git_the_message_names_it(root, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main, ["check-contribution", "main", "--lang", "ar"])
    assert result.exit_code == 2 and "git غير مثبّت" in result.output
