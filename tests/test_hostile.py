"""Packages that mean harm: refused in bounded time, without a traceback, without the network."""

import json
import os
import socket

import pytest
from cases_support import problems
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.check import check
from riwaya.cli import main
from riwaya.errors import PackageError
from riwaya.intake import read_table
from riwaya.package import read_package
from riwaya.problem import Problem


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def package(folder, **changes):
    """A package of one table; `changes` go into its resource, `schema_` ones into its schema."""
    schema = {"fields": [{"name": "thing_id", "type": "string"}, {"name": "number", "type": "integer"}]}
    resource = {"name": "things", "path": "things.csv", "schema": schema}
    for name, value in changes.items():
        (schema if name.startswith("schema_") else resource)[name.removeprefix("schema_")] = value
    (folder / "datapackage.json").write_text(json.dumps({"name": "things", "resources": [resource]}), encoding="utf-8")
    (folder / "things.csv").write_text("thing_id,number\na,1\n", encoding="utf-8", newline="\n")
    return folder


def refusal(folder):
    """What the command says, in both languages, with its exit code; never a traceback."""
    results = [CliRunner().invoke(main, ["validate", str(folder), "--lang", language]) for language in ("en", "ar")]
    for result in results:
        assert isinstance(result.exception, SystemExit) and "Traceback" not in result.output
    assert results[0].exit_code == results[1].exit_code != 0 and results[0].output != results[1].output
    return results[0].exit_code, results[0].output


def test_the_plain_package_is_good(tmp_path):
    assert check(read_package(package(tmp_path))).report.ok


PATHS = ["/etc/passwd", "../things.csv", "a/../../things.csv", "http://example.org/a.csv", "file:///etc/passwd", "c:\\a.csv",
         "~/a.csv", "", " ", "a\0b.csv", ["things.csv"], None, 7, {"a": 1}, "things.csv|x", "//host/a.csv"]


@pytest.mark.parametrize("path", PATHS, ids=repr)
def test_a_path_that_leads_elsewhere_is_refused(path, tmp_path):
    assert refusal(package(tmp_path, path=path))[0] in (1, 2)


def test_a_link_that_leads_out_is_refused(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.csv").write_text("thing_id,number\n", encoding="utf-8")
    root = package(tmp_path / "inside")
    (root / "things.csv").unlink()
    (root / "things.csv").symlink_to(tmp_path / "secret.csv")
    assert "path-unsafe" in refusal(root)[1]


SCHEMAS = ["http://example.org/s.json", "../s.json", "/etc/passwd", "file:///etc/passwd", {"$ref": "http://example.org/s.json"},
           [], None, 3, {"fields": []}, {"fields": "x"}, {"fields": [{"name": "a"}]}, {"fields": [{"name": "a", "type": "geojson"}]}]


@pytest.mark.parametrize("schema", SCHEMAS, ids=repr)
def test_a_schema_from_elsewhere_or_of_no_sense_is_refused(schema, tmp_path):
    assert refusal(package(tmp_path, schema=schema))[0] in (1, 2)


READING = [{"data": [["a"]]}, {"dialect": {"delimiter": ";"}}, {"compression": "zip"}, {"innerpath": "x"}, {"encoding": "cp1256"},
           {"format": "xlsx"}, {"scheme": "http"}, {"profile": "http://example.org/p.json"}, {"$ref": "http://example.org"},
           {"name": "a b"}, {"name": 7}, {"max_mebibytes": "many"}]


@pytest.mark.parametrize("change", READING, ids=repr)
def test_another_way_of_reading_is_refused(change, tmp_path):
    assert refusal(package(tmp_path, **change))[0] == 2


FIELDS = [
    {"constraints": {"pattern": "a|b"}}, {"constraints": {"pattern": "[0-9"}}, {"constraints": {"pattern": r"\d+"}},
    {"constraints": {"pattern": "(a)\\1"}}, {"constraints": {"pattern": "(?=a)"}}, {"constraints": {"pattern": "(a{1000}){1000}"}},
    {"constraints": {"pattern": "(((((a{90}){90}){90}){90}){90})"}}, {"constraints": {"pattern": 7}},
    {"constraints": {"minLength": "x"}}, {"constraints": {"enum": []}}, {"constraints": {"enum": "abc"}}, {"constraints": {"required": "yes"}},
    {"constraints": {"surprise": 1}},
    {"type": "integer", "constraints": {"minimum": "1; DROP TABLE raw_things"}}, {"type": "date", "constraints": {"maximum": "soon"}},
    {"type": "integer", "constraints": {"pattern": "[0-9]+"}}, {"type": "number", "decimalChar": ","}, {"categories": ["a"]},
    {"name": 'a" OR 1=1 --'}, {"name": "A"}, {"missingValues": ["-"]}, {"missingValues": 7},
]


@pytest.mark.parametrize("change", FIELDS, ids=repr)
def test_a_field_that_cannot_be_judged_is_refused(change, tmp_path):
    fields = [{"name": "thing_id", "type": "string"} | change, {"name": "number", "type": "integer"}]
    assert refusal(package(tmp_path, schema_fields=fields))[0] == 2


def test_a_pattern_that_explodes_elsewhere_is_matched_in_linear_time(tmp_path):
    first = {"name": "thing_id", "type": "string", "constraints": {"pattern": "(a+)+b"}}
    fields = [first, {"name": "number", "type": "integer"}]
    root = package(tmp_path, schema_fields=fields)
    (root / "things.csv").write_text(f"thing_id,number\n{'a' * 5000},1\n", encoding="utf-8", newline="\n")
    assert [problem["code"] for problem in problems(root)] == ["constraint-error"]


KEYS = [{"primaryKey": ["nothing"]}, {"foreignKeys": [{"fields": ["thing_id"], "reference": {"resource": "nowhere", "fields": ["x"]}}]},
        {"foreignKeys": [{"fields": ["thing_id", "number"], "reference": {"resource": "", "fields": ["thing_id"]}}]},
        {"foreignKeys": [{"fields": ["thing_id"]}]}, {"foreignKeys": "x"}, {"fieldsMatch": "any"}, {"uniqueKeys": [["nothing"]]}]


@pytest.mark.parametrize("change", KEYS, ids=repr)
def test_keys_over_nothing_are_refused(change, tmp_path):
    assert refusal(package(tmp_path, **{f"schema_{name}": value for name, value in change.items()}))[0] == 2


def test_keys_in_a_circle_are_judged(tmp_path):
    resources = []
    for one, other in (("one", "two"), ("two", "one")):
        fields = [{"name": "id", "type": "string"}, {"name": "other", "type": "string"}]
        keys = [{"fields": ["other"], "reference": {"resource": other, "fields": ["id"]}}]
        resources.append({"name": one, "path": f"{one}.csv", "schema": {"fields": fields, "primaryKey": "id", "foreignKeys": keys}})
        (tmp_path / f"{one}.csv").write_text("id,other\na,b\nb,c\n", encoding="utf-8", newline="\n")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "circle", "resources": resources}), encoding="utf-8")
    found = {(problem["code"], problem["path"], problem["line"]) for problem in problems(tmp_path)}
    assert found == {("foreign-key", "one.csv", 3), ("foreign-key", "two.csv", 3)}


