"""Hostile packages are rejected in bounded time, without a traceback.

Here stand those that a case file cannot write: links, pipes, depth, size, odd kinds of JSON, and fuzz; the others are cases.
"""

import json
import os

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.cli.main import main
from riwaya.errors import PackageError
from riwaya.package.descriptor import Package
from riwaya.package.files import Folder
from riwaya.package.read_csv import read_table
from riwaya.problem import Problem
from riwaya.validation.check import check_package
from tests.support.package_copies import any_json, problems_in, things_package


def refusal(folder):
    """The output of the command in both languages, with its exit code; never a traceback."""
    results = [
        CliRunner().invoke(main, ["validate", str(folder), "--lang", language]) for language in ("en", "ar")
    ]
    for result in results:
        assert isinstance(result.exception, SystemExit) and "Traceback" not in result.output
    assert results[0].exit_code == results[1].exit_code != 0 and results[0].output != results[1].output
    return results[0].exit_code, results[0].output


def test_the_plain_package_is_good(tmp_path):
    assert check_package(Package.open(things_package(tmp_path))).report.ok


PATHS = ["", " ", "a\0b.csv", "//host/a.csv", [], [""], None, 7, {"a": 1}]


@pytest.mark.parametrize("path", PATHS, ids=repr)
def test_a_path_that_leads_elsewhere_is_refused(path, tmp_path):
    assert refusal(things_package(tmp_path, path=path))[0] in (1, 2)


def test_a_link_that_leads_out_is_refused(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.csv").write_text("thing_id,number\n", encoding="utf-8")
    root = things_package(tmp_path / "inside")
    (root / "things.csv").unlink()
    (root / "things.csv").symlink_to(tmp_path / "secret.csv")
    assert "path-unsafe" in refusal(root)[1]


SCHEMAS = [None, 3, {"fields": []}, {"fields": "x"}, {"fields": [{"name": "a"}]}]


@pytest.mark.parametrize("schema", SCHEMAS, ids=repr)
def test_a_schema_of_no_sense_is_refused(schema, tmp_path):
    assert refusal(things_package(tmp_path, schema=schema))[0] in (1, 2)


FIELDS = [
    {"constraints": {"pattern": "(((((a{90}){90}){90}){90}){90})"}},
    {"constraints": {"pattern": 7}},
    {"name": "A"},
    {"type": "date", "constraints": {"maximum": "soon"}},
    {"missingValues": 7},
]


@pytest.mark.parametrize("change", FIELDS, ids=repr)
def test_a_field_that_cannot_be_checked_is_rejected(change, tmp_path):
    fields = [{"name": "thing_id", "type": "string"} | change, {"name": "number", "type": "integer"}]
    assert refusal(things_package(tmp_path, schema_fields=fields))[0] == 1


def test_a_pattern_that_explodes_elsewhere_is_matched_in_linear_time(tmp_path):
    first = {"name": "thing_id", "type": "string", "constraints": {"pattern": "(a+)+b"}}
    fields = [first, {"name": "number", "type": "integer"}]
    root = things_package(tmp_path, schema_fields=fields)
    (root / "things.csv").write_text(f"thing_id,number\n{'a' * 5000},1\n", encoding="utf-8", newline="\n")
    assert [problem["code"] for problem in problems_in(root)] == ["constraint-error"]


def test_foreign_keys_may_form_a_circle(tmp_path):
    resources = []
    for one, other in (("one", "two"), ("two", "one")):
        fields = [{"name": "id", "type": "string"}, {"name": "other", "type": "string"}]
        keys = [{"fields": ["other"], "reference": {"resource": other, "fields": ["id"]}}]
        resources.append(
            {
                "name": one,
                "path": f"{one}.csv",
                "schema": {"fields": fields, "primaryKey": "id", "foreignKeys": keys},
            }
        )
        (tmp_path / f"{one}.csv").write_text("id,other\na,b\nb,c\n", encoding="utf-8", newline="\n")
    (tmp_path / "datapackage.json").write_text(
        json.dumps({"name": "circle", "resources": resources}), encoding="utf-8"
    )
    found = {(problem["code"], problem["path"], problem["line"]) for problem in problems_in(tmp_path)}
    assert found == {("foreign-key", "one.csv", 3), ("foreign-key", "two.csv", 3)}


DESCRIPTORS = {
    "deep": "[" * 100_000,
    "deep object": '{"a":' * 50_000,
    "text": '"x"',
    "null": "null",
    "resources of no sense": '{"resources": 7}',
    "windows-1256": "\u0623".encode("cp1256"),
    "huge number": '{"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "a", "type": "integer", '
    '"constraints": {"minimum": ' + "9" * 5000 + "}}]}}]}",
}


@pytest.mark.parametrize("text", DESCRIPTORS.values(), ids=DESCRIPTORS)
def test_what_is_no_descriptor_is_refused(text, tmp_path):
    (tmp_path / "datapackage.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    # JSON that lacks its resources has a report.
    assert refusal(tmp_path)[0] == (1 if text == DESCRIPTORS["resources of no sense"] else 2)


def test_a_descriptor_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    with (tmp_path / "datapackage.json").open("wb") as file:
        file.truncate(100 << 20)
    assert refusal(tmp_path)[0] == 2


def test_a_descriptor_that_never_ends_is_refused(tmp_path):
    os.mkfifo(tmp_path / "datapackage.json")
    assert refusal(tmp_path)[0] == 2


FUZZ = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[*HealthCheck])
BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [
                b"thing_id,number",
                b"\n",
                b"\r\n",
                b",",
                b'"',
                b'""',
                b"a",
                b"1",
                b"\xef\xbb\xbf",
                b"\x00",
                "ي".encode(),
                b"\xc7",
                "\u2028".encode(),
                "\u202e".encode(),
                b"=1",
                b" ",
            ]
        ),
        max_size=40,
    ).map(b"".join),
)


@pytest.mark.slow
@FUZZ
@given(BYTES, st.booleans())
def test_any_bytes_are_a_table_or_a_problem(tmp_path_factory, data, header):
    root = things_package(tmp_path_factory.mktemp("fuzz"))
    (root / "things.csv").write_bytes(b"thing_id,number\n" + data if header else data)
    table, found = read_table(Folder(root), Package.open(root).resources[0])
    assert (table is not None or found) and all(isinstance(problem, Problem) for problem in found)
    for problem in found:
        assert problem.place.line is None or problem.place.line >= 1
        assert problem.message().en and problem.message().ar
    check_package(Package.open(root))


WORDS = """name path schema fields type constraints primaryKey foreignKeys reference resource missingValues fieldsMatch pattern
enum minimum title uniqueKeys trueValues""".split()
JSON = any_json([*WORDS, "string", "date"])


@FUZZ
@given(JSON, st.sampled_from(["all", "resource", "schema", "field", "constraints"]))
def test_any_json_is_a_package_or_a_package_error(tmp_path_factory, value, at):
    root = things_package(tmp_path_factory.mktemp("fuzz"))
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
    resource = descriptor["resources"][0]
    match at:
        case "all":
            descriptor = {"name": "things", "resources": value}
        case "resource":
            descriptor["resources"].append(value)
        case "schema":
            resource["schema"] = value
        case "field":
            resource["schema"]["fields"].append(value)
        case "constraints":
            resource["schema"]["fields"][0]["constraints"] = value
    (root / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    try:
        made = Package.open(root)
    except PackageError as error:
        assert error.message.en and error.message.ar
    else:
        check_package(made)
