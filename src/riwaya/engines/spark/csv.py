"""Reads and checks tables of packages at URLs with the workers of Spark.

No large table is in this process as a whole.
"""

from __future__ import annotations

import codecs
import io
import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from riwaya.arrow import integers
from riwaya.engines.spark import MESSAGES, jvm
from riwaya.engines.spark.engine import SparkEngine
from riwaya.engines.spark.package import UrlFiles
from riwaya.engines.spark.parquet import read_parquet
from riwaya.engines.spark.splits import (
    COUNT_COLUMNS,
    PICKLED,
    check_border_records,
    check_splits,
    count_splits,
    found_in,
    locate_splits,
    row_columns,
    row_types,
    to_batches,
    unpickle,
)
from riwaya.engines.sql import raw
from riwaya.errors import EngineError
from riwaya.package.csv_blocks import BLOCK_BYTES, LONGEST_RECORD, block_of, blocks_in
from riwaya.package.read_csv import CsvFile, csv_file, file_status, table_from, unreadable
from riwaya.package.resource import Resource
from riwaya.package.table import Read, Table
from riwaya.problem import Problem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


# Bytes of a file that is not worth sharing among workers.
_SMALL = 4 << 20
_HEADER_BYTES = 1 << 16


def read_table(engine: SparkEngine, files: UrlFiles, resource: Resource, whole: bool) -> Read:
    """Read a table of a package at a URL, and check its bytes and cells.

    A small table comes to this process. The cells of a large one stay in the engine, as raw_NAME, and the
    result says `held`; with `whole` they come to this process too. EngineError where Spark fails, or cannot
    read the Parquet file as text.
    """
    status, url = file_status(files, resource), files.at(resource.path)
    if isinstance(status, Problem):
        return Read((status,))
    if resource.format == "parquet":
        with engine.errors():
            rows, problems, fatal = read_parquet(engine, resource, _escape_glob(url))
            return _result(engine, resource, rows, problems, fatal, whole)
    with engine.errors():
        small = min(_SMALL, jvm.max_partition_bytes(engine.session))
    try:
        if status.size <= small:
            data = files.read(resource.path, status.size)
            table, problems = table_from(resource, csv_file(resource, blocks_in(io.BytesIO(data))))
            return Read(tuple(problems), table.cells.num_rows if table else None, table)
        file = _open(files, resource)
    except OSError as error:
        return Read((unreadable(resource, error),))
    if isinstance(file, Problem):
        return Read((file,))
    # Spark leaves a byte order mark out.
    marks = any(problem.code == "encoding-bom" for problem in file.opening) * len(codecs.BOM_UTF8)
    with engine.errors():
        return _read_splits(engine, resource, url, status.size - marks, file, whole)


def _open(files: UrlFiles, resource: Resource) -> CsvFile | Problem:
    """Read the header of a file in this process."""
    data = files.read(resource.path, _HEADER_BYTES)
    if not len(block_of(data, 1, 0, False).closing):
        data = files.read(resource.path, LONGEST_RECORD)
    return csv_file(resource, blocks_in(io.BytesIO(data), BLOCK_BYTES))


def _read_splits(
    engine: SparkEngine, resource: Resource, url: str, size: int, file: CsvFile, whole: bool
) -> Read:
    text = engine.session.read.option("lineSep", "\n").text(_escape_glob(url))
    lines = text.selectExpr(
        "concat(cast(value AS BINARY), X'0A') AS line", "_metadata.file_block_start AS start"
    )
    counts = lines.mapInArrow(count_splits, ", ".join(f"{name} BIGINT" for name in COUNT_COLUMNS)).toArrow()
    try:
        splits = locate_splits(counts.to_pylist(), size)
    except ValueError as error:
        raise EngineError(MESSAGES("file-changed", path=resource.path, reason=error)) from None
    rows = engine.persist(lines.mapInArrow(partial(check_splits, file.checker, splits), row_types(resource)))
    found = found_in(rows)
    batches = [
        batch
        for item in check_border_records(file.checker, found.pieces)
        for batch in to_batches(resource, item)
    ]
    if batches:
        at_borders = pa.Table.from_batches(batches)
        more = unpickle(value for value in at_borders[PICKLED].to_pylist() if value)
        found.problems.extend(more.problems)
        found.fatal.extend(more.fatal)
        rows = rows.unionByName(engine.session.createDataFrame(at_borders))
    problems, fatal = file.all_problems(found.problems), file.fatal_problems(found.fatal)
    return _result(engine, resource, rows, problems, fatal, whole)


def _result(
    engine: SparkEngine,
    resource: Resource,
    rows: DataFrame,
    problems: list[Problem],
    fatal: list[Problem],
    whole: bool,
) -> Read:
    """The result for a table whose checked rows are in Spark."""
    if fatal:
        return Read(tuple(fatal))
    rows = rows.where(f"{PICKLED} IS NULL").select(*row_columns(resource))
    if whole:
        cells = rows.orderBy("row_").toArrow()
        lines = (
            None if cells["line_"].null_count else integers(cells["line_"].combine_chunks()).astype(np.int64)
        )
        table = Table(resource, cells.select(resource.schema.names), lines)
        return Read(tuple(problems), cells.num_rows, table)
    rows = engine.materialize(rows)
    engine.register(raw(resource.name), rows)
    return Read(tuple(problems), rows.count(), held=True)


def _escape_glob(url: str) -> str:
    """The URL with its wildcards escaped: Spark would read all files that match it."""
    return re.sub(r"([\\{}\[\]*?])", r"\\\1", url)
