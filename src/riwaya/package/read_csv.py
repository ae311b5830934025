"""Opens the CSV file of a resource and checks it block by block."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

import numpy as np
import pyarrow as pa

from riwaya.package.csv_blocks import BLOCK_BYTES, Block, blocks_in
from riwaya.package.csv_checks import BlockChecker, Widths
from riwaya.package.descriptor import Resource
from riwaya.package.header_checks import header_problems
from riwaya.package.table import Table
from riwaya.problem import Problem

# -- Files --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file whose blocks are to be judged."""

    checker: BlockChecker
    blocks: Iterator[Block]
    header: tuple[Problem, ...]
    """What is wrong with its header."""

    def refusal(self, refused: Iterable[Problem]) -> list[Problem]:
        """Why the file cannot be read as a table, from what refused its blocks, once all are judged; empty if it can."""
        found = sorted(refused, key=lambda problem: (_SOONER.index(problem.code), problem.place.line))
        return found[:1] or [*self.header]


# Of what keeps a file from being read, the first is told.
_SOONER = (
    "encoding-not-utf8",
    "control-character",
    "newline-not-lf",
    "newline-missing-at-end",
    "quote-unbalanced",
)


def opened(root: Path, resource: Resource, size: int = BLOCK_BYTES) -> CsvFile | Problem:
    """A resource's file, to be judged in blocks of about `size` bytes; or why it is not read at all."""
    checker = BlockChecker(resource)
    if refusal := file_problem(root, resource):
        return refusal
    try:
        return begun(resource, _blocks_of(root / resource.path, size))
    except OSError as error:
        return checker.problem("file-unreadable", reason=error.strerror or type(error).__name__)


def begun(resource: Resource, blocks: Iterator[Block]) -> CsvFile | Problem:
    """The file of these blocks, of which the first is looked at: its bytes, and its header."""
    checker, first = BlockChecker(resource), next(blocks)
    if refusal := _refusal_of_start(checker, first.data):
        return refusal
    try:
        labels = Widths(first).labels() if len(first.closing) else []
    except UnicodeDecodeError:
        labels = []
    header = tuple(header_problems(checker.problem, resource.schema, labels))
    return CsvFile(BlockChecker(resource, () if header else tuple(labels)), chain([first], blocks), header)


def _blocks_of(file: Path, size: int) -> Iterator[Block]:
    with file.open("rb") as stream:
        yield from blocks_in(stream, size)


def file_problem(root: Path, resource: Resource) -> Problem | None:
    """Why the file of a resource is not opened at all; None if it may be."""
    checker, path, limit = BlockChecker(resource), resource.path, resource.max_mebibytes
    if not is_safe(path) or not (root / path).resolve().is_relative_to(root.resolve()):
        return checker.problem("path-unsafe", value=str(path))
    try:
        status = (root / path).stat()
    except FileNotFoundError:
        return checker.problem("file-missing")
    except OSError as error:
        return checker.problem("file-unreadable", reason=error.strerror or type(error).__name__)
    if not stat.S_ISREG(status.st_mode):
        return checker.problem("not-a-file")
    return checker.problem("file-too-large", limit=limit) if status.st_size > limit << 20 else None


def is_safe(path: object) -> bool:
    """Whether a path stays within its package, and is one on every system."""
    if not isinstance(path, str) or not path.strip() or set(path) & set('\\:\0*?"<>|'):
        return False
    return not path.startswith(("/", "~")) and ".." not in PurePosixPath(path).parts


def _refusal_of_start(checker: BlockChecker, data: bytes) -> Problem | None:
    if not data:
        return checker.problem("file-empty")
    if data.startswith(b"\xef\xbb\xbf"):
        return checker.problem("encoding-bom", line=1)
    # Without a mark it has a NUL beside each comma and Latin letter: many, and all at even places, or all at odd ones.
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        min(even, odd) == 0 and max(even, odd) > 0.2 * len(data[:4096:2])
    ):
        return checker.problem("encoding-utf16", line=1)
    return None


def read_table(root: Path, resource: Resource) -> tuple[Table | None, list[Problem]]:
    """The whole table of a resource, or None with the problems that keep it from being one.

    A table that is returned may still come with problems of its cells' characters.
    """
    return table_of(resource, opened(root, resource))


def table_of(resource: Resource, file: CsvFile | Problem) -> tuple[Table | None, list[Problem]]:
    """The same of a file that is opened."""
    if isinstance(file, Problem):
        return None, [file]
    judged = [file.checker.check(block) for block in file.blocks]
    if refusal := file.refusal(problem for item in judged for problem in item.fatal):
        return None, refusal
    cells = pa.concat_tables([item.table.cells for item in judged])
    lines = np.concatenate([item.table.lines for item in judged])
    return Table(resource, cells, lines), [problem for item in judged for problem in item.problems]
