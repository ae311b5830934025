"""The time on a cluster is reckoned from every block of a check."""

import sys

import pytest

from riwaya.package.descriptor import Package
from tests.support.package_copies import ROOT, copy_package

sys.path.insert(0, str(ROOT))
from benchmarks.cluster import TimedWorkers, parts_of_check, until_done


@pytest.mark.parametrize(
    "seconds, workers, ends",
    [([3, 2, 2, 2], 1, 9), ([3, 2, 2, 2], 2, 5), ([2, 2, 2, 3], 2, 5), ([], 4, 0), ([7], 4, 7)],
)
def test_a_task_begins_when_a_worker_is_free(seconds, workers, ends):
    assert until_done(seconds, workers) == ends


def test_each_number_is_a_task_of_its_own():
    workers, calls = TimedWorkers(), []

    def double(numbers):
        calls.append([*numbers])
        yield 2 * calls[-1][0]

    assert [*workers.map(double, 3)] == [(0, 0), (1, 2), (2, 4)]
    assert calls == [[0], [1], [2]] and [len(job) for job in workers.jobs] == [3]


def test_the_blocks_of_large_tables_are_tasks(tmp_path):
    jobs, rest = parts_of_check(Package.open(copy_package(tmp_path)), block_bytes=6000)
    # Those of the figures at least: parts are counted first, then blocks are checked.
    assert len(jobs) >= 2 and all(jobs) and rest > 0
    large, _ = parts_of_check(Package.open(copy_package(tmp_path / "again")))
    assert large == []
