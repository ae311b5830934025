"""A command takes the dataset that one stands in, and says so; one that writes takes no other."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from riwaya.cli.main import COMMANDS, main
from tests.support.package_copies import copy_package, edited_release

NAME = "strikes"
FIRST = f"Dataset: {NAME} 7.0.0, folder ..\n"
# What each command that takes a dataset is given.
READING = {
    "show": ["EVT-0001"],
    "cite": [],
    "cite rows": ["EVT-0001"],
    "diff": ["{release}"],
    "explorer": ["--out", "{out}"],
    "search": ["Hasu"],
    "verify-sources": ["--source", "SRC-0001", "--text", "{text}"],
    "workbook export": ["{out}/book.xlsx"],
}
WRITING = {
    "validate": [],
    "build": [],
    "fix": [],
    "codebook": [],
    "rules": ["--write"],
    "reliability": ["--draw", "--seed", "1"],
    "site": ["--out", "{out}/site", "--address", "https://example.org"],
    "check-contribution": ["main"],
    "workbook import": ["{out}/book.xlsx"],
    "retire": ["FIG-0001", "--kind", "retracted", "--reason-en", "It was wrong.", "--reason-ar", "كان خطأ."],
    "redact": [],
    "record": ["{release}"],
    "new": ["event"],
}
WITHOUT = {"verify", "parse-figure", "init"}
"""Commands that take no dataset, or only one that is named."""


@pytest.fixture
def root(tmp_path):
    """Another dataset than the one that came with the code."""
    root = copy_package(tmp_path / "other")
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
    descriptor |= {"name": NAME, "version": "7.0.0"}
    (root / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    return root


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return edited_release([], tmp_path_factory.mktemp("release"))


def run(command, arguments, tmp_path, release, lang="en"):
    (tmp_path / "out").mkdir(exist_ok=True)
    (tmp_path / "text.txt").write_text("text", "utf-8")
    places = {"release": release, "out": tmp_path / "out", "text": tmp_path / "text.txt"}
    words = [*command.removesuffix(" rows").split(), *(item.format(**places) for item in arguments)]
    return CliRunner().invoke(main, [*words, "--lang", lang])


def test_each_command_is_tried():
    tried = {command.split()[0] for command in (*READING, *WRITING)}
    assert tried | WITHOUT == {*COMMANDS}


@pytest.mark.parametrize("command", READING)
def test_a_command_that_reads_takes_the_dataset_around_it(command, root, release, tmp_path, monkeypatch):
    monkeypatch.chdir(root / "data")
    assert run(command, READING[command], tmp_path, release).stderr.startswith(FIRST)


@pytest.mark.parametrize("command", WRITING)
def test_a_command_that_writes_takes_the_dataset_around_it(command, root, release, tmp_path, monkeypatch):
    monkeypatch.chdir(root / "data")
    assert run(command, WRITING[command], tmp_path, release).stderr.startswith(FIRST)


@pytest.mark.parametrize("command", READING)
def test_a_command_that_reads_says_that_it_takes_what_came_with_the_code(
    command, root, release, tmp_path, monkeypatch
):
    for module in ("riwaya.dataset.locate", "riwaya.cli.inputs"):
        monkeypatch.setattr(f"{module}.installed_root", lambda: root)
    monkeypatch.chdir(tmp_path)
    first = run(command, READING[command], tmp_path, release).stderr.splitlines()[0]
    assert first.startswith(f"Dataset: {NAME} 7.0.0, which came with this program")


# `site` lays out releases without a dataset, and says that it knows no ledger: tests/publishing/test_site.py.
@pytest.mark.parametrize("command", [command for command in WRITING if command != "site"])
@pytest.mark.parametrize("lang, words", [("en", "There is no dataset here"), ("ar", "لا مجموعة بيانات هنا")])
def test_a_command_that_writes_or_checks_takes_no_other(command, lang, words, release, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(command, WRITING[command], tmp_path, release, lang)
    assert result.exit_code == 2 and result.output.startswith(words) and len(result.output.splitlines()) == 1


def test_what_is_named_is_taken_and_not_what_is_around(root, tmp_path, monkeypatch, release):
    monkeypatch.chdir(tmp_path)
    assert run("validate", [str(root)], tmp_path, release).stderr == ""
    monkeypatch.chdir(root)
    found = run("cite", ["EVT-0001", "--release", "{release}"], tmp_path, release)
    assert found.exit_code == 0 and found.stderr == "" and NAME not in found.output


def test_a_build_writes_into_the_folder_one_stands_in_alone(root, tmp_path, monkeypatch, release):
    monkeypatch.chdir(root / "data")
    before = {*root.rglob("*")}
    assert run("build", ["--format", "csv"], tmp_path, release).exit_code == 0
    written = {path.relative_to(root) for path in {*root.rglob("*")} - before}
    assert Path("dist/strikes-7.0.0.zip") in written and {path.parts[0] for path in written} == {"dist"}


def test_a_release_is_read_where_it_lies_and_not_edited(release, tmp_path, monkeypatch):
    monkeypatch.chdir(release)
    shown = run("show", ["EVT-0001"], tmp_path, release)
    assert shown.exit_code == 0 and shown.stderr == "Dataset: riwaya 0.2.0, folder .\n"
    for command in ("validate", "fix", "build"):
        refused = run(command, [], tmp_path, release)
        assert refused.exit_code == 2 and "holds a release" in refused.stderr
    # parquet/ has a descriptor of its own.
    monkeypatch.chdir(release / "parquet")
    for identities in ([], ["EVT-0001"]):
        cited = run("cite", identities, tmp_path, release)
        assert cited.exit_code == 0 and cited.stderr == "Dataset: riwaya 0.2.0, folder ..\n"
    for named in (release, release / "datapackage.json", ".", release.with_name(f"{release.name}.zip")):
        refused = run("validate", [str(named)], tmp_path, release)
        assert refused.exit_code == 2 and "riwaya verify" in refused.stderr and "JSON" not in refused.stderr


def test_a_web_page_is_no_release_though_it_has_a_manifest(root, tmp_path, monkeypatch, release):
    (root.parent / "manifest.json").write_text("{}", "utf-8")
    monkeypatch.chdir(root)
    assert run("cite", [], tmp_path, release).stderr == "Dataset: strikes 7.0.0, folder .\n"
    assert run("validate", ["."], tmp_path, release).exit_code == 0
