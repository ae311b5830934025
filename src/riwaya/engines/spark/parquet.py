"""Tables of Parquet, which Spark reads: their values as the texts that a CSV file would hold, and an order of their rows."""

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
from riwaya.engines.spark.engine import SparkEngine
from riwaya.engines.spark.requirements import required
from riwaya.engines.spark.splits import SAID, as_batches, heard
from riwaya.engines.spark.transpile import DOUBLE_TEXT
from riwaya.engines.sql import sql_literal
from riwaya.errors import EngineError
from riwaya.package.csv_checks import CONTROL, NEWLINE, BlockChecker, CheckedBlock
from riwaya.package.descriptor import Resource
from riwaya.package.header_checks import header_problems
from riwaya.package.schema import Field
from riwaya.package.table import Table
from riwaya.problem import Problem, problem_kinds

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_AS_THEY_ARE = (
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
_PART = "part_"


def numbered(
    engine: SparkEngine, resource: Resource, url: str
) -> tuple[DataFrame, list[Problem], list[Problem]]:
    """The rows of a file or a folder as riwaya.splits gives those of CSV, problems, and why they cannot be read as the table.

    Parquet has no lines, and no order that lasts: the first row is the first by the primary key.
    """
    # What a folder is called is text: to Spark, 01 would be a number.
    engine.session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    found, checker = engine.session.read.parquet(url), BlockChecker(resource)
    if problems := [*_label_problems(checker, found.columns)]:
        return found, [], problems
    kinds = dict(found.dtypes)
    cells = found.selectExpr(
        *(
            f"{_text(resource, field, kinds.get(field.name))} AS `{field.name}`"
            for field in resource.schema.fields
        )
    )
    key = resource.schema.primary_key
    order = [part for name in key for part in (f"length(`{name}`)", f"`{name}`")]
    # Rows of one key are in one order as well.
    order += [f"`{name}`" for name in resource.schema.names if name not in key]
    ordered = cells.orderBy(*map(required("pyspark.sql.functions").expr, order))
    ordered = engine.keep(ordered.selectExpr("*", f"spark_partition_id() AS {_PART}"))
    counts = {row[_PART]: row["count"] for row in ordered.groupBy(_PART).count().collect()}
    parts = sorted(counts)
    before = dict(zip(parts, accumulate((counts[part] for part in parts), initial=0), strict=False))
    columns = ", ".join(f"`{name}` STRING" for name in resource.schema.names)
    rows = engine.keep(
        ordered.mapInArrow(
            partial(_judged, checker, before), f"{columns}, row_ BIGINT, line_ BIGINT, {SAID} BINARY"
        )
    )
    problems, refusals, _ = heard(rows.where(f"{SAID} IS NOT NULL").select(SAID).toArrow()[SAID].to_pylist())
    return rows, problems, sorted(refusals, key=lambda problem: (problem.place.row, problem.code))[:1]


def _label_problems(checker: BlockChecker, labels: list[str]) -> Iterator[Problem]:
    schema = checker.resource.schema
    # The columns of folders come last, so that the order of columns says nothing.
    schema = replace(schema, fields_match="equal") if schema.fields_match == "exact" else schema
    return header_problems(lambda code, line=None, **more: checker.problem(code, **more), schema, labels)


def _text(resource: Resource, field: Field, kind: str | None) -> str:
    """The expression for a column of a Spark type as the texts of CSV."""
    column = f"`{field.name}`"
    if kind is None:
        return "CAST(NULL AS STRING)"
    if kind == "boolean":
        true, false = sql_literal(field.true_values[0]), sql_literal(field.false_values[0])
        return f"CASE WHEN {column} THEN {true} WHEN NOT {column} THEN {false} END"
    if kind in ("double", "float"):
        return f"{DOUBLE_TEXT}(CAST({column} AS STRING))"
    if kind.partition("(")[0] in _AS_THEY_ARE:
        return f"nullif(CAST({column} AS STRING), '')"
    raise EngineError(
        f"{resource.path}: the column {field.name} is {kind} in Parquet, which CSV cannot hold. "
        "Write it as text, a number, a date or a boolean.",
        f"{resource.path}: العمود {field.name} نوعه في Parquet هو {kind}، ولا يتسع له CSV. "
        "اكتبه نصًا أو رقمًا أو تاريخًا أو قيمة منطقية.",
    )


def _judged(
    checker: BlockChecker, before: Mapping[int, int], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    read: dict[int, int] = {}
    for batch in batches:
        if not len(batch):
            continue
        part = int(integers(batch[_PART])[0])
        start = read.get(part, before[part])
        read[part] = start + len(batch)
        cells = pa.Table.from_batches([batch]).select(checker.resource.schema.names)
        table = Table(checker.resource, cells, None, start)
        refused = next(_not_text(table), None)
        yield from as_batches(
            checker.resource, CheckedBlock(None, (refused,)) if refused else checker.check_cells(table)
        )


def _not_text(table: Table) -> Iterator[Problem]:
    kinds = problem_kinds(__package__, "parquet.toml")
    for field in table.resource.schema.names:
        column = table.cells[field]
        for code, pattern in (("control-character", CONTROL), ("newline-not-lf", NEWLINE)):
            for at in true_indices(pc.match_substring_regex(column, pattern))[:1].tolist():
                character = " ".join(
                    f"U+{ord(each):04X}" for each in re.search(pattern, column[at].as_py())[0]
                )
                yield kinds[code].at(table.place(table.before + at + 1, field), character=character)
