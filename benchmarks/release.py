"""Measures releases side by side: building one, writing its tables as Parquet, reading them into pandas.

`python benchmarks/release.py PACKAGE` prints the seconds and MiB of each contender; benchmarks/run.py calls `compare`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from run import measure

BUILD = "riwaya, build CSV and Parquet"
# Without frictionless, the second judge, which is measured by itself.
_BUILD = """
import pathlib, sys
from riwaya.check import check
from riwaya.package import read_package
from riwaya.release.build import published_tables
from riwaya.release.publish import publish
checked = check(read_package(pathlib.Path(sys.argv[1])))
with published_tables(checked) as tables:
    publish(tables, checked.package.descriptor, {}, pathlib.Path(sys.argv[2]), ["csv", "parquet"])
"""
_FILES = """
import pathlib, sys
release, out = map(pathlib.Path, sys.argv[1:])
files = sorted((release / "parquet").iterdir())
"""
# What each contender does with the Parquet files of a release: reads all and writes them again, or makes frames of them.
CONTENDERS: Mapping[str, str] = {
    "riwaya, write Parquet": """
from riwaya.release.formats import parquet
from riwaya.release.read import open_release
opened = open_release(release)
parquet.write([opened.table(file.stem) for file in files], out)
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
    duckdb.execute(f"COPY (FROM read_parquet('{file}')) TO '{out / file.name}' (FORMAT parquet, COMPRESSION zstd)")
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


def compare(package: Path, runs: int = 3) -> dict[str, tuple[float, float]]:
    """Seconds (median) and MiB (most) of each contender on a release of the package, each run a process of its own.

    The release is built once.
    """
    with tempfile.TemporaryDirectory() as folder:
        dist, out = Path(folder, "dist"), Path(folder, "out")
        out.mkdir()
        measured = {BUILD: measure(["-c", _BUILD, str(package), str(dist)])}
        (release,) = (path for path in dist.iterdir() if path.is_dir())
        for name, code in CONTENDERS.items():
            found = [measure(["-c", _FILES + code, str(release), str(out)]) for _ in range(runs)]
            measured[name] = statistics.median(seconds for seconds, _ in found), max(memory for _, memory in found)
    return measured


if __name__ == "__main__":
    for contender, (seconds, memory) in compare(Path(sys.argv[1])).items():
        print(f"{contender}: {seconds:.2f} s, {memory:.0f} MiB")
