"""The scripts create the environment once, also when two start at once, and pass options and exit codes."""

import ast
import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
import time
import tomllib
from importlib.metadata import packages_distributions
from types import SimpleNamespace

import pytest

from riwaya.extras import EXTRAS
from tests.support.package_copies import ROOT, copy_package


@pytest.fixture
def environment(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("environment", ROOT / "scripts/environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.lock", "requirements-more.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/riwaya-stamp")
    monkeypatch.setattr(module, "LOCK", tmp_path / ".venv.lock")
    module.calls = []

    def record(command, **options):
        module.calls.append((command, options))
        if "venv" in command:
            module.interpreter().parent.mkdir(parents=True, exist_ok=True)
            module.interpreter().touch()
        return SimpleNamespace(
            returncode=module.codes.get(next((key for key in module.codes if key in command), ""), 0)
        )

    module.codes = {}
    monkeypatch.setattr(module.subprocess, "run", record)
    return module


def run(environment, *arguments, **options):
    with pytest.raises(SystemExit) as left:
        environment.run(*arguments, **options)
    return left.value.code


def test_the_environment_is_created_once_and_again_when_the_lock_changes(environment):
    assert run(environment, "riwaya", "build") == 0
    assert len(environment.calls) == 4 and "--require-hashes" in environment.calls[1][0]
    assert run(environment, "riwaya", "build") == 0
    assert len(environment.calls) == 5
    (environment.ROOT / "requirements.lock").write_text("other", encoding="utf-8")
    assert run(environment, "riwaya", "build") == 0
    assert len(environment.calls) == 9


def test_a_further_lock_is_added_to_the_environment(environment):
    more = {"locks": ["requirements-more.lock"]}
    assert run(environment, "riwaya", "build") == 0 and len(environment.calls) == 4
    assert run(environment, "pytest", **more) == 0 and len(environment.calls) == 6
    assert (
        environment.calls[4][0][-2:] == ["-r", str(environment.ROOT / "requirements-more.lock")]
        and "--require-hashes" in environment.calls[4][0]
    )
    assert run(environment, "pytest", **more) == 0 and len(environment.calls) == 7
    # Other scripts leave it there; a lock that changes is installed again; a new environment has nothing of
    # it.
    assert run(environment, "riwaya", "build") == 0 and len(environment.calls) == 8
    (environment.ROOT / "requirements-more.lock").write_text("other", encoding="utf-8")
    assert run(environment, "pytest", **more) == 0 and len(environment.calls) == 10
    (environment.ROOT / "pyproject.toml").write_text("other", encoding="utf-8")
    assert run(environment, "pytest", **more) == 0 and len(environment.calls) == 15
    environment.codes = {"--require-hashes": 1}
    (environment.ROOT / "requirements-more.lock").write_text("broken", encoding="utf-8")
    assert run(environment, "pytest", **more) == 2 and len(environment.calls) == 16
    environment.codes = {}
    assert run(environment, "pytest", **more) == 0 and len(environment.calls) == 18


def test_arguments_and_exit_codes_pass_through(environment, monkeypatch):
    left_out = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"}
    for name in left_out:
        monkeypatch.setenv(name, "/somewhere")
    environment.codes = {"riwaya": 1}
    assert run(environment, "riwaya", "validate", "--flag", "x y") == 1
    command, options = environment.calls[-1]
    assert command[1:] == ["-m", "riwaya", "validate", "--flag", "x y"] and options["cwd"] == environment.ROOT
    assert left_out.isdisjoint(options["env"])
    # Elsewhere, paths are those of the caller, and nothing that lies there is imported.
    assert run(environment, "riwaya", "validate", "--flag", "x y", inside=False) == 1
    command, options = environment.calls[-1]
    assert command[1:] == ["-P", "-m", "riwaya", "validate", "--flag", "x y"] and options["cwd"] is None


def test_a_script_of_the_environment_itself_hands_over_when_that_is_stale(environment, monkeypatch):
    assert run(environment, "riwaya", "build") == 0 and len(environment.calls) == 4
    monkeypatch.setattr(sys, "prefix", str(environment.HOME))
    monkeypatch.setattr(sys, "_base_executable", "/elsewhere/python")
    monkeypatch.setattr(sys, "orig_argv", ["python", "-X", "dev", "scripts/build.py", "--out", "x y"])
    assert run(environment, "riwaya", "build") == 0 and len(environment.calls) == 5
    environment.codes = {"scripts/build.py": 3}
    for stale in ("pyproject.toml", "requirements-more.lock"):
        (environment.ROOT / stale).write_text("other", encoding="utf-8")
        made = len(environment.calls)
        assert run(environment, "riwaya", "build", locks=["requirements-more.lock"]) == 3
        ((command, options),) = environment.calls[made:]
        assert command == ["/elsewhere/python", "-X", "dev", "scripts/build.py", "--out", "x y"]
        # Relative paths stay those of the caller.
        assert "cwd" not in options and environment.interpreter().exists()


def test_help_sets_up_nothing(environment, capsys):
    for option in ("--help", "-h"):
        assert run(environment, "riwaya", "build", option) == 0
        shown = capsys.readouterr().out
        assert re.search("[a-z]{4}", shown) and re.search("[ء-ي]{4}", shown) and "Traceback" not in shown
    assert environment.calls == [] and not environment.HOME.exists() and not environment.LOCK.exists()
    assert run(environment, "riwaya", "build") == 0
    # The command has its own help where all is there; where a lock lacks, nothing is installed for it.
    assert run(environment, "riwaya", "build", "--help") == 0
    assert environment.calls[-1][0][-2:] == ["build", "--help"]
    made = len(environment.calls)
    assert run(environment, "riwaya", "--help", locks=["requirements-more.lock"]) == 0
    assert len(environment.calls) == made


def test_every_script_says_what_it_does_in_both_languages():
    for script in ("benchmark", "build", "docs", "test", "validate"):
        text = ast.get_docstring(ast.parse((ROOT / f"scripts/{script}.py").read_text("utf-8")))
        assert text.startswith("Set up the environment once") and "يُعِدّ البيئة مرة واحدة" in text


def test_a_dataset_elsewhere_is_checked_and_none_of_its_code_is_run(tmp_path):
    root = copy_package(tmp_path / "dataset")
    for name in ("riwaya", "json", "click", "sitecustomize"):
        (root / f"{name}.py").write_text("raise SystemExit(7)\n", "utf-8")
    # As the script runs it.
    command = [sys.executable, "-P", "-m", "riwaya", "validate", "."]
    assert subprocess.run(command, cwd=root, capture_output=True).returncode == 0
    (root / "data/figures.csv").write_bytes(b"\xff")
    assert subprocess.run(command, cwd=root, capture_output=True).returncode == 1


@pytest.mark.parametrize("there", [True, False])
def test_packages_are_installed_with_the_pip_that_is_there(environment, monkeypatch, there):
    monkeypatch.setattr(environment, "has_pip", lambda: there)
    assert run(environment, "riwaya") == 0
    inside, (made, install) = (
        str(environment.interpreter()),
        (command for command, _ in environment.calls[:2]),
    )
    assert ("--without-pip" in made) is there and made[:3] == [sys.executable, "-m", "venv"]
    expected = [sys.executable, "-m", "pip", "--python", inside] if there else [inside, "-m", "pip"]
    assert install[: len(expected) + 1] == [*expected, "install"]


@pytest.mark.parametrize("step, calls", [("venv", 1), ("--require-hashes", 2), ("-e", 3)])
def test_a_failing_step_is_reported_in_both_languages_and_made_anew(environment, capsys, step, calls):
    environment.codes = {step: 1}
    assert run(environment, "pytest") == 2 and len(environment.calls) == calls
    message = capsys.readouterr().err
    assert re.search("[a-z]{4}", message) and re.search("[ء-ي]{4}", message)
    environment.codes = {}
    assert run(environment, "pytest") == 0 and len(environment.calls) == calls + 4


def test_a_further_lock_is_installed_once_and_again_when_it_changes(environment):
    installed = []
    for content in ("one", "one", "two"):
        (environment.ROOT / "further.lock").write_text(content, encoding="utf-8")
        with pytest.raises(SystemExit):
            environment.run("riwaya", locks=("further.lock",))
        installed.append(
            sum(command[-4:-1] == ["--require-hashes", "--no-deps", "-r"] for command, _ in environment.calls)
        )
    # The first time with requirements.lock.
    assert installed == [2, 2, 3]


def test_a_foreign_environment_is_left_alone(environment):
    environment.HOME.mkdir()
    (environment.HOME / "mine").touch()
    assert (
        run(environment, "pytest") == 2 and (environment.HOME / "mine").exists() and environment.calls == []
    )


def test_an_old_python_is_an_error(environment, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert run(environment, "pytest") == 2 and "3.11" in capsys.readouterr().err


# -- Scripts ------------------------------------------------------------------------------------------


def test_the_scripts_are_short_and_ci_runs_them():
    for name in ("build", "validate", "test"):
        source = (ROOT / f"scripts/{name}.py").read_text(encoding="utf-8")
        assert len(source.splitlines()) < 25 and "environment.run(" in source
        for file in (".ci/run", ".github/workflows/ci.yml", "README.md", "README.ar.md"):
            assert f"scripts/{name}.py" in (ROOT / file).read_text(encoding="utf-8"), file


FAST = ["-m", "not slow and not browser and not spark"]


@pytest.mark.parametrize(
    "arguments, passed, whole",
    [
        ([], FAST, False),
        (["-n", "1", "-x"], [*FAST, "-n", "1", "-x"], False),
        (["--all"], [], True),
        (["-x", "--all"], ["-x"], True),
        (["tests/text"], ["tests/text"], True),
        (["-k", "dates"], ["-k", "dates"], True),
        (["-m", "spark"], ["-m", "spark"], True),
    ],
)
def test_the_fast_tests_run_unless_others_are_selected(arguments, passed, whole, monkeypatch):
    calls = []
    fake = SimpleNamespace(run=lambda *given, locks: calls.append((given, locks)))
    monkeypatch.setitem(sys.modules, "environment", fake)
    monkeypatch.setattr(sys, "argv", ["test.py", *arguments])
    runpy.run_path(str(ROOT / "scripts/test.py"))
    locks = [
        f"requirements-{name}.lock" for name in ("build", "test", *("spark", "benchmark", "docs") * whole)
    ]
    assert calls == [(("pytest", *passed), locks)]


# -- Two at once, for real ----------------------------------------------------------------------------

BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "riwaya-1.dist-info/"
    with zipfile.ZipFile(f"{folder}/riwaya-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("riwaya.py", "print('it runs')")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: riwaya\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return "riwaya-1-py3-none-any.whl"
"""
"""Builds the project without a package from anywhere."""


@pytest.fixture
def small_project(tmp_path):
    """A project with our scripts whose environment needs no network."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.lock", "requirements-build.lock"):
        (tmp_path / name).write_text("# nothing\n", encoding="utf-8")
    (tmp_path / "backend.py").write_text(BACKEND, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n', encoding="utf-8"
    )
    return tmp_path


def start(project, name, python=sys.executable):
    command = [str(python), str(project / f"scripts/{name}.py")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_two_scripts_that_start_at_once_make_one_environment(small_project):
    started = [start(small_project, name) for name in ("validate", "build")]
    outputs = [process.communicate(timeout=300) for process in started]
    assert [process.returncode for process in started] == [0, 0], outputs
    assert [out for out, _ in outputs] == ["it runs\n"] * 2
    assert sorted(error.split()[0] for _, error in outputs) == ["Setting", "Waiting"]


@pytest.mark.slow
def test_a_setup_that_was_killed_or_is_stale_is_made_anew(small_project):
    killed = start(small_project, "validate")
    while not (small_project / ".venv/pyvenv.cfg").exists() and killed.poll() is None:
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    assert not (small_project / ".venv/riwaya-stamp").exists()
    again = start(small_project, "build")
    out, error = again.communicate(timeout=300)
    assert again.returncode == 0 and out == "it runs\n", error
    assert "Setting up" in error
    # With the Python of the environment that has to be removed, and from another folder.
    (small_project / "requirements.lock").write_text("# nothing else\n", encoding="utf-8")
    python = small_project / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")
    out, error = start(small_project, "validate", python).communicate(timeout=300)
    assert out == "it runs\n" and "Setting up" in error and "Traceback" not in error, error
    assert python.exists()


# -- Locks --------------------------------------------------------------------------------------------

LOCKS = {
    "requirements.lock": 45,
    "requirements-build.lock": 4,
    "requirements-test.lock": 30,
    "requirements-spark.lock": 9,
    "requirements-benchmark.lock": 4,
    "requirements-docs.lock": 12,
}


@pytest.mark.parametrize("name, least", LOCKS.items())
def test_the_locks_have_hashes_and_name_no_host(name, least):
    lock = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==\S+", lock, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9._-]+(?:\[[a-z,]+\])?==)", lock, flags=re.MULTILINE)[1:]
    assert len(pins) == len(blocks) >= least and all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock and "index-url" not in lock


def test_each_extra_is_locked_once():
    def names(lock):
        return {
            *re.findall(
                r"^[a-z0-9._-]+(?=(?:\[[a-z,]+\])?==)", (ROOT / lock).read_text("utf-8"), re.MULTILINE
            )
        }

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    # The tests have all of Spark in place of its client.
    extras["spark-test"] += [item for item in extras["spark"] if not item.startswith("pyspark-client")]
    wanted = {
        "requirements.lock": [
            *project["project"]["dependencies"],
            *extras["validate"],
            *project["dependency-groups"]["install"],
        ],
        "requirements-build.lock": extras["workbook"] + extras["build"],
        "requirements-test.lock": extras["test"],
        "requirements-spark.lock": extras["spark-test"],
    }
    for lock, items in wanted.items():
        listed = {re.match("[a-z0-9._-]+", item)[0] for item in items} - {"riwaya"}
        # What an earlier lock has is installed with it: frictionless brings jinja2.
        locked = names(lock) | names("requirements.lock")
        assert listed <= locked, (lock, listed - locked)
    locked = [name for lock in wanted for name in names(lock)]
    assert len(locked) == len({*locked})


def test_each_extra_brings_the_modules_that_riwaya_says():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brought = packages_distributions()
    for at, (extra, modules) in enumerate(EXTRAS.items()):
        listed = {
            re.match(r"[a-z0-9._-]+(\[\w+\])?", item)[0] for item in project["optional-dependencies"][extra]
        }
        before = {f"riwaya[{name}]" for name in [*EXTRAS][at - 1 : at]}
        assert listed == {brought[module][0].lower() for module in modules} | before


def test_no_file_names_a_registry_or_a_machine():
    # "/home/" after a host is a page of a website.
    forbidden = re.compile(
        ("py" + r"pi\.org|pythonho" + r"sted|(?<![\w.])/(ho" + "me/[a-z]|ro" + "ot/|wo" + "rk/)").encode()
    )
    # What is made here is not ours to read: the same lines as in .gitignore.
    made = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()} | {".git"}
    files = [
        file for file in ROOT.rglob("*") if file.is_file() and not made & {*file.relative_to(ROOT).parts}
    ]
    assert len(files) > 150
    for file in files:
        assert not forbidden.search(file.read_bytes()), file
