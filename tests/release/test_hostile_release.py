"""Malicious releases: `verify` reports them and readers reject them, in bounded time and memory."""

import hashlib
import json
import os
import shutil
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from riwaya.cli.main import main
from riwaya.dataset.api import load
from riwaya.dataset.event_text import event_as_text
from riwaya.errors import RiwayaError
from riwaya.package.schema import schema_from
from riwaya.release.archive import write_zips
from riwaya.release.formats.parquet import read_batches
from riwaya.release.formats.registry import BY_NAME
from riwaya.release.manifest import sha256_of
from riwaya.release.read import open_release
from riwaya.release.verify import verify
from tests.support.package_copies import any_json, edited_release, rehashed

KINDS = {
    "release-file-missing",
    "release-file-added",
    "release-file-changed",
    "release-manifest-changed",
    "release-zip-changed",
    "release-content-changed",
    "release-format-unreadable",
    "release-formats-differ",
    "release-metadata-differs",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return edited_release([], tmp_path_factory.mktemp("built"), ())


@pytest.fixture
def copied(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / built.name))


def is_rejected(path):
    """Whether `verify` reports the release; readers must read it or raise a RiwayaError."""
    found = verify(path)
    assert {problem.code for problem in found} <= KINDS
    try:
        release = open_release(path)
        for name in release.hashes:
            release.table(name)
        load("figures", path, lang="ar")
        event_as_text(release, "EVT-0001", "ar")
    except RiwayaError as error:
        assert error.message.en and error.message.ar
    return bool(found)


def test_a_release_with_new_hashes_is_valid(copied):
    assert verify(rehashed(copied)) == []


def edited(folder, name, change):
    value = json.loads((folder / name).read_text("utf-8"))
    change(value)
    (folder / name).write_text(json.dumps(value), "utf-8")
    return rehashed(folder)


def test_a_table_whose_name_leaves_the_folder_is_rejected(copied):
    shutil.copy(copied / "csv/figures.csv", copied.parent / "figures.csv")

    def climb(name):
        def change(value):
            for item in value.get("tables", ()) or value["resources"]:
                item["name"] = "../../figures" if item["name"] == "figures" else item["name"]

        return edited(copied, name, change)

    climb("manifest.json")
    climb("datapackage.json")
    assert [problem.code for problem in verify(copied)] == ["release-file-changed"]
    with pytest.raises(RiwayaError):
        open_release(copied)


NO_SENSE = ["[" * 100_000, '{"name": 1, "name": 2}', "{", "", "\ufeff{}", "NaN", "[]", "7", '{"tables": 3}']


@pytest.mark.parametrize("text", NO_SENSE, ids=range(9))
@pytest.mark.parametrize("name", ["manifest.json", "datapackage.json", "json/figures.json"])
def test_malformed_json_is_rejected(name, text, copied):
    (copied / name).write_text(text, "utf-8")
    assert is_rejected(copied if name == "manifest.json" else rehashed(copied))
    if name != "json/figures.json":
        with pytest.raises(RiwayaError):
            open_release(copied)


@pytest.mark.parametrize(
    "name", ["manifest.json", "SHA256SUMS", "csv/figures.csv", "parquet/figures.parquet", "extra"]
)
def test_readers_do_not_wait_for_a_pipe(name, copied):
    (copied / name).unlink(missing_ok=True)
    os.mkfifo(copied / name)
    assert is_rejected(copied)


@pytest.mark.parametrize("name", ["manifest.json", "datapackage.json", "csv/figures.csv"])
def test_a_link_is_rejected(name, copied):
    (copied / name).rename(copied.parent / "away")
    (copied / name).symlink_to(copied.parent / "away")
    assert is_rejected(copied)


