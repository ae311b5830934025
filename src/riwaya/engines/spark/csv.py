"""Packages on any URL that Spark reads: their tables are read by its workers, and are never as a whole in this process."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from riwaya.arrow import integers
from riwaya.engines.spark.engine import SparkEngine
from riwaya.engines.spark.parquet import numbered
from riwaya.engines.spark.splits import (
    COUNTED,
    SAID,
    as_batches,
    borders,
    heard,
    judged,
    measured,
    rows_of,
    splits_of,
)
from riwaya.engines.sql import raw
from riwaya.errors import EngineError
from riwaya.package.csv_blocks import BLOCK_BYTES, LONGEST_RECORD, block_of, blocks_in
from riwaya.package.csv_checks import BlockChecker
from riwaya.package.descriptor import Package, Resource
from riwaya.package.read_csv import CsvFile, begun, is_safe, table_of
from riwaya.package.table import Read, Table
from riwaya.problem import Problem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


# A file of so many bytes is no work to share out.
_SMALL = 4 << 20
_HEADER = 1 << 16


def read(engine: SparkEngine, package: Package, resource: Resource, whole: bool) -> Read:
    """A table, read by Spark. The engine keeps its cells, or, of a small one, this process does; `whole`: this process has
    them in any case."""
    checker, url = BlockChecker(resource), f"{package.url}/{resource.path}"
    if not is_safe(resource.path):
        return Read((checker.problem("path-unsafe", value=str(resource.path)),))
    try:
        status = engine.files.status(url)
        if not status.is_file and resource.format == "csv":
            return Read((checker.problem("not-a-file"),))
        if status.size > resource.max_mebibytes << 20:
            return Read((checker.problem("file-too-large", limit=resource.max_mebibytes),))
        if resource.format == "parquet":
            with engine.told():
                rows, problems, refusal = numbered(engine, resource, _pattern(url))
                return _held(engine, resource, rows, problems, refusal, whole)
        with engine.told():
            most = min(_SMALL, engine.session._jsparkSession.sessionState().conf().filesMaxPartitionBytes())
        if status.size <= most:
            table, problems = table_of(
                resource, begun(resource, blocks_in(io.BytesIO(engine.files.read(url, status.size))))
            )
            return Read(tuple(problems), table.cells.num_rows if table else None, table)
        file = _begun(engine, resource, url)
    except FileNotFoundError:
        return Read((checker.problem("file-missing"),))
    except OSError as error:
        return Read((checker.problem("file-unreadable", reason=error.strerror or type(error).__name__),))
    if isinstance(file, Problem):
        return Read((file,))
    with engine.told():
        return _in_splits(engine, resource, url, status.size, file, whole)


def _begun(engine: SparkEngine, resource: Resource, url: str) -> CsvFile | Problem:
    """The file, of which its header is read here."""
    data = engine.files.read(url, _HEADER)
    if not len(block_of(data, 1, 0, False).closing):
        data = engine.files.read(url, LONGEST_RECORD)
    return begun(resource, blocks_in(io.BytesIO(data), BLOCK_BYTES))


def _in_splits(
    engine: SparkEngine, resource: Resource, url: str, size: int, file: CsvFile, whole: bool
) -> Read:
    text = engine.session.read.option("lineSep", "\n").text(_pattern(url))
    lines = text.selectExpr(
        "concat(cast(value AS BINARY), X'0A') AS line", "_metadata.file_block_start AS start"
    )
    counted = (
        lines.mapInArrow(measured, ", ".join(f"{name} BIGINT" for name in COUNTED)).toArrow().to_pylist()
    )
    try:
        splits = splits_of(counted, size)
    except ValueError as error:
        raise EngineError(
            f"{resource.path} was not read as it is: {error}. It may have changed meanwhile. Start again.",
            f"لم يُقرأ الملف {resource.path} كما هو: {error}. ربما تغيّر في أثناء القراءة. أعد المحاولة.",
        ) from None
    rows = engine.keep(lines.mapInArrow(partial(judged, file.checker, splits), _columns(resource)))
    problems, refusals, pieces = heard(_said(rows))
    batches = []
    for item in borders(file.checker, pieces):
        batches += as_batches(resource, item)
    if batches:
        crossing = pa.Table.from_batches(batches)
        found = heard(value for value in crossing[SAID].to_pylist() if value)
        problems, refusals = problems + found[0], refusals + found[1]
        rows = rows.unionByName(engine.session.createDataFrame(crossing))
    return _held(engine, resource, rows, problems, file.refusal(refusals), whole)


def _held(
    engine: SparkEngine,
    resource: Resource,
    rows: DataFrame,
    problems: list[Problem],
    refusal: list[Problem],
    whole: bool,
) -> Read:
    """What came of a table whose rows Spark has."""
    if refusal:
        return Read(tuple(refusal))
    rows = rows.where(f"{SAID} IS NULL").select(*rows_of(resource))
    if whole:
        cells = rows.orderBy("row_").toArrow()
        lines = None if cells["line_"].null_count else integers(cells["line_"].combine_chunks())
        table = Table(resource, cells.select(resource.schema.names), lines)
        return Read(tuple(problems), cells.num_rows, table)
    rows = engine.held(rows)
    engine.name(raw(resource.name), rows)
    return Read(tuple(problems), rows.count(), held=True)


def _said(rows: DataFrame) -> list[bytes]:
    return rows.where(f"{SAID} IS NOT NULL").select(SAID).toArrow()[SAID].to_pylist()


def _columns(resource: Resource) -> str:
    cells = ", ".join(f"`{name}` STRING" for name in resource.schema.names)
    return f"{cells}, row_ BIGINT, line_ BIGINT, {SAID} BINARY"


def _pattern(url: str) -> str:
    """A URL that Spark reads as that of one file: it would look for many."""
    return re.sub(r"([\\{}\[\]*?])", r"\\\1", url)
