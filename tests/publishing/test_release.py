"""Releases: the same bytes, complete or absent, verified, equal in all formats."""

import datetime
import json
import shutil
import subprocess
import sys
import time
import zipfile
from importlib.metadata import version
from pathlib import Path

import dplib
import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from riwaya.cli.main import main
from riwaya.errors import PackageError, ReleaseError
from riwaya.package.descriptor import Package
from riwaya.package.schema import schema_from
from riwaya.problem import Place, problem_kinds
from riwaya.publishing.build import build
from riwaya.publishing.publish import publish
from riwaya.release.archive import has_our_headers, write_zips
from riwaya.release.compute import published_tables, release_of
from riwaya.release.formats._json_schema import json_schema, require_valid
from riwaya.release.formats.registry import BY_NAME, tables_in
from riwaya.release.manifest import MALFORMED, content_sha256, files_in, write_manifest
from riwaya.release.read import open_release
from riwaya.release.rows import batches_of, json_value
from riwaya.release.table import arrow_schema
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from riwaya.validation.frictionless_check import frictionless_problems
from tests.support.package_copies import ROOT, copy_package, is_intact
from tests.support.publishing_process import start_publishing


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    return check_package(Package.open(copy_package(tmp_path_factory.mktemp("package"))))


@pytest.fixture(scope="module")
def tables(checked):
    with published_tables(checked) as published:
        yield published


@pytest.fixture(scope="module")
def built(checked, tmp_path_factory):
    return build(checked, tmp_path_factory.mktemp("dist"))


@pytest.fixture
def copied(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / built.name))


def test_the_manifest_names_both_versions(built, checked):
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == checked.package.version
    assert manifest["software"] == {"name": "riwaya", "version": version("riwaya")}


def test_a_change_of_the_code_alone_needs_no_new_version_of_the_data(checked, built, tmp_path, monkeypatch):
    monkeypatch.setattr("riwaya.release.manifest.version", lambda _: "9.0.0")
    again = build(checked, tmp_path)
    assert again.name == built.name and verify(again) == [] == verify(built)
    different = {
        path for path in files_in(built) if (again / path).read_bytes() != (built / path).read_bytes()
    }
    assert different == {"manifest.json", "SHA256SUMS"}


def test_a_release_whose_manifest_names_no_code_is_valid(checked, tables, tmp_path):
    folder = publish(tables, checked.package.descriptor, {}, tmp_path, ["csv"])
    assert "software" not in json.loads((folder / "manifest.json").read_text("utf-8"))
    assert verify(folder) == []


def named(problems):
    return [(problem.code, problem.place.path) for problem in problems]


def test_a_release_is_complete_and_has_every_format(built):
    assert verify(built) == [] and verify(built.with_name(built.name + ".zip")) == []
    assert {*BY_NAME} == {"csv", "geojson", "json", "jsonl", "parquet", "sqlite", "xlsx"}
    assert {path.name for path in built.iterdir()} == {
        "csv",
        "json",
        "jsonl",
        "parquet",
        "metadata",
        f"{built.name}.sqlite",
        f"{built.name}.xlsx",
        "locations.geojson",
        "codebook.ar.html",
        "codebook.en.html",
        "README.md",
        "CITATION.cff",
        "croissant.json",
        "datapackage.json",
        "dataset-metadata.json",
        "datasette.yaml",
        "ro-crate-metadata.json",
        "manifest.json",
        "SHA256SUMS",
        "CHANGES.md",
    }
    for folder in (built, built / "parquet"):
        assert frictionless_problems(folder / "datapackage.json") == []


