"""A file that is read in splits has the same problems as one that is read whole, wherever it is cut."""

import codecs
import io
import random

import numpy as np
import pyarrow as pa
import pytest

from riwaya.arrow import int64_array
from riwaya.engines.spark.splits import (
    PICKLED,
    check_border_records,
    check_splits,
    count_splits,
    locate_splits,
    to_batches,
    unpickle,
)
from riwaya.package.csv_blocks import blocks_in
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import csv_file, table_from
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


def in_splits(data, cuts):
    """Read the file in splits that start at the first line at or after each cut, as Hadoop does."""
    lines = data.removesuffix(b"\n").split(b"\n")
    starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])])
    groups = {}
    for start, line in zip(starts.tolist(), lines, strict=True):
        groups.setdefault(max(cut for cut in (0, *cuts) if cut <= start), []).append(line + b"\n")
    batches = []
    for start, held in groups.items():
        for some in (held[:2], held[2:]):
            ends = np.cumsum([0, *map(len, some)]).astype(np.int32)
            line = pa.Array.from_buffers(
                pa.binary(), len(some), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(some))]
            )
            columns = [line, int64_array(np.full(len(some), start))]
            batches.append(pa.RecordBatch.from_arrays(columns, names=["line", "start"]))
    file = csv_file(RESOURCE, blocks_in(io.BytesIO(data)))
    counts = (count for batch in count_splits(batches) for count in batch.to_pylist())
    splits = locate_splits(counts, len(data))
    # One worker has the first of the splits, another one the rest.
    checked = [
        *check_splits(file.checker, splits, batches[:2]),
        *check_splits(file.checker, splits, batches[2:]),
    ]
    for item in check_border_records(file.checker, unpickle(_pickled(checked)).pieces):
        checked += to_batches(RESOURCE, item)
    found = unpickle(_pickled(checked))
    rows = [row for batch in checked for row in batch.to_pylist() if row.pop(PICKLED) is None]
    if fatal := file.fatal_problems(found.fatal):
        return None, fatal
    return sorted(rows, key=lambda row: row["row_"]), file.all_problems(found.problems)


def _pickled(batches):
    return [value for batch in batches for value in batch[PICKLED].to_pylist() if value]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "head", [HEAD, HEAD.replace(b",", b";"), b'"' + HEAD.replace(b",", b'\n",', 1), OTHER]
)
def test_the_splits_make_no_difference(name, head):
    data = head + FILES[name]
    table, expected = table_from(RESOURCE, csv_file(RESOURCE, blocks_in(io.BytesIO(data))))
    whole = table and [
        cells | {"row_": at, "line_": line}
        for at, (cells, line) in enumerate(zip(table.cells.to_pylist(), table.lines.tolist(), strict=True), 1)
    ]
    chance = random.Random(name)
    some = [sorted(chance.sample(range(1, len(data)), chance.randrange(2, 8))) for _ in range(40)]
    for cuts in ([], range(1, len(data)), *([cut] for cut in range(1, len(data), 5)), *some):
        rows, problems = in_splits(data, cuts)
        assert (rows, sorted(map(str, problems))) == (whole, sorted(map(str, expected))), cuts


def test_a_record_that_is_too_long_is_checked_in_its_pieces(monkeypatch):
    for module in ("package.csv_blocks", "engines.spark.splits"):
        monkeypatch.setattr(f"riwaya.{module}.LONGEST_RECORD", 50)
    monkeypatch.setattr("riwaya.engines.spark.splits.BLOCK_BYTES", 40)
    begins = HEAD + PLAIN + b'EVT-0003,"\n'
    data = begins + b"word\n" * 100
    for cuts in ([], [100], range(1, len(data), 30), range(1, len(data), 200)):
        rows, (problem,) = in_splits(data, cuts)
        assert rows is None and (problem.code, problem.place.line) == (
            "quote-unbalanced",
            begins.count(b"\n"),
        )
        rows, (problem,) = in_splits(data + b"\xff\n", cuts)
        assert rows is None and (problem.code, problem.place.line) == (
            "encoding-not-utf8",
            data.count(b"\n") + 1,
        )


def test_splits_of_another_file_raise_an_error():
    with pytest.raises(ValueError, match="9 bytes of 12"):
        locate_splits([{"start": 0, "bytes": 9, "feeds": 1, "quotes": 0, "ends": 1}], 12)
