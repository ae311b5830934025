"""Faults of names, keys, constraints and examples of a Table Schema: each place once, in both languages."""

import json

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.package.descriptor import Package
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from tests.support.differential.verdicts import kept_engine

FIELDS = [{"name": "id", "type": "integer"}, {"name": "s", "type": "string"}]
OTHER = {"name": "u", "path": "u.csv", "schema": {"fields": [{"name": "k", "type": "integer"}]}}


def key(fields, others, resource="u"):
    return {"foreignKeys": [{"fields": fields, "reference": {"resource": resource, "fields": others}}]}


def second(**change):
    return {"fields": [FIELDS[0], {**FIELDS[1], **change}]}


FAULTS = {
    "primary key": ({"primaryKey": ["id", "zz"]}, "/primaryKey/1 is zz, and no field", None),
    "primary key as a text": ({"primaryKey": "ID"}, "/primaryKey is ID, and no field", None),
    "unique key": ({"uniqueKeys": [["id"], ["s", "zz"]]}, "/uniqueKeys/1/1 is zz, and no field", None),
    "foreign key": (key("zz", "k"), "/foreignKeys/0/fields is zz, and no field", None),
    "length of a foreign key": (
        key(["id", "s"], ["k"]),
        "/foreignKeys/0/reference/fields names 1 fields, but the key has 2",
        None,
    ),
    "two fields of a name": (second(name="id"), "/fields/1/name is id, the name of an earlier", "id"),
    "fieldsMatch": ({"fieldsMatch": "fuzzy"}, "/fieldsMatch is fuzzy and must be one of: exact, equal", None),
    "fieldsMatch in a list": ({"fieldsMatch": ["fuzzy"]}, "/fieldsMatch/0 is fuzzy and must be", None),
    "two of fieldsMatch": (
        {"fieldsMatch": ["equal", "exact"]},
        '/fieldsMatch is ["equal", "exact"], which does not have the form of ["exact"]',
        None,
    ),
    "no fields": ({"fields": ..., "primaryKey": "id"}, " lacks fields", None),
    "unknown constraint": (
        second(constraints={"colour": 1}),
        "/fields/1/constraints/colour is no constraint of this type, which has: required, unique, pattern",
        "s",
    ),
    "constraint of another type": (
        second(constraints={"minimum": "x"}),
        "/fields/1/constraints/minimum is no constraint",
        "s",
    ),
    "constraint of lists": (
        second(type="list", constraints={"enum": ["x"]}),
        "/fields/1/constraints/enum is no constraint of this type, which has: required, unique, minLength",
        "s",
    ),
    "constraint of a field without a type": (
        {"fields": [FIELDS[0], {"name": "s", "constraints": {"minimum": 1}}]},
        "/fields/1/constraints/minimum is no constraint",
        "s",
    ),
    "constraint beside the constraints": (
        second(required=True),
        "/fields/1/required has no effect there and belongs into the constraints",
        "s",
    ),
    "items of lists": (second(type="list", itemType="colour"), "/fields/1/itemType is colour and must", "s"),
    "lists without a delimiter": (second(type="list", delimiter=""), "/fields/1/delimiter is empty", "s"),
    "example": (
        second(type="integer", example="x"),
        "/fields/1/example is x, which is no value of the type integer",
        "s",
    ),
    "bound": (
        second(type="integer", constraints={"minimum": "x"}),
        "/fields/1/constraints/minimum is x, which is no integer",
        "s",
    ),
}