def test_a_package_that_frictionless_rejects_is_not_built(checked, tmp_path, monkeypatch):
    """Both find the same errors, so the test must invent one of frictionless alone."""
    kind = problem_kinds("riwaya.validation", "frictionless_check.toml")["frictionless-error"]
    found = [kind.at(Place("data/figures.csv", row=2), error="type-error", note="made up")]
    monkeypatch.setattr("riwaya.publishing.build.frictionless_problems", lambda descriptor: found)
    with pytest.raises(ReleaseError, match="made up"):
        build(checked, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def profile_errors(name, file):
    profile = json.loads((Path(dplib.__file__).parent / f"profiles/2.0/{name}.json").read_text("utf-8"))
    return [
        error.message for error in Draft7Validator(profile).iter_errors(json.loads(file.read_text("utf-8")))
    ]


def test_descriptors_and_schemas_have_the_official_profiles(built, tmp_path):
    assert profile_errors("datapackage", ROOT / "datapackage.json") == []
    for folder in (built, built / "parquet"):
        assert profile_errors("datapackage", folder / "datapackage.json") == []
    schemas = sorted((ROOT / "schemas").glob("*.json"))
    assert (
        len(schemas) == 23
        and [error for file in schemas for error in profile_errors("tableschema", file)] == []
    )
    (tmp_path / "bad.json").write_text('{"name": "x", "resources": []}', "utf-8")
    assert profile_errors("datapackage", tmp_path / "bad.json")


def test_the_same_data_gives_the_same_bytes_at_another_time(checked, built, tmp_path, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Damascus")
    again = build(checked, tmp_path)
    assert files_in(again) == files_in(built)
    for path in [*files_in(built), f"../{built.name}.zip"]:
        assert (again / path).read_bytes() == (built / path).read_bytes(), path


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_formats_read_what_they_wrote(name, checked, tables, tmp_path):
    form = BY_NAME[name]
    form.write(tables, checked.package.descriptor, tmp_path)
    for table in (table for table in tables if table.name in tables_in(form, [table.name])):
        back = pa.Table.from_batches(
            form.read(tmp_path, table.name, table.schema), arrow_schema(table.schema)
        )
        assert back.equals(table.whole()) and back.num_rows == table.row_count, table.name


def test_every_flipped_file_is_named(built, copied):
    for path in files_in(built):
        file = copied / path
        data = bytearray(file.read_bytes() or b"\0")
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        found = named(verify(copied))
        # In the manifest, the name of another file may have become another one.
        assert found and (
            path == "manifest.json" or {place for _, place in found} <= {path, "SHA256SUMS", "manifest.json"}
        ), path
        assert path in {place for _, place in found} or path in ("manifest.json", "SHA256SUMS"), path
        shutil.copy(built / path, file)
    assert verify(copied) == []


def test_a_small_zip_has_all_but_the_explorer(tables, checked, tmp_path, monkeypatch):
    def pages(tables, descriptor, folder, files, read):
        (folder / "explorer/en").mkdir(parents=True)
        for name in ("index.html", "en/index.html"):
            (folder / "explorer" / name).write_text("<p>", "utf-8")
        return True

    monkeypatch.setattr("riwaya.publishing.publish.explorer.write", pages)
    folder = publish(tables, checked.package.descriptor, {}, tmp_path)
    small = tmp_path / f"{folder.name}-data.zip"
    with zipfile.ZipFile(small) as archive:
        names = {name.removeprefix(f"{folder.name}/") for name in archive.namelist()}
    assert {*files_in(folder)} - names == {"explorer/index.html", "explorer/en/index.html"}
    assert verify(small) == [] == verify(folder)
    assert open_release(small).table("figures").row_count
    # A release has all pages or none.
    (folder / "explorer/en/index.html").unlink()
    assert ("release-file-missing", "explorer/en/index.html") in named(verify(folder))
    # A release of the same version without an explorer leaves no small zip of the one before.
    publish(tables, checked.package.descriptor, {}, tmp_path, ["csv"])
    assert not small.exists() and not (folder / "explorer").exists()
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, f"{folder.name}.zip", ".lock"}


def test_a_missing_and_an_added_file_are_named(copied):
    (copied / "csv/figures.csv").unlink()
    (copied / "json/.hidden").write_text("x", encoding="utf-8")
    assert named(verify(copied)) == [
        ("release-file-missing", "csv/figures.csv"),
        ("release-file-added", "json/.hidden"),
    ]
    result = CliRunner().invoke(main, ["verify", str(copied), "--lang", "ar"])
    assert result.exit_code == 1 and "csv/figures.csv" in result.output and "غير موجود" in result.output


@pytest.mark.slow
def test_a_flipped_byte_anywhere_in_the_zip_is_detected(built, tmp_path):
    archive = built.with_name(built.name + ".zip")
    data = archive.read_bytes()
    broken = tmp_path / archive.name
    step = len(data) // 60
    tail = range(len(data) - 600, len(data), 9)
    for at in [0, 5, 10, 30, *range(step, len(data), step), *tail]:
        broken.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert verify(broken), at


def _zip_of(folder, file, change=None, reverse=False, level=9, comment=b""):
    """A zip as of a release, but for a change of each entry, their order, the deflating, or a comment."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for path in sorted(files_in(folder), reverse=reverse):
            info = zipfile.ZipInfo(f"{folder.name}/{path}")
            info.create_system, info.external_attr, info.compress_type = (
                3,
                0o100644 << 16,
                zipfile.ZIP_DEFLATED,
            )
            if change:
                change(info)
            archive.writestr(info, (folder / path).read_bytes())
        archive.comment = comment


def test_what_surrounds_the_files_of_a_zip_is_verified(built, tmp_path):
    """Versions of zlib deflate in their own ways; all else is as we write it."""
    folder, file = built, tmp_path / "x.zip"
    _zip_of(folder, file, level=1)
    assert verify(file) == []
    data = file.read_bytes()
    changed = {
        "behind": lambda: file.write_bytes(data + b"x"),
        "before": lambda: file.write_bytes(b"x" + data),
        "order": lambda: _zip_of(folder, file, reverse=True),
        "time": lambda: _zip_of(folder, file, lambda info: setattr(info, "date_time", (2026, 1, 1, 0, 0, 0))),
        "rights": lambda: _zip_of(folder, file, lambda info: setattr(info, "external_attr", 0o100755 << 16)),
        "extra": lambda: _zip_of(folder, file, lambda info: setattr(info, "extra", b"\x01\x10\x01\x00x")),
        "comment of a file": lambda: _zip_of(folder, file, lambda info: setattr(info, "comment", b"x")),
        "comment": lambda: _zip_of(folder, file, comment=b"x"),
        "local header": lambda: file.write_bytes(data[:10] + b"\x01" + data[11:]),
    }
    for name, change in changed.items():
        change()
        assert not has_our_headers(file), name
    assert named(verify(file)) == [("release-zip-changed", "x.zip")]


def test_zips_are_written_at_once_with_the_same_bytes_on_any_number_of_processors(tmp_path, monkeypatch):
    texts = {
        "empty": b"",
        "explorer/page": b"page",
        "explorers": b"no folder",
        "large": b"".join(f"{number} {number % 97}\n".encode() for number in range(100_000)),
    }
    (tmp_path / "x/explorer").mkdir(parents=True)
    for name, data in texts.items():
        (tmp_path / "x" / name).write_bytes(data)
    made = []
    for count in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda count=count: count)
        whole, small = tmp_path / f"{count}.zip", tmp_path / f"{count}-data.zip"
        write_zips(tmp_path / "x", "x", {whole: None, small: "explorer"})
        assert has_our_headers(whole) and has_our_headers(small)
        made.append((whole.read_bytes(), small.read_bytes()))
        for file, left_out in ((whole, set()), (small, {"explorer/page"})):
            with zipfile.ZipFile(file) as archive:
                read = {name: archive.read(name) for name in archive.namelist()}
            assert read == {f"x/{name}": data for name, data in texts.items() if name not in left_out}
    # The large file is several chunks.
    assert made[0] == made[1] and len(texts["large"]) > 1 << 19 > len(made[0][0])


def test_a_zip_that_may_need_fields_of_64_bits_is_verified_by_its_files(tmp_path, monkeypatch):
    (tmp_path / "x").mkdir()
    (tmp_path / "x/large").write_bytes(b"x" * 5000)
    write_zips(tmp_path / "x", "x", {tmp_path / "x.zip": None})
    (tmp_path / "x.zip").write_bytes((tmp_path / "x.zip").read_bytes() + b"x")
    assert not has_our_headers(tmp_path / "x.zip")
    monkeypatch.setattr("riwaya.release.archive._SMALL_BYTES", 5000)
    assert (tmp_path / "x.zip").stat().st_size < 5000 and has_our_headers(tmp_path / "x.zip")


def test_a_zip_with_entries_outside_of_its_folder_is_rejected(tmp_path):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("riwaya/../../evil", b"x")
    assert named(verify(file)) == [("release-zip-changed", "x.zip")]
    assert files_in(tmp_path) == ["x.zip"]


# False values of fields of a directory entry, by their offsets.
FALSE_DIRECTORIES = {
    "encrypted": {8: b"\x01\x08"},
    "strongly encrypted": {8: b"\x40\x08"},
    "compressed": {10: b"\x08\x00"},
    "of another version": {6: b"\xff\x00"},
    "with two sizes": {20: b"\x01\x00\x00\x00"},
    "larger than the zip": {20: b"\xff\xff\xff\x7f" * 2},
    "longer than what is left": {20: b"\xc8\x00\x00\x00" * 2},
    "beyond the end": {42: b"\xff\xff\xff\x7f"},
    "at an offset of 64 bits": {42: b"\xff" * 4},
    "without a name": {28: b"\x00\x00"},
    "of a name that is no text": {46: b"\xff"},
    "outside of its folder": {46: b"../x/"},
    "in the folder above": {46: b"riway/"},
}


@pytest.mark.parametrize("change", FALSE_DIRECTORIES.values(), ids=FALSE_DIRECTORIES)
def test_a_false_directory_of_a_zip_is_a_problem(change, tmp_path):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("one", "two-é"):
            info = zipfile.ZipInfo(f"riwaya/{name}")
            info.extra = b"\x01\x00\x08\x00" + b"\xff" * 8
            archive.writestr(info, b"x" * 30)
    data = bytearray(file.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    for at, value in change.items():
        data[entry + at : entry + at + len(value)] = value
    file.write_bytes(data)
    assert named(verify(file)) in ([("release-zip-changed", "x.zip")], [("release-file-changed", "two-é")])
    assert files_in(tmp_path) == ["x.zip"]


def test_a_read_error_of_the_disk_is_not_reported_as_a_change(built, monkeypatch):
    archive = built.with_name(built.name + ".zip")

    opened = Path.open

    def fail(path, *args, **options):
        if path == archive:
            raise OSError(5, "Input/output error", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", fail)
    result = CliRunner().invoke(main, ["verify", str(archive), "--lang", "en"])
    assert result.exit_code == 2 and "reading or writing failed" in result.output


def test_formats_that_differ_are_detected_even_with_correct_hashes(copied, checked, tables):
    file = copied / "csv/figures.csv"
    file.write_text(file.read_text("utf-8").replace("exact,11,", "exact,12,"), "utf-8", newline="\n")
    for name in ("manifest.json", "SHA256SUMS"):
        (copied / name).unlink()
    contents = {
        table.name: (table.row_count, content_sha256(table.batches(), table.schema)) for table in tables
    }
    write_manifest(copied, checked.package.descriptor, BY_NAME, contents)
    found = verify(copied)
    assert ("release-content-changed", "csv/figures") in named(found)
    differing = [problem.place for problem in found if problem.code == "release-formats-differ"]
    assert {(place.table, place.row, place.field) for place in differing} == {("figures", 1, "value")}


def test_pandas_reads_nullable_integers(built):
    frame = pd.read_parquet(built / "parquet/figures.parquet").set_index("figure_id")
    assert str(frame["value"].dtype) == str(frame["value_max"].dtype) == "Int64"
    low, high = frame["value_min"], frame["value_max"]
    assert (low["FIG-0001"], high["FIG-0001"]) == (11, 11)
    assert low["FIG-0002"] == 19 and high.isna()["FIG-0002"]
    assert low["FIG-0004"] == 39 and frame.loc["FIG-0003", "value"] == 8
    assert low["FIG-0007"] == high["FIG-0007"] == frame.loc["FIG-0007", "value_resolved"] == 10
    assert frame.isna().loc["FIG-0007", "value"] and frame.loc["FIG-0002", "value_resolved"] == 18
    links = pd.read_parquet(built / "parquet/figure_links.parquet")
    assert [*links.itertuples(index=False, name=None)] == [("FIG-0007", "FIG-0006", "equals")]
    assert frame.loc["FIG-0005", ["value", "value_min", "value_max", "value_resolved"]].isna().all()


def test_pandas_reads_days_as_times_and_others_as_days(built):
    file = built / "parquet/events.parquet"
    frame, rows = pd.read_parquet(file), pq.read_table(file)
    assert rows.schema.field("date_earliest").type == pa.date32()
    found = duckdb.query(f"SELECT DISTINCT typeof(date_earliest) FROM '{file}'").fetchall()
    assert found == [("DATE",)]
    for column in ("date_earliest", "date_latest"):
        days = rows[column].to_pylist()
        assert any(days) and frame[column].isna().tolist() == [day is None for day in days]
        stated = frame[column].dropna()
        assert stated.dt.year.tolist() == [day.year for day in days if day]
        assert (stated > pd.Timestamp("1900-01-01")).all()
        assert stated.astype("datetime64[s]").dt.date.tolist() == [day for day in days if day]
    assert isinstance(frame["date"].dropna().iloc[0], str)


def test_every_figure_has_its_claimant_and_source(built):
    flat = pd.read_parquet(built / "parquet/claims_flat.parquet")
    stated = flat[flat["figure_id"].notna()]
    assert len(stated) == 8 and stated[["claimant_ar", "claimant_en", "source_id", "locator"]].notna().all(
        axis=None
    )


def test_events_are_nested(built):
    events = [
        json.loads(line) for line in (built / "json/events.nested.jsonl").read_text("utf-8").splitlines()
    ]
    first = events[0]
    assert len(events) == 15 and first["location"]["parents"][-1]["location_id"] == "LOC-0001"
    claims = {claim["claim_id"]: claim for claim in first["claims"]}
    assert [figure["value"] for figure in claims["CLM-0002"]["figures"]] == [11, 18]
    assert claims["CLM-0004"]["claimant"]["name_en"] == "Mudar al-Asaad"
    assert claims["CLM-0004"]["figures"][0]["value"] is None


def test_a_row_that_violates_its_json_schema_stops_the_build(tables):
    table = next(table for table in tables if table.name == "figures")
    row = table.whole().slice(0, 1).to_pylist()[0]
    require_valid([row], json_schema(table), "figures")
    for change in ({"value": "11"}, {"qualifier": "exactly"}, {"figure_id": None}, {"surprise": 1}):
        with pytest.raises(ReleaseError):
            require_valid([row | change], json_schema(table), "figures")


def test_a_value_that_violates_its_json_schema_is_detected_after_valid_ones(tables):
    table = next(table for table in tables if table.name == "figures")
    rows = table.whole().slice(0, 3).to_pylist()
    with pytest.raises(ReleaseError, match="row 4, field qualifier"):
        require_valid([*rows, rows[0] | {"qualifier": "exactly"}], json_schema(table), "figures")
    with pytest.raises(ReleaseError, match="row 4, field value"):
        require_valid([*rows, rows[0] | {"value": True}], json_schema(table), "figures")
    lacking = {name: cell for name, cell in rows[0].items() if name != "value"}
    with pytest.raises(ReleaseError, match="row 4"):
        require_valid([*rows, lacking], json_schema(table), "figures")


def test_a_table_is_hashed_once_and_only_when_its_hash_is_needed(checked, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "riwaya.release.table.content_sha256", lambda batches, schema: hashed.append(schema) or "0"
    )
    with published_tables(checked) as found:
        release = release_of(checked.package.descriptor, found)
        assert [*release.hashes] == [table.name for table in found] and hashed == []
        assert release.table("figures").row_count == 8 and hashed == []
        assert release.hashes["figures"] == release.hashes["figures"] == "0" and len(hashed) == 1


@pytest.mark.parametrize(
    "field, good, bad",
    [
        ("integer", 5, ["5", 5.0, True, 1 << 63]),
        ("number", 0.5, ["0.5", True, (1 << 53) + 1]),
        ("boolean", True, [1, "true"]),
        ("string", "x", [5, b"x", "\ud800"]),
        ("date", "2018-05-31", ["31.5.2018", 5]),
    ],
)
def test_rows_are_read_with_the_types_of_the_schema_and_no_others(field, good, bad):
    schema = schema_from("things", {"fields": [{"name": "it", "type": field}]}, "things.json")
    (batch,) = batches_of(iter([{"it": good}, {"it": None}]), schema)
    assert [json_value(value) for value in batch["it"].to_pylist()] == [good, None]
    for value in bad:
        with pytest.raises(MALFORMED):
            [*batches_of(iter([{"it": good}, {"it": value}]), schema)]


def test_a_build_does_not_wait_for_pandas(tmp_path):
    code = (
        "import sys; from riwaya.cli.main import main\n"
        "try: main(['build', '--format', 'parquet', '--format', 'json', '--out', sys.argv[1]])\n"
        "finally: print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.endswith("False\n"), done.stdout + done.stderr


def test_dates_stay_dates(tables):
    table = next(table for table in tables if table.name == "events")
    assert table.whole()["date_earliest"][0].as_py() == datetime.date(2018, 5, 31)


def test_invalid_data_is_not_built(tmp_path):
    root = copy_package(tmp_path / "package")
    (root / "data/figures.csv").unlink()
    with pytest.raises(ReleaseError):
        build(check_package(Package.open(root)), tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_an_unknown_format_is_an_error(checked, tables, tmp_path):
    with pytest.raises(ReleaseError, match="csv, geojson, json"):
        publish(tables, checked.package.descriptor, {}, tmp_path, ["xml"])
    assert not any(tmp_path.iterdir())


HEAD = (
    "name",
    "version",
    "created",
    "title",
    "title_ar",
    "description",
    "description_ar",
    "languages",
    "keywords",
    "licenses",
    "contributors",
)


@pytest.mark.parametrize("name", HEAD)
def test_a_descriptor_without_a_required_property_is_an_error(name, checked, tables, tmp_path):
    head = {key: value for key, value in checked.package.descriptor.items() if key != name}
    for wrong in (head, head | {name: 7}, head | {name: None}):
        with pytest.raises(PackageError, match=name):
            publish(tables, wrong, {}, tmp_path / "dist")
    assert not any(tmp_path.iterdir())


def test_a_name_that_leaves_the_folder_is_an_error(checked, tables, tmp_path):
    for change in (
        {"name": "../../out"},
        {"version": "1/../../out"},
        {"created": "yesterday"},
        {"licenses": []},
    ):
        with pytest.raises(PackageError, match=next(iter(change))):
            publish(tables, checked.package.descriptor | change, {}, tmp_path / "dist")
    assert not any(tmp_path.iterdir())


def test_a_full_disk_leaves_no_incomplete_release(checked, tables, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("riwaya.publishing.publish.write_zips", full)
    with pytest.raises(ReleaseError, match="the disk is full"):
        publish(tables, checked.package.descriptor, {}, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == []


def test_other_files_cannot_be_verified(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.zip"):
        with pytest.raises(ReleaseError):
            verify(path)
    assert CliRunner().invoke(main, ["verify", str(tmp_path)]).exit_code == 2


@pytest.mark.slow
def test_a_build_killed_at_any_step_leaves_no_incomplete_release(checked, tables, tmp_path):
    out = tmp_path / "dist"
    old = publish(tables, checked.package.descriptor, {}, out)
    before = (old / "SHA256SUMS").read_bytes()
    changed = {**checked.package.descriptor, "title": "Another"}
    step, code, seen = 0, 9, set()
    while code == 9:
        process, _ = start_publishing(tables, changed, out, steps=step)
        process.join()
        code = process.exitcode
        seen.add(None if not old.exists() else (old / "SHA256SUMS").read_bytes() == before)
        for path in (old, old.with_name(old.name + ".zip")):
            assert not path.exists() or is_intact(path), (step, path)
        step += 1
    assert code == 0 and seen >= {True, False} and (old / "SHA256SUMS").read_bytes() != before
    assert sorted(path.name for path in out.iterdir() if not path.name.endswith(".lock")) == [
        old.name,
        old.name + ".zip",
    ]
