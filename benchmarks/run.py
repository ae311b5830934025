"""Measures all contenders and writes benchmarks/RESULTS.md and RESULTS.svg.

Run `python scripts/benchmark.py [--figures N ...] [--runs K] [--folder FOLDER]`. The packages are made in
a temporary folder (twice about 7 GB for ten million figures), and removed.
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

from benchmarks.contenders import COMMANDS, MILLION, ROOT, SHARES, Package, at_size, compare
from benchmarks.goals import Record, read_notes
from benchmarks.plot import draw
from benchmarks.release import over_release
from benchmarks.results import markdown

HERE = Path(__file__).resolve().parent
SIZES = (10_000, 100_000, MILLION, 10 * MILLION)
_COMMAND_RUNS, _PROFILED = 11, 100_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--large-runs", type=int, default=3, help="the same from a million figures on")
    parser.add_argument(
        "--folder", type=Path, help="where the packages are made; the system's place for temporary files"
    )
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    picture = options.out.with_suffix(".svg")
    record = measured(sorted(options.figures), options.runs, options.large_runs, options.folder)
    draw(record, picture)
    options.out.write_text(markdown(record, read_notes(), picture.name), encoding="utf-8", newline="\n")
    print(f"{options.out}\n{picture}")


def measured(sizes: list[int], small_runs: int, large_runs: int, folder: Path | None) -> Record:
    """Run all measurements, the largest packages last."""
    options = {"figures": " ".join(map(str, sizes)), "runs": small_runs, "large-runs": large_runs}
    usual = {"figures": " ".join(map(str, SIZES)), "runs": 3, "large-runs": 3}
    chosen = "".join(f" --{name} {value}" for name, value in options.items() if value != usual[name])
    commands = compare(COMMANDS, {"clean": Package(ROOT, wrong=False)}, _COMMAND_RUNS)
    rows, outcomes, profile, release = {}, {}, (), {}
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
            if figures == MILLION:
                release = over_release(clean, runs)
            if figures == _PROFILED:
                profile = tuple(output("benchmarks.profile_rules", clean.folder).splitlines())
    command, runs_ = f"python3 scripts/benchmark.py{chosen}", (small_runs, large_runs)
    return Record(about(), command, runs_, rows, outcomes, commands, release, profile)


def make(folder: Path, kind: str, figures: int) -> Package:
    """Make a synthetic package of one of the kinds of SHARES."""
    print(f"{figures:,} figures, {kind}", file=sys.stderr)
    caused = json.loads(
        output("benchmarks.synthetic", folder / kind, "--figures", figures, "--damaged", SHARES[kind])
    )
    return Package(folder / kind, wrong=bool(caused))


def output(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def about() -> str:
    """The machine and the versions."""
    gibibytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    machine = f"{platform.system()}, {platform.machine()}, {os.cpu_count()} cores, {gibibytes:.0f} GiB"
    names = ("riwaya", "duckdb", "pyarrow", "pandas", "numpy", "frictionless", "pandera")
    versions = ", ".join(f"{name} {_version(name)}" for name in names)
    return f"{machine}; Python {platform.python_version()}, {versions}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()
