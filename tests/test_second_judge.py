"""Our structural verdict is that of frictionless: the same errors, rows and fields, over damage made by chance."""

import json
import random

import pytest
from frictionless import validate

from riwaya.check import check
from riwaya.package import read_package

FIELDS = [
    {"name": "thing_id", "type": "string", "constraints": {"required": True, "pattern": "T-[0-9]{2}"}},
    {"name": "number", "type": "integer", "constraints": {"minimum": 0, "maximum": 90}},
    {"name": "share", "type": "number"},
    {"name": "day", "type": "date"},
    {"name": "sure", "type": "boolean"},
    {"name": "kind", "type": "string", "constraints": {"enum": ["one", "two"]}},
    {"name": "mark", "type": "string", "constraints": {"unique": True, "minLength": 2, "maxLength": 4}},
    {"name": "parent_id", "type": "string"},
]
KEYS = [{"fields": ["parent_id"], "reference": {"resource": "", "fields": ["thing_id"]}}]
ODD = ["", "x", "T-01", "T-99", "T-1", "91", "-1", "3.5", "2018-02-30", "2018-06-07",
       "true", "yes", "one", "three", "abcde", "11"]


def write(folder, rows):
    folder.mkdir()
    schema = {"fields": FIELDS, "primaryKey": ["thing_id"], "foreignKeys": KEYS, "missingValues": [""]}
    resource = {"name": "things", "path": "things.csv", "scheme": "file", "format": "csv", "encoding": "utf-8",
                "type": "table", "schema": schema}
    (folder / "datapackage.json").write_text(json.dumps({"name": "things", "resources": [resource]}), encoding="utf-8")
    lines = [",".join(field["name"] for field in FIELDS), *(",".join(row) for row in rows)]
    (folder / "things.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder


def rows(count):
    return [
        [f"T-{n:02}", str(n), f"{n}.5", f"2018-06-{n + 1:02}", "true", "one", f"m{n}", "" if n == 0 else f"T-{n - 1:02}"]
        for n in range(count)
    ]


def ours(folder):
    report = check(read_package(folder)).report
    structural = {"type-error", "constraint-error", "unique-error", "primary-key", "foreign-key",
                  "blank-row", "extra-cell", "missing-cell"}
    return {(problem.code, problem.place.row, problem.place.field) for problem in report.problems if problem.code in structural}


def theirs(folder):
    found = set()
    for task in validate(str(folder / "datapackage.json"), type="package").tasks:
        for error in task.errors:
            row = getattr(error, "row_number", None)
            names = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
            # Frictionless counts the header as row 1.
            found.add((error.type, row and row - 1, None if error.type in ("blank-row", "extra-cell") else ", ".join(
                name for name in names if name) or None))
    return found


def test_clean_rows_are_clean_to_both(tmp_path):
    folder = write(tmp_path / "clean", rows(8))
    assert ours(folder) == theirs(folder) == set()


@pytest.mark.parametrize("seed", range(60))
def test_both_judges_see_the_same(seed, tmp_path):
    chance = random.Random(seed)
    damaged = rows(8)
    for _ in range(chance.randint(1, 3)):
        damaged[chance.randrange(8)][chance.randrange(len(FIELDS))] = chance.choice(ODD)
    folder = write(tmp_path / "damaged", damaged)
    # An empty key is refused by both; only we say also which constraint of the schema it breaks.
    mine, reference = ours(folder), theirs(folder)
    keys = {"primary-key"}
    assert {item for item in mine if item[0] not in keys} == {item for item in reference if item[0] not in keys}
    assert {item[:2] for item in mine if item[0] in keys} == {item[:2] for item in reference if item[0] in keys}


@pytest.mark.parametrize("change", [lambda row: [], lambda row: row[:-2], lambda row: [*row, "x"], lambda row: [*row, "", ""]])
def test_both_judges_see_ragged_rows(change, tmp_path):
    damaged = rows(5)
    damaged[4] = change(damaged[4])
    folder = write(tmp_path / "ragged", damaged)
    ragged = {"blank-row", "extra-cell", "missing-cell"}
    mine = {item for item in ours(folder) if item[0] in ragged}
    assert mine == {item for item in theirs(folder) if item[0] in ragged} != set()
