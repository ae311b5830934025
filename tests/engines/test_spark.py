"""Blocks that Sail spreads over threads give the report of one machine: of CSV and Parquet, at a URL too."""

import csv
import json
import sys
from datetime import date
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riwaya.engines.spark.workers import spark_workers
from riwaya.errors import PackageError
from riwaya.package.descriptor import Package
from riwaya.package.read_parquet import open_parquet, read_parquet
from riwaya.package.url_files import package_at
from riwaya.validation.check import check_package
from tests.support.engines_agree import made_packages
from tests.support.package_copies import ROOT, copy_package, edited_release
from tests.support.spark import rendered

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package
from riwaya.release.read import read_since

pytestmark = [pytest.mark.spark, pytest.mark.loopback]
_BYTES = 40_000
"""Of a block, so that files of some hundred kilobytes have many."""


@pytest.fixture(scope="module")
def workers():
    with spark_workers() as started:
        yield started


def test_the_dataset_has_the_report_of_one_machine(workers, tmp_path):
    root = copy_package(tmp_path, ROOT)
    (tmp_path / "before").mkdir()
    since = read_since(edited_release({}, tmp_path / "before"))
    report = rendered(Package.open(root), since=since)
    assert rendered(package_at(root.as_uri()), workers, 150_000, since=since) == report
    assert '"problems": []' in report


def test_a_damaged_package_has_the_report_of_one_machine(workers, tmp_path):
    root = tmp_path / "package"
    caused = write_package(root, 300, damaged=0.05)
    # Statements over many lines and some blocks.
    claims = root / "data/claims.csv"
    rows = [*csv.reader(claims.open(encoding="utf-8", newline=""))]
    for at in range(20, 200, 60):
        rows[at][-1] = '"word"\n\n' * 6000
    with claims.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    report = rendered(Package.open(root))
    assert rendered(Package.open(root), workers, _BYTES) == report
    assert report.count('"code"') > sum(caused.values()) > 10


def test_cases_have_the_report_of_one_machine(workers):
    """All of them, and an Apache Spark cluster: `python -m tests.support.engines_agree`."""
    for name, root, block_bytes, since in islice(made_packages(60), 3):
        report = rendered(Package.open(root, standard=True), since=since)
        spread = rendered(Package.open(root, standard=True), workers, block_bytes, since=since)
        assert spread == report and '"problems": []' not in report, name


def test_files_that_cannot_be_read_have_the_same_problems(workers, tmp_path):
    root = copy_package(tmp_path, ROOT)
    broken = {
        "claims": lambda data: data[:90_000] + b"\xff" + data[90_000:],
        "figures": lambda data: data.replace(b"\nFIG-", b'\n"FIG-', 1),
        "sources": lambda data: data.replace(b"\n", b"\r\n"),
        "vocabularies": lambda data: data[:-1],
        "events": lambda data: data.replace(b",", b";", 1),
        "actors": lambda data: b"\xef\xbb\xbf" + data,
        "locations": lambda data: None,
    }
    for name, change in broken.items():
        file = root / f"data/{name}.csv"
        data = change(file.read_bytes())
        file.unlink()
        if data is not None:
            file.write_bytes(data)
    only = {"codes": ("foreign-key", "type-error")}
    report = rendered(Package.open(root), **only)
    assert rendered(package_at(root.as_uri()), workers, 15_000, **only) == report
    tables = {problem["table"] for problem in json.loads(report)["problems"]}
    assert {*broken} <= tables


def few_problems(package, workers=None):
    """The problems of reading and of two checks."""
    report = check_package(
        package, codes=("foreign-key", "type-error"), workers=workers, block_bytes=_BYTES
    ).report
    return [problem.as_json() for problem in report.problems]


