"""Cuts a CSV file into blocks of whole records, so that a file of any size is checked in little memory.

Records end at line feeds with an even number of quotation marks before them. Whether the marks are well
placed is not checked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK_BYTES = 12 << 20
LONGEST_RECORD = 32 << 20
"""In bytes. A longer record is cut off, and is not well quoted."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of records of a file. Only the last block of a file may end without a line feed."""

    data: bytes
    line: int
    """The physical line on which it begins, the first of the file being 1."""
    record: int
    """The number of its first record, the header being 0."""
    quotes: NDArray[np.int64]
    """The offsets of the quotation marks in `data`."""
    feeds: NDArray[np.int64]
    """The offsets of the line feeds."""
    closing: NDArray[np.int64]
    """The indices, in `feeds`, of the line feeds that end a record."""
    last: bool

    @property
    def ends(self) -> NDArray[np.int64]:
        """The offset of the line feed at the end of each record."""
        return self.feeds[self.closing]

    @property
    def starts(self) -> NDArray[np.int64]:
        """The offset of the first byte of each record."""
        return np.concatenate(([0], self.ends[:-1] + 1))[: len(self.closing)]

    @property
    def lines(self) -> NDArray[np.int64]:
        """The physical line on which each record begins."""
        return np.concatenate(([0], self.closing[:-1] + 1))[: len(self.closing)] + self.line


def blocks_in(stream: BinaryIO, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """The blocks of a file, of about `size` bytes, more if a record is long. An empty file is one block."""
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


def _rest_of_record(stream: BinaryIO, is_quoted: bool) -> bytes:
    """The file up to the end of the current record, which stands inside quotation marks if `is_quoted`.

    Cut off after LONGEST_RECORD: one mark too many makes one record of all that follows.
    """
    lines: list[bytes] = []
    read = 0
    while read < LONGEST_RECORD:
        lines.append(stream.readline(LONGEST_RECORD))
        read += len(lines[-1])
        is_quoted ^= lines[-1].count(b'"') % 2 == 1
        if not is_quoted or not lines[-1]:
            break
    return b"".join(lines)


def block_of(data: bytes, line: int, record: int, last: bool) -> Block:
    """The block of these bytes, which begin outside quotation marks."""
    codes = np.frombuffer(data, np.uint8)
    quotes, feeds = np.flatnonzero(codes == ord('"')), np.flatnonzero(codes == ord("\n"))
    return Block(data, line, record, quotes, feeds, np.flatnonzero(outside(feeds, quotes)), last)


def outside(offsets: NDArray[np.int64], quotes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each offset has an even number of quotation marks before it. Both arrays are sorted."""
    return np.searchsorted(quotes, offsets) % 2 == 0
