"""Measures all contenders; writes benchmarks/RESULTS.md, .svg and .json, and blocks of docs/scale*.md.

Run `python3 scripts/benchmark.py [--figures N ...] [--runs K] [--folder FOLDER]` on a quiet machine: on two
cores one run up to a million figures takes half an hour to an hour, and ten million about ten times as long.
With --quick it takes a few minutes, and writes dist/RESULTS.md instead. The packages are made in a temporary
folder (about 9 GB for ten million figures), and removed. With --again nothing is measured: all is written
from RESULTS.json, with notes.toml as it is now.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import saved, scale
from benchmarks.cluster import Reckoned
from benchmarks.contenders import (
    COMMANDS,
    FIGURES_A_TIME,
    MILLION,
    MULTIPLIED,
    ROOT,
    SHARES,
    Package,
    at_size,
    compare,
)
from benchmarks.goals import Record, read_notes
from benchmarks.plot import draw
from benchmarks.release import over_release
from benchmarks.results import markdown
from benchmarks.verdict_matrix import matrix

HERE = Path(__file__).resolve().parent
SIZES = (10_000, 100_000, MILLION, 10 * MILLION)
QUICK = (10_000, 100_000)
_COMMAND_RUNS, _PROFILED = 11, 100_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=SIZES, help="sizes of the packages")
    parser.add_argument(
        "--runs", type=int, default=3, help="how often each contender runs below a million figures"
    )
    parser.add_argument("--large-runs", type=int, default=3, help="how often from a million figures on")
    parser.add_argument(
        "--folder", type=Path, help="where the packages are made; the system's place for temporary files"
    )
    parser.add_argument("--quick", action="store_true", help="one run of the two smallest sizes")
    parser.add_argument("--again", action="store_true", help="write the last results anew, with other notes")
    parser.add_argument("--out", type=Path, help="benchmarks/RESULTS.md, or dist/RESULTS.md with --quick")
    options = parser.parse_args()
    out = options.out or (ROOT / "dist" if options.quick else HERE) / "RESULTS.md"
    out.parent.mkdir(exist_ok=True)
    picture, kept = out.with_suffix(".svg"), out.with_suffix(".json")
    sizes, runs = (QUICK, 1) if options.quick else (sorted(options.figures), options.runs)
    if options.again:
        record = saved.loads(kept.read_text("utf-8"))
    else:
        record = measured([*sizes], runs, options.large_runs, options.folder)
        kept.write_text(saved.dumps(record), encoding="utf-8", newline="\n")
    draw(record, picture)
    out.write_text(markdown(record, read_notes(), picture.name), encoding="utf-8", newline="\n")
    if out.parent == HERE:
        scale.write(record)
    print(f"{out}\n{picture}")


def measured(sizes: list[int], small_runs: int, large_runs: int, folder: Path | None) -> Record:
    """Run all measurements, the largest packages last."""
    options: dict[str, object] = {
        "figures": " ".join(map(str, sizes)),
        "runs": small_runs,
        "large-runs": large_runs,
    }
    usual = {"figures": " ".join(map(str, SIZES)), "runs": 3, "large-runs": 3}
    chosen = "".join(f" --{name} {value}" for name, value in options.items() if value != usual[name])
    command_runs = min(_COMMAND_RUNS, 4 * small_runs)
    commands = compare(COMMANDS, {"clean": Package(ROOT, wrong=False)}, command_runs)
    rows, outcomes, profile, release = {}, {}, (), {}
    multiplied_rows, multiplied, workers = {}, {}, None
    with tempfile.TemporaryDirectory(dir=folder) as made:
        faults = matrix(Path(made))
    for figures in sizes:
        runs = small_runs if figures < MILLION else large_runs
        with tempfile.TemporaryDirectory(dir=folder) as made:
            contenders = at_size(figures)
            packages = {
                kind: make(Path(made), kind, figures)
                for kind in dict.fromkeys(item.package for item in contenders)
            }
            clean = packages["clean"]
            rows[figures] = clean.count_rows()
            outcomes[figures] = compare(contenders, packages, runs)
            if on_real := at_size(figures, MULTIPLIED):
                real = multiply(Path(made), figures)
                multiplied_rows[figures] = real.count_rows()
                multiplied[figures] = compare(on_real, {"multiplied": real}, runs)
            if figures == MILLION:
                release = over_release(clean, runs)
                workers = Reckoned.from_json(json.loads(output("benchmarks.cluster", clean.folder, "--json")))
            if figures == _PROFILED:
                profile = tuple(output("benchmarks.profile_rules", clean.folder).splitlines())
    command, runs_ = f"python3 scripts/benchmark.py{chosen}", (small_runs, large_runs)
    return Record(
        about=about(),
        command=command,
        runs=runs_,
        rows=rows,
        multiplied_rows=multiplied_rows,
        sizes=outcomes,
        multiplied=multiplied,
        commands=commands,
        release=release,
        profile=profile,
        faults=faults,
        workers=workers,
    )


def make(folder: Path, kind: str, figures: int) -> Package:
    """Make a synthetic package of one of the kinds of SHARES."""
    print(f"{figures:,} figures, {kind}", file=sys.stderr)
    caused = json.loads(
        output("benchmarks.synthetic", folder / kind, "--figures", figures, "--damaged", SHARES[kind])
    )
    return Package(folder / kind, wrong=bool(caused))


def multiply(folder: Path, figures: int) -> Package:
    """Make a package of the real data, as often as belongs beside so many synthetic figures."""
    times = max(2, figures // FIGURES_A_TIME)
    print(f"{figures:,} figures, the real data {times} times", file=sys.stderr)
    output("benchmarks.multiplied", folder / "multiplied", "--times", times)
    return Package(folder / "multiplied", wrong=False)


def output(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def about() -> str:
    """The machine and the versions."""
    gibibytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    machine = f"{platform.system()}, {platform.machine()}, {os.cpu_count()} cores, {gibibytes:.0f} GiB"
    ours = ("riwaya", "duckdb", "pyarrow", "pandas", "numpy", "pysail", "pyspark")
    names = (*ours, "frictionless", "pandera", "dataframely", "pointblank", "polars")
    versions = ", ".join(f"{name} {_version(name)}" for name in names)
    return f"{machine}; Python {platform.python_version()}, {versions}; commit {_commit()}."


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short=8", "HEAD"], cwd=ROOT, capture_output=True, text=True
    )
    return found.stdout.strip() or "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()