def test_parquet_has_the_problems_of_csv_without_lines(workers, tmp_path):
    root = copy_package(tmp_path, ROOT)
    figures, sources = root / "data/figures.csv", root / "data/sources.csv"
    rows = [*csv.DictReader(figures.open(encoding="utf-8", newline=""))]
    for at, (name, value) in enumerate(
        [("value", "many"), ("claim_id", "CLM-999"), ("category", " \u202e"), ("value", "-3")]
    ):
        rows[3 * at + 1][name] = value
    with figures.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    expected = few_problems(Package.open(root))

    columns = {name: pa.array([row[name] for row in reversed(rows)]) for name in rows[0]}
    pq.write_to_dataset(pa.table(columns), root / "data/figures", partition_cols=["measure"])
    header, *lines = csv.reader(sources.open(encoding="utf-8", newline=""))
    columns = {
        name: pa.array([line[at] for line in lines]) for at, name in enumerate(header) if name != "url"
    }
    pq.write_table(pa.table(columns | {"more": [1] * len(lines)}), root / "data/sources.parquet")
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] in ("figures", "sources"):
            path = {"figures": "data/figures", "sources": "data/sources.parquet"}[resource["name"]]
            resource |= {"format": "parquet", "mediatype": "application/vnd.apache.parquet", "path": path}
    (root / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")

    # Read whole, and a row group at a time by the workers.
    package = package_at(root.as_uri())
    found = few_problems(package)
    assert few_problems(package, workers) == found
    labels = [(problem["code"], problem["field"]) for problem in found if problem["table"] == "sources"]
    assert sorted(labels) == [("extra-label", "more"), ("missing-label", "url")]
    assert not any(problem["line"] for problem in found if problem["table"] in ("figures", "sources"))

    def alike(problems):
        names = ("code", "id", "field", "value")
        here = [problem for problem in problems if problem["table"] == "figures"]
        return sorted(json.dumps({name: problem[name] for name in names}) for problem in here)

    assert alike(found) == alike(expected) and len(alike(found)) > 3


def test_a_large_row_group_is_cut_into_blocks(workers, tmp_path):
    root = tmp_path / "package"
    write_package(root, 600, damaged=0.05)
    claims = root / "data/claims.csv"
    header, *lines = csv.reader(claims.open(encoding="utf-8", newline=""))
    lines = [line for line in lines if len(line) == len(header)]
    columns = {name: pa.array([line[at] for line in lines]) for at, name in enumerate(header)}
    # What programs write of texts that repeat.
    columns["stance"] = columns["stance"].dictionary_encode()
    pq.write_table(pa.table(columns), root / "data/claims.parquet")
    assert pq.ParquetFile(root / "data/claims.parquet").num_row_groups == 1
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == "claims":
            resource |= {"format": "parquet", "path": "data/claims.parquet"}
            resource["mediatype"] = "application/vnd.apache.parquet"
    (root / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")

    package = package_at(root.as_uri())
    _, blocks = open_parquet(package.files, package.resource("claims"), _BYTES)
    _, whole = open_parquet(package.files, package.resource("claims"))
    assert len(blocks) > 3 and len(whole) == 1
    assert [run.before for run in blocks.runs] == [run.first for run in blocks.runs]
    assert sum(run.rows for run in blocks.runs) == len(lines)
    report = rendered(package)
    assert rendered(package, workers, _BYTES) == report and report.count('"table": "claims"') > 3


def test_values_of_parquet_are_checked_as_the_text_of_csv(tmp_path):
    types = {"t_id": "string", "n": "integer", "x": "number", "d": "date", "b": "boolean", "p": "string"}
    fields = [{"name": name, "type": kind} for name, kind in types.items()]
    fields[4] |= {"trueValues": ["yes"], "falseValues": ["no"]}
    schema = {"fields": fields, "primaryKey": ["t_id"]}
    names = ("good", "control", "bytes", "lists", "nothing", "empty", "text")
    resources = [
        {"name": name, "path": f"data/{name}", "format": "parquet", "schema": schema} for name in names
    ]
    (tmp_path / "datapackage.json").write_text(
        json.dumps({"name": "small", "resources": resources}), encoding="utf-8"
    )
    columns = {
        "t_id": ["T-10", "T-9", "T-8"],
        "n": [1, None, -3],
        "x": [0.1, 1e20, None],
        "b": [True, False, None],
        "d": [date(2018, 6, 7), date(987, 1, 2), None],
        "p": ["01", "x=y", None],
    }
    odd = {"control": {"t_id": ["a\tb", "b", "a"]}, "lists": {"n": [[1], [2], [3]]}}
    odd["bytes"] = {"t_id": ["Ø§Ù\x84", "b", "a"]}
    for name in names[:4]:
        table = pa.table(columns | odd.get(name, {}))
        pq.write_to_dataset(table, tmp_path / "data" / name, partition_cols=["p"])
    pq.write_table(pa.table(columns).slice(0, 0), tmp_path / "data/empty")
    package = package_at((tmp_path / "datapackage.json").as_uri())

    def read(name):
        return read_parquet(package.files, package.resource(name))

    table, problems = read("good")
    assert problems == [] and sorted(table.cells.to_pylist(), key=lambda row: row["t_id"]) == [
        {"t_id": "T-10", "n": "1", "x": "0.1", "d": "2018-06-07", "b": "yes", "p": "01"},
        {"t_id": "T-8", "n": "-3", "x": None, "d": None, "b": None, "p": None},
        {"t_id": "T-9", "n": None, "x": "1e+20", "d": "0987-01-02", "b": "no", "p": "x=y"},
    ]
    _, (problem,) = read("control")
    assert (problem.code, problem.place.row, problem.place.line) == ("control-character", 1, None)
    assert "U+0009" in problem.message().en and "U+0009" in problem.message().ar
    _, (of_text,) = read("bytes")
    assert (of_text.code, problem.hint().en) == ("control-character", "Delete it.")
    assert "Do not delete it yet" in of_text.hint().en and "--restore-text" in of_text.hint().ar
    with pytest.raises(PackageError, match="list"):
        read("lists")
    _, (problem,) = read("nothing")
    assert problem.code == "file-missing"
    (tmp_path / "data/nothing").mkdir()
    with pytest.raises(PackageError, match="no Parquet files"):
        read("nothing")
    assert read("empty")[0].cells.num_rows == 0
    (tmp_path / "data/text").write_text("t_id,n\n", encoding="utf-8")
    with pytest.raises(PackageError, match="cannot be read as Parquet"):
        read("text")
