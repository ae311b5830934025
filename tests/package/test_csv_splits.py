"""A file that is cut where its counted parts say has the problems of one that is read whole."""

import codecs
import io
import random

import pytest

from riwaya.package import csv_splits
from riwaya.package.csv_blocks import blocks_in
from riwaya.package.csv_splits import CsvBlocks, Parts, splits_of
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.package.read_csv import csv_file, joined, table_from
from tests.support.package_copies import ROOT

RESOURCE = Package.open(ROOT).resource("retirements")
HEAD = ",".join(RESOURCE.schema.names).encode() + b"\n"
WIDTH = len(RESOURCE.schema.names)
# A header that can be read, although it is wrong in its first byte, its order, its blanks and its line end.
OTHER = codecs.BOM_UTF8 + b",".join(reversed(HEAD.strip().split(b","))) + b" \r\n"


def row(*cells):
    return b",".join([*cells, *[b""] * (WIDTH - len(cells))]) + b"\n"


PLAIN = row(b"EVT-0001", b'"a ""word""\nand\n\n""more"""', b'"x\n\n\n"') + row(
    b"EVT-0002", b'","', "وقف‏".encode()
)
HEADS = [HEAD, HEAD.replace(b",", b";"), b'"' + HEAD.replace(b",", b'\n",', 1), OTHER]
FILES = {
    "plain": PLAIN,
    "ragged": PLAIN + b"EVT-3\n" + row(*[b'"\n"'] * (WIDTH + 2)) + b"\n" + b'"\n",\n' + PLAIN,
    "blank": PLAIN + row() + PLAIN,
    "encoding": PLAIN + row(b"EVT-0003", b'"\n\xff\xe2\x80\n"') + PLAIN + b"\xfe\n",
    "control": PLAIN + row(b"a\tb") + PLAIN + row(b"\x00"),
    "CRLF": PLAIN + (PLAIN * 2).replace(b"\n", b"\r\n"),
    "an end without a line feed": PLAIN * 2 + b'EVT-0003,"\n\n"',
    "an end within a record": PLAIN * 2 + b'EVT-0003,"\n\nx',
    "a quotation mark that is not closed": PLAIN + row(b'"a') + PLAIN * 2,
    "a quotation mark in a cell": PLAIN + row(b'a"b') + PLAIN + row(b'"a"b'),
    "two that are one too many each": PLAIN + row(b'"a') + PLAIN + row(b'"b') + PLAIN,
    "nothing": b"",
}


def outcome(table, problems):
    """The rows, their lines, and the problems."""
    return table and (table.cells.to_pylist(), table.lines.tolist()), sorted(map(str, problems))


def in_parts(data, part_bytes):
    """What comes of a file that is counted in parts, in any order, and cut accordingly."""
    files = Overlay({RESOURCE.path: data})
    indexes = [*range(-(-len(data) // part_bytes))]
    random.Random(part_bytes).shuffle(indexes)
    counted = dict(zip(indexes, Parts(files, RESOURCE.path, part_bytes)(indexes), strict=True))
    splits = splits_of([counted[index] for index in range(len(counted))], part_bytes, len(data))
    file = csv_file(RESOURCE, blocks_in(io.BytesIO(data)))
    blocks = CsvBlocks(files, file.checker, tuple(splits))
    assert sum(split.size for split in splits) == len(data)
    return outcome(*joined(RESOURCE, file, [blocks.checked(index) for index in range(len(blocks))]))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("head", HEADS)
def test_the_cuts_make_no_difference(name, head):
    data = head + FILES[name]
    whole = outcome(*table_from(RESOURCE, csv_file(RESOURCE, blocks_in(io.BytesIO(data)))))
    for part_bytes in (1, 7, *range(20, 60, 5), *range(60, len(data), 29), len(data), len(data) + 1):
        assert in_parts(data, part_bytes) == whole, part_bytes


def test_a_record_that_is_too_long_is_cut_off(monkeypatch):
    monkeypatch.setattr(csv_splits, "LONGEST_RECORD", 60)
    data = HEAD + PLAIN + b'EVT-0003,"\n' + b"word\n" * 100 + b"\xff\n"
    counts = [*Parts(Overlay({"x": data}), "x", 40)(range(-(-len(data) // 40)))]
    *_, last = splits_of(counts, 40, len(data))
    assert last.last and last.size == 100 and last.offset + last.size < len(data) - 100
    # A record of just that length is whole.
    data = HEAD + row(b"a" * (60 - WIDTH)) * 9
    assert len(data) == len(HEAD) + 60 * 9
    for part_bytes in range(1, 60):
        counts = [*Parts(Overlay({"x": data}), "x", part_bytes)(range(-(-len(data) // part_bytes)))]
        assert sum(split.size for split in splits_of(counts, part_bytes, len(data))) == len(data)


def test_a_file_that_became_shorter_is_not_read():
    data = HEAD + PLAIN * 9
    splits = splits_of([*Parts(Overlay({"x": data}), "x", 100)(range(-(-len(data) // 100)))], 100, len(data))
    with pytest.raises(OSError, match="bytes at"):
        csv_splits.read_split(Overlay({"x": data[:-1]}), "x", splits[-1])