def test_a_zip_bomb_is_rejected_unread(built, tmp_path):
    file = tmp_path / "riwaya.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in ("manifest.json", "datapackage.json", "csv/figures.csv"):
            archive.writestr(f"riwaya/{path}", b"0" * (64 << 20))
    assert file.stat().st_size < 1 << 20
    assert [problem.code for problem in verify(file)] == ["release-zip-changed"]
    with pytest.raises(RiwayaError):
        open_release(file)
    for command in (
        ["verify", str(file)],
        ["show", "EVT-0001", "--release", str(file)],
        ["validate", "--since", str(file)],
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code in (1, 2) and isinstance(result.exception, SystemExit)


def test_a_zip_with_overlapping_entries_is_rejected(tmp_path):
    """Many names for the same bytes: the entries list more than the file holds."""
    file = tmp_path / "riwaya.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("riwaya/manifest.json", b"0" * 100_000)
        first = archive.infolist()[0]
        for number in range(50):
            other = zipfile.ZipInfo(f"riwaya/{number}")
            for name in ("header_offset", "file_size", "compress_size", "CRC"):
                setattr(other, name, getattr(first, name))
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
        archive._didModify = True
    assert [problem.code for problem in verify(file)] == ["release-zip-changed"]


SCHEMA = schema_from("things", {"fields": [{"name": "thing", "type": "string"}]}, "things.json")
BOMBS = {
    "a long text repeated": pa.DictionaryArray.from_arrays(
        pa.array([0] * 300_000, pa.int32()), ["x" * 10_000]
    ),
    "many empty rows": pa.nulls(20_000_000, pa.string()),
    "one letter often": pa.array(["y" * 8_000_000]),
}


@pytest.mark.parametrize("rows", BOMBS.values(), ids=BOMBS)
def test_a_parquet_bomb_is_rejected_before_it_expands(rows, tmp_path):
    file = tmp_path / "things.parquet"
    pq.write_table(pa.table({"thing": rows}), file, compression="zstd", use_dictionary=len(rows) == 300_000)
    before = pa.total_allocated_bytes()
    with pa.OSFile(str(file)) as opened, pytest.raises(ValueError):
        [*read_batches(opened, SCHEMA)]
    assert file.stat().st_size < 100_000 and pa.total_allocated_bytes() - before < 1 << 20


@pytest.mark.parametrize("rows", [0, 1, 1_000_000])
def test_a_table_of_one_constant_is_no_bomb(rows, tmp_path):
    file = tmp_path / "things.parquet"
    ids = pa.array(f"FIG-{number:07}" for number in range(rows))
    table = pa.table({"thing": ids, "same": ["a term of twenty chr"] * rows})
    pq.write_table(table, file, compression="zstd", use_dictionary=["same"])
    schema = schema_from(
        "things", {"fields": [{"name": name, "type": "string"} for name in ("thing", "same")]}, "things.json"
    )
    with pa.OSFile(str(file)) as opened:
        assert sum(batch.num_rows for batch in read_batches(opened, schema)) == rows


def test_a_string_in_parquet_that_is_not_utf8_is_rejected(copied):
    """Found by fuzzing: Parquet declared its bytes UTF-8, and they were not."""
    rows = pq.read_table(copied / "parquet/figures.parquet")
    damaged = pa.Array.from_buffers(pa.string(), rows.num_rows, pa.array([b"\xff"] * rows.num_rows).buffers())
    rows = rows.set_column(rows.column_names.index("wording_en"), "wording_en", damaged)
    pq.write_table(rows, copied / "parquet/figures.parquet")
    assert [problem.code for problem in verify(rehashed(copied))] == ["release-format-unreadable"]
    with pytest.raises(RiwayaError):
        load("figures", copied)


@pytest.mark.parametrize("name", ["title", "contributors", "licenses", "created", "version"])
def test_a_release_that_cannot_be_cited_is_rejected(name, copied):
    """Found by fuzzing: a descriptor without a property that citations need."""
    edited(copied, "datapackage.json", lambda value: value.pop(name))
    with pytest.raises(RiwayaError):
        open_release(copied)


def test_a_release_of_another_version_of_the_code_is_read(copied):
    """Its schemas may have constraints that are unknown today, or that changed."""

    def age(value):
        for item in value["resources"]:
            for field in item["schema"]["fields"]:
                field["constraints"] = (
                    field.get("constraints", {}) | {"pattern": "[^\\s]+", "surprise": 1} | {"enum": 7}
                )
                field["categories"] = ["a"]

    before = load("sources", copied)
    edited(copied, "datapackage.json", age)
    assert load("sources", copied).astype("object").equals(before.astype("object"))
    assert {problem.code for problem in verify(copied)} == {"release-metadata-differs"}


WORDS = """name path resources schema fields type format csv tables files formats sha256 version
content_sha256 figures title string rows constraints""".split()
NAMES = [
    "manifest.json",
    "datapackage.json",
    "json/figures.json",
    "croissant.json",
    "ro-crate-metadata.json",
    "locations.geojson",
]
TABLES = [
    "csv/figures.csv",
    "parquet/figures.parquet",
    "json/figures.json",
    "jsonl/figures.jsonl",
    "locations.geojson",
    "riwaya-0.2.0.sqlite",
    "riwaya-0.2.0.xlsx",
]
# Not shrunk: each example proves a whole release.
FUZZ = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)


