"""Reads Parquet tables with Spark: values as the text of CSV, rows numbered in the order of their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import integers, true_indices
from riwaya.engines.spark import MESSAGES
from riwaya.engines.spark.engine import SparkEngine
from riwaya.engines.spark.requirements import import_extra
from riwaya.engines.spark.splits import found_in, row_types, to_batches
from riwaya.engines.spark.transpile import DOUBLE_TEXT
from riwaya.engines.sql import sql_literal
from riwaya.errors import EngineError
from riwaya.package.csv_checks import CONTROL, NEWLINE, BlockChecker, CheckedBlock
from riwaya.package.header_checks import header_problems
from riwaya.package.resource import Resource
from riwaya.package.schema import Field
from riwaya.package.table import Table
from riwaya.problem import Problem, problem_kinds

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_CAST_TO_TEXT = (
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "date",
    "string",
    "decimal",
    "timestamp",
    "timestamp_ntz",
)
_PARTITION = "partition_"


def read_parquet(
    engine: SparkEngine, resource: Resource, url: str
) -> tuple[DataFrame, list[Problem], list[Problem]]:
    """Read and check the rows of a Parquet file or folder.

    Returns the rows as `splits.check_splits` yields those of CSV, their problems, and the problems for which
    they cannot be read as the table. Parquet has no lines and no fixed order of rows: the primary key orders
    them.
    """
    # The values in names of folders are text: Spark would read 01 as a number.
    engine.session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    stored, checker = engine.session.read.parquet(url), BlockChecker(resource)
    if problems := [*_label_problems(checker, stored.columns)]:
        return stored, [], problems
    ordered = engine.persist(_ordered(resource, _as_text(resource, stored)))
    check = partial(_check_rows, checker, _rows_before(ordered))
    rows = engine.persist(ordered.mapInArrow(check, row_types(resource)))
    found = found_in(rows)
    fatal = sorted(found.fatal, key=lambda problem: (problem.place.row or 0, problem.code))
    return rows, found.problems, fatal[:1]


def _as_text(resource: Resource, stored: DataFrame) -> DataFrame:
    types = dict(stored.dtypes)
    return stored.selectExpr(
        *(
            f"{_text(resource, field, types.get(field.name))} AS `{field.name}`"
            for field in resource.schema.fields
        )
    )


def _ordered(resource: Resource, cells: DataFrame) -> DataFrame:
    """The cells in the order of the primary key, with the number of their partition."""
    key = resource.schema.primary_key
    order = [part for name in key for part in (f"length(`{name}`)", f"`{name}`")]
    # Rows of the same key need an order too.
    order += [f"`{name}`" for name in resource.schema.names if name not in key]
    ordered = cells.orderBy(*map(import_extra("pyspark.sql.functions").expr, order))
    return ordered.selectExpr("*", f"spark_partition_id() AS {_PARTITION}")


def _rows_before(ordered: DataFrame) -> dict[int, int]:
    """By partition, the number of rows in the partitions before it."""
    counts = {row[_PARTITION]: row["count"] for row in ordered.groupBy(_PARTITION).count().collect()}
    partitions = sorted(counts)
    sums = accumulate((counts[partition] for partition in partitions), initial=0)
    return dict(zip(partitions, sums, strict=False))


def _label_problems(checker: BlockChecker, labels: list[str]) -> Iterator[Problem]:
    schema = checker.resource.schema
    # Columns from names of folders come last, whatever the order of the fields.
    schema = replace(schema, fields_match="equal") if schema.fields_match == "exact" else schema
    return header_problems(lambda code, line=None, **more: checker.problem(code, **more), schema, labels)


def _text(resource: Resource, field: Field, kind: str | None) -> str:
    """The expression that turns a column of a Spark type into the text of CSV."""
    column = f"`{field.name}`"
    if kind is None:
        return "CAST(NULL AS STRING)"
    if kind == "boolean":
        true, false = sql_literal(field.true_values[0]), sql_literal(field.false_values[0])
        return f"CASE WHEN {column} THEN {true} WHEN NOT {column} THEN {false} END"
    if kind in ("double", "float"):
        return f"{DOUBLE_TEXT}(CAST({column} AS STRING))"
    if kind.partition("(")[0] in _CAST_TO_TEXT:
        return f"nullif(CAST({column} AS STRING), '')"
    raise EngineError(MESSAGES("parquet-type-unsupported", path=resource.path, field=field.name, type=kind))


def _check_rows(
    checker: BlockChecker, before: Mapping[int, int], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Number and check the rows of partitions. `before` are the rows in the partitions before each."""
    read: dict[int, int] = {}
    for batch in batches:
        if not len(batch):
            continue
        partition = int(integers(batch[_PARTITION])[0])
        start = read.get(partition, before[partition])
        read[partition] = start + len(batch)
        cells = pa.Table.from_batches([batch]).select(checker.resource.schema.names)
        table = Table(checker.resource, cells, None, start)
        problem = next(_character_problems(table), None)
        yield from to_batches(
            checker.resource, CheckedBlock(None, (problem,)) if problem else checker.check_cells(table)
        )


def _character_problems(table: Table) -> Iterator[Problem]:
    """The first control character and the first line end but LF of each column."""
    kinds = problem_kinds(__package__, "parquet.toml")
    for field in table.resource.schema.names:
        column = table.cells[field]
        for code, pattern in (("control-character", CONTROL), ("newline-not-lf", NEWLINE)):
            rows = true_indices(pc.match_substring_regex(column, pattern))
            if len(rows):
                at = int(rows[0])
                found = re.findall(pattern, str(column.slice(at, 1).to_pylist()[0]))[0]
                character = " ".join(f"U+{ord(each):04X}" for each in found)
                yield kinds[code].at(table.place(table.before + at + 1, field), character=character)
