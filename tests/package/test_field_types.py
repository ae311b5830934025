"""Every type of field, through every format of a release and back."""

import csv
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from riwaya.curation.sheets import read_sheets
from riwaya.curation.workbook.export import export
from riwaya.curation.workbook.import_ import import_workbook
from riwaya.dataset.api import FORMS
from riwaya.dataset.api import open as open_release
from riwaya.errors import PackageError
from riwaya.package.descriptor import Package
from riwaya.package.field_types import FIELD_TYPES
from riwaya.publishing.build import build
from riwaya.release.formats.registry import FORMATS
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

CELLS = {
    "string": ["نص", 'a "quoted", text', "", "012"],
    "integer": ["0", "-9223372036854775807", "", "9223372036854775807"],
    "number": ["0.1", "-1e300", "", "36.50237"],
    "date": ["2018-06-07", "0001-01-01", "", "9999-12-31"],
    "year": ["2018", "0001", "", "9999"],
    "yearmonth": ["2018-06", "1999-12", "", "0001-01"],
    "boolean": ["true", "false", "", "true"],
    "any": ["نص", "12", "", "2018-06-07"],
}
"""Of each type: a usual cell, extremes, and an empty one."""


def json_value(name, text):
    """A cell as it stands in the `enum` of a schema."""
    if name == "boolean":
        return text == "true"
    return int(text) if name in ("integer", "year") else float(text) if name == "number" else text


def package_of(folder: Path, cells: dict[str, list[str]], prefixes=("a",)) -> Path:
    """A package of a table with a key and columns PREFIX_TYPE; those with the prefix "enum" are coded."""
    names = [f"{prefix}_{name}" for prefix in prefixes for name in cells]
    texts = {"title": "T", "title_ar": "ع", "description": "D", "description_ar": "و"}
    key = texts | {"title": "Thing", "title_ar": "شيء"}
    fields = [{"name": "thing_id", "type": "string", **key, "constraints": {"required": True}}]
    for column in names:
        prefix, _, name = column.partition("_")
        constraints = {}
        if prefix == "enum":
            constraints["enum"] = [json_value(name, text) for text in dict.fromkeys(cells[name]) if text]
        own = texts | {"title": column, "title_ar": f"عمود {column}"}
        fields.append({"name": column, "type": name, **own, "constraints": constraints})
    resource = {
        "name": "things",
        "path": "things.csv",
        **texts,
        "schema": {"fields": fields, "primaryKey": ["thing_id"]},
    }
    head = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    descriptor = head | {"name": "things", "version": "1.0.0", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with (folder / "things.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["thing_id", *names])
        columns = [*cells.values()] * len(prefixes)
        writer.writerows([f"T-{at}", *row] for at, row in enumerate(zip(*columns, strict=True), 1))
    return folder


def test_every_type_has_cells_here():
    assert {*CELLS} == {*FIELD_TYPES}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    root = package_of(tmp_path_factory.mktemp("types"), CELLS, ("a", "enum"))
    checked = check_package(Package.open(root))
    assert checked.report.ok, checked.report.problems
    return build(checked, root / "dist")


def test_a_release_with_every_type_is_whole_in_every_format(release):
    # Reads each format back and compares it cell by cell with the others.
    assert verify(release) == [] and verify(release.with_name(f"{release.name}.zip")) == []
    assert {form.NAME for form in FORMATS} - {"geojson"} <= {
        *json.loads((release / "manifest.json").read_text("utf-8"))["formats"]
    }


@pytest.mark.parametrize("prefix", ["a", "enum"])
@pytest.mark.parametrize("name", FIELD_TYPES)
def test_cells_of_a_type_come_back(release, name, prefix):
    with open_release(release, form="arrow") as dataset:
        column = dataset["things"][f"{prefix}_{name}"]
    expected, arrow = CELLS[name], FIELD_TYPES[name].arrow
    is_coded = prefix == "enum" and arrow == pa.string()
    assert (column.type.value_type if is_coded else column.type) == arrow
    assert [value is None for value in column.to_pylist()] == [text == "" for text in expected]
    rows = [json.loads(line) for line in (release / "jsonl/things.jsonl").read_text("utf-8").splitlines()]
    for text, value, row in zip(expected, column.to_pylist(), rows, strict=True):
        if text:
            assert FIELD_TYPES[name].is_value(row[f"{prefix}_{name}"]) and value is not None
            assert str(value).lower() == (
                str(int(text)) if name == "year" else str(float(text)) if name == "number" else text.lower()
            )


@pytest.mark.parametrize("form", FORMS)
def test_a_release_with_terms_of_every_type_opens_in_every_form(release, form):
    with open_release(release, lang="en", form=form) as dataset:
        rows = dataset["things"]
        assert (rows.count("thing_id").fetchall() if form == "duckdb" else len(rows)) in ([(4,)], 4)


def test_a_workbook_with_every_type_changes_nothing(release, tmp_path):
    package = Package.open(release.parent.parent)
    export(package, read_sheets(package), tmp_path / "book.xlsx", "en", {})
    sheets = read_sheets(package)
    result = import_workbook(sheets, tmp_path / "book.xlsx")
    assert not result.problems
    assert [sheet.text() for sheet in sheets.values()] == [
        package.read_bytes(resource).decode() for resource in package.resources
    ]


def test_the_codebook_has_every_column_and_term(release):
    for page in ("codebook.en.html", "codebook.ar.html"):
        text = (release / page).read_text("utf-8")
        assert all(f"enum_{name}" in text for name in FIELD_TYPES)
        assert "9223372036854775807" in text and "9999-12-31" in text


def test_the_frame_has_nullable_types(release):
    with open_release(release) as dataset:
        frame = dataset["things"]
    assert frame["a_year"].dtype == pd.Int64Dtype() and frame["a_boolean"].dtype == pd.BooleanDtype()
    assert frame["a_yearmonth"].tolist()[:2] == ["2018-06", "1999-12"]


# Every text is a string, and of any type.
@pytest.mark.parametrize("name", [name for name in FIELD_TYPES if name not in ("string", "any")])
def test_a_cell_of_another_type_is_refused(tmp_path, name):
    root = package_of(tmp_path, {name: ["x"]})
    assert [problem.code for problem in check_package(Package.open(root)).report.problems] == ["type-error"]


@pytest.mark.parametrize("name", ["datetime", "time", "geopoint", "geojson", "list", "object", "duration"])
def test_a_type_that_nothing_here_checks_is_refused_by_name(tmp_path, name):
    with pytest.raises(PackageError, match=name):
        Package.open(package_of(tmp_path, {name: ["x"]}))


def test_terms_are_named_as_cells_have_them(tmp_path):
    root = package_of(tmp_path, {"boolean": ["true"], "year": ["2018"]}, ("enum",))
    (root / "things.csv").write_text(
        "thing_id,enum_boolean,enum_year\nT-1,false,2019\n", "utf-8", newline="\n"
    )
    problems = check_package(Package.open(root)).report.problems
    assert [problem.params["allowed"] for problem in problems] == ["true", "2018"]
