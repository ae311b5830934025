"""The blocks of DEVELOPING.md add one of each kind to a copy of the repository, and commands show it."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from riwaya.package.descriptor import Package
from tests.support.package_copies import ROOT, copy_package, edited_package, state
from tests.test_architecture import GROUND, PACKAGES

PAGE = (ROOT / "DEVELOPING.md").read_text("utf-8")
COPIED = """CHANGELOG.md LICENSE-DATA data datapackage.json docs pyproject.toml releases review schemas src
tests""".split()
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MOST_FILES = 3
EDIT = [
    {
        "path": "data/events.csv",
        "find": "Reported prisoner exchange at Hasu,",
        "replace": "Reported prisoner exchange at Hasu.,",
    }
]
"""A title with a period in the small package."""


class Repository:
    """A copy of the repository."""

    def __init__(self, root: Path):
        self.root = root
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, root / name)
        self.environment = os.environ | {"PYTHONPATH": str(root / "src")}

    def files(self) -> dict[str, bytes]:
        return {path: data for path, data in state(self.root).items() if "__pycache__" not in path}

    def changed_since(self, before: dict[str, bytes]) -> set[str]:
        now = self.files()
        return {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}

    def python(self, *arguments: object, code: int = 0) -> str:
        command = [sys.executable, "-P", *map(str, arguments)]
        ran = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, encoding="utf-8"
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def riwaya(self, *arguments: object, code: int = 0) -> str:
        return self.python("-m", "riwaya", *arguments, code=code)

    def pytest(self, *arguments: object) -> None:
        assert " passed" in self.python("-m", "pytest", "-n0", "-rN", *arguments, "-p", "no:cacheprovider")

    def apply(self, blocks: list[tuple[str, str, str]]) -> None:
        """Write new files, edit those with a diff, run programs."""
        for language, path, text in blocks:
            if language == "diff":
                file = self.root / path
                for hunk in text.split("@@\n"):
                    edited = edit(file.read_text("utf-8"), hunk.splitlines(), path)
                    file.write_text(edited, "utf-8", newline="\n")
            elif path:
                assert not (self.root / path).exists(), path
                (self.root / path).write_text(text, "utf-8", newline="\n")
            else:
                self.python("-c", text)

    def open_next_version(self) -> None:
        """What is done once after each release; here the version that `build` expects."""
        version_now = Package.open(self.root).version
        if not (self.root / "releases" / version_now).exists():
            return  # It is open already.
        refused = self.riwaya("build", "--format", "csv", "--out", self.root / "dist", "--lang", "en", code=2)
        (version,) = re.findall(r"must be (\S+) or higher", refused)
        for name, old, new in (
            ("CHANGELOG.md", "## Next\n", f"## {version}\n"),
            ("datapackage.json", f'"version": "{version_now}"', f'"version": "{version}"'),
        ):
            text = (self.root / name).read_text("utf-8")
            assert text.count(old) == 1, name
            (self.root / name).write_text(text.replace(old, new), "utf-8", newline="\n")


def edit(text: str, hunk: list[str], path: str) -> str:
    """A text with one hunk of a diff applied, which must match once; one without context is appended."""
    old, new = (
        "".join(f"{line[1:]}\n" for line in hunk if line[:1] in {"", " ", sign}) for sign in ("-", "+")
    )
    if not old:
        return text + new
    assert text.count(old) == 1, f"{path}: {text.count(old)} places for\n{old}"
    return text.replace(old, new)


def add(repository: Repository, kind: str) -> None:
    """Follow the section "Add a KIND"; the number of files that it touches is the one that it states."""
    (section,) = re.findall(rf"^## Add a {kind}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    before = repository.files()
    repository.apply(BLOCK.findall(section))
    stated = {"Two": 2, "Three": 3}[section.split()[0]]
    assert len(repository.changed_since(before)) == stated <= MOST_FILES


def test_the_map_has_every_package():
    table = PAGE.partition("| package |")[2].partition("\n\n")[0]
    ground, *packages = table.splitlines()[2:]
    assert tuple(line.split("`")[1].removesuffix("/") for line in packages) == PACKAGES
    assert {*ground.split("`")[1::2]} == {*GROUND}


def test_every_block_still_fits_its_file():
    blocks = [block for block in BLOCK.findall(PAGE) if block[1]]
    assert {kind for kind, _, _ in blocks} == {"diff", "python", "sql", "toml"}
    for language, path, text in blocks:
        if language == "diff":
            for hunk in text.split("@@\n"):
                edit((ROOT / path).read_text("utf-8"), hunk.splitlines(), path)
        else:
            assert (ROOT / path).parent.is_dir() and not (ROOT / path).exists(), path


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """The repository after a rule, a release format, a reporter and a metadata standard were added."""
    repository = Repository(tmp_path_factory.mktemp("code"))
    for kind in ("rule", "release format", "reporter", "metadata standard"):
        add(repository, kind)
    before = repository.files()
    repository.riwaya("rules", repository.root, "--write")
    assert repository.changed_since(before) == {"docs/rules.en.md", "docs/rules.ar.md"}
    return repository


@pytest.fixture(scope="module")
def release(code, tmp_path_factory):
    """A release of the small package in the format that was added, and in CSV."""
    package, out = copy_package(tmp_path_factory.mktemp("package")), code.root / "dist"
    code.riwaya("build", package, "--format", "json-seq", "--format", "csv", "--out", out)
    (release,) = out.glob("*.zip")
    code.riwaya("verify", release)
    return release.with_suffix("")


@pytest.mark.slow
def test_a_rule(code, tmp_path):
    assert "The title of EVT-0001 ends with a period." in (code.root / "docs/rules.en.md").read_text("utf-8")
    report = json.loads(code.riwaya("validate", edited_package(EDIT, tmp_path), "--format", "json", code=1))
    assert [(problem["code"], problem["line"]) for problem in report["problems"]] == [
        ("title-ends-with-period", 2)
    ]


@pytest.mark.slow
def test_a_release_format(code, release):
    file = release / "json-seq/events.json-seq"
    first = file.read_bytes().splitlines()[0]
    assert json.loads(first.removeprefix(b"\x1e"))["event_id"] == "EVT-0001"
    file.write_bytes(first[1:])
    code.riwaya("verify", release, code=1)


@pytest.mark.slow
def test_a_reporter(code, tmp_path):
    wrong = edited_package(EDIT, tmp_path)
    (wrong / "data/figures.csv").unlink()
    found = json.loads(code.riwaya("validate", wrong, "--format", "gitlab", "--lang", "en", code=1))
    assert {issue["location"]["path"] for issue in found} >= {"data/figures.csv"}
    assert all(issue["fingerprint"] and issue["description"] for issue in found)


@pytest.mark.slow
def test_a_metadata_standard(release):
    made = json.loads((release / "metadata/dcat.jsonld").read_text("utf-8"))
    assert made["@type"] == "dcat:Dataset" and made["dcat:version"] == "0.2.0"


@pytest.mark.slow
def test_the_tests_of_each_kind_pass_with_what_was_added(code):
    files = """validation/test_cases validation/test_mutation package/test_field_types
    validation/test_reporters release/test_metadata""".split()
    names = """title-ends-with-period every_kind every_example every_rule whole_in_every_format
    every_reporter same_values""".split()
    code.pytest(*(f"tests/{file}.py" for file in files), "-k", " or ".join(names))


@pytest.mark.slow
def test_a_column_and_a_term(tmp_path):
    repository = Repository(tmp_path)
    add(repository, "column")
    add(repository, "term")
    repository.open_next_version()
    before = repository.files()
    repository.riwaya("codebook", repository.root)
    assert repository.changed_since(before) == {"docs/codebook.en.md", "docs/codebook.ar.md"}
    repository.riwaya("build", "--format", "csv", "--out", repository.root / "dist")
    (archive,) = repository.root.glob("dist/*.zip")
    table = archive.with_suffix("") / "csv/sources.csv"
    assert table.read_text("utf-8").partition("\n")[0].endswith(",doi")
    with (archive.with_suffix("") / "csv/vocabularies.csv").open(encoding="utf-8", newline="") as file:
        assert ("category", "aid_workers") in {
            (row["vocabulary"], row["term"]) for row in csv.DictReader(file)
        }
    # The small package of the tests lacks the column.
    repository.pytest("tests/validation/test_cases.py", "-k", "article_alone or file-missing")
