"""Reckons how long a check takes on a cluster, from the parts of one in this process.

`python -m benchmarks.cluster FOLDER` does what workers would do with the blocks of a package one after the
other, and takes the CPU seconds of each block and of all that the calling process does besides. With so many
workers of one core each, a block begins when a worker is free; the rest takes as long as it took here. A
package ten times as large has ten times the blocks, and ten times the rest. Starting Spark and sending
results over a network come on top.
"""

from __future__ import annotations

import argparse
import heapq
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from riwaya.package.csv_blocks import BLOCK_BYTES
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package

Result = TypeVar("Result")
WORKERS = (1, 2, 4, 8, 16)


class TimedWorkers:
    """Workers that are this process (see `protocol.Workers`)."""

    are_here = True

    def __init__(self) -> None:
        self.jobs: list[list[float]] = []
        """The CPU seconds of the calls of each job, one call a number, as on a worker of Spark."""

    def map(
        self, function: Callable[[Iterator[int]], Iterator[Result]], count: int
    ) -> Iterator[tuple[int, Result]]:
        self.jobs.append(seconds := [])
        for index in range(count):
            started = time.process_time()
            packed = [pickle.dumps(result) for result in function(iter([index]))]
            seconds.append(time.process_time() - started)
            for result in packed:
                yield index, pickle.loads(result)


def until_done(seconds: Sequence[float], workers: int) -> float:
    """When the last of some tasks ends, each begun in its order when one of the workers is free.

    >>> until_done([3, 2, 2, 2], 2)
    5.0
    """
    free = [0.0] * workers
    for each in seconds:
        heapq.heappush(free, heapq.heappop(free) + each)
    return max(free)


def parts_of_check(package: Package, block_bytes: int = BLOCK_BYTES) -> tuple[list[list[float]], float]:
    """The CPU seconds of each task of each job of workers, and of all else."""
    workers, started = TimedWorkers(), time.process_time()
    check_package(package, block_bytes=block_bytes, workers=workers)
    return workers.jobs, time.process_time() - started - sum(map(sum, workers.jobs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    jobs, rest = parts_of_check(Package.open(parser.parse_args().folder))
    count, spread = sum(map(len, jobs)), sum(map(sum, jobs))
    print(f"{count} tasks: {spread:.0f} CPU seconds; the rest: {rest:.0f}\n")
    print("| workers | seconds | times as fast as half of them | ten times as large: seconds | times |")
    print("|---|---|---|---|---|")
    before: list[float] = []
    for number in WORKERS:
        now = [times * rest + sum(until_done(job * times, number) for job in jobs) for times in (1, 10)]
        faster = (
            [f"{one / other:.2f}" for one, other in zip(before, now, strict=True)] if before else ["", ""]
        )
        print(f"| {number} | {now[0]:.0f} | {faster[0]} | {now[1]:.0f} | {faster[1]} |")
        before = now


if __name__ == "__main__":
    main()
