"""Times riwaya beside frictionless on the packages of tests/support/public_shapes.py, made large.

Run `python -m benchmarks.standard [--rows N] [--runs K] [--million] [--write]`. Each package gets N rows in
its first table, by repeating its rows with new keys; both check it in this process. With --million some are
also checked once with a million rows (--large overrides the number). --write puts the times into
docs/differential.md.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import frictionless

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.differential import page
from tests.support.public_shapes import SHAPES, Shape

LARGE = (
    *("world-cities", "gdp", "country-codes", "inflation", "currency-codes"),
    *("finance-vix", "gold-prices", "dialect", "top-level-domains", "parts"),
)
"""Packages with narrow tables: five that riwaya checks itself, five that frictionless checks for it."""
# The key of months cannot be made longer.
LEFT_OUT = ("gold-prices-yearmonth",)
Times = tuple[float, float, str]
"""The seconds of riwaya and of frictionless, and who checked the first table for riwaya."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shapes = [one for one in SHAPES if one.files and not one.differs and one.name not in LEFT_OUT]
    lines = [
        "`python -m benchmarks.standard" + " --million" * options.million + " --write`, "
        f"on {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} "
        "at the start. Seconds of wall time in one process, without the start of Python and without imports; "
        "median of the packages with files that both accept"
        + (f", and of {len(LARGE)} of them with narrow tables." if options.million else "."),
        "",
        "| rows | packages | checked by | riwaya | frictionless |",
        "|---|---|---|---|---|",
    ]
    lines += medians(options.rows, [time_both(shape, options.rows, options.runs) for shape in shapes])
    if options.million:
        large = [shape for shape in shapes if shape.name in LARGE]
        lines += medians(options.large, [time_both(shape, options.large, 1) for shape in large])
    print("\n".join(lines))
    if options.write:
        page.write({"times": "\n".join(lines)})


def medians(rows: int, times: Sequence[Times]) -> Iterator[str]:
    """The lines of the table on packages of so many rows: by who checked them, and of all."""
    for by in ("riwaya", "frictionless", "all"):
        found = [item for item in times if by in (item[2], "all")]
        mine, theirs = (statistics.median(item[at] for item in found) for at in (0, 1))
        yield f"| {rows:,} | {len(found)} | {by} | {mine:.2f} | {theirs:.2f} |"


def time_both(shape: Shape, rows: int, runs: int) -> Times:
    """The median seconds of both on a package of so many rows, and who checked its first table."""
    with tempfile.TemporaryDirectory() as folder:
        descriptor = shape.write(Path(folder), damaged=False)
        enlarge(descriptor, rows)
        by: list[bool] = []

        def ours() -> bool:
            report = check_package(Package.open(descriptor, standard=True)).report
            by.append(bool(report.by_frictionless))
            return report.ok

        def theirs() -> bool:
            return frictionless.validate(str(descriptor), type="package").valid

        mine, other = seconds(ours, runs), seconds(theirs, runs)
    times = (mine, other, "frictionless" if by[0] else "riwaya")
    print(f"{shape.name}, {rows:,} rows: {mine:.2f} {other:.2f} ({times[2]})", file=sys.stderr, flush=True)
    return times


def seconds(check: Callable[[], bool], runs: int) -> float:
    """The median seconds of a check, which must accept the package."""
    taken = list[float]()
    for _ in range(runs):
        started = time.perf_counter()
        assert check()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def enlarge(descriptor: Path, rows: int) -> None:
    """Repeat the rows of the first table until it has so many, with new values in its keys."""
    described = json.loads(descriptor.read_text("utf-8"))
    item = described["resources"][0]
    paths = item["path"] if isinstance(item["path"], list) else [item["path"]]
    file = descriptor.parent / paths[0]
    if file.suffix == ".gz" or any(path.endswith(".json") for path in paths):
        return
    dialect = item.get("dialect", {})
    form = {"delimiter": dialect.get("delimiter", ","), "quotechar": dialect.get("quoteChar", '"')}
    text = file.read_text("utf-8")
    header, *body = csv.reader(io.StringIO(text), **form)
    body = [row for row in body if not row[0].startswith("#")]
    keys = key_columns(item.get("schema"), header, descriptor.parent)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", **form)
        writer.writerow(header)
        for at in range(rows):
            row = [*body[at % len(body)]]
            for column in keys if at >= len(body) else ():
                row[column] = f"{row[column]}{at}"[-12:] if row[column].isdecimal() else f"{row[column]}-{at}"
            writer.writerow(row)
    for of_the_small_file in ("bytes", "hash"):
        item.pop(of_the_small_file, None)
    descriptor.write_text(json.dumps(described, ensure_ascii=False), "utf-8")


def key_columns(schema: object, header: list[str], folder: Path) -> list[int]:
    """The places of the columns in which no two rows are the same."""
    if isinstance(schema, str):
        schema = json.loads((folder / schema).read_text("utf-8"))
    known: dict = schema if isinstance(schema, dict) else {}
    key = known.get("primaryKey", [])
    names = {key} if isinstance(key, str) else {*key}
    names |= {one["name"] for one in known.get("fields", ()) if one.get("constraints", {}).get("unique")}
    return [at for at, name in enumerate(header) if name in names]


if __name__ == "__main__":
    main()
