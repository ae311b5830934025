"""Measures releases: building one, writing its tables as Parquet, reading them into pandas."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.contenders import Contender, Outcome, Package, compare

BUILD = "riwaya, build CSV and Parquet"
# Without the second check by frictionless, which is measured by itself.
_BUILD = """
import pathlib, sys
from riwaya.validation.check import checked_with_tables
from riwaya.package.descriptor import Package
from riwaya.release.compute import published_tables
from riwaya.publishing.publish import publish
package = Package.open(pathlib.Path(sys.argv[2]))
with checked_with_tables(package) as checked, published_tables(checked) as tables:
    publish(tables, package.descriptor, {}, pathlib.Path(sys.argv[1]), ["csv", "parquet"])
"""
_FILES = """
import pathlib, sys, tempfile
release = pathlib.Path(sys.argv[1])
written = tempfile.TemporaryDirectory(dir=release.parent)
out = pathlib.Path(written.name)
files = sorted((release / "parquet").glob("*.parquet"))
"""
# What each contender does with the Parquet files of a release: writes them again, or reads them into frames.
CONTENDERS: Mapping[str, str] = {
    "riwaya, write Parquet": """
from riwaya.release.formats import parquet
from riwaya.release.read import open_release
opened = open_release(release)
parquet.write([opened.table(file.stem) for file in files], {}, out)
""",
    "pyarrow, write Parquet": """
import pyarrow.parquet as pq
for file in files:
    pq.write_table(pq.read_table(file), out / file.name, compression="zstd")
""",
    "pandas, write Parquet": """
import pandas
for file in files:
    pandas.read_parquet(file).to_parquet(out / file.name, compression="zstd")
""",
    "DuckDB, write Parquet": """
import duckdb
for file in files:
    rows = f"FROM read_parquet('{file}')"
    duckdb.execute(f"COPY ({rows}) TO '{out / file.name}' (FORMAT parquet, COMPRESSION zstd)")
""",
    "riwaya.load": """
import riwaya
for file in files:
    riwaya.load(file.stem, release=release)
""",
    "pandas.read_parquet": """
import pandas
for file in files:
    pandas.read_parquet(file)
""",
}


def over_release(clean: Package, runs: int) -> dict[str, Outcome]:
    """Measure building a release of the package, once, and all contenders on that release."""
    with tempfile.TemporaryDirectory(dir=clean.folder.parent) as folder:
        building = Contender(BUILD, ("-c", _BUILD, folder))
        measured = compare([building], {"clean": clean}, 1)
        (release,) = (path for path in Path(folder).iterdir() if path.is_dir())
        others = [Contender(name, ("-c", _FILES + code)) for name, code in CONTENDERS.items()]
        return measured | compare(others, {"clean": Package(release, wrong=False)}, runs)
