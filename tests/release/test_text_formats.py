"""Formats of rows as text: the bytes of Python's own writers, whatever the cells and the batches."""

import csv
import datetime
import hashlib
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.bilingual import Bilingual
from riwaya.package import csv_reader as strict_csv
from riwaya.package.schema import schema_from
from riwaya.release.formats.registry import BY_NAME
from riwaya.release.manifest import content_sha256, files_in
from riwaya.release.table import ReleaseTable, arrow_schema
from tests.support.package_copies import HEAD

TYPES = {
    "word": "string",
    "other": "string",
    "count": "integer",
    "share": "number",
    "day": "date",
    "known": "boolean",
}
JSON = {"fields": [{"name": name, "type": kind} for name, kind in TYPES.items()], "missingValues": [""]}
SCHEMA = schema_from("things", JSON, "things.json")
# Every character that a writer quotes or escapes, those that look like it, and any other; not the
# empty text, which is null.
MARKS = st.text('",\\\n\t\x00\x1f\x7f\u2028 ab/\u062d', min_size=1)
WORDS = MARKS | st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1)
CELLS = {
    "string": WORDS,
    "integer": st.integers(-(1 << 63), (1 << 63) - 1),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "date": st.dates(),
    "boolean": st.booleans(),
}
ROW = st.tuples(*(st.none() | CELLS[kind] for kind in TYPES.values())).map(
    lambda cells: dict(zip(TYPES, cells, strict=True))
)


def table_of(rows, cut=3):
    whole = pa.Table.from_pylist(rows, arrow_schema(SCHEMA))
    name = Bilingual("Things", "أشياء")
    return ReleaseTable("things", name, name, SCHEMA, JSON, len(rows), lambda: iter(whole.to_batches(cut)))


def by_python(rows):
    """The CSV, the JSON and the lines of the content hash, as Python's csv and json write them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TYPES)
    writer.writerows(
        [str(cell).lower() if isinstance(cell, bool) else cell for cell in row.values()] for row in rows
    )
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    compact = [[[*pair] for pair in TYPES.items()], *([*row.values()] for row in rows)]
    hashed = [
        json.dumps(line, ensure_ascii=False, default=str, separators=(",", ":")) + "\n" for line in compact
    ]
    return (
        text.getvalue(),
        f"[\n{lines}\n]\n" if rows else "[]\n",
        hashlib.sha256("".join(hashed).encode()).hexdigest(),
    )


@settings(deadline=None)
@given(st.lists(ROW, max_size=8), st.integers(1, 8))
def test_the_bytes_equal_those_of_pythons_own_writers(tmp_path_factory, rows, cut):
    folder, table = tmp_path_factory.mktemp("written"), table_of(rows, cut)
    for name in sorted({*BY_NAME} - {"geojson", "xlsx"}):
        BY_NAME[name].write([table], HEAD, folder)
        back = [row for batch in BY_NAME[name].read(folder, "things", SCHEMA) for row in batch.to_pylist()]
        assert back == rows, name
    written = (
        (folder / "csv/things.csv").read_bytes().decode(),
        (folder / "json/things.json").read_bytes().decode(),
    )
    assert (*written, content_sha256(table.batches(), SCHEMA)) == by_python(rows)


def test_a_file_is_the_same_for_every_size_of_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("riwaya.release.formats.parquet._GROUP_ROWS", 50)
    rows = [
        {
            "word": f"a\n{number}",
            "other": None,
            "count": number,
            "share": number / 7,
            "day": datetime.date(2018, 6, 1),
            "known": number % 2 == 0,
        }
        for number in range(333)
    ]
    for cut in (1, 49, 50, 1000):
        for name, form in BY_NAME.items():
            here, first = tmp_path / f"{name}{cut}", tmp_path / f"{name}1"
            here.mkdir()
            form.write([table_of(rows, cut)], HEAD, here)
            assert files_in(here) == files_in(first)
            assert all(
                (here / file).read_bytes() == (first / file).read_bytes() for file in files_in(here)
            ), (name, cut)


def test_a_record_longer_than_a_block_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(strict_csv, "_BLOCK_BYTES", 1 << 10)
    words = [("a,\n" * (30_000 if number in (500, 900) else 3)) + str(number) for number in range(1_000)]
    BY_NAME["csv"].write(
        [table_of([dict.fromkeys(TYPES) | {"word": word} for word in words])], HEAD, tmp_path
    )
    batches = [*BY_NAME["csv"].read(tmp_path, "things", SCHEMA)]
    assert [cell for batch in batches for cell in batch["word"].to_pylist()] == words and len(batches) > 10


@pytest.mark.parametrize(
    "text", ["", "[", "[\n", "[\n]\n", "[]", "[]\n[]\n", "[]\n\n", '[{"word": "a"}]\n', "[\n{}\n]\n"]
)
@pytest.mark.parametrize("after", ["", "x"])
def test_json_of_another_form_is_not_read(text, after, tmp_path):
    (tmp_path / "json").mkdir()
    (tmp_path / "json/things.json").write_text(text + after, "utf-8", newline="\n")
    with pytest.raises(ValueError):
        [*BY_NAME["json"].read(tmp_path, "things", SCHEMA)]


ENDS = [
    ("}\n]\n", "},\n]\n"),
    ("},\n", "}\n"),
    ("]\n", ""),
    ("]\n", "]\n{}\n"),
    ("]\n", "]\n\n"),
    ("]\n", "]"),
]


@pytest.mark.parametrize("change", ENDS)
def test_json_that_ends_otherwise_is_not_read(change, tmp_path):
    BY_NAME["json"].write([table_of([dict.fromkeys(TYPES), dict.fromkeys(TYPES)])], HEAD, tmp_path)
    file = tmp_path / "json/things.json"
    text = file.read_text("utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), "utf-8", newline="\n")
    with pytest.raises(ValueError):
        [*BY_NAME["json"].read(tmp_path, "things", SCHEMA)]
