"""Opens the CSV file of a resource and checks it block by block."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa

from riwaya.package.csv_blocks import BLOCK_BYTES, Block, blocks_in
from riwaya.package.csv_checks import MOST_MISSING, MOST_UNFIT, RAGGED, BlockChecker, CheckedBlock, csv_kinds
from riwaya.package.csv_faults import FILE_FAULTS, without_faults
from riwaya.package.csv_structure import Widths
from riwaya.package.decoded_files import Coding, DecodingError, coding_of
from riwaya.package.files import Files, Status, is_url
from riwaya.package.header_checks import certain_labels, header_problems, once_for_each_fault
from riwaya.package.not_text import SAMPLE_BYTES, compression_of, control_characters, format_of, utf16_of
from riwaya.package.resource import Resource
from riwaya.package.table import Table
from riwaya.problem import Place, Problem
from riwaya.system_errors import reason_of

# Of problems that keep a file from being read, the first in this order is reported.
_FATAL_ORDER = (
    "encoding-not-utf8",
    "control-character",
    "newline-not-lf",
    "quote-unbalanced",
    "file-unreadable",
)
# Where the separator is not a comma, quotation marks stand beside it: that alone is reported.
_EXPLAINING = {"separator-line", "delimiter-not-comma"}


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file in blocks that are still to be checked."""

    checker: BlockChecker
    blocks: Iterator[Block]
    opening: tuple[Problem, ...]
    """What is wrong with its first bytes and its header."""

    def fatal_problems(self, found: Iterable[Problem], others: Iterable[Problem] = ()) -> list[Problem]:
        """Why the file cannot be read as a table, from the fatal problems of its blocks and the others; empty
        if it can.
        """
        explained = {item.code for item in self.opening} & _EXPLAINING
        left = [item for item in found if not (explained and item.code == "quote-unbalanced")]
        ragged = [item for item in others if item.code in RAGGED]
        unfit = {item.place.row: item.place.line or 0 for item in ragged}
        too_many = [item for item in left if item.code == "file-unreadable"]
        if too_many or len(unfit) > MOST_UNFIT or len(ragged) > MOST_MISSING:
            line = min([*unfit.values(), *(item.place.line or 0 for item in too_many)])
            left = [item for item in left if item not in too_many]
            left.append(self.checker.no_table(line))
        ordered = sorted(left, key=lambda item: (_FATAL_ORDER.index(item.code), item.place.line or 0))
        return ordered[:1] or ([] if self.checker.labels else [*self.opening])

    def all_problems(self, found: Iterable[Problem]) -> list[Problem]:
        """The problems of a file that can be read as a table, from those of its blocks."""
        in_order = sorted(found, key=lambda item: item.place.line or 0)
        faults = {item.code: item for item in reversed(in_order) if item.code in FILE_FAULTS}
        others = (item for item in in_order if item.code not in FILE_FAULTS)
        return [*self.opening, *faults.values(), *others]


def open_csv(files: Files, resource: Resource, block_bytes: int = BLOCK_BYTES) -> CsvFile | Problem:
    """The file of a resource in blocks of about `block_bytes`, or the problem why it cannot be opened."""
    status = file_status(files, resource)
    if isinstance(status, Problem):
        return status
    blocks = _blocks_of(files, resource.path, block_bytes)
    try:
        return csv_file(resource, blocks, coding_of(files, resource.path))
    except OSError as error:
        return unreadable(resource, error)


def csv_file(resource: Resource, blocks: Iterator[Block], coding: Coding | None = None) -> CsvFile | Problem:
    """A file that consists of these blocks. The first are read: what is in them, and the header."""
    checker, first = BlockChecker(resource, coding=coding), next(blocks)
    begin, sample = [first], first.data
    while len(sample) < SAMPLE_BYTES and (more := next(blocks, None)):
        begin.append(more)
        sample += more.data
    if problem := encoding_problem(checker, sample):
        return problem
    opening = [checker.problem("encoding-bom", line=1)] if first.data.startswith(codecs.BOM_UTF8) else []
    block, _ = without_faults(first)
    try:
        labels = Widths(block).labels() if len(block.closing) else []
    except UnicodeDecodeError:
        labels = []
    header = once_for_each_fault(header_problems(checker.problem, resource.schema, labels))
    opening += header
    certain = certain_labels(resource.schema, labels) if header else tuple(labels)
    return CsvFile(replace(checker, labels=certain), chain(begin, blocks), tuple(opening))


