"""Reads Parquet files and folders of them in blocks of rows: values as the text that CSV would hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import constant_array, is_in, string_array, true_indices
from riwaya.errors import PackageError
from riwaya.package import MESSAGES
from riwaya.package.csv_blocks import BLOCK_BYTES
from riwaya.package.csv_checks import CONTROL, NEWLINE, BlockChecker, CheckedBlock
from riwaya.package.files import Files
from riwaya.package.header_checks import header_problems
from riwaya.package.read_csv import CsvFile, file_status, joined
from riwaya.package.resource import Resource
from riwaya.package.schema import Field
from riwaya.package.table import Table
from riwaya.package.url_files import UrlFiles
from riwaya.problem import Problem, problem_kinds
from riwaya.system_errors import reason_of

BLOCK_ROWS = 1 << 16
"""The most rows of a block: values that repeat take few bytes in Parquet, and as much work as others."""
# How programs write null in the name of a folder.
_NULL = "__HIVE_DEFAULT_PARTITION__"


class RowRun(NamedTuple):
    """Rows of one row group of one file."""

    path: str
    group: int
    first: int
    """The number of rows before it in the row group."""
    rows: int
    before: int
    """The number of rows before it, in the order of the files' names."""


@dataclass(frozen=True, slots=True)
class ParquetBlocks:
    """The rows of a table in blocks, which can be read and checked anywhere."""

    files: UrlFiles
    checker: BlockChecker
    runs: tuple[RowRun, ...]

    def __len__(self) -> int:
        return len(self.runs)

    def checked(self, index: int) -> CheckedBlock:
        """The rows of a block, and their problems."""
        run, resource = self.runs[index], self.checker.resource
        with self.files.open(run.path) as stream:
            stored = _rows_of(_parquet_file(stream, run.path), run)
        folders = _values_of_folders(run.path)
        columns = [_as_text(resource, field, stored, folders) for field in resource.schema.fields]
        cells = pa.Table.from_arrays(columns, names=[*resource.schema.names])
        table = Table(resource, cells, None, run.before)
        problem = next(_character_problems(table), None)
        return CheckedBlock(None, (problem,)) if problem else self.checker.check_cells(table)


def read_parquet(files: Files, resource: Resource) -> tuple[Table | None, list[Problem]]:
    """The whole table of a resource, as `read_csv.read_table` returns it."""
    opened = open_parquet(files, resource)
    if isinstance(opened, Problem):
        return None, [opened]
    file, blocks = opened
    return joined(resource, file, [blocks.checked(index) for index in range(len(blocks))])