DESCRIPTORS = {
    "deep": "[" * 100_000, "deep object": '{"a":' * 50_000, "twice": '{"name": "a", "name": "b", "resources": []}',
    "yaml": "name: things\nresources: []\n",
    "nan": '{"name": NaN, "resources": []}', "list": "[]", "text": '"x"', "null": "null", "empty": "", "no resources": "{}",
    "resources of no sense": '{"resources": 7}', "a resource of no sense": '{"resources": [7]}', "windows-1256": "\u0623".encode("cp1256"),
    "huge number": '{"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "a", "type": "integer", '
                   '"constraints": {"minimum": ' + "9" * 5000 + "}}]}}]}",
    "the same table twice": '{"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": []}},'
                            '{"name": "a", "path": "a.csv", "schema": {"fields": []}}]}',
}


@pytest.mark.parametrize("text", DESCRIPTORS.values(), ids=DESCRIPTORS)
def test_what_is_no_descriptor_is_refused(text, tmp_path):
    (tmp_path / "datapackage.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert refusal(tmp_path)[0] == 2


def test_a_descriptor_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    with (tmp_path / "datapackage.json").open("wb") as file:
        file.truncate(100 << 20)
    assert refusal(tmp_path)[0] == 2


def test_a_descriptor_that_never_ends_is_refused(tmp_path):
    os.mkfifo(tmp_path / "datapackage.json")
    assert refusal(tmp_path)[0] == 2


FUZZ = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[*HealthCheck])
BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from([b"thing_id,number", b"\n", b"\r\n", b",", b'"', b'""', b"a", b"1", b"\xef\xbb\xbf", b"\x00",
                              "ي".encode(), b"\xc7", "\u2028".encode(), "\u202e".encode(), b"=1", b" "]),
             max_size=40).map(b"".join),
)


@FUZZ
@given(BYTES, st.booleans())
def test_any_bytes_are_a_table_or_a_problem(tmp_path_factory, data, header):
    root = package(tmp_path_factory.mktemp("fuzz"))
    (root / "things.csv").write_bytes(b"thing_id,number\n" + data if header else data)
    table, found = read_table(root, read_package(root).resources[0])
    assert (table is not None or found) and all(isinstance(problem, Problem) for problem in found)
    for problem in found:
        assert problem.place.line is None or problem.place.line >= 1
        assert problem.message().en and problem.message().ar
    check(read_package(root))


WORDS = """name path schema fields type constraints primaryKey foreignKeys reference resource missingValues fieldsMatch pattern
enum minimum title uniqueKeys trueValues""".split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9) | st.sampled_from(["string", "date"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


@FUZZ
@given(JSON, st.sampled_from(["all", "resource", "schema", "field", "constraints"]))
def test_any_json_is_a_package_or_a_package_error(tmp_path_factory, value, at):
    root = package(tmp_path_factory.mktemp("fuzz"))
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
        made = read_package(root)
    except PackageError as error:
        assert error.message.en and error.message.ar
    else:
        check(made)
