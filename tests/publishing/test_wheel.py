"""The wheel: it reads with its base alone, names the extra that a command lacks, and makes other datasets."""

import email
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import filelock
import platformdirs
import pytest
from trove_classifiers import classifiers as all_classifiers
from twine.commands.check import check

import riwaya
from riwaya.cli.main import COMMANDS
from riwaya.curation.framework import COPIED_ONCE, SHARED, WORKFLOWS
from riwaya.extras import EXTRAS
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

pytestmark = pytest.mark.slow
BASE = {"riwaya", *"pandas numpy pyarrow dateutil tzdata click filelock platformdirs regex".split()}
PRELUDE = """
import sys

missing = {*sys.argv.pop(1).split()}

class NotInstalled:
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NotInstalled)
"""
"""Before a program: a list of modules that are not installed."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel):
    folder = wheel.parent / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(program, code, folder, *arguments):
    """A program with the code of a folder, in another one."""
    ran = subprocess.run(
        [sys.executable, "-P", "-c", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(code), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


READ = (
    PRELUDE
    + """
import json
import riwaya
from click.testing import CliRunner
from riwaya.cli.main import main

figures = riwaya.load("figures", lang="ar")
found = {"file": riwaya.__file__, "first": str(figures["measure"].iloc[0])}
with riwaya.open() as dataset:
    found["hashes"] = dict(dataset.hashes)
    assert all(len(dataset[name].columns) for name in dataset)
    found["totals"] = len(dataset.total(per="claimant"))
    found["agreement"], found["figures"] = len(dataset.agreement()), len(dataset.figures())
try:
    riwaya.open(form="duckdb")["figures"]
except riwaya.EngineError as error:
    found["duckdb"] = str(error)
try:
    riwaya.validate
except riwaya.EngineError as error:
    found["validate"] = str(error)
for words in ("show EVT-0003", "cite EVT-0003", "cite", "search EVT-0003", "parse-figure 12", "--version"):
    result = CliRunner().invoke(main, words.split())
    assert result.exit_code == 0, (words, result.output, result.exception)
    found[words] = result.stdout
result = CliRunner().invoke(main, ["cite", "--where", "figures", "value = 1"])
found["where"] = [result.exit_code, result.output]
sys.stdout.buffer.write(json.dumps(found).encode())
"""
)


def test_the_base_alone_reads(installed, tmp_path):
    found = json.loads(run(READ, installed, tmp_path, " ".join({*packages_distributions()} - BASE)))
    assert found["file"].startswith(str(installed))
    with riwaya.open(lang="ar") as dataset:
        assert found["hashes"] == dict(dataset.hashes)
        assert found["first"] == dataset["figures"]["measure"].iloc[0]
        assert found["totals"] == len(dataset.total(per="claimant"))
        assert found["agreement"] == len(dataset.agreement()) and found["figures"] == len(dataset.figures())
    assert 'pip install "riwaya[validate]"' in found["duckdb"] and "riwaya[validate]" in found["validate"]
    for words in ("show EVT-0003", "cite EVT-0003", "search EVT-0003"):
        assert "EVT-0003" in found[words]
    code, output = found["where"]
    assert code == 2 and output.count('pip install "riwaya[validate]"') == 2


WITHOUT = (
    PRELUDE
    + """
import json
from click.testing import CliRunner
from riwaya.cli.main import COMMANDS, main

found = {}
for name in COMMANDS:
    result = CliRunner().invoke(main, [name, "--help"])
    found[name] = [result.exit_code, result.output, repr(result.exception)]
sys.stdout.buffer.write(json.dumps(found).encode())
"""
)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_a_command_names_the_extra_that_it_lacks(level, installed, tmp_path):
    """With the extras up to a level."""
    present, missing = [*EXTRAS][:level], [*EXTRAS][level:]
    modules = " ".join(module for extra in missing for module in EXTRAS[extra])
    found = json.loads(run(WITHOUT, installed, tmp_path, modules))
    for name, extra in COMMANDS.items():
        code, output, exception = found[name]
        if extra is None or extra in present:
            assert code == 0 and "Usage: " in output, (name, output)
        else:
            assert (code, exception) == (2, "SystemExit(2)"), (name, output, exception)
            assert output.count(f'pip install "riwaya[{extra}]"') == 2 and f"riwaya {name}" in output
            assert re.search("[a-z]{4}", output) and re.search("[ء-ي]{4}", output)
            assert "Traceback" not in output


def test_the_wheel_holds_tables_and_complete_metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        text = email.message_from_bytes(archive.read(metadata))
    computed = [name for name in names if name.startswith("riwaya/_repository/computed/")]
    with riwaya.open() as dataset:
        files = {f"parquet/{name}.parquet" for name in dataset}
    files |= {"datapackage.json", "manifest.json", "SHA256SUMS"}
    assert {name.removeprefix("riwaya/_repository/computed/") for name in computed} == files
    assert not [name for name in names if "__pycache__" in name or "/.venv" in name]
    assert text["License-Expression"] == "MIT AND CC-BY-4.0" and len(text.get_all("License-File")) == 3
    assert text["Keywords"] and text["Summary"] and text["Description-Content-Type"] == "text/markdown"
    classifiers = text.get_all("Classifier")
    assert len(classifiers) > 10 and not {*classifiers} - all_classifiers
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)} <= {*classifiers}
    # There are addresses as soon as the descriptor has them.
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    urls = [descriptor[name] for name in ("homepage", "repository") if name in descriptor]
    assert [url.split(", ")[1] for url in text.get_all("Project-URL", [])] == urls
    assert {*text.get_all("Provides-Extra")} >= {*EXTRAS, "spark", "all"}
    assert len([item for item in text.get_all("Requires-Dist") if "extra ==" not in item]) == 6


def output_of(*command):
    """What a command prints; nothing if it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout
    except OSError:
        return ""


