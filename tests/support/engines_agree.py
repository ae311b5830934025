"""Compares the reports of all engines on every case and on generated packages.

`python -m tests.support.engines_agree [--every N] [--no-spark]` checks each package with DuckDB whole and in
blocks, with blocks that Sail spreads, and with blocks that two workers of an Apache Spark cluster are sent by
Spark Connect. It prints how many reports are equal to that of DuckDB whole, and ends with 1 where one
differs. With --every N it takes each Nth case.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from riwaya.engines.spark.workers import spark_workers
from riwaya.package.descriptor import Package
from riwaya.package.url_files import package_at
from riwaya.release.read import read_since
from tests.support.cases import CASE_FILES, read_case
from tests.support.package_copies import ROOT, edited_package, edited_release
from tests.support.spark import Cluster, rendered

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

GENERATED = 10
_OF_CASE, _OF_GENERATED = 6_000, 12_000
"""Bytes of a block, so that claims, events and the larger lists have several."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--no-spark", action="store_true", help="without the cluster")
    options = parser.parse_args()
    # So that what it started is stopped, and its temporary folders removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as stack:
        workers = {"Sail": stack.enter_context(spark_workers())}
        if not options.no_spark:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="riwaya-tests-")))
            cluster = Cluster(folder / "cluster")
            stack.callback(cluster.stop)
            server = cluster.start_server()
            cluster.start_workers("one", "two")
            workers["Apache Spark Connect"] = stack.enter_context(spark_workers(server))
        sys.exit(0 if compare(workers, options.every) else 1)


def compare(workers, every=1):
    """Print how many reports are equal, by engine; whether all are. `workers` by their names."""
    equal, packages, problems, seconds = Counter(), 0, 0, Counter()
    for name, root, block_bytes, since in made_packages(every):
        packages += 1
        if packages % 20 == 0:
            print(f"{packages} packages", file=sys.stderr, flush=True)
        ways = {"DuckDB, in blocks": partial(rendered, Package.open(root, standard=True), None)}
        for kind, group in workers.items():
            there = Package.open(root, standard=True) if group.are_here else package_at(root.as_uri())
            ways[kind] = partial(rendered, there, group)
        whole = rendered(Package.open(root, standard=True), since=since)
        problems += '"problems": []' not in whole
        for kind, way in ways.items():
            started = time.perf_counter()
            same = way(block_bytes, since=since) == whole
            seconds[kind] += time.perf_counter() - started
            equal[kind] += same
            if not same:
                print(f"{name}: {kind} differs", flush=True)
    print(f"{packages} packages, {problems} of them with problems. Reports equal to that of DuckDB, whole:")
    for kind in seconds:
        print(f"- {kind}: {equal[kind]} of {packages}, {seconds[kind]:.0f} seconds")
    return all(count == packages for count in equal.values()) and packages > 0


def made_packages(every):
    """Yield the name and folder of each package, bytes of its blocks, and the release to compare it with."""
    for file in CASE_FILES[::every]:
        case = read_case(file)
        if "refused" in case:
            continue
        with tempfile.TemporaryDirectory(prefix="riwaya-tests-") as folder:
            (now := Path(folder) / "now").mkdir()
            root, since = edited_package(case["edits"], now), None
            if "before" in case:
                (before := Path(folder) / "before").mkdir()
                since = read_since(edited_release(case["before"]["edits"], before))
            yield file.stem, root, _OF_CASE, since
    for seed in range(1, GENERATED + 1):
        with tempfile.TemporaryDirectory(prefix="riwaya-tests-") as folder:
            root = Path(folder) / "package"
            write_package(root, 20 * seed, seed=seed, damaged=0.01 * (seed - 1))
            yield f"generated {seed}", root, _OF_GENERATED, None


if __name__ == "__main__":
    main()
