"""Spreads work among the workers of a session, and brings their results to this process."""

from __future__ import annotations

import atexit
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from riwaya import __version__
from riwaya.arrow import integers
from riwaya.engines.spark import MESSAGES
from riwaya.engines.spark.session import LOCAL, open_session, spark_errors
from riwaya.errors import EngineError, RiwayaError
from riwaya.system_errors import reason_of

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

Result = TypeVar("Result")
WORKER_TIMEOUT = 120
"""Seconds without any result after which work is given up: Spark itself would wait for ever."""
_COLUMNS = "index_ BIGINT, result_ BINARY"
# So that the results of one job stay below spark.driver.maxResultSize, a gigabyte.
_JOB = 256
# Seconds that Sail's tasks have to end with this process: those for a block or two.
_TASK_END = 5
_tasks: set[object] = set()
"""One object for each task that runs in this process."""
_ending = threading.Event()
"""Set when this process ends, so that its tasks take no more work."""


class SparkWorkers:
    """The workers of a session (see `protocol.Workers`)."""

    def __init__(self, session: SparkSession, master: str) -> None:
        self._session, self._master = session, master

    @property
    def are_here(self) -> bool:
        return self._master == LOCAL

    def map(
        self, function: Callable[[Iterator[int]], Iterator[Result]], count: int
    ) -> Iterator[tuple[int, Result]]:
        """Yield the results as `protocol.Workers` says. EngineError where Spark fails, or does not go on."""
        for first in range(0, count, _JOB):
            here = min(count - first, _JOB)
            # Sail runs all tasks of a job at once. Spark runs them as workers are free.
            tasks = min(here, os.cpu_count() or 1) if self.are_here else here
            with spark_errors(self._master):
                numbers = self._session.range(first, first + here, 1, tasks)
                rows = numbers.mapInArrow(partial(_call, __version__, function), _COLUMNS)
                for row in _in_time(rows.toLocalIterator()):
                    result = pickle.loads(bytes(row.result_))
                    if isinstance(result, RiwayaError):
                        raise result
                    yield row.index_, result


@contextmanager
def spark_workers(master: str = LOCAL) -> Generator[SparkWorkers]:
    """The workers of a master: `local`, or `sc://HOST:PORT`. EngineError where they cannot be had."""
    try:
        with open_session(master) as session:
            workers = SparkWorkers(session, master)
            # Whether there is a worker, and has what it needs, is known before any table is read.
            if not workers.are_here:
                _ = [*workers.map(iter, 1)]
            yield workers
    finally:
        # What is registered last runs first: libraries that were loaded meanwhile wait for tasks.
        atexit.unregister(_end_tasks)
        atexit.register(_end_tasks)


def _end_tasks() -> None:
    """Let the tasks in this process end, or else end it here: Python would abort, or wait for ever."""
    _ending.set()
    end = time.monotonic() + _TASK_END
    with suppress(KeyboardInterrupt):
        while _tasks and time.monotonic() < end:
            time.sleep(0.05)
    if _tasks:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        # They are left only by what is reported with this exit code: an error, or Ctrl-C.
        os._exit(2)


def _in_time(rows: Iterator[Any]) -> Iterator[Any]:
    """Yield rows. EngineError where none comes for WORKER_TIMEOUT seconds."""
    # Not in this thread: where Ctrl-C meets PySpark, it waits for an answer of the server.
    pool = ThreadPoolExecutor(1)
    try:
        while (row := pool.submit(next, rows, None).result(WORKER_TIMEOUT)) is not None:
            yield row
    except TimeoutError:
        raise EngineError(MESSAGES("no-worker", seconds=WORKER_TIMEOUT)) from None
    finally:
        # The end of the session ends what it does.
        pool.shutdown(wait=False)


def _call(
    version: str, function: Callable[[Iterator[int]], Iterator[object]], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Run the function on a worker, for the numbers in the batches of one task."""
    numbers = (number for batch in batches for number in integers(batch.column(0)).tolist())
    _tasks.add(task := object())
    try:
        for index, result in _results(version, function, numbers):
            columns = [pa.array([index], pa.int64()), pa.array([pickle.dumps(result)], pa.binary())]
            yield pa.RecordBatch.from_arrays(columns, names=["index_", "result_"])
    finally:
        _tasks.discard(task)


def _results(
    version: str, function: Callable[[Iterator[int]], Iterator[object]], numbers: Iterator[int]
) -> Iterator[tuple[int, object]]:
    """Yield each number with its result, or with the error that ends the work."""
    taken: list[int] = []

    def take() -> Iterator[int]:
        for number in numbers:
            if _ending.is_set():
                return
            taken.append(number)
            yield number

    try:
        if version != __version__:
            raise EngineError(MESSAGES("worker-version", here=version, there=__version__))
        for result in function(take()):
            yield taken[-1], result
    except RiwayaError as error:
        yield -1, error
    except OSError as error:
        yield -1, EngineError(MESSAGES("worker-cannot-read", reason=reason_of(error)))
