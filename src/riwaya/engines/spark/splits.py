"""Checks a CSV file in the splits that Spark gives to workers, with the result of checking the whole file.

A split starts at a line, but not always at a record. The first pass (`count_splits`) counts lines, records
and quotation marks in each split, from which `locate_splits` computes where each one starts. The second pass
(`check_splits`) cuts each split into blocks of whole records and checks them. The pieces of records that
cross borders are joined and checked by `check_border_records`.

The batches of both passes have the columns `line`, bytes with a line feed at the end, and `start`, the offset
in bytes of the split in the file.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from riwaya.arrow import int64_array, integers, utf8_bytes
from riwaya.engines.tables import with_row_and_line
from riwaya.package.csv_blocks import BLOCK_BYTES, LONGEST_RECORD, block_of, outside
from riwaya.package.csv_checks import BlockChecker, CheckedBlock
from riwaya.package.resource import Resource
from riwaya.problem import Problem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

COUNT_COLUMNS = ("start", "bytes", "feeds", "quotes", "ends")
"""What the first pass counts in a split; `ends`: records that end in it if it starts outside quotation marks.
"""
PICKLED = "pickled_"
"""The column for what the second pass finds besides rows, pickled: problems, and pieces of records."""
_BATCH_ROWS = 1 << 14


@dataclass(frozen=True, slots=True)
class Split:
    """The place in its file where a split starts."""

    line: int
    record: int
    """The number of the record that starts at the split or is open there, the header being 0."""
    in_quotes: bool
    """Whether the split starts inside quotation marks."""
    lacks_newline: bool = False
    """Whether the file ends in this split, without a line feed. Spark adds one to every line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a record that lies in one split, where the record crosses a border of the split."""

    start: int
    data: bytes
    line: int
    record: int
    begins: bool
    """Whether the record starts in it."""
    ends: bool
    """Whether the record ends in it."""
    size: int
    """Bytes. Data of over LONGEST_RECORD are checked where they were found, and left out here."""


def count_splits(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Run the first pass: yield the COUNT_COLUMNS of each split."""
    for start, lines in _by_split(batches):
        size = feeds = quotes = ends = 0
        for data in lines:
            block = block_of(data, 1, 0, False)
            ends += len(block.feeds) - len(block.closing) if quotes % 2 else len(block.closing)
            size, feeds, quotes = size + len(data), feeds + len(block.feeds), quotes + len(block.quotes)
        counts = (start, size, feeds, quotes, ends)
        yield pa.RecordBatch.from_arrays(
            [int64_array(np.array([number])) for number in counts], names=[*COUNT_COLUMNS]
        )


def locate_splits(counts: Iterable[Mapping[str, int]], size: int) -> dict[int, Split]:
    """Compute where the splits of a file of `size` bytes start, by their offset.

    `counts` are the rows of the first pass. ValueError if they are not those of a file of that size.
    """
    splits: dict[int, Split] = {}
    line, record, in_quotes, read = 1, 0, False, 0
    ordered = sorted(counts, key=itemgetter("start"))
    for count in ordered:
        splits[count["start"]] = Split(line, record, in_quotes)
        record += count["feeds"] - count["ends"] if in_quotes else count["ends"]
        in_quotes ^= count["quotes"] % 2 == 1
        line, read = line + count["feeds"], read + count["bytes"]
    if read not in (size, size + 1):
        raise ValueError(f"{read} bytes of {size}")
    last = ordered[-1]["start"]
    splits[last] = replace(splits[last], lacks_newline=read > size)
    return splits


