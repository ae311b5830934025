"""A file whose lines come in splits, as Spark hands them to workers: each is judged by itself, as if the file were read whole.

A split begins at a line, not at a record. The first pass counts in each what tells where the next one begins; the second cuts
each into blocks of whole records. Of a record that crosses borders the pieces are put together by `borders`.
Batches have the columns line, bytes with a line feed at the end, and start, the place of the split in the file.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
import pyarrow as pa

from riwaya.arrow import int64_array, integers, utf8_bytes
from riwaya.engines.tables import with_places
from riwaya.package.csv_blocks import BLOCK_BYTES, LONGEST_RECORD, block_of, outside
from riwaya.package.csv_checks import BlockChecker, CheckedBlock
from riwaya.package.descriptor import Resource
from riwaya.problem import Problem

COUNTED = ("start", "bytes", "feeds", "quotes", "ends")
"""What the first pass says of a split; `ends` are the records that end in it if it begins outside quotation marks."""
SAID = "said_"
"""The column of what the second pass has to say beside records, pickled: problems, refusals and pieces."""
_BATCH_ROWS = 1 << 14


@dataclass(frozen=True, slots=True)
class Split:
    """Where a split begins."""

    line: int
    record: int
    """The number of the record that begins in it, or before it."""
    inside: bool
    """Whether it begins inside quotation marks."""
    cut: bool = False
    """Whether the file ends in it, without a line feed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a record that crosses the border of a split."""

    start: int
    data: bytes
    line: int
    record: int
    begins: bool
    """Whether the record begins in it."""
    ends: bool
    size: int
    """That of the data; they are left out where no record may be so long, and are judged where they were found."""


def measured(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The first pass: COUNTED of each split."""
    for start, pieces in _by_split(batches):
        size = feeds = quotes = ends = 0
        for data in pieces:
            block = block_of(data, 1, 0, False)
            ends += len(block.feeds) - len(block.closing) if quotes % 2 else len(block.closing)
            size, feeds, quotes = size + len(data), feeds + len(block.feeds), quotes + len(block.quotes)
        counted = (start, size, feeds, quotes, ends)
        yield pa.RecordBatch.from_arrays(
            [int64_array(np.array([number])) for number in counted], names=[*COUNTED]
        )


def splits_of(counted: Iterable[Mapping[str, int]], size: int) -> dict[int, Split]:
    """Where each split of a file of `size` bytes begins, by its start; ValueError if they are not that file."""
    splits, line, record, inside, read = {}, 1, 0, False, 0
    every = sorted(counted, key=itemgetter("start"))
    for each in every:
        splits[each["start"]] = Split(line, record, inside)
        record += each["feeds"] - each["ends"] if inside else each["ends"]
        line, inside, read = line + each["feeds"], inside ^ (each["quotes"] % 2 == 1), read + each["bytes"]
    if read not in (size, size + 1):
        raise ValueError(f"{read} bytes of {size}")
    last = every[-1]["start"]
    splits[last] = replace(splits[last], cut=read > size)
    return splits


