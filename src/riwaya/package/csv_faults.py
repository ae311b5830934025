"""Undoes faults of CSV bytes that leave one reading, so that the table is checked all the same."""

from __future__ import annotations

import codecs

from riwaya.package.csv_blocks import Block, block_of

FILE_FAULTS = ("newline-not-lf", "newline-missing-at-end")
"""Codes of faults that are reported once a file, where they come first."""


def without_faults(block: Block) -> tuple[Block, dict[str, int]]:
    """The block as it was meant, and the line of the first fault by its code.

    A byte order mark before the header is left out (whoever opens the file reports it), CRLF becomes LF, and
    the last line gets its line feed.
    """
    data, lines = block.data, dict[str, int]()
    if block.line == 1:
        data = data.removeprefix(codecs.BOM_UTF8)
    if (first := data.find(b"\r\n")) >= 0:
        lines["newline-not-lf"] = block.line + data.count(b"\n", 0, first)
        data = data.replace(b"\r\n", b"\n")
    if block.last and not data.endswith(b"\n"):
        lines["newline-missing-at-end"] = block.line + len(block.feeds)
        data += b"\n"
    return (block if data is block.data else block_of(data, block.line, block.record, block.last)), lines