def reported(folder, schema, in_file, more=(), **properties):
    schema = {name: value for name, value in ({"fields": FIELDS} | schema).items() if value is not ...}
    (folder / "t.csv").write_text("id,s\n1,x\n", "utf-8")
    (folder / "u.csv").write_text("k\n1\n", "utf-8")
    (folder / "s.json").write_text(json.dumps(schema), "utf-8")
    resource = {"name": "t", "path": "t.csv", "schema": "s.json" if in_file else schema, **properties}
    descriptor = {"name": "p", "resources": [OTHER, resource, *more]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    return check_package(Package.open(folder, standard=True), kept_engine).report.problems


@pytest.mark.parametrize("in_file", [False, True], ids=["in the descriptor", "in a file"])
@pytest.mark.parametrize("schema, words, field", FAULTS.values(), ids=FAULTS)
def test_the_place_is_named_once_in_both_languages(schema, words, field, in_file, tmp_path):
    (problem,) = reported(tmp_path, schema, in_file)
    place, message = problem.place, problem.message()
    pointer = words.split(" ")[0]
    assert (problem.code, place.table, place.field) == ("descriptor-error", "t", field)
    assert place.path == ("s.json" if in_file else "datapackage.json")
    assert place.value == (f"{'' if in_file else '/resources/1/schema'}{pointer}" or "/")
    assert f"{place.value}{words.removeprefix(pointer)}" in message.en and place.value in message.ar
    assert "frictionless" not in message.en + message.ar


RIGHT = {
    "keys": {"primaryKey": ["id"], "uniqueKeys": [["s", "id"]], **key(["id"], ["k"])},
    "key to the table itself": key("id", "id", ""),
    "fieldsMatch in a list": {"fieldsMatch": ["equal"]},
    "constraints of a field without a type": {
        "fields": [FIELDS[0], {"name": "s", "constraints": {"pattern": "x", "minLength": 1}}]
    },
    "constraints of lists": second(type="list", itemType="string", constraints={"minLength": 1}),
    "unique": {"fields": [{"name": "id", "type": "integer", "constraints": {"unique": True}}, FIELDS[1]]},
    "example in the form of its field": second(type="number", decimalChar=",", example="1,5")
    | {"fieldsMatch": "subset"},
    "example of a list": second(type="list", itemType="string", example="a,b"),
    "properties of nobody": {**second(colour="red"), "colour": "red"},
}


@pytest.mark.parametrize("schema", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_accepted(schema, tmp_path):
    problems = reported(tmp_path, schema, in_file=False)
    assert not [problem for problem in problems if problem.code == "descriptor-error"]


@pytest.mark.parametrize("kind", ["colour", 5, None, ""])
def test_of_a_field_of_an_unknown_type_only_the_type_is_named(kind, tmp_path):
    """Neither its constraints nor the keys that name it."""
    schema = second(type=kind, constraints={"minimum": 1}) | {"primaryKey": ["id", "s"]}
    (problem,) = reported(tmp_path, schema, in_file=False)
    assert problem.place.value == "/resources/1/schema/fields/1/type"


def test_all_faults_are_named_at_once_by_their_places_in_the_schema_as_it_is(tmp_path):
    fields = [
        {"title": "without a name"},
        {"name": "a", "type": "colour"},
        {"name": "b", "type": "integer", "example": "x"},
        {"name": "c", "type": "date", "constraints": {"minimum": "yesterday"}},
    ]
    problems = reported(tmp_path, {"fields": fields, "primaryKey": ["a", "z"]}, in_file=True)
    assert {problem.place.value: problem.place.field for problem in problems} == {
        "/fields/0": None,
        "/fields/1/type": "a",
        "/fields/2/example": "b",
        "/fields/3/constraints/minimum": "c",
        "/primaryKey/1": None,
    }
    # All fields of the schema are named, of whatever type.
    (message,) = (problem.message() for problem in problems if problem.place.value == "/primaryKey/1")
    assert "the fields are: a, b, c" in message.en


def test_a_key_of_a_schema_without_fields_lists_none(tmp_path):
    (problem,) = reported(tmp_path, {"fields": [], "primaryKey": "id"}, in_file=True)
    message = problem.message()
    assert "/primaryKey is id, but the schema has no fields with names" in message.en
    assert message.ar.endswith("ليس في المخطط حقول لها أسماء.")


def test_a_table_with_a_wrong_key_is_not_called_unreadable(tmp_path):
    reported(tmp_path, {"primaryKey": "zz"}, in_file=False)
    report = check_package(Package.open(tmp_path, standard=True), kept_engine).report
    assert {(item.reason.en, item.reason.ar) for item in report.skipped} == {
        ("tables not read: t", "جداول لم تُقرأ: t")
    }


@pytest.mark.parametrize("name", ["t", "other"])
def test_a_table_of_the_tabular_profile_needs_a_schema(name, tmp_path):
    (tmp_path / "t.csv").write_text("id\n1\n", "utf-8")
    tables = [
        {"name": "other", "path": "t.csv", "schema": {"fields": [{"name": "id"}]}},
        {"name": "t", "path": "t.csv", "profile": "tabular-data-resource"},
    ]
    tables = [item for item in tables if item["name"] in ("t", name)]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": tables}), "utf-8")
    (problem,) = check_package(Package.open(tmp_path, standard=True), kept_engine).report.problems
    at = len(tables) - 1
    assert (problem.code, problem.place.table) == ("descriptor-error", "t")
    assert f"/resources/{at} lacks schema" in problem.message().en and "schema" in problem.message().ar


def test_of_two_resources_of_a_name_the_first_is_checked(tmp_path):
    (tmp_path / "t.csv").write_text("id\nx\n", "utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    tables = [{"name": "t", "path": path, "schema": schema} for path in ("t.csv", "gone.csv", "gone.csv")]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": tables}), "utf-8")
    report = check_package(Package.open(tmp_path, standard=True), kept_engine).report
    found = [(problem.code, problem.place.value) for problem in report.problems]
    assert found == [
        ("descriptor-error", "/resources/1/name"),
        ("descriptor-error", "/resources/2/name"),
        ("type-error", "x"),
    ]
    message = report.problems[0].message()
    assert "t, the name of an earlier resource" in message.en and "اسم مورد سابق" in message.ar


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", reporters.names())
@pytest.mark.parametrize(
    "resources, place",
    [
        ([], "/resources"),
        (None, "/resources"),
        ({}, "/resources"),
        (..., "/"),
        (["x", {"path": "t.csv"}], "/resources/0"),
        ([{"name": 5}], "/resources/0/name"),
    ],
    ids=str,
)
def test_a_package_without_resources_gets_a_report(resources, place, form, language, tmp_path):
    descriptor = {"name": "p"} | ({} if resources is ... else {"resources": resources})
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    result = CliRunner().invoke(main, ["validate", str(tmp_path), "--format", form, "--lang", language])
    assert result.exit_code == 1 and not result.stderr
    assert "descriptor-error" in result.stdout and f"{place} " in result.stdout
    if form == "json":
        problems = json.loads(result.stdout)["problems"]
        assert {problem["code"] for problem in problems} == {"descriptor-error"}
        assert place in {problem["value"] for problem in problems}


