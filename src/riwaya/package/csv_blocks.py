"""Cuts a CSV file into blocks of whole records, so that a file of any size is judged in the memory of a few blocks.

Records end at line feeds with an even number of quotation marks before them. Says nothing of whether the marks are well placed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

BLOCK_BYTES = 12 << 20
LONGEST_RECORD = 32 << 20
"""In bytes. A record that is longer is cut off, and not well quoted."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some records of a file, one behind the other. Only the last block of a file may end without a line feed."""

    data: bytes
    line: int
    """The physical line on which it begins, the first of the file being 1."""
    record: int
    """The number of its first record, the header being 0."""
    quotes: np.ndarray
    """Where the quotation marks are in `data`, as all places below."""
    feeds: np.ndarray
    """Where the line feeds are."""
    closing: np.ndarray
    """Which of the line feeds end a record, by index."""
    last: bool

    @property
    def ends(self) -> np.ndarray:
        """The line feed at the end of each record."""
        return self.feeds[self.closing]

    @property
    def starts(self) -> np.ndarray:
        """The first byte of each record."""
        return np.concatenate(([0], self.ends[:-1] + 1))[: len(self.closing)]

    @property
    def lines(self) -> np.ndarray:
        """The physical line on which each record begins."""
        return np.concatenate(([0], self.closing[:-1] + 1))[: len(self.closing)] + self.line


def blocks_in(stream: BinaryIO, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """The blocks of a file, of about `size` bytes, or more where a record is long; one block, if the file is empty."""
    line, record = 1, 0
    while True:
        data, rest = stream.read(size), b""
        if len(data) == size:
            rest = _rest_of_record(stream, data.count(b'"') % 2 == 1)
            data += rest
        if data or not record:
            block = block_of(data, line, record, not rest.endswith(b"\n"))
            yield block
            line, record = line + len(block.feeds), record + len(block.closing)
        if not rest.endswith(b"\n"):
            return


def _rest_of_record(stream: BinaryIO, inside: bool) -> bytes:
    """The file up to the end of the record that it stands in, `inside` quotation marks or not; cut off where that is not near,
    because a mark too many makes a record of all that follows."""
    lines, read = [], 0
    while read < LONGEST_RECORD:
        lines.append(stream.readline(LONGEST_RECORD))
        read += len(lines[-1])
        inside ^= lines[-1].count(b'"') % 2 == 1
        if not inside or not lines[-1]:
            break
    return b"".join(lines)


def block_of(data: bytes, line: int, record: int, last: bool) -> Block:
    """The block of these bytes, which begin outside quotation marks."""
    codes = np.frombuffer(data, np.uint8)
    quotes, feeds = np.flatnonzero(codes == ord('"')), np.flatnonzero(codes == ord("\n"))
    return Block(data, line, record, quotes, feeds, np.flatnonzero(outside(feeds, quotes)), last)


def outside(places: np.ndarray, quotes: np.ndarray) -> np.ndarray:
    """Whether each place has an even number of quotation marks before it; both are sorted."""
    return np.searchsorted(quotes, places) % 2 == 0
