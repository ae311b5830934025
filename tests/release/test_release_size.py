"""Releases of any size: one row group for an event, memory bounded by batches, columns as declared."""

import os
import shutil
import tracemalloc
from hashlib import shake_128
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from riwaya.bilingual import Bilingual
from riwaya.dataset.api import load
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.package.schema import schema_from
from riwaya.publishing.build import build
from riwaya.release.archive import extract_zip, write_zips
from riwaya.release.compute import published_tables
from riwaya.release.formats import parquet
from riwaya.release.formats.registry import BY_NAME
from riwaya.release.read import open_release
from riwaya.release.table import ReleaseTable
from riwaya.validation.check import check_package
from tests.support.package_copies import HEAD, ROOT, claim_row, copy_package, edited_package, rehashed

# Events whose IDs stand in another order as text than as numbers, and a claim about each.
EVENTS = "".join(
    f"EVT-{number},reported_exchange,reported_done,2018-06-0{day},,,stated,,تبادل {number},Exchange {number},"
    f"تختلف الروايات.,Accounts differ.\n"
    for day, number in ((1, 9999), (2, 10000))
)
CLAIMS = "".join(
    claim_row(f"CLM-00{number}", f"EVT-{event}", f"p{number}") for number, event in ((19, 10000), (20, 9999))
)


@pytest.fixture(scope="module", params=["the data", "IDs of two lengths"])
def tables(request, tmp_path_factory):
    edits = [{"path": "data/events.csv", "append": EVENTS}, {"path": "data/claims.csv", "append": CLAIMS}]
    to = tmp_path_factory.mktemp("package")
    checked = check_package(
        Package.open(copy_package(to, ROOT) if request.param == "the data" else edited_package(edits, to))
    )
    with published_tables(checked) as published:
        yield {table.name: table for table in published}