def judged(
    checker: BlockChecker, splits: Mapping[int, Split], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The second pass: records as the checker reads them, and what is SAID beside."""
    for start, pieces in _by_split(batches):
        for item in _judged(checker, start, splits[start], pieces):
            if isinstance(item, Piece):
                yield _said(rows_of(checker.resource), item)
            else:
                yield from as_batches(checker.resource, item)


def as_batches(resource: Resource, item: CheckedBlock) -> Iterator[pa.RecordBatch]:
    """Records, and what is SAID of them."""
    if item.table:
        for batch in with_places(item.table).to_batches(_BATCH_ROWS):
            yield batch.append_column(SAID, pa.nulls(len(batch), pa.binary()))
    if item.problems:
        yield _said(rows_of(resource), item.problems, item.table is None)


def rows_of(resource: Resource) -> tuple[str, ...]:
    """The columns of records as they were read."""
    return (*resource.schema.names, "row_", "line_")


def _said(names: Iterable[str], *what: object) -> pa.RecordBatch:
    nothing = [pa.nulls(1, pa.int64() if name in ("row_", "line_") else pa.string()) for name in names]
    pickled = pickle.dumps(what)
    where = pa.py_buffer(np.array([0, len(pickled)], np.int32))
    return pa.RecordBatch.from_arrays(
        [*nothing, pa.Array.from_buffers(pa.binary(), 1, [None, where, pa.py_buffer(pickled)])],
        names=[*names, SAID],
    )


def heard(pickled: Iterable[bytes]) -> tuple[list[Problem], list[Problem], list[Piece]]:
    """What was SAID: problems, refusals, pieces."""
    problems: list[Problem] = []
    refusals: list[Problem] = []
    pieces: list[Piece] = []
    for what in map(pickle.loads, pickled):
        match what:
            case (Piece() as piece,):
                pieces.append(piece)
            case (told, refused):
                (refusals if refused else problems).extend(told)
    return problems, refusals, pieces


def borders(checker: BlockChecker, pieces: Iterable[Piece]) -> Iterator[CheckedBlock]:
    """What the checker says of the records that cross borders of splits, and of one that does not end."""
    record: list[Piece] = []
    # Of one split the end of a record comes before the beginning of another.
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.begins)):
        record.append(piece)
        if piece.ends:
            yield from _whole(checker, record, False)
            record = []
    if record:
        yield from _whole(checker, record, True)


def _whole(checker: BlockChecker, record: list[Piece], last: bool) -> Iterator[CheckedBlock]:
    first = record[0]
    if sum(piece.size for piece in record) <= LONGEST_RECORD:
        yield checker.check(
            block_of(b"".join(piece.data for piece in record), first.line, first.record, last)
        )
        return
    # No record is so long: the file is refused, for the mark that is not closed or for what stands further on.
    for piece in record:
        if piece.data:
            yield BlockChecker(checker.resource).check(
                block_of(piece.data, piece.line, piece.record, last and piece is record[-1])
            )


def _by_split(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Iterator[bytes]]]:
    for start, pieces in groupby(_lines(batches), key=itemgetter(0)):
        yield start, (data for _, data in pieces)


def _lines(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, bytes]]:
    """Lines that stand one behind the other in a split, with its start."""
    for batch in batches:
        if not len(batch):
            continue
        starts = integers(batch["start"])
        codes, offsets = utf8_bytes(batch["line"])
        places = [0, *(np.flatnonzero(np.diff(starts)) + 1).tolist(), len(starts)]
        for first, behind in pairwise(places):
            yield int(starts[first]), codes[offsets[first] : offsets[behind]].tobytes()


def _judged(
    checker: BlockChecker, start: int, split: Split, pieces: Iterable[bytes]
) -> Iterator[CheckedBlock | Piece]:
    line, record, inside, rest = split.line, split.record, split.inside, b""
    for more, is_end in _blocks(pieces):
        data = rest + (more[:-1] if is_end and split.cut else more)
        if inside:
            block = block_of(data, line, record, False)
            ends = block.feeds[~outside(block.feeds, block.quotes)]
            if not len(ends) and not is_end:
                rest = data
                continue
            stop = int(ends[0]) + 1 if len(ends) else len(data)
            yield from _piece(checker, Piece(start, data[:stop], line, record, False, bool(len(ends)), stop))
            line, record, inside, data = line + data.count(b"\n", 0, stop), record + 1, False, data[stop:]
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


def _blocks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The bytes in blocks, and whether each is the last one."""
    gathered: list[bytes] = []
    size = 0
    for data in pieces:
        if size >= BLOCK_BYTES:
            yield b"".join(gathered), False
            gathered, size = [], 0
        gathered.append(data)
        size += len(data)
    yield b"".join(gathered), True