def open_parquet(
    files: Files, resource: Resource, block_bytes: int = BLOCK_BYTES
) -> tuple[CsvFile, ParquetBlocks] | Problem:
    """The blocks of a table, and what is wrong with its labels; or why it cannot be opened.

    A block is a row group, or a part of one that takes over `block_bytes` or has over BLOCK_ROWS rows.

    PackageError where there is no Parquet file.
    """
    status = file_status(files, resource)
    if isinstance(status, Problem):
        return status
    # Only packages at a URL may have tables in Parquet.
    assert isinstance(files, UrlFiles)
    checker, before = BlockChecker(resource, tuple(resource.schema.names)), 0
    runs: list[RowRun] = []
    problems: dict[str, Problem] = {}
    paths = files.files_in(resource.path)
    if not paths:
        raise PackageError(MESSAGES("parquet-empty", path=resource.path))
    for path in paths:
        with files.open(path) as stream:
            file = _parquet_file(stream, path)
            labels = [*file.schema_arrow.names, *_values_of_folders(path)]
            problems |= {str(item): item for item in _label_problems(checker, labels)}
            for index in range(file.num_row_groups):
                group = file.metadata.row_group(index)
                step = min(max(1, group.num_rows * block_bytes // max(1, group.total_byte_size)), BLOCK_ROWS)
                # An empty group is a block too.
                for first in range(0, max(1, group.num_rows), step):
                    runs.append(RowRun(path, index, first, min(step, group.num_rows - first), before))
                    before += runs[-1].rows
    checker = replace(checker, labels=()) if problems else checker
    return CsvFile(checker, iter(()), tuple(problems.values())), ParquetBlocks(files, checker, tuple(runs))


def _parquet_file(stream: BinaryIO, path: str) -> Any:
    """A ParquetFile of pyarrow, whose stubs leave open what its methods take."""
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(stream)
    except (OSError, ValueError) as error:
        raise PackageError(MESSAGES("parquet-unreadable", path=path, reason=reason_of(error))) from None


def _rows_of(file: Any, run: RowRun) -> pa.Table:
    """The rows of a run. Of those before it in the row group, no more than a batch is in memory."""
    found: list[pa.RecordBatch] = []
    at, end = 0, run.first + run.rows
    for batch in file.iter_batches(1 << 14, row_groups=[run.group]):
        first, last = max(run.first - at, 0), min(end - at, len(batch))
        if first < last:
            found.append(batch.slice(first, last - first))
        at += len(batch)
        if at >= end:
            break
    return pa.Table.from_batches(found, file.schema_arrow)


def _values_of_folders(path: str) -> dict[str, str | None]:
    """The values of columns that names of folders hold, as in `measure=persons_released/part-0.parquet`."""
    pairs = (unquote(name).split("=", 1) for name in path.split("/")[:-1] if "=" in name)
    return {name: None if value in ("", _NULL) else value for name, value in pairs}


def _label_problems(checker: BlockChecker, labels: list[str]) -> Iterator[Problem]:
    schema = checker.resource.schema
    # Columns from names of folders come last, whatever the order of the fields.
    schema = replace(schema, fields_match="equal") if schema.fields_match == "exact" else schema
    for problem in header_problems(checker.problem, schema, labels):
        yield replace(problem, place=replace(problem.place, line=None))


def _as_text(
    resource: Resource, field: Field, stored: pa.Table, folders: dict[str, str | None]
) -> pa.Array[Any]:
    """The cells of a field as CSV would write them."""
    if field.name in folders:
        return constant_array(folders[field.name], stored.num_rows).cast(pa.string())
    if field.name not in stored.column_names:
        return pa.nulls(stored.num_rows, pa.string())
    column = stored[field.name].combine_chunks()
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_boolean(kind):
        true, false = field.true_values[0], field.false_values[0]
        return string_array(
            [None if cell is None else true if cell else false for cell in column.to_pylist()]
        )
    if pa.types.is_floating(kind):
        # As Python writes them: 12.0 is not an integer.
        return string_array([None if cell is None else repr(cell) for cell in column.to_pylist()])
    if pa.types.is_nested(kind) or "binary" in str(kind):
        unsupported = MESSAGES("parquet-type-unsupported", path=resource.path, field=field.name, type=kind)
        raise PackageError(unsupported)
    texts = column.cast(pa.string())
    return pc.if_else(is_in(texts, string_array([""])), pa.nulls(1, pa.string())[0], texts)


def _character_problems(table: Table) -> Iterator[Problem]:
    """The first control character and the first line end but LF of each column."""
    kinds = problem_kinds(__package__ or "", "read_parquet.toml")
    for field in table.resource.schema.names:
        column = table.cells[field]
        for key, pattern in (("control-character", CONTROL), ("newline-not-lf", NEWLINE)):
            rows = true_indices(pc.match_substring_regex(column, pattern))
            if len(rows):
                at = int(rows[0])
                found = re.findall(pattern, str(column.slice(at, 1).to_pylist()[0]))[0]
                character = " ".join(f"U+{ord(each):04X}" for each in found)
                if pattern == CONTROL and found >= "\x80":
                    key = "control-character-of-a-text"
                yield kinds[key].at(table.place(table.before + at + 1, field), character=character)
