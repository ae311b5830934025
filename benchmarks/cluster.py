"""Reckons how long a check takes on a cluster, from the parts of one in this process.

`python -m benchmarks.cluster FOLDER [--json]` does what workers would do with the blocks of a package one
after the other, and takes the CPU seconds of each block and of all that the calling process does besides.
With so many workers of one core each, a block begins when a worker is free; the rest takes as long as it took
here. A package ten times as large has ten times the blocks, and ten times the rest. Starting Spark and
sending results over a network come on top.
"""

from __future__ import annotations

import argparse
import heapq
import json
import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

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


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The parts of a check in CPU seconds, and how long it takes with some numbers of workers."""

    tasks: int
    spread: float
    """What the tasks take together."""
    rest: float
    seconds: Mapping[int, tuple[float, float]]
    """By the number of workers: for this package, and for one ten times as large."""

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Reckoned:
        """What `asdict` gave as JSON, whose keys are texts, and whose lists are no tuples."""
        seconds = {int(number): tuple(pair) for number, pair in found["seconds"].items()}
        return cls(**{**found, "seconds": seconds})

    @property
    def rows(self) -> list[str]:
        """The rows of a Markdown table: workers, and for both sizes the seconds and how many times less they
        are than with half of the workers.
        """
        ordered = [*self.seconds.items()]
        number, (here, ten_times) = ordered[0]
        rows = [f"| {number} | {here:,.0f} | | {ten_times:,.0f} | |"]
        for (_, before), (number, now) in pairwise(ordered):
            cells = (f"{one:,.0f} | {other / one:.2f}" for other, one in zip(before, now, strict=True))
            rows.append(f"| {number} | {' | '.join(cells)} |")
        return rows


def reckoned(jobs: Sequence[Sequence[float]], rest: float) -> Reckoned:
    """What follows from the CPU seconds of each task of each job, and of all else."""
    seconds = {
        number: tuple(
            times * rest + sum(until_done([*job] * times, number) for job in jobs) for times in (1, 10)
        )
        for number in WORKERS
    }
    return Reckoned(sum(map(len, jobs)), sum(map(sum, jobs)), rest, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print the numbers, and no table")
    options = parser.parse_args()
    found = reckoned(*parts_of_check(Package.open(options.folder)))
    if options.json:
        print(json.dumps(asdict(found)))
        return
    print(f"{found.tasks} tasks: {found.spread:.0f} CPU seconds; the rest: {found.rest:.0f}\n")
    print("| workers | seconds | times as fast as half of them | ten times as large: seconds | times |")
    print("|---|---|---|---|---|", *found.rows, sep="\n")


if __name__ == "__main__":
    main()
