"""The doors: the environment is made once, what goes wrong is told in both languages, arguments and exit codes pass through."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from types import SimpleNamespace

import pytest

from tests.support.package_copies import ROOT, copy_package


@pytest.fixture
def door(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("door", ROOT / "scripts/door.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.lock", "requirements-more.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/riwaya-stamp")
    module.calls = []

    def run(command, **options):
        module.calls.append((command, options))
        if "venv" in command:
            module.interpreter().parent.mkdir(parents=True, exist_ok=True)
            module.interpreter().touch()
        return SimpleNamespace(
            returncode=module.codes.get(next((key for key in module.codes if key in command), ""), 0)
        )

    module.codes = {}
    monkeypatch.setattr(module.subprocess, "run", run)
    monkeypatch.setattr(sys, "argv", ["door", "--flag", "x y"])
    return module


def leave(door, *arguments, **options):
    with pytest.raises(SystemExit) as left:
        door.run(*arguments, **options)
    return left.value.code


def test_the_environment_is_made_once_and_again_when_the_lock_changes(door):
    assert leave(door, "riwaya", "build") == 0
    assert len(door.calls) == 4 and "--require-hashes" in door.calls[1][0]
    assert leave(door, "riwaya", "build") == 0
    assert len(door.calls) == 5
    (door.ROOT / "requirements.lock").write_text("other", encoding="utf-8")
    assert leave(door, "riwaya", "build") == 0
    assert len(door.calls) == 9


def test_what_only_one_door_needs_is_added_to_what_is_there(door):
    more = {"locks": ["requirements-more.lock"]}
    assert leave(door, "riwaya", "build") == 0 and len(door.calls) == 4
    assert leave(door, "pytest", **more) == 0 and len(door.calls) == 6
    assert (
        door.calls[4][0][-2:] == ["-r", str(door.ROOT / "requirements-more.lock")]
        and "--require-hashes" in door.calls[4][0]
    )
    assert leave(door, "pytest", **more) == 0 and len(door.calls) == 7
    # The other doors leave it there; a lock that changes is installed again, and an environment that is new has nothing of it.
    assert leave(door, "riwaya", "build") == 0 and len(door.calls) == 8
    (door.ROOT / "requirements-more.lock").write_text("other", encoding="utf-8")
    assert leave(door, "pytest", **more) == 0 and len(door.calls) == 10
    (door.ROOT / "pyproject.toml").write_text("other", encoding="utf-8")
    assert leave(door, "pytest", **more) == 0 and len(door.calls) == 15
    door.codes = {"--require-hashes": 1}
    (door.ROOT / "requirements-more.lock").write_text("broken", encoding="utf-8")
    assert leave(door, "pytest", **more) == 2 and len(door.calls) == 16
    door.codes = {}
    assert leave(door, "pytest", **more) == 0 and len(door.calls) == 18


def test_arguments_and_exit_codes_pass_through(door, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    door.codes = {"riwaya": 1}
    assert leave(door, "riwaya", "validate") == 1
    command, options = door.calls[-1]
    assert command[1:] == ["-m", "riwaya", "validate", "--flag", "x y"] and options["cwd"] == door.ROOT
    assert "PYTHONPATH" not in options["env"]
    # Elsewhere, paths are those of the caller, and nothing that lies there is imported.
    assert leave(door, "riwaya", "validate", inside=False) == 1
    command, options = door.calls[-1]
    assert command[1:] == ["-P", "-m", "riwaya", "validate", "--flag", "x y"] and options["cwd"] is None


def test_a_dataset_elsewhere_is_checked_and_none_of_its_code_is_run(tmp_path):
    root = copy_package(tmp_path / "dataset")
    for name in ("riwaya", "json", "click", "sitecustomize"):
        (root / f"{name}.py").write_text("raise SystemExit(7)\n", "utf-8")
    # As the door runs it.
    command = [sys.executable, "-P", "-m", "riwaya", "validate", "."]
    assert subprocess.run(command, cwd=root, capture_output=True).returncode == 0
    (root / "data/figures.csv").write_bytes(b"\xff")
    assert subprocess.run(command, cwd=root, capture_output=True).returncode == 1


@pytest.mark.parametrize("step, calls", [("venv", 1), ("--require-hashes", 2), ("-e", 3)])
def test_a_step_that_fails_is_told_in_both_languages_and_made_anew(door, capsys, step, calls):
    door.codes = {step: 1}
    assert leave(door, "pytest") == 2 and len(door.calls) == calls
    told = capsys.readouterr().err
    assert re.search("[a-z]{4}", told) and re.search("[ء-ي]{4}", told)
    door.codes = {}
    assert leave(door, "pytest") == 0 and len(door.calls) == calls + 4


def test_a_further_lock_is_installed_once_and_again_when_it_changes(door):
    installed = []
    for content in ("one", "one", "two"):
        (door.ROOT / "further.lock").write_text(content, encoding="utf-8")
        with pytest.raises(SystemExit):
            door.run("riwaya", locks=("further.lock",))
        installed.append(sum(command[-3:-1] == ["--require-hashes", "-r"] for command, _ in door.calls))
    # The first time with requirements.lock.
    assert installed == [2, 2, 3]


def test_a_foreign_environment_is_left_alone(door):
    door.HOME.mkdir()
    (door.HOME / "mine").touch()
    assert leave(door, "pytest") == 2 and (door.HOME / "mine").exists() and door.calls == []


def test_an_old_python_is_told(door, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert leave(door, "pytest") == 2 and "3.11" in capsys.readouterr().err


def test_the_doors_hold_no_logic_and_ci_goes_through_them():
    for name in ("build", "validate", "test"):
        lines = (ROOT / f"scripts/{name}.py").read_text(encoding="utf-8").splitlines()
        assert len(lines) < 10 and lines[-1].startswith("door.run(")
        for file in (".ci/run", ".github/workflows/ci.yml", "README.md", "README.ar.md"):
            assert f"scripts/{name}.py" in (ROOT / file).read_text(encoding="utf-8"), file


LOCKS = [("requirements.lock", 21), ("requirements-spark.lock", 4), ("requirements-benchmark.lock", 4)]


@pytest.mark.parametrize("name, least", LOCKS)
def test_the_locks_have_hashes_and_name_no_host(name, least):
    lock = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==\S+", lock, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9._-]+(?:\[[a-z,]+\])?==)", lock, flags=re.MULTILINE)[1:]
    assert len(pins) == len(blocks) >= least and all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock and "index-url" not in lock


def test_the_second_lock_holds_the_extras_and_nothing_of_the_first():
    def names(lock):
        return {*re.findall(r"^[a-z0-9._-]+(?===)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)}

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    wanted = {re.match("[a-z0-9._-]+", item)[0] for name in ("spark", "spark-test") for item in extras[name]}
    assert wanted < names("requirements-spark.lock") and not names("requirements-spark.lock") & names(
        "requirements.lock"
    )


def test_no_file_names_a_registry_or_a_machine():
    forbidden = re.compile(
        ("py" + r"pi\.org|pythonho" + r"sted|/ho" + "me/[a-z]|/ro" + "ot/|/wo" + "rk/").encode()
    )
    # What is made here is not ours to read: the same lines as in .gitignore.
    made = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()} | {".git"}
    files = [
        file for file in ROOT.rglob("*") if file.is_file() and not made & {*file.relative_to(ROOT).parts}
    ]
    assert len(files) > 150
    for file in files:
        assert not forbidden.search(file.read_bytes()), file