def read_table(files: Files, resource: Resource) -> tuple[Table | None, list[Problem]]:
    """The whole table of a resource, or None with the problems that keep it from being read.

    A table that is returned may still come with problems of its records and cells.
    """
    return table_from(resource, open_csv(files, resource))


def table_from(resource: Resource, file: CsvFile | Problem) -> tuple[Table | None, list[Problem]]:
    """The same for a file that is open."""
    if isinstance(file, Problem):
        return None, [file]
    return joined(resource, file, [file.checker.check(block) for block in file.blocks])


def joined(
    resource: Resource, file: CsvFile, checked: Sequence[CheckedBlock]
) -> tuple[Table | None, list[Problem]]:
    """The same for the blocks of a file."""
    fatal = (problem for block in checked for problem in block.fatal)
    others = (problem for block in checked for problem in block.problems)
    if fatal := file.fatal_problems(fatal, others):
        return None, fatal
    tables = [block.table for block in checked if block.table]
    # Schema.empty_table would import pandas.
    empty = pa.Table.from_batches([], pa.schema([(name, pa.string()) for name in resource.schema.names]))
    cells = pa.concat_tables([empty, *(table.cells for table in tables)])
    lines = [table.lines for table in tables if table.lines is not None]
    return Table(resource, cells, np.concatenate(lines) if lines else None), file.all_problems(
        problem for block in checked for problem in block.problems
    )


def file_status(files: Files, resource: Resource) -> Status | Problem:
    """What is at the path of a resource, or the problem that keeps it from being opened."""
    checker, path, limit = BlockChecker(resource), resource.path, resource.max_mebibytes
    if not _is_safe(path):
        if is_url(str(path)):
            return checker.problem("path-remote", value=path)
        return checker.problem("path-unsafe", value=str(path))
    try:
        status = files.status(path)
    except OSError as error:
        return unreadable(resource, error)
    if not status.is_inside:
        return checker.problem("path-unsafe", value=path)
    # Parquet may be a folder of files.
    if not status.is_file and resource.format == "csv":
        return checker.problem("not-a-file")
    return checker.problem("file-too-large", limit=limit) if status.size > limit << 20 else status


def _is_safe(path: object) -> bool:
    """Whether a path stays within its package and can be used on every system."""
    if not isinstance(path, str) or not path.strip() or set(path) & set('\\:\0*?"<>|'):
        return False
    return not path.startswith(("/", "~")) and ".." not in PurePosixPath(path).parts


def unreadable(resource: Resource, error: OSError) -> Problem:
    """The problem of a file that is missing or cannot be read."""
    if isinstance(error, FileNotFoundError):
        return BlockChecker(resource).problem("file-missing")
    if isinstance(error, DecodingError):
        return csv_kinds()[error.key].at(Place(resource.path, resource.name, error.line), **error.params)
    return BlockChecker(resource).problem("file-unreadable", reason=reason_of(error))


def _blocks_of(files: Files, path: str, block_bytes: int) -> Iterator[Block]:
    with files.open(path) as stream:
        yield from blocks_in(stream, block_bytes)


def encoding_problem(checker: BlockChecker, data: bytes, signs: str = "") -> Problem | None:
    """An empty file, one that is no text, or UTF-16, by the first bytes; None if the file may be UTF-8.

    The `signs` are those that separate or quote cells.
    """
    if not data.removeprefix(codecs.BOM_UTF8):
        return checker.problem("file-empty")
    if compression := compression_of(data):
        return checker.problem("compression-not-declared", compression=compression)
    if form := format_of(data):
        return checker.problem("not-text", format=form)
    if utf16_of(data):
        return checker.problem("encoding-utf16", line=1)
    if count := control_characters(data, signs=signs):
        return checker.problem("control-characters", count=count)
    return None