@pytest.mark.parametrize("in_file", [False, True], ids=["in the descriptor", "in a file"])
def test_a_field_that_another_table_does_not_have_is_named_by_its_key(in_file, tmp_path):
    keys = [*key("id", "k")["foreignKeys"], *key("id", "zz")["foreignKeys"]]
    (problem,) = reported(tmp_path, {"foreignKeys": keys}, in_file)
    place = f"{'' if in_file else '/resources/1/schema'}/foreignKeys/1/reference/fields"
    message, file = problem.message(), "s.json" if in_file else "datapackage.json"
    assert f"{file}: resource t: {place} names the field zz of u" in message.en
    assert place in message.ar and file in message.ar
    assert (problem.place.path, problem.place.table) == (file, "t")


SLOW = {"name": "s", "type": "string", "constraints": {"pattern": "(?=x)x"}}


@pytest.mark.parametrize("in_file", [False, True], ids=["in the descriptor", "in a file"])
@pytest.mark.parametrize(
    "schema",
    [
        {"fields": [FIELDS[0], SLOW]},
        {"languages": ["ar"]},
        {"fields": [{"name": "id", "type": "date", "format": "%Q"}, FIELDS[1]]},
        key("id", "k", "doc"),
    ],
    ids=str,
)
def test_what_cannot_be_checked_is_at_the_file_of_the_schema(schema, in_file, tmp_path):
    (tmp_path / "doc.txt").write_text("x", "utf-8")
    (problem,) = reported(tmp_path, schema, in_file, more=[{"name": "doc", "path": "doc.txt"}])
    file = "s.json" if in_file else "datapackage.json"
    assert (problem.code, problem.place.path) == ("resource-not-checked", file)
    assert f"{file}: " in problem.message().en


@pytest.mark.parametrize("dialect, file", [("t.csv", "t.csv"), ("../d.json", "datapackage.json")])
def test_a_dialect_that_cannot_be_read_is_at_its_own_file(dialect, file, tmp_path):
    (problem,) = reported(tmp_path, {}, True, dialect=dialect)
    assert (problem.code, problem.place.path) == ("resource-not-checked", file)


def test_what_cannot_be_checked_in_two_files_is_a_problem_of_each(tmp_path):
    problems = reported(tmp_path, {"fields": [FIELDS[0], SLOW]}, True, encoding="none")
    assert [problem.place.path for problem in problems] == ["datapackage.json", "s.json"]
    for problem, word in zip(problems, ("encoding", "pattern"), strict=True):
        assert problem.code == "resource-not-checked" and word in problem.message().en


@pytest.mark.parametrize(
    "data, words",
    [
        ({"a": 1}, "there is no list of rows"),
        (["a", "b"], "row 1 is neither an object nor an array"),
        ([{"id": 1}, ["id"]], "row 2 is"),
        ([["id"], {"id": 1}], "row 2 is"),
    ],
    ids=str,
)
@pytest.mark.parametrize("schema", [{"schema": {"fields": FIELDS}}, {}], ids=["schema", "no schema"])
def test_data_in_the_descriptor_that_is_no_rows_is_named_in_both_languages(data, words, schema, tmp_path):
    resources = [{"name": "t", "data": data, **schema}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    (problem,) = check_package(Package.open(tmp_path, standard=True), kept_engine).report.problems
    message = problem.message()
    assert (problem.code, problem.place.table) == ("table-error", "t")
    assert words in message.en and "frictionless" not in message.en + message.ar
    assert not any(word in message.ar for word in ("row", "there"))
