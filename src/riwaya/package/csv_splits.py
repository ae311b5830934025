"""Cuts a CSV file into blocks of whole records by parts that are counted apart, in any order and anywhere.

A part of a file begins anywhere, perhaps within a quoted cell: the ends of its records are counted for both
cases, and which one holds is known when all parts before it are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from riwaya.package.csv_blocks import LONGEST_RECORD, Block, block_of, outside
from riwaya.package.csv_checks import BlockChecker, CheckedBlock
from riwaya.package.files import Files


class Ends(NamedTuple):
    """The ends of records in a part, if it begins outside, or inside, quotation marks."""

    number: int
    first: int
    """The offset in the part after the first of them; 0 where there is none."""
    lines: int
    """The line feeds before that offset."""


class Counts(NamedTuple):
    """What is counted in a part of a file."""

    feeds: int
    quotes: int
    ends: tuple[Ends, Ends]
    """Where the part begins outside, and inside, quotation marks."""


@dataclass(frozen=True, slots=True)
class Split:
    """The place of a block of whole records in its file."""

    offset: int
    size: int
    """In bytes."""
    line: int
    record: int
    last: bool


def count_part(data: bytes) -> Counts:
    """Count line feeds, quotation marks and ends of records in a part of a file."""
    codes = np.frombuffer(data, np.uint8)
    quotes, feeds = np.flatnonzero(codes == ord('"')), np.flatnonzero(codes == ord("\n"))
    is_outside = outside(feeds, quotes)

    def ends(at: np.ndarray) -> Ends:
        places = np.flatnonzero(at)
        if not len(places):
            return Ends(0, 0, 0)
        return Ends(len(places), int(feeds[places[0]]) + 1, int(places[0]) + 1)

    return Counts(len(feeds), len(quotes), (ends(is_outside), ends(~is_outside)))


def splits_of(parts: Sequence[Counts], part_bytes: int, size: int) -> list[Split]:
    """The blocks of a file of `size` bytes, from the counts of its parts of `part_bytes` each.

    A block begins after the first end of a record in a part. A record of over LONGEST_RECORD is cut off, and
    what follows is left out, as in `blocks_in`.
    """
    starts = [(0, 1, 0)]
    line, record, in_quotes = 1, 0, False
    for index, part in enumerate(parts):
        ends = part.ends[in_quotes]
        if index and ends.number:
            starts.append((index * part_bytes + ends.first, line + ends.lines, record + 1))
        line, record = line + part.feeds, record + ends.number
        in_quotes ^= part.quotes % 2 == 1
    splits: list[Split] = []
    for (offset, line, record), (end, _, _) in zip(starts, [*starts[1:], (size, 0, 0)], strict=True):
        length = min(end - offset, part_bytes + LONGEST_RECORD)
        is_cut = length < end - offset
        if length or not splits:
            splits.append(Split(offset, length, line, record, is_cut or end == size))
        if is_cut:
            break
    return splits


def read_part(files: Files, path: str, offset: int, size: int) -> bytes:
    """`size` bytes of a file, from `offset`; fewer where it ends before."""
    with files.open(path) as stream:
        stream.seek(offset)
        return stream.read(size)


def read_split(files: Files, path: str, split: Split) -> Block:
    """The block at a place of a file. OSError where the file is shorter than it was."""
    data = read_part(files, path, split.offset, split.size)
    if len(data) != split.size:
        raise OSError(f"{path}: {len(data)} bytes at {split.offset}, {split.size} expected")
    return block_of(data, split.line, split.record, split.last)


@dataclass(frozen=True, slots=True)
class Parts:
    """Counts parts of a file, each of `part_bytes`, wherever it is called."""

    files: Files
    path: str
    part_bytes: int

    def __call__(self, indexes: Iterable[int]) -> Iterator[Counts]:
        for index in indexes:
            yield count_part(read_part(self.files, self.path, index * self.part_bytes, self.part_bytes))


@dataclass(frozen=True, slots=True)
class CsvBlocks:
    """The blocks of a file, which can be read and checked anywhere."""

    files: Files
    checker: BlockChecker
    splits: tuple[Split, ...]

    def __len__(self) -> int:
        return len(self.splits)

    def checked(self, index: int) -> CheckedBlock:
        """The records of a block, and their problems."""
        return self.checker.check(read_split(self.files, self.checker.resource.path, self.splits[index]))