def check_splits(
    checker: BlockChecker, splits: Mapping[int, Split], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Run the second pass: yield the rows of splits, and PICKLED what was found besides rows."""
    for start, lines in _by_split(batches):
        for item in _check_split(checker, start, splits[start], lines):
            if isinstance(item, Piece):
                yield _pickled(checker.resource, item)
            else:
                yield from to_batches(checker.resource, item)


def to_batches(resource: Resource, item: CheckedBlock) -> Iterator[pa.RecordBatch]:
    """Yield checked rows, and PICKLED their problems."""
    if item.table:
        for batch in with_row_and_line(item.table).to_batches(_BATCH_ROWS):
            yield batch.append_column(PICKLED, pa.nulls(len(batch), pa.binary()))
    if item.problems:
        yield _pickled(resource, item.problems, item.table is None)


def row_columns(resource: Resource) -> tuple[str, ...]:
    """The columns of a table in an engine: its fields, then row_ and line_."""
    return (*resource.schema.names, "row_", "line_")


def _pickled(resource: Resource, *found: object) -> pa.RecordBatch:
    """A row that has nothing but `found`."""
    names = row_columns(resource)
    empty = [pa.nulls(1, pa.int64() if name in ("row_", "line_") else pa.string()) for name in names]
    cell = pa.array([pickle.dumps(found)], pa.binary())
    return pa.RecordBatch.from_arrays([*empty, cell], names=[*names, PICKLED])


@dataclass(frozen=True, slots=True)
class Found:
    """What the second pass found besides rows."""

    problems: list[Problem] = field(default_factory=list)
    fatal: list[Problem] = field(default_factory=list)
    """Problems for which the file cannot be read as a table."""
    pieces: list[Piece] = field(default_factory=list)


def row_types(resource: Resource) -> str:
    """The columns of checked rows as a schema of Spark: the fields as text, row_, line_ and PICKLED."""
    cells = ", ".join(f"`{name}` STRING" for name in resource.schema.names)
    return f"{cells}, row_ BIGINT, line_ BIGINT, {PICKLED} BINARY"


def found_in(rows: DataFrame) -> Found:
    """What checks found besides rows, from the column PICKLED of checked rows in Spark."""
    cells = rows.where(f"{PICKLED} IS NOT NULL").select(PICKLED).toArrow()[PICKLED]
    return unpickle(cell for cell in cells.to_pylist() if cell)


def unpickle(cells: Iterable[bytes]) -> Found:
    """Read the cells of the column PICKLED."""
    found = Found()
    for item in map(pickle.loads, cells):
        match item:
            case (Piece() as piece,):
                found.pieces.append(piece)
            case (problems, is_fatal):
                (found.fatal if is_fatal else found.problems).extend(problems)
    return found


def check_border_records(checker: BlockChecker, pieces: Iterable[Piece]) -> Iterator[CheckedBlock]:
    """Check the records that cross borders of splits, and a last one that does not end."""
    record: list[Piece] = []
    # In a split the end of one record comes before the start of another.
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.begins)):
        record.append(piece)
        if piece.ends:
            yield from _check_record(checker, record, False)
            record = []
    if record:
        yield from _check_record(checker, record, True)


def _check_record(checker: BlockChecker, record: list[Piece], last: bool) -> Iterator[CheckedBlock]:
    first = record[0]
    if sum(piece.size for piece in record) <= LONGEST_RECORD:
        yield checker.check(
            block_of(b"".join(piece.data for piece in record), first.line, first.record, last)
        )
        return
    # No record may be so long: either a quotation mark is not closed, or a later piece has a problem of its
    # own.
    for piece in record:
        if piece.data:
            ends = last and piece is record[-1]
            yield BlockChecker(checker.resource).check(block_of(piece.data, piece.line, piece.record, ends))


def _by_split(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Iterator[bytes]]]:
    for start, pieces in groupby(_lines(batches), key=itemgetter(0)):
        yield start, (data for _, data in pieces)


def _lines(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of each batch that are of one split, joined, with the offset of the split."""
    for batch in batches:
        if not len(batch):
            continue
        starts = integers(batch["start"])
        codes, offsets = utf8_bytes(batch["line"])
        borders = [0, *(np.flatnonzero(np.diff(starts)) + 1).tolist(), len(starts)]
        for first, end in pairwise(borders):
            yield int(starts[first]), codes[offsets[first] : offsets[end]].tobytes()


def _check_split(
    checker: BlockChecker, start: int, split: Split, lines: Iterable[bytes]
) -> Iterator[CheckedBlock | Piece]:
    """Check the whole records of a split, and yield the pieces of those that cross its borders."""
    line, record, in_quotes, rest = split.line, split.record, split.in_quotes, b""
    for more, is_end in _blocks(lines):
        data = rest + (more[:-1] if is_end and split.lacks_newline else more)
        if in_quotes:
            block = block_of(data, line, record, False)
            ends = block.feeds[~outside(block.feeds, block.quotes)]
            if not len(ends) and not is_end:
                rest = data
                continue
            stop = int(ends[0]) + 1 if len(ends) else len(data)
            yield from _piece(checker, Piece(start, data[:stop], line, record, False, bool(len(ends)), stop))
            line, record, in_quotes = line + data.count(b"\n", 0, stop), record + 1, False
            data = data[stop:]
            if not len(ends):
                return
        block = block_of(data, line, record, False)
        stop = int(block.ends[-1]) + 1 if len(block.closing) else 0
        if stop:
            whole = block if stop == len(data) else block_of(data[:stop], line, record, False)
            yield checker.check(whole)
            line, record = line + len(whole.feeds), record + len(whole.closing)
        rest = data[stop:]
    if rest:
        yield from _piece(checker, Piece(start, rest, line, record, True, False, len(rest)))


def _piece(checker: BlockChecker, piece: Piece) -> Iterator[CheckedBlock | Piece]:
    if piece.size > LONGEST_RECORD:
        yield BlockChecker(checker.resource).check(block_of(piece.data, piece.line, piece.record, False))
        piece = replace(piece, data=b"")
    yield piece


def _blocks(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The bytes in blocks of at least BLOCK_BYTES, each with whether it is the last one."""
    block: list[bytes] = []
    size = 0
    for data in lines:
        if size >= BLOCK_BYTES:
            yield b"".join(block), False
            block, size = [], 0
        block.append(data)
        size += len(data)
    yield b"".join(block), True
