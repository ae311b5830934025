"""The changes since the release before: CHANGES.md in both languages, and diff.json, which can be applied."""

import json
import re

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.publishing.ledger import record
from riwaya.publishing.release_notes import changes_text
from riwaya.release.manifest import files_in
from riwaya.validation.check import check_package
from tests.support.package_copies import claim_row, edited_package, edited_release

EDITS = [
    {"path": "datapackage.json", "find": '"version": "0.2.0"', "replace": '"version": "0.3.0"'},
    {"path": "data/figures.csv", "find": "11 members", "replace": "11 fighters"},
    {
        "path": "data/claims.csv",
        "append": "".join(
            claim_row(f"CLM-00{number}", "EVT-0003", f"p{number}") for number in (19, 20, 21, 30)
        ),
    },
    {"path": "data/actor_names.csv", "append": "ACT-0018,Another name,en,alias,SRC-0001\n"},
]
CHANGELOG = """# Changelog

## Next

None.

## 0.3.0 (2026-11-25)

- A figure reads otherwise.

## 0.2.0

- The first.
"""


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    return edited_release([], tmp_path_factory.mktemp("earlier"), ())


@pytest.fixture(scope="module")
def root(earlier, tmp_path_factory):
    root = edited_package(EDITS, tmp_path_factory.mktemp("later"))
    (root / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    record(earlier, root)
    return root


@pytest.fixture(scope="module")
def later(root, earlier):
    return build(check_package(Package.open(root)), root / "dist", previous=earlier)


def test_changes_are_those_of_the_changelog_and_the_ledger_in_both_languages(later):
    text = (later / "CHANGES.md").read_text("utf-8")
    assert text.startswith("# 0.3.0\n\n- A figure reads otherwise.\n\n## Against 0.2.0\n")
    assert "None." not in text and "The first" not in text
    assert "### Claims (`claims`)\n\n- Rows added: 4 (CLM-0019 to CLM-0021, CLM-0030)\n" in text
    assert (
        "- صفوف أُضيفت: 4 (CLM-0019 إلى CLM-0021، CLM-0030)\n" in text and "## مقارنةً بالإصدار 0.2.0" in text
    )
    assert "- Rows edited: 1 (FIG-0001)\n" in text and "- صفوف عُدّلت: 1 (FIG-0001)\n" in text
    # What names a row without an ID may be a name; the ledger has only its hash.
    assert (
        "- Rows added: 1 (ACT-0018)\n" in text
        and not re.search("[0-9a-f]{32}", text)
        and "Another name" not in text
    )


def test_a_first_release_and_one_without_changes(earlier, tmp_path):
    text = (earlier / "CHANGES.md").read_text("utf-8")
    assert (
        text
        == "# 0.2.0\n\nNo release before this one is in the ledger.\n\nليس في السجل إصدار يسبق هذا الإصدار.\n"
    )
    root = edited_package([EDITS[0]], tmp_path / "same")
    record(earlier, root)
    same = build(check_package(Package.open(root)), tmp_path / "dist", ["csv"]) / "CHANGES.md"
    assert "The rows are the same." in same.read_text("utf-8") and "الصفوف لم تتغير." in same.read_text(
        "utf-8"
    )
    # Built once more, a version is still compared with the one before it.
    assert "No release before" in changes_text(root, (), "0.2.0", "")


def test_of_very_many_changed_rows_some_are_named_and_all_are_counted(root):
    ids = [f"CLM-{number}" for number in range(1000, 3000, 2)]
    folder = root.parent / "many" / "releases" / "0.1.0"
    folder.mkdir(parents=True)
    held = {"claims": {"columns": {}, "rows": dict.fromkeys(ids, "0")}}
    (folder / "rows.json").write_text(json.dumps(held), "utf-8")
    text = changes_text(folder.parent.parent, (), "0.2.0", "")
    assert (
        "- Rows removed: 1000 (CLM-1000, CLM-1002, " in text
        and "CLM-1198, and 900 more)" in text
        and "و900 غيرها)" in text
    )


def test_a_release_is_made_from_the_one_before_and_its_diff(later, earlier, tmp_path):
    command = ["diff", str(earlier), str(later / "diff.json"), "--apply", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, command).exit_code == 0
    made = tmp_path / later.name
    assert files_in(made) == files_in(later) and "diff.json" in files_in(made)
    assert all((made / path).read_bytes() == (later / path).read_bytes() for path in files_in(later))


def test_the_output_of_diff_can_be_applied_too(later, earlier, tmp_path):
    result = CliRunner().invoke(main, ["diff", str(earlier), str(later), "--format", "json"])
    (tmp_path / "changes.json").write_text(result.output, "utf-8")
    command = ["diff", str(earlier), str(tmp_path / "changes.json"), "--apply", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert (tmp_path / later.name / "SHA256SUMS").read_bytes() == (later / "SHA256SUMS").read_bytes()


def test_the_predecessor_must_be_an_earlier_release(root, later, earlier, tmp_path):
    package = check_package(Package.open(root))
    for previous in (later, tmp_path):
        with pytest.raises(ReleaseError):
            build(package, tmp_path / "dist", previous=previous)
    assert not (tmp_path / "dist").exists()
