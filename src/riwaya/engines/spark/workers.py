"""Spreads work among the workers of a session, and brings their results to this process."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
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
                for row in self._in_time(rows.toLocalIterator()):
                    result = pickle.loads(bytes(row.result_))
                    if isinstance(result, RiwayaError):
                        raise result
                    yield row.index_, result

    def _in_time(self, rows: Iterator[Any]) -> Iterator[Any]:
        """Yield rows. EngineError where none comes for WORKER_TIMEOUT seconds."""
        gave_up = threading.Event()

        def give_up() -> None:
            gave_up.set()
            # The session may end meanwhile.
            with suppress(Exception):
                self._session.interruptAll()

        while True:
            timer = threading.Timer(WORKER_TIMEOUT, give_up)
            timer.daemon = True
            timer.start()
            try:
                row = next(rows, None)
            except Exception:
                if gave_up.is_set():
                    raise EngineError(MESSAGES("no-worker", seconds=WORKER_TIMEOUT)) from None
                raise
            finally:
                timer.cancel()
            if row is None:
                return
            yield row


@contextmanager
def spark_workers(master: str = LOCAL) -> Generator[SparkWorkers]:
    """The workers of a master: `local`, or `sc://HOST:PORT`. EngineError where they cannot be had."""
    with open_session(master) as session:
        workers = SparkWorkers(session, master)
        # Whether there is a worker, and has what it needs, is known before any table is read.
        if not workers.are_here:
            _ = [*workers.map(iter, 1)]
        yield workers


def _call(
    version: str, function: Callable[[Iterator[int]], Iterator[object]], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Run the function on a worker, for the numbers in the batches of one task."""
    numbers = (number for batch in batches for number in integers(batch.column(0)).tolist())
    for index, result in _results(version, function, numbers):
        columns = [pa.array([index], pa.int64()), pa.array([pickle.dumps(result)], pa.binary())]
        yield pa.RecordBatch.from_arrays(columns, names=["index_", "result_"])


def _results(
    version: str, function: Callable[[Iterator[int]], Iterator[object]], numbers: Iterator[int]
) -> Iterator[tuple[int, object]]:
    """Yield each number with its result, or with the error that ends the work."""
    taken: list[int] = []

    def take() -> Iterator[int]:
        for number in numbers:
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
