"""Runs the commands that are compared on the same packages, and checks their verdicts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
MILLION = 1_000_000
# The share of rows that is damaged in each kind of package.
SHARES: Mapping[str, float] = {"clean": 0.0, "damaged": 0.0001, "wrong": 0.1}
FIGURES_A_TIME = 10_000 // 3
"""The real data are multiplied once for so many figures of the package beside them: they have a third of its
rows then, which take longer each."""

_STRUCTURE = ("type-error", "constraint-error", "unique-error", "primary-key", "foreign-key")
_VALIDATE = ("-m", "riwaya", "validate", "--format", "json")
_RAW = """
import json, pathlib, sys
root = pathlib.Path(sys.argv[1])
descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
paths = [root / item["path"] for item in descriptor["resources"]]
"""
_PYARROW = (
    _RAW
    + """
import pyarrow.csv
for path in paths:
    pyarrow.csv.read_csv(path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
"""
)
_DUCKDB = (
    _RAW
    + """
import duckdb
for path in paths:
    sql = "SELECT count(columns(*)) FROM read_csv(?, all_varchar=true, header=true)"
    duckdb.execute(sql, [str(path)]).fetchall()
"""
)
_FRICTIONLESS = """
import os, sys, frictionless
os.chdir(sys.argv[1])
sys.exit(0 if frictionless.validate("datapackage.json", type="package").valid else 1)
"""
# Without Spark, which pandera imports where it is installed, in seconds.
_PANDERA = """
import runpy, sys
sys.modules["pyspark"] = None
runpy.run_module("benchmarks.pandera_check", run_name="__main__")
"""
# Without the explorer, and without the second check by frictionless.
_BUILD_ALL = """
import pathlib, sys, tempfile
from riwaya.dataset.explorer import write as explorer
from riwaya.package.descriptor import Package
from riwaya.publishing.publish import publish
from riwaya.release.compute import published_tables
from riwaya.validation.check import checked_with_tables
explorer.write = lambda *_: False
package = Package.open(pathlib.Path(sys.argv[1]))
with checked_with_tables(package) as checked, published_tables(checked) as tables:
    with tempfile.TemporaryDirectory() as out:
        publish(tables, package.descriptor, {}, pathlib.Path(out))
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A Python command, to which the folder of a package is appended."""

    name: str
    command: tuple[str, ...]
    needs: str = "riwaya"
    """The module that it needs."""
    package: str = "clean"
    smallest: int = 0
    largest: int = 1_000 * MILLION
    """Figures of the largest package that it runs on: larger ones would take too long."""


ALL, STRUCTURE, DAMAGED, WRONG = (
    "riwaya, all rules",
    "riwaya, structure",
    "riwaya, 0.01 % damaged",
    "riwaya, 10 % wrong",
)
LOCAL = "riwaya, all rules, --master local"
FRICTIONLESS, PANDERA, DATAFRAMELY, POINTBLANK, DUCKDB, PYARROW = (
    "frictionless",
    "pandera on pandas",
    "dataframely on Polars",
    "pointblank on Polars",
    "raw scan, DuckDB",
    "raw read, pyarrow",
)
REPOSITORY, HELP = "riwaya validate, this repository", "riwaya --help"
BUILD_ALL = "riwaya, check and build this repository, all formats without the explorer"
CONTENDERS = (
    Contender(ALL, _VALIDATE),
    Contender(STRUCTURE, (*_VALIDATE, *(f"--rule={code}" for code in _STRUCTURE))),
    Contender(DAMAGED, _VALIDATE, package="damaged", largest=MILLION),
    Contender(WRONG, _VALIDATE, package="wrong", smallest=MILLION, largest=MILLION),
    Contender(LOCAL, (*_VALIDATE, "--engine", "spark", "--master", "local"), needs="pysail", largest=MILLION),
    Contender(FRICTIONLESS, ("-c", _FRICTIONLESS), "frictionless", largest=MILLION),
    Contender(PANDERA, ("-c", _PANDERA), "pandera", largest=MILLION),
    Contender(DATAFRAMELY, ("-m", "benchmarks.dataframely_check"), "dataframely", largest=MILLION),
    Contender(POINTBLANK, ("-m", "benchmarks.pointblank_check"), "pointblank", largest=MILLION),
    Contender(DUCKDB, ("-c", _DUCKDB), "duckdb"),
    Contender(PYARROW, ("-c", _PYARROW), "pyarrow"),
)
# On the data of the repository, multiplied: those that check the synthetic package, but for Spark.
MULTIPLIED = tuple(
    replace(item, package="multiplied", largest=MILLION)
    for item in CONTENDERS
    if item.package == "clean" and item.name != LOCAL
)
# Whole commands, on the data of the repository.
COMMANDS = (
    Contender(REPOSITORY, ("-m", "riwaya", "validate")),
    Contender(HELP, ("-m", "riwaya", "--help")),
    Contender(BUILD_ALL, ("-c", _BUILD_ALL)),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The median wall and CPU seconds and the most memory in MiB of several runs, or why there are none."""

    seconds: float
    cpu: float
    """In user and system mode, of all processes."""
    mebibytes: float
    failure: str = ""


class WrongVerdictError(Exception):
    """A contender called a clean package wrong or a wrong one clean, so that it did not do the same work."""


@dataclass(frozen=True, slots=True)
class Package:
    folder: Path
    wrong: bool

    def count_rows(self) -> int:
        """Count the rows of all tables of a package, in which no cell may hold a line feed."""
        count = 0
        for path in self.folder.glob("*/*.csv"):
            with path.open("rb") as file:
                count += sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
        return count


def at_size(figures: int, contenders: Collection[Contender] = CONTENDERS) -> list[Contender]:
    return [contender for contender in contenders if contender.smallest <= figures <= contender.largest]


def compare(
    contenders: Collection[Contender], packages: Mapping[str, Package], runs: int
) -> dict[str, Outcome]:
    """Measure each contender. They take turns, so that other work of the machine slows all of them alike."""
    found: dict[str, list[tuple[float, float, float]]] = {contender.name: [] for contender in contenders}
    failures = {
        contender.name: "not installed" for contender in contenders if find_spec(contender.needs) is None
    }
    for _ in range(runs):
        for contender in contenders:
            if contender.name not in failures:
                code, *measured, stderr = _measure(
                    [*contender.command, str(packages[contender.package].folder)]
                )
                if failure := _failure(contender, packages[contender.package], code, stderr):
                    failures[contender.name] = failure
                found[contender.name].append(measured)
    return {
        name: Outcome(0, 0, 0, failures[name])
        if name in failures
        else Outcome(
            median(seconds for seconds, _, _ in each),
            median(cpu for _, cpu, _ in each),
            max(mebibytes for _, _, mebibytes in each),
        )
        for name, each in found.items()
    }


def _failure(contender: Contender, package: Package, code: int, stderr: str) -> str:
    """Why a process gave no verdict, or an empty text. WrongVerdictError if it gave the wrong one."""
    gives_verdict = contender.name not in (DUCKDB, PYARROW)
    if code == int(package.wrong and gives_verdict):
        return ""
    if code in (0, 1):
        raise WrongVerdictError(
            f"{contender.name} ended with {code} on the {contender.package} package. {stderr}".strip()
        )
    return f"ended with {code}. {stderr.splitlines()[-1] if stderr else ''}".strip()


def _measure(arguments: list[str]) -> tuple[int, float, float, float, str]:
    """Run Python in a process; its exit code, wall and CPU seconds, MiB and stderr."""
    command = [
        sys.executable,
        "-I",
        "-S",
        str(Path(__file__).with_name("measure.py")),
        sys.executable,
        *arguments,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return (*json.loads(done.stdout), done.stderr.strip())
