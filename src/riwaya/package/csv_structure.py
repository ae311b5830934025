"""Measures the records of a block of CSV from its quotation marks, commas and line feeds."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from riwaya.package.csv_blocks import Block, outside

OTHER_DELIMITERS = ";\t|"
"""What programs put between cells instead of commas."""
SEPARATOR_LINE = re.compile(f'"?sep=[,{OTHER_DELIMITERS}]"?[,{OTHER_DELIMITERS}]*', re.IGNORECASE)
"""The line above the header that tells Excel the delimiter: "sep=;"."""


class Widths:
    """The number of cells of each record of a well-quoted block, and which records are blank."""

    def __init__(self, block: Block) -> None:
        self.block = block
        commas = np.flatnonzero(np.frombuffer(block.data, np.uint8) == ord(","))
        self.commas = commas[outside(commas, block.quotes)]
        """The offsets of the commas that separate cells."""
        self.cells = np.diff(np.searchsorted(self.commas, block.ends), prepend=0) + 1
        self.blank = block.ends - block.starts == self.cells - 1

    def labels(self) -> list[str]:
        """The cells of the first record. UnicodeDecodeError where it is not UTF-8."""
        end = int(self.block.ends[0])
        borders = [-1, *self.commas[: self.cells[0] - 1].tolist(), end]
        cells = [self.block.data[start + 1 : stop].decode() for start, stop in pairwise(borders)]
        return [cell[1:-1].replace('""', '"') if cell.startswith('"') else cell for cell in cells]

    def padded(self, first: int, width: int) -> bytes:
        """The block from record `first` on, with `width` cells in each record: short records are filled up
        with empty cells, long ones cut off."""
        starts, ends, data = self.block.starts, self.block.ends, self.block.data
        pieces: list[bytes] = []
        position = int(starts[first])
        for at in first + np.flatnonzero(self.cells[first:] != width):
            end = int(ends[at])
            if self.cells[at] > width:
                end = int(self.commas[np.searchsorted(self.commas, starts[at]) + width - 1])
            pieces += [data[position:end], b"," * max(width - int(self.cells[at]), 0)]
            position = int(ends[at])
        return b"".join([*pieces, data[position:]])


def is_well_quoted(block: Block) -> bool:
    """Whether every quotation mark opens a cell, closes one, or is half of a doubled one.

    In a block that begins outside quotes and ends with a line feed, marks open and close in turn; a doubled
    mark within a cell is one that closes and one that opens.
    """
    quotes, data = block.quotes, np.frombuffer(block.data, np.uint8)
    if len(quotes) % 2:
        return False
    # Index -1, before the first byte, is the line feed at the end.
    beside = np.concatenate((data[quotes[0::2] - 1], data[quotes[1::2] + 1]))
    return bool(np.isin(beside, np.frombuffer(b',\n"', np.uint8)).all())


def stray_quote(text: str, delimiter: str = ",") -> int | None:
    """The offset of the first quotation mark that neither opens nor closes a cell nor is doubled, if any."""
    edge = f"[{delimiter}\n]"
    cell_or_quote = re.finditer(f'(?:(?<={edge})|^)"[^"]*(?:""[^"]*)*"(?={edge})|"', text)
    return next((match.start() for match in cell_or_quote if match[0] == '"'), None)