def python_of(minor):
    """A Python 3.`minor`: the one that runs this, one in the PATH, or one beside it (pyenv)."""
    if sys.version_info.minor == minor:
        return sys.executable
    beside = Path(sys.base_prefix).parent.glob(f"3.{minor}.*/bin/python")
    for found in (shutil.which(f"python3.{minor}"), *beside):
        if (
            found
            and output_of(found, "-c", "import sys, venv; print(sys.version_info.minor)") == f"{minor}\n"
        ):
            return str(found)
    pytest.skip(f"there is no Python 3.{minor} here")


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_pip_installs_the_wheel_into_a_fresh_environment(minor, wheel, tmp_path):
    """Without a network. Of another Python than this one, the packages without compiled parts are there."""
    python, fresh = python_of(minor), tmp_path / "fresh"
    subprocess.run([python, "-m", "venv", "--without-pip", str(fresh)], check=True)
    folder, end = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    pip = next(
        one for one in (sys.executable, sys._base_executable) if output_of(one, "-m", "pip", "--version")
    )
    options = ["--no-index", "--no-deps", "--quiet", "--disable-pip-version-check", "--no-compile"]
    inside = str(fresh / folder / f"python{end}")
    subprocess.run([pip, "-m", "pip", "--python", inside, "install", *options, str(wheel)], check=True)
    same = minor == sys.version_info.minor
    others = Path(click.__file__).parents[1] if same else tmp_path / "others"
    if not same:
        for module in (click, filelock, platformdirs):
            source = Path(module.__file__).parent
            shutil.copytree(source, others / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    site = output_of(inside, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(site, "others.pth").write_text(str(others), "utf-8")
    program = "import riwaya; print(riwaya.__file__); print(riwaya.__version__)"
    file, version = output_of(inside, "-P", "-c", program).split()
    assert Path(file).is_relative_to(fresh)
    assert version == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert "check-contribution" in output_of(str(fresh / folder / f"riwaya{end}"), "--help")
    if same:
        shape = output_of(inside, "-P", "-c", "import riwaya; print(riwaya.load('figures').shape)")
        assert shape == f"{riwaya.load('figures').shape}\n"


def test_twine_finds_no_fault_in_wheel_and_source_archive(wheel, tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (source,) = tmp_path.glob("*.tar.gz")
    assert not check([str(wheel), str(source)], strict=True)


README = """# A

[العربية](README.ar.md) · [![ci](../../ci.svg)](../../ci.yml) · data

![A picture](docs/a.png)

[Code](DEVELOPING.md#style), [report](../../issues/new),
[web](https://example.org/a), [`x`](docs/x.md) `f([1])(2)`
"""


def test_the_long_description_has_no_link_that_leads_nowhere(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = email.message_from_bytes(archive.read(path)).get_payload(decode=True).decode()
    readme = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^()\s]+)\)", text)
    assert [link for link in links if not link.startswith("https://")] == [] and "](" in readme
    # Else it is the README: its headings and examples are all there.
    for pattern in (r"^#+ .*$", r"^```[^`]*^```$"):
        assert re.findall(pattern, text, re.MULTILINE) == re.findall(pattern, readme, re.MULTILINE)
    assert "\n\ndata 0." in text and "What is in a release lists all files" in text


@pytest.mark.parametrize(
    "repository, links",
    [
        (None, "Code, report,\n[web](https://example.org/a), `x`"),
        (
            "https://example.org/us/r/",
            "[Code](https://example.org/us/r/blob/HEAD/DEVELOPING.md#style), "
            "[report](https://example.org/us/r/issues/new),\n[web](https://example.org/a), "
            "[`x`](https://example.org/us/r/blob/HEAD/docs/x.md)",
        ),
    ],
)
def test_links_of_the_long_description_lead_to_the_repository_if_it_is_known(repository, links):
    hook = runpy.run_path(str(ROOT / "scripts/wheel_hook.py"))
    made = hook["long_description"](README, repository)
    assert made == f"# A\n\ndata\n\n{links} `f([1])(2)`\n"


SPARK = (
    PRELUDE
    + """
from click.testing import CliRunner
from riwaya.cli.main import main

for words in (["--engine", "spark"], ["--engine=spark", "--lang", "ar"], []):
    result = CliRunner().invoke(main, ["validate", *words])
    assert result.exit_code == 2 and "Traceback" not in result.output, result.output
    extra = "spark" if words else "validate"
    assert result.output.count(f'pip install "riwaya[{extra}]"') == result.output.count("pip install") == 2
"""
)


def test_the_spark_engine_names_its_extra_at_once(installed, tmp_path):
    modules = {module for extra in EXTRAS.values() for module in extra} | {"pyspark", "pysail", "grpc"}
    run(SPARK, installed, tmp_path, " ".join(modules))


def test_the_wheel_creates_the_same_dataset(installed, tmp_path):
    targets = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    included = targets["wheel"]["force-include"]
    assert all(
        any(path == held or path.startswith(f"{held}/") for held in included)
        for path in (*COPIED_ONCE, *SHARED, *WORKFLOWS)
    )
    init = "import sys; from riwaya.cli.main import main; main(['init', sys.argv[1], '--lang', 'en'])"
    run(init, installed, tmp_path, "mine")
    made = tmp_path / "mine"
    assert not (made / "src/riwaya/_repository").exists() and check_package(Package.open(made)).report.ok
    # And what was made can make another one.
    run(init, made / "src", tmp_path, "another")
    assert {path.relative_to(made) for path in made.rglob("*.sql")} == {
        path.relative_to(tmp_path / "another") for path in (tmp_path / "another").rglob("*.sql")
    }