@pytest.fixture
def small_groups(tables, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_GROUP_ROWS", 3)
    parquet.write(tables.values(), {}, tmp_path)
    return tmp_path / "parquet"


@pytest.mark.parametrize("name", ["claims_flat", "agreement"])
def test_one_event_is_read_from_one_row_group(name, tables, small_groups):
    (fragment,) = ds.dataset(small_groups / f"{name}.parquet").get_fragments()
    whole = tables[name].whole()
    for event in whole["event_id"].unique().to_pylist():
        (only,) = fragment.split_by_row_group(pc.field("event_id") == event)
        rows = whole.filter(pc.equal(whole["event_id"], event))
        assert only.to_table(filter=pc.field("event_id") == event).to_pylist() == rows.to_pylist()
    assert fragment.metadata.num_row_groups > 1


@pytest.mark.parametrize("name", ["events", "event_actors", "event_links"])
def test_no_event_is_in_two_row_groups(name, tables, small_groups):
    file, seen = pq.ParquetFile(small_groups / f"{name}.parquet"), set()
    for group in range(file.num_row_groups):
        events = {*file.read_row_group(group, ["event_id"])["event_id"].to_pylist()}
        assert not events & seen
        seen |= events
    assert seen == {*tables[name].whole()["event_id"].to_pylist()}


def test_an_event_larger_than_a_row_group_is_not_cut(tables, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_GROUP_ROWS", 1)
    parquet.write([tables["claims_flat"]], {}, tmp_path)
    events = tables["claims_flat"].whole()["event_id"].unique()
    metadata = pq.read_metadata(tmp_path / "parquet/claims_flat.parquet")
    assert metadata.num_row_groups == len(events) < tables["claims_flat"].row_count


ROWS, CHARACTERS, MOST = 3_200, 10_000, 12 << 20
SCHEMA_JSON = {"fields": [{"name": "event_id", "type": "string"}, {"name": "text", "type": "string"}]}


class Watched:
    """Batches of many MiB in all, and the peak memory, of Arrow or Python, when one was requested."""

    def __init__(self) -> None:
        self.before, self.most = pa.total_allocated_bytes(), 0

    def look(self, batches):
        for batch in batches:
            self.most = max(
                self.most, pa.total_allocated_bytes() - self.before, tracemalloc.get_traced_memory()[1]
            )
            yield batch

    def made(self):
        for first in range(0, ROWS, 32):
            numbers = [f"{number:06}" for number in range(first, first + 32)]
            # What would shrink to nothing, no format would have to carry.
            texts = [shake_128(number.encode()).hexdigest(CHARACTERS // 2) for number in numbers]
            yield pa.record_batch({"event_id": numbers, "text": texts})


@pytest.fixture
def traced():
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize("name", sorted({*BY_NAME} - {"geojson"}))
def test_memory_does_not_grow_with_the_rows(name, tmp_path, monkeypatch, traced):
    for place, value in (
        ("parquet._GROUP_ROWS", 64),
        ("parquet._BATCH_ROWS", 64),
        ("sqlite._ROWS", 64),
        ("xlsx._ROWS", 64),
    ):
        monkeypatch.setattr(f"riwaya.release.formats.{place}", value)
    monkeypatch.setattr("riwaya.package.csv_reader._BLOCK_BYTES", 1 << 16)
    monkeypatch.setattr("riwaya.release.rows._ROWS", 64)
    schema, watched, title = (
        schema_from("texts", SCHEMA_JSON, "texts.json"),
        Watched(),
        Bilingual("Texts", "نصوص"),
    )
    table = ReleaseTable(
        "texts", title, title, schema, SCHEMA_JSON, ROWS, lambda: watched.look(watched.made())
    )
    form = BY_NAME[name]
    form.write([table], HEAD, tmp_path)
    assert sum(batch.num_rows for batch in watched.look(form.read(tmp_path, "texts", schema))) == ROWS
    assert 0 < watched.most < MOST < ROWS * CHARACTERS // 2


def test_a_zip_is_never_in_memory(tmp_path, traced):
    (tmp_path / "release").mkdir()
    (tmp_path / "release/large").write_bytes(os.urandom(2 * MOST))
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    write_zips(tmp_path / "release", "riwaya", {tmp_path / "release.zip": None})
    assert extract_zip(tmp_path / "release.zip", tmp_path / "again") == ("riwaya", [])
    assert tracemalloc.get_traced_memory()[1] - before < MOST // 2
    assert (tmp_path / "again/large").read_bytes() == (tmp_path / "release/large").read_bytes()


DTYPES = {
    "string": "string",
    "yearmonth": "string",
    "integer": "Int64",
    "year": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    checked = check_package(Package.open(copy_package(tmp_path_factory.mktemp("package"))))
    return build(checked, tmp_path_factory.mktemp("dist"), ["parquet"])


@pytest.mark.parametrize("lang", [None, "ar"])
def test_every_column_is_loaded_as_it_was_declared(lang, built):
    vocabularies = pq.read_table(built / "parquet/vocabularies.parquet").to_pylist()
    labels = {(row["vocabulary"], row["term"]): row["label_ar"] for row in vocabularies}
    for file in sorted((built / "parquet").glob("*.parquet")):
        frame, rows = load(file.stem, built, lang), pq.read_table(file)
        assert [*frame.columns] == rows.column_names
        for field in open_release(built).table(file.stem).schema.fields:
            cells = [None if cell is None or pd.isna(cell) else cell for cell in frame[field.name].tolist()]
            wanted = rows[field.name].to_pylist()
            if "enum" in field.constraints:
                assert isinstance(frame[field.name].dtype, pd.CategoricalDtype)
                assert lang or [*frame[field.name].cat.categories] == field.constraints["enum"]
                wanted = [labels.get((field.vocabulary, cell), cell) if lang else cell for cell in wanted]
            else:
                assert frame[field.name].dtype == DTYPES[field.type]
                wanted = [cell and pd.Timestamp(cell) for cell in wanted] if field.type == "date" else wanted
            assert cells == wanted, (file.stem, field.name)


def test_a_term_that_the_schema_does_not_have_is_an_error(built, tmp_path):
    copied = Path(shutil.copytree(built, tmp_path / built.name))
    rows = pq.read_table(copied / "parquet/figures.parquet")
    at = rows.column_names.index("qualifier")
    pq.write_table(
        rows.set_column(at, "qualifier", pa.array(["surprise"] * rows.num_rows)),
        copied / "parquet/figures.parquet",
    )
    with pytest.raises(ReleaseError, match="qualifier"):
        load("figures", rehashed(copied))
