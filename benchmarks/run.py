"""Measures validation side by side and writes benchmarks/RESULTS.md.

`python benchmarks/run.py [--figures N ...] [--runs K]`: each contender reads the same synthetic package in a process of its own;
told is the median of the runs in wall seconds, and the largest memory of any.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from synthetic import write_package

HERE = Path(__file__).resolve().parent
_STRUCTURE = ("type-error", "constraint-error", "unique-error", "primary-key", "foreign-key")
_RAW = """
import json, pathlib, sys
root = pathlib.Path(sys.argv[1])
paths = [root / item["path"] for item in json.loads((root / "datapackage.json").read_text("utf-8"))["resources"]]
"""
_PYARROW = _RAW + """
import pyarrow.csv
for path in paths:
    pyarrow.csv.read_csv(path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
"""
_DUCKDB = _RAW + """
import duckdb
for path in paths:
    duckdb.execute("SELECT count(columns(*)) FROM read_csv(?, all_varchar=true, header=true)", [str(path)]).fetchall()
"""
_FRICTIONLESS = """
import os, sys, frictionless
os.chdir(sys.argv[1])
sys.exit(0 if frictionless.validate("datapackage.json", type="package").valid else 1)
"""
# The command of each contender, before the folder.
CONTENDERS: Mapping[str, list[str]] = {
    "riwaya, all rules": ["-m", "riwaya", "validate", "--format", "json"],
    "riwaya, structure": ["-m", "riwaya", "validate", "--format", "json", *(f"--rule={code}" for code in _STRUCTURE)],
    "frictionless": ["-c", _FRICTIONLESS],
    "raw read, pyarrow": ["-c", _PYARROW],
    "raw read, DuckDB": ["-c", _DUCKDB],
}


def measure(command: list[str]) -> tuple[float, float]:
    """Wall seconds and MiB at most of a process; CalledProcessError unless it calls the package valid."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    # Linux counts in KiB, macOS in bytes.
    return seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


Measured = Mapping[str, tuple[float, float]]


def compare(size: int, runs: int, folder: Path) -> Measured:
    """Seconds (median) and MiB (most) of each contender on a package of so many figures."""
    package = folder / str(size)
    write_package(package, size)
    measured = {}
    for name, command in CONTENDERS.items():
        found = [measure([*command, str(package)]) for _ in range(runs)]
        measured[name] = statistics.median(seconds for seconds, _ in found), max(memory for _, memory in found)
    return measured


def results(measured: Mapping[int, Measured]) -> list[str]:
    """What was measured, as Markdown."""
    rows = [
        f"| {size:,} | {name} | {seconds:.2f} | {found['frictionless'][0] / seconds:.1f} | {memory:.0f} |"
        for size, found in measured.items() for name, (seconds, memory) in found.items()
    ]
    return ["| figures | contender | seconds | times as fast as frictionless | MiB |", "|---|---|---|---|---|", *rows]


def goals(size: int, found: Measured) -> list[str]:
    """What is aimed at for a million figures, beside what was reached at the largest size."""
    frictionless, raw = found["frictionless"][0], found["raw read, pyarrow"][0]
    every, structure = found["riwaya, all rules"], found["riwaya, structure"]
    reached = [
        ("structure, times as fast as frictionless", "≥ 50", frictionless / structure[0], frictionless / structure[0] >= 50),
        ("all rules, times as fast as frictionless' structure", "≥ 25", frictionless / every[0], frictionless / every[0] >= 25),
        ("all rules, times the raw read", "≤ 5", every[0] / raw, every[0] / raw <= 5),
        ("memory, MiB", "≤ 1024", every[1], every[1] <= 1024),
    ]
    rows = [f"| {what} | {aim} | {value:.1f} | {'met' if met else 'missed'} |" for what, aim, value, met in reached]
    return [f"| goal at 1,000,000 figures | aim | at {size:,} | |", "|---|---|---|---|", *rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = {size: compare(size, options.runs, Path(folder)) for size in sorted(options.figures)}
    arguments = f"--figures {' '.join(map(str, options.figures))} --runs {options.runs}"
    versions = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyarrow", "frictionless"))
    text = [
        "# Results", "", f"Made by `python benchmarks/run.py {arguments}`; do not edit.",
        f"Synthetic packages (`benchmarks/synthetic.py`), whole processes, median of {options.runs}.", "",
        f"Python {platform.python_version()}, {versions}; {platform.machine()}, {os.cpu_count()} cores.", "",
        *results(measured), "", *goals(*[*measured.items()][-1]),
    ]
    options.out.write_text("\n".join(text) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
