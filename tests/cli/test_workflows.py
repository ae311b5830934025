"""The workflows: pinned actions, least permissions, no foreign text in a shell; some steps are run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from riwaya.bilingual import LANGUAGES
from tests.support.package_copies import ROOT, copy_package

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="the runner's shell is not here")
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
WRITES = {
    "build": {},
    "attest": {"id-token": "write", "attestations": "write"},
    "upload": {"contents": "write"},
}


def workflow(name):
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))


def steps(jobs):
    return [step for job in jobs.values() for step in job["steps"]]


def step(name):
    """The script of a step of the release, as the runner has it."""
    return next(
        step["run"] for step in workflow("release")["jobs"]["build"]["steps"] if step.get("name") == name
    )


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_actions_are_pinned_and_named(file):
    used = [line for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert used and all(re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$", line) for line in used)
    assert all("${{" not in item.get("run", "") for item in steps(workflow(file.stem)["jobs"]))


def test_only_the_job_that_writes_may_write():
    jobs = workflow("release")["jobs"]
    assert workflow("release")["permissions"] == {} and workflow("ci")["permissions"] == {"contents": "read"}
    for name, job in jobs.items():
        assert {what: how for what, how in job["permissions"].items() if how == "write"} == WRITES[name]
    # What may write runs nothing that the repository holds.
    assert all(
        "checkout" not in item.get("uses", "")
        for name in ("attest", "upload")
        for item in jobs[name]["steps"]
    )
    assert jobs["attest"]["needs"] == "build" and jobs["upload"]["needs"] == "attest"
    # `on` is true to YAML.
    assert workflow("release")[True] == {"push": {"tags": ["v*"]}}


# -- For other datasets -------------------------------------------------------------------------------


def action():
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_action_reports_problems_on_the_pull_request(lang, tmp_path):
    root = copy_package(tmp_path / "a dataset; of $(somebody)")
    # The script without the set-up of an environment.
    (tmp_path / "action/scripts").mkdir(parents=True)
    (tmp_path / "action/scripts/validate.py").write_text(
        "import sys\nfrom riwaya.cli.main import main\nmain(['validate', *sys.argv[1:]])\n", "utf-8"
    )
    set_up, checked = action()["runs"]["steps"]
    assert re.fullmatch(r"actions/setup-python@[0-9a-f]{40}", set_up["uses"]) and "${{" not in checked["run"]
    variables = {
        "DATASET": str(root),
        "LANGUAGE": lang,
        "RIWAYA_DOCS": "https://example.org/docs",
        "GITHUB_ACTION_PATH": str(tmp_path / "action"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_WORKSPACE": str(tmp_path),
    }
    of_github = {"GITHUB_ACTION_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"}
    assert {*checked["env"]} | of_github == {*variables}
    assert run(checked["run"], tmp_path, **variables).returncode == 0
    file = root / "data/figures.csv"
    file.write_text(file.read_text("utf-8").replace("exact,11", "exact,eleven"), "utf-8")
    found = run(checked["run"], tmp_path, **variables)
    assert found.returncode == 1
    (line,) = [
        line for line in found.stdout.splitlines() if line.startswith("::error ") and "type-error" in line
    ]
    assert f"file={root.name}/data/figures.csv," in line and "line=2" in line and "eleven" in line
    summary = (tmp_path / "summary.md").read_text("utf-8")
    for page in (f"rules.{lang}.md#type-error", f"codebook.{lang}.md#figures.value"):
        assert f"](https://example.org/docs/{page})" in summary


def test_the_hook_checks_its_own_repository(tmp_path):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    root = copy_package(tmp_path / "dataset")
    assert hook["pass_filenames"] is False and run(hook["entry"], root).returncode == 0
    (root / "data/figures.csv").write_bytes(b"\xff")
    assert run(hook["entry"], root).returncode == 1
    # pre-commit installs in the folder of the repository.
    assert hook["additional_dependencies"] == [".[validate]"]
    changed = re.compile(hook["files"])
    for path in ("tables/places.csv", "places.csv.gz", "a/b.ndjson", "all.zip", "t.tsv", "t.parquet"):
        assert changed.search(path)
    assert (
        changed.search("data/figures.csv")
        and changed.search("datapackage.json")
        and not changed.search("README.md")
    )


def test_each_hook_of_this_repository_runs_in_its_environment():
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    commands = [hook["entry"].split() for hook in repository["hooks"]]
    # Types are checked with Spark's: the script installs what they need.
    assert [" ".join(command) for command in commands] == [
        ".venv/bin/python -m ruff format",
        ".venv/bin/python -m ruff check",
        "python3 scripts/test.py tests/test_types.py",
        ".venv/bin/python -m riwaya rules --write",
        ".venv/bin/python -m riwaya codebook",
    ]
    for hook in repository["hooks"]:
        files = re.compile(hook.get("files", "."))
        watched = {"rules": "src/riwaya/validation/rules/figures/x.sql", "codebook": "schemas/events.json"}
        assert files.search(watched.get(hook["id"], "src/riwaya/problem.py"))


def test_the_issue_forms_are_in_both_languages():
    forms = [file for file in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if file.stem != "config"]
    assert len(forms) == 5
    for form in forms:
        content = yaml.safe_load(form.read_text("utf-8"))
        texts = [content["name"], content["description"]]
        for item in content["body"]:
            texts += [
                value for key, value in item["attributes"].items() if key in ("label", "description", "value")
            ]
            texts += [option["label"] for option in item["attributes"].get("options", ())]
        assert len(texts) > 4 and all(
            re.search("[a-z]{2}", text) and re.search("[ء-ي]{2}", text) for text in texts
        ), form.name
    request = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8").split("</div>")
    assert [half.count("- [ ]") for half in request] == [4, 4]


def run(script, folder, **variables):
    shell = ["bash", "-e", "-o", "pipefail", "-c", script]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        shell, cwd=folder, env=os.environ | variables | {"PATH": path}, capture_output=True, text=True
    )


def test_a_tag_of_another_version_is_an_error(tmp_path):
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    version = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["version"]
    for tag, code in ((f"v{version}", 0), ("v9.9.9", 1), (version, 1)):
        assert (
            run(step("The tag is the version of the data"), tmp_path, GITHUB_REF_NAME=tag).returncode == code
        )


@pytest.fixture
def repository(tmp_path):
    """A repository whose script prints its options."""
    root = copy_package(tmp_path / "repository")
    (root / "scripts").mkdir()
    (root / "scripts/build.py").write_text(
        "import pathlib, sys\n"
        "options = sys.argv[1:]\n"
        "key = options[options.index('--sign') + 1] if '--sign' in options else None\n"
        "file = key and pathlib.Path(key)\n"
        "print(*options, file and file.read_text() + oct(file.stat().st_mode & 0o777))\n",
        "utf-8",
    )
    return root


@pytest.mark.parametrize("key", ["", "a private key"])
@pytest.mark.parametrize("before", [False, True])
def test_the_release_is_built_with_and_without_key_and_predecessor(key, before, repository, tmp_path):
    if before:
        (tmp_path / "previous").mkdir()
        (tmp_path / "previous/riwaya-0.1.0.zip").write_bytes(b"")
    made = run(
        step("Build, signed if there is a key"), repository, RUNNER_TEMP=str(tmp_path), SIGNING_KEY=key
    )
    expected = [
        *(["--previous", f"{tmp_path}/previous/riwaya-0.1.0.zip"] * before),
        *(["--sign", f"{tmp_path}/key"] * bool(key)),
    ]
    assert made.returncode == 0, made.stderr
    assert made.stdout == " ".join([*expected, f"{key}\n0o600" if key else "None"]) + "\n"
    assert not (tmp_path / "key").exists()


def test_an_incomplete_release_stops_the_workflow(repository, tmp_path):
    (repository / "dist").mkdir()
    (repository / "dist/riwaya-0.2.0.zip").write_bytes(b"no zip")
    (repository / ".venv/bin").mkdir(parents=True)
    (repository / ".venv/bin/riwaya").symlink_to(Path(sys.executable).parent / "riwaya")
    assert run(step("Verify"), repository).returncode == 1
