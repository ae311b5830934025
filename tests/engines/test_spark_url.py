"""Spark reads tables at a URL itself: CSV in splits that cut through records, and Parquet."""

import csv
import json
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.spark import csv as spark_csv
from riwaya.engines.spark import engine as spark
from riwaya.engines.spark import package as spark_package
from riwaya.engines.spark.session import open_session
from riwaya.errors import EngineError
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, copy_package
from tests.support.spark import LOCAL, rendered

sys.path.insert(0, str(ROOT))
from benchmarks.synthetic import write_package

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("splits")]
_BYTES = 20_000


@pytest.fixture
def splits(java, monkeypatch):
    """Have Spark cut files of a few kilobytes into splits."""

    def cutting(master):
        session = open_session(master)
        session.conf.set("spark.sql.files.maxPartitionBytes", _BYTES)
        session.conf.set("spark.sql.files.openCostInBytes", 1)
        return session

    for module in (spark_package, spark):
        monkeypatch.setattr(module, "open_session", cutting)


def package_at(root):
    return spark_package.package_at(f"file://{root}", "local[1]")


def test_a_damaged_package_has_the_same_problems_in_splits(tmp_path, monkeypatch):
    root = tmp_path / "package"
    write_package(root, 300, damaged=0.05)
    # Statements over many lines and some splits.
    claims = root / "data/claims.csv"
    rows = [*csv.reader(claims.open(encoding="utf-8", newline=""))]
    for at in range(20, 200, 20):
        rows[at][-1] = '"word"\n\n' * 300
    with claims.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert claims.stat().st_size > 10 * _BYTES
    # So that claims stay with Spark.
    monkeypatch.setattr(spark, "_SMALL", 5 * _BYTES)
    report = rendered(Package.open(root), DuckEngine)
    assert rendered(package_at(root), LOCAL) == report and report.count('"code"') > 15


def test_the_dataset_is_valid_in_splits(tmp_path):
    root = copy_package(tmp_path, ROOT)
    report = rendered(Package.open(root), DuckEngine)
    assert rendered(package_at(root), LOCAL) == report and '"problems": []' in report


def few_problems(package, maker):
    """The problems of CSV checks and of two other checks."""
    return [
        problem.as_json()
        for problem in check_package(package, maker, codes=("foreign-key", "type-error")).report.problems
    ]


def test_files_that_cannot_be_read_have_the_same_problems(tmp_path):
    root = copy_package(tmp_path, ROOT)
    broken = {
        "claims": lambda data: data[:30_000] + b"\xff" + data[30_000:],
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
    found = few_problems(Package.open(root), DuckEngine)
    assert few_problems(package_at(root), LOCAL) == found and {*broken} <= {
        problem["table"] for problem in found
    }


def test_parquet_has_the_problems_of_csv_without_lines(tmp_path):
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
    expected = few_problems(Package.open(root), DuckEngine)

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

    found = few_problems(package_at(root), LOCAL)
    labels = [(problem["code"], problem["field"]) for problem in found if problem["table"] == "sources"]
    assert sorted(labels) == [("extra-label", "more"), ("missing-label", "url")]
    assert not any(problem["line"] for problem in found if problem["table"] in ("figures", "sources"))

    def alike(problems):
        names = ("code", "row", "id", "field", "value")
        here = [problem for problem in problems if problem["table"] == "figures"]
        return sorted(json.dumps({name: problem[name] for name in names}) for problem in here)

    assert alike(found) == alike(expected) and len(alike(found)) > 3


def test_values_of_parquet_are_checked_as_the_text_of_csv(tmp_path):
    types = {"t_id": "string", "n": "integer", "x": "number", "d": "date", "b": "boolean", "p": "string"}
    fields = [{"name": name, "type": kind} for name, kind in types.items()]
    fields[4] |= {"trueValues": ["yes"], "falseValues": ["no"]}
    schema = {"fields": fields, "primaryKey": ["t_id"]}
    names = ("good", "control", "lists", "nothing")
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
    for name in names[:3]:
        odd = {"control": {"t_id": ["a\tb", "b", "a"]}, "lists": {"n": [[1], [2], [3]]}}.get(name, {})
        pq.write_to_dataset(pa.table(columns | odd), tmp_path / "data" / name, partition_cols=["p"])
    package = package_at(tmp_path)
    with LOCAL([]) as engine:

        def read(name):
            return spark_csv.read_table(engine, package.files, package.resource(name), True)

        assert read("good").table.cells.to_pylist() == [
            {"t_id": "T-8", "n": "-3", "x": None, "d": None, "b": None, "p": None},
            {"t_id": "T-9", "n": None, "x": "1e+20", "d": "0987-01-02", "b": "no", "p": "x=y"},
            {"t_id": "T-10", "n": "1", "x": "0.1", "d": "2018-06-07", "b": "yes", "p": "01"},
        ]
        (problem,) = read("control").problems
        assert (problem.code, problem.place.row, problem.place.line) == ("control-character", 3, None)
        assert "U+0009" in problem.message().en and "U+0009" in problem.message().ar
        with pytest.raises(EngineError, match="array"):
            read("lists")
        (problem,) = read("nothing").problems
        assert problem.code == "file-missing"
        (tmp_path / "data/nothing").mkdir()
        with pytest.raises(EngineError, match="schema"):
            read("nothing")


def error_texts(path, *options):
    """The error of `riwaya validate` in each language."""
    texts = []
    for language in LANGUAGES:
        result = CliRunner().invoke(main, ["validate", path, *options, "--lang", language])
        assert result.exit_code == 2 and isinstance(result.exception, SystemExit) and result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1 and "Traceback" not in result.stderr
        texts.append(result.stderr)
    return texts


def test_a_url_without_spark_is_an_error():
    for text in error_texts("s3a://somewhere/package"):
        assert "--engine spark" in text and "s3a://somewhere/package" in text


def test_a_url_without_a_package_is_an_error(tmp_path):
    options = ("--engine", "spark", "--master", "local[1]")
    for text in error_texts(f"file://{tmp_path}/nowhere", *options):
        assert "datapackage.json" in text and "nowhere" in text
    for text in error_texts("nothing://somewhere", *options):
        assert "nothing" in text and "spark.jars.packages" in text


def test_parquet_without_spark_is_an_error(tmp_path):
    file = copy_package(tmp_path) / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["resources"][0]["format"] = "parquet"
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    for text in error_texts(str(Path(tmp_path))):
        assert "format" in text and "CSV" in text
