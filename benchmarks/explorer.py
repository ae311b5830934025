"""Measures the explorer and writes benchmarks/EXPLORER.md. Needs Chromium.

Run `.venv/bin/python -m benchmarks.explorer`. Measures the time to write the pages and their size, and how
long a reader waits for the page of events and for the result of a search.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.loading import loading_table
from benchmarks.searching import COLUMNS as SEARCHED
from benchmarks.searching import searching
from benchmarks.synthetic import write_package

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "benchmarks/EXPLORER.md"
SIZES = (10_000, 50_000)
"""Claims of the synthetic packages; each event has ten."""
RUNS = 7
_WRITE = """
import sys, pathlib
from riwaya.validation.check import checked_with_tables
from riwaya.package.descriptor import Package
from riwaya.release.compute import published_tables
from riwaya.dataset.explorer.write import write
package = Package.open(pathlib.Path(sys.argv[1]))
with checked_with_tables(package) as checked, published_tables(checked) as tables:
    read = lambda path: file.read_bytes() if (file := package.folder / path).is_file() else None
    assert write(tables, package.descriptor, pathlib.Path(sys.argv[2]), read=read)
"""
_COLUMNS = (
    "package",
    "events",
    "claims",
    "seconds to write",
    "MiB",
    "files",
    "MB",
    "kB of the page of events, gzip",
    "seconds until usable",
    "first search",
    "filter",
    *SEARCHED,
)
_HEAD = f"""# The explorer

Made by `python -m benchmarks.explorer`; do not edit. Writing: the whole command with check and tables.
Of many rows, a process writes the pages in each language; MiB are those of the largest one.
Reading: headless Chromium, from the disk, the median of {RUNS} runs in each language; usable: from opening
the page of events until it shows how many it found. The first search loads its part of the index, and is
measured from outside the browser, as is the filter. Milliseconds are measured inside the page, of each query
in tests/text/search_queries.json, in both languages: the median and the longest; of the query alone, until
its results are laid out on the search page, and until its events are on the page of events.
When it began, {{load:.1f}} processes wanted the {os.cpu_count()} processors of the machine: with many more,
times are those of a busy machine, and only sizes can be compared with another run.

| {" | ".join(_COLUMNS)} |
|{"---|" * len(_COLUMNS)}
"""


def main() -> None:
    head = _HEAD.format(load=os.getloadavg()[0])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("RIWAYA_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        rows, loads = [], ""
        for name, package in packages(Path(folder)):
            print(name, file=sys.stderr)
            home, cost = written(package)
            read = [reading(browser.new_page(), home, lang) for _ in range(RUNS) for lang in ("ar", "en")]
            events, claims = (
                sum(1 for _ in (package / f"data/{table}.csv").open("rb")) - 1
                for table in ("events", "claims")
            )
            medians = (statistics.median(times) for times in zip(*read, strict=True))
            cells = [
                name,
                f"{events:,}",
                f"{claims:,}",
                *cost,
                *size(home),
                *(f"{seconds:.2f}" for seconds in medians),
                *searching(browser, home),
            ]
            rows.append(f"| {' | '.join(cells)} |\n")
            loads = loads or loading_table(browser, home)
            shutil.rmtree(home.parent)
    OUT.write_text(head + "".join(rows) + loads, encoding="utf-8", newline="\n")
    print(OUT.name)


def packages(folder: Path) -> Iterator[tuple[str, Path]]:
    yield "this repository", ROOT
    for claims in SIZES:
        write_package(folder / str(claims), claims)
        yield "synthetic", folder / str(claims)


def written(package: Path) -> tuple[Path, tuple[str, str]]:
    """Write the explorer of a package; its folder, and the seconds and MiB that this took."""
    out = Path(tempfile.mkdtemp())
    command = [
        sys.executable,
        "-I",
        "-S",
        ROOT / "benchmarks/measure.py",
        sys.executable,
        "-c",
        _WRITE,
        package,
        out,
    ]
    code, seconds, _, memory = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    assert code == 0
    return out / "explorer", (f"{seconds:.1f}", f"{memory:,.0f}")


def size(home: Path) -> tuple[str, str, str]:
    files = [file for file in home.rglob("*") if file.is_file()]
    first = [home / name for name in ("en/events.html", "style.css", "data/events.js", "script/explorer.js")]
    sent = sum(len(gzip.compress(file.read_bytes())) for file in first)
    return f"{len(files):,}", f"{sum(file.stat().st_size for file in files) / 1e6:,.1f}", f"{sent / 1e3:.0f}"


def reading(page: Page, home: Path, lang: str) -> tuple[float, ...]:
    """Seconds until the page of events is usable, of its first search, and of a filter."""

    def seconds_of(action: Callable[[], object]) -> float:
        before, started = page.get_by_role("status").inner_text(), time.perf_counter()
        action()
        # A search loads the scripts that it needs.
        page.locator("#explore:not([aria-busy])").wait_for(state="attached")
        assert page.get_by_role("status").inner_text() != before
        return time.perf_counter() - started

    started = time.perf_counter()
    page.goto(f"{home.as_uri()}/{lang}/events.html", wait_until="commit")
    page.locator("[role=status]:not(:empty)").wait_for()
    usable = time.perf_counter() - started
    box = page.get_by_role("searchbox")
    first = seconds_of(lambda: box.fill("EVT-0001"))
    box.fill("")
    filtered = seconds_of(lambda: page.locator("select[name=claimant]").select_option(index=1))
    page.close()
    return usable, first, filtered


if __name__ == "__main__":
    main()
