"""`riwaya init --upgrade`: newer code is installed, data and edited files stay unchanged."""

import json
import os
import shutil

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.curation.framework import COPIED_ONCE, RECORD, SHARED, WORKFLOWS, sha256
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, state

OLD = b"# As it was in version 0.1.0.\n"
CODE, SCRIPT, WORKFLOW = "src/riwaya/errors.py", "scripts/build.py", ".github/workflows/ci.yml"
GONE = "src/riwaya/gone.py"
ANSWERS = {"en": ("yes\n", "no\n"), "ar": ("نعم\n", "لا\n")}


def upgrade(root, *options, lang="en", answer=None):
    result = CliRunner().invoke(
        main, ["init", "--upgrade", str(root), *options, "--lang", lang], input=answer
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def set_record(root, version="0.1.0", **hashes):
    record = json.loads((root / RECORD).read_bytes())
    (root / RECORD).write_text(json.dumps({"version": version, "files": record["files"] | hashes}))


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "strikes"
    result = CliRunner().invoke(main, ["init", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def older(new, tmp_path):
    """A dataset with its own rows and column, made by version 0.1.0, in which three files were different."""
    root = tmp_path / "strikes"
    shutil.copytree(new, root)
    for path in (CODE, SCRIPT, WORKFLOW, GONE):
        (root / path).write_bytes(OLD)
    set_record(root, **dict.fromkeys((CODE, SCRIPT, WORKFLOW, GONE), sha256(OLD)))
    schema = json.loads((root / "schemas/actors.json").read_bytes())
    texts = {"title": "Founded", "title_ar": "التأسيس", "description": "When.", "description_ar": "متى."}
    schema["fields"].append({"name": "founded", "type": "year", **texts})
    (root / "schemas/actors.json").write_text(json.dumps(schema), "utf-8")
    head = (root / "data/actors.csv").read_text("utf-8").strip()
    row = "ACT-0001,outlet,صحيفة الغد,Al-Ghad,organisation,,,,,,,,,,1990\n"
    (root / "data/actors.csv").write_text(f"{head},founded\n{row}", "utf-8", newline="\n")
    for path in ("CHANGELOG.md", "README.md", "LICENSE-DATA"):
        (root / path).write_text("Ours.\n")
    return root


def test_a_new_dataset_is_up_to_date(new):
    before = state(new)
    for lang, words in (("en", "up to date: version"), ("ar", "الشيفرة محدَّثة")):
        result = upgrade(new, lang=lang)
        assert result.exit_code == 0 and words in result.output and state(new) == before


@pytest.mark.parametrize("lang", ANSWERS)
def test_newer_code_is_installed_and_the_data_stay(lang, older, new):
    before, yes = state(older), ANSWERS[lang][0]
    result = upgrade(older, lang=lang, answer=yes)
    assert result.exit_code == 0, result.output
    assert all(path in result.output for path in (CODE, SCRIPT, WORKFLOW, GONE)) and "0.1.0" in result.output
    after = state(older)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == {CODE, SCRIPT, WORKFLOW, GONE, RECORD}
    assert GONE not in after and {after[path] == (new / path).read_bytes() for path in changed - {GONE}} == {
        True
    }
    assert check_package(Package.open(older)).report.ok
    again = upgrade(older)
    assert again.exit_code == 0 and "up to date" in again.output and state(older) == after


def test_an_edited_file_is_named_and_left_with_the_new_one_beside_it(older, new):
    mine = b"name: mine\n"
    (older / WORKFLOW).write_bytes(mine)
    (older / GONE).write_bytes(b"# Mine.\n")
    (older / SCRIPT).unlink()
    (older / "CONTRIBUTING.md").write_bytes(b"Edited, but the same in the new version.\n")
    result = upgrade(older, "--yes")
    assert result.exit_code == 1
    assert f"edited here and left as it is: {WORKFLOW} (new version: {WORKFLOW}.new" in result.output
    assert f"edited here and left as it is: {GONE} (the new version no longer has it)" in result.output
    assert f"edited here and left as it is: {SCRIPT}" in result.output and "CONTRIBUTING" not in result.output
    assert (
        (older / WORKFLOW).read_bytes() == mine and (older / GONE).exists() and not (older / SCRIPT).exists()
    )
    assert (older / f"{WORKFLOW}.new").read_bytes() == (new / WORKFLOW).read_bytes()
    assert (older / CODE).read_bytes() == (new / CODE).read_bytes()
    # A second upgrade writes nothing, and names what still has to be merged.
    before = state(older)
    result = upgrade(older, "--yes")
    assert result.exit_code == 1 and f"{WORKFLOW}.new is not merged yet" in result.output
    assert state(older) == before
    for file in older.rglob("*.new"):
        file.unlink()
    assert upgrade(older, "--yes").exit_code == 0


def test_a_dataset_is_named_also_from_within(older, monkeypatch):
    (older / RECORD).unlink()
    monkeypatch.chdir(older)
    assert f"{older.name} has no" in upgrade(".", "--yes").output


def test_an_existing_file_in_place_of_a_new_one_stays(older, new):
    record = json.loads((older / RECORD).read_bytes())
    del record["files"]["docs/curating.md"]
    (older / RECORD).write_text(json.dumps(record))
    (older / "docs/curating.md").write_text("Our guide.\n")
    result = upgrade(older, "--yes")
    assert result.exit_code == 1 and "docs/curating.md.new" in result.output
    assert (older / "docs/curating.md").read_text() == "Our guide.\n"


@pytest.mark.parametrize("lang", ANSWERS)
def test_nothing_is_written_before_confirmation(lang, older):
    before = state(older)
    result = upgrade(older, lang=lang, answer=ANSWERS[lang][1])
    assert result.exit_code == 1 and CODE in result.output and state(older) == before


def test_an_interrupted_upgrade_is_finished_by_the_next(older, new, monkeypatch):
    replace, count = os.replace, iter(range(10))

    def stop(source, target):
        if next(count) == 2:
            raise OSError("no space left")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", stop)
        result = CliRunner().invoke(main, ["init", "--upgrade", str(older), "--yes"])
    assert result.exit_code == 2 or isinstance(result.exception, OSError)
    whole = {OLD, *((new / path).read_bytes() for path in (CODE, SCRIPT, WORKFLOW))}
    assert {(older / path).read_bytes() for path in (CODE, SCRIPT, WORKFLOW)} <= whole
    assert not [*older.rglob("*.new")]
    assert upgrade(older, "--yes").exit_code == 0
    assert all((older / path).read_bytes() == (new / path).read_bytes() for path in (CODE, SCRIPT, WORKFLOW))


def without_record(root):
    (root / RECORD).unlink()


def newer(root):
    set_record(root, "99.0.0")


def damaged(root):
    (root / RECORD).write_text('{"version": "0.1.0", "files": 5}')


def path_outside(root):
    set_record(root, **{"../outside.txt": sha256(b"outside")})


def link_outside(root):
    shutil.rmtree(root / "scripts")
    (root / "scripts").symlink_to(root.parent)


def no_dataset(root):
    (root / "datapackage.json").unlink()


@pytest.mark.parametrize(
    "spoil, en, ar",
    [
        (without_record, "has no .riwaya.json", "ليس في strikes الملف .riwaya.json"),
        (newer, "already has 99.0.0", "النسخة 99.0.0"),
        (damaged, ".riwaya.json is damaged", "تالف"),
        (path_outside, "../outside.txt leads out", "يخرج"),
        (link_outside, "leads out of the dataset", "يخرج"),
        (no_dataset, "is not a dataset", "ليس مجموعة بيانات"),
    ],
)
def test_a_folder_that_cannot_be_upgraded_stays_unchanged(spoil, en, ar, older):
    spoil(older)
    (older.parent / "outside.txt").write_bytes(b"outside")
    before = state(older)
    for lang, words in (("en", en), ("ar", ar)):
        result = upgrade(older, "--yes", lang=lang)
        assert result.exit_code == 2 and words in result.output, result.output
    assert state(older) == before and (older.parent / "outside.txt").exists()


def test_an_upgrade_allows_no_name_or_title(new):
    assert upgrade(new, "--name", "other").exit_code == 2


def test_no_shared_file_is_data_or_described_by_the_data():
    theirs = ("data", "review", "schemas", "datapackage.json", "CHANGELOG.md", "README.md", *COPIED_ONCE)
    assert not [path for path in (*SHARED, *WORKFLOWS) if path.split("/")[0] in theirs]
    assert all((ROOT / path).exists() for path in (*SHARED, *WORKFLOWS, *COPIED_ONCE))
