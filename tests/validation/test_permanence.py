"""Later releases keep what a release promised, unless their version number allows a change."""

import json

import pytest

from riwaya.package.descriptor import Package
from riwaya.release.read import read_since
from riwaya.validation.check import check_package
from tests.support.package_copies import copy_package, edited_package, edited_release

GONE = {"path": "schemas/figures.json", "find": '"name": "detail_en"', "replace": '"name": "detail_english"'}
HEADER = {"path": "data/figures.csv", "find": ",detail_en\n", "replace": ",detail_english\n"}


@pytest.fixture(scope="module")
def since(tmp_path_factory):
    return read_since(edited_release([], tmp_path_factory.mktemp("before")))


def codes(root, since):
    return [problem.code for problem in check_package(Package.open(root), since=since).report.problems]


def versioned(root, version):
    file = root / "datapackage.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"version": version}), "utf-8")
    return root


def test_the_same_data_keeps_every_promise(since, tmp_path):
    assert codes(copy_package(tmp_path), since) == []


@pytest.mark.parametrize(
    "before, now, broken",
    [
        ("0.2.0", "0.2.1", True),
        ("0.2.0", "0.3.0", False),
        ("1.2.0", "1.3.0", True),
        ("1.2.0", "2.0.0", False),
        ("1.2.0", "0.9.0", True),
    ],
)
def test_a_column_may_be_removed_where_the_version_allows_it(before, now, broken, since, tmp_path):
    root = versioned(edited_package([GONE, HEADER], tmp_path), now)
    earlier = type(since)(before, since.tables, since.schemas)
    assert codes(root, earlier) == (["column-removed"] if broken else [])


def test_no_version_allows_removing_an_id_and_the_message_names_the_line_to_add(since, tmp_path):
    row = next(
        line
        for line in (copy_package(tmp_path / "look") / "data/figures.csv").read_text("utf-8").splitlines(True)
        if line.startswith("FIG-0008")
    )
    (tmp_path / "now").mkdir()
    root = versioned(
        edited_package([{"path": "data/figures.csv", "find": row, "replace": ""}], tmp_path / "now"), "9.0.0"
    )
    (problem,) = check_package(Package.open(root), since=since).report.problems
    line = problem.params["line"]
    assert problem.code == "id-vanished" and line.startswith("FIG-0008,retracted,,9.0.0,")
    for text in (problem.hint().en, problem.hint().ar):
        assert line in text
    with (root / "data/retirements.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert codes(root, since) == []


def test_a_removed_table_is_named(since, tmp_path):
    root = copy_package(tmp_path)
    file = root / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    descriptor["resources"] = [item for item in descriptor["resources"] if item["name"] != "location_names"]
    file.write_text(json.dumps(descriptor), "utf-8")
    assert "table-removed" in codes(root, since)


def test_new_columns_and_terms_are_allowed(since, tmp_path):
    root = edited_package(
        [{"path": "schemas/locations.json", "find": '"minimum": -90', "replace": '"minimum": -95'}], tmp_path
    )
    assert codes(root, since) == []