def put(value, chance, new):
    """The JSON with one value, chosen at random, replaced."""
    while isinstance(value, dict | list) and value:
        keys = [*value] if isinstance(value, dict) else [*range(len(value))]
        key = chance.choice(keys)
        if not isinstance(value[key], dict | list) or not value[key] or chance.random() < 0.25:
            value[key] = new
            return
        value = value[key]


@pytest.fixture(scope="module")
def tables_read_once():
    """`verify` reads a table once for equal files in the same format and with the same schema."""
    with pytest.MonkeyPatch.context() as patch:
        for form in BY_NAME.values():
            patch.setattr(form, "read", reading_once(form))
        yield


def reading_once(form):
    read, known = form.read, {}

    def cached(folder, name, schema):
        file = folder / form.NAME / f"{name}{form.SUFFIX}"
        files = [file] if file.is_file() else sorted(folder.glob(f"*{form.SUFFIX}"))
        key = (name, repr(schema), *map(sha256_of, files))
        if key not in known:
            known[key] = [*read(folder, name, schema)]
        return iter(known[key])

    return cached


@pytest.mark.slow
@pytest.mark.usefixtures("tables_read_once")
@FUZZ
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False), any_json(WORDS), st.booleans())
def test_any_json_in_a_release_is_read_or_rejected(built, tmp_path_factory, name, chance, new, packed):
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("fuzz") / built.name))
    value = json.loads((folder / name).read_text("utf-8"))
    put(value, chance, new)
    (folder / name).write_text(json.dumps(value), "utf-8")
    sums = (folder / "SHA256SUMS").read_text("utf-8")
    if name == "manifest.json":
        lines = [line for line in sums.splitlines() if not line.endswith("  manifest.json")]
        lines.append(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  manifest.json")
        (folder / "SHA256SUMS").write_text(
            "".join(f"{line}\n" for line in sorted(lines, key=lambda line: line[66:])), "utf-8"
        )
    else:
        rehashed(folder)
    path = folder
    if packed:
        path = folder.with_name(f"{folder.name}.zip")
        write_zips(folder, folder.name, {path: None})
    is_rejected(path)
    shutil.rmtree(folder.parent)


@pytest.mark.slow
@pytest.mark.usefixtures("tables_read_once")
@FUZZ
@given(st.sampled_from(TABLES), st.randoms(use_true_random=False))
def test_any_bytes_in_a_table_are_read_or_rejected(built, tmp_path_factory, name, chance):
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("fuzz") / built.name))
    data = bytearray((folder / name).read_bytes())
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (folder / name).write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
    is_rejected(rehashed(folder))
    shutil.rmtree(folder.parent)
