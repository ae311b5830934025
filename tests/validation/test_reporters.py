"""Reporters for machines: each reports the same problems, and parsers of its format accept it."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from junitparser import JUnitXml
from sarif_pydantic import Sarif

from riwaya.cli.main import main
from riwaya.package.descriptor import Package
from riwaya.text.suggest import nearest
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from riwaya.validation.reporters import folder_in_repository
from riwaya.validation.reporters.text import located_message, place_text
from tests.support.package_copies import copy_package, edited_package

EDITS = [
    {"path": "data/figures.csv", "find": "exact,11,", "replace": "exact,81,"},
    {
        "path": "data/claims.csv",
        "find": "11 ISIS members went",
        "replace": "<b>At|Hasu*,\n:%, 11 ISIS members went",
    },
    {"path": "data/claims.csv", "find": "CLM-0003,EVT-0002", "replace": "CLM-0003,EVT-2"},
    {"path": "review/waivers.csv", "append": "date-not-edtf,EVT-0001,\u0633\u0628\u0628,Reason\n"},
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    return edited_package(EDITS, tmp_path_factory.mktemp("broken"))


@pytest.fixture(scope="module")
def report(broken):
    return check_package(Package.open(broken)).report


def test_every_reporter_writes_both_languages(report):
    assert reporters.names() == ("github", "json", "junit", "sarif", "text")
    for name in reporters.names():
        english, arabic = (reporters.render(name, report, language) for language in ("en", "ar"))
        assert english.endswith("\n") and (english != arabic or name == "json")
        for problem in report.problems:
            assert problem.code in english and problem.code in arabic


def test_github_gets_one_annotation_for_each_problem_and_nothing_is_injected(report):
    lines = reporters.render("github", report, "en").splitlines()
    annotations = [line for line in lines if line.startswith("::")]
    assert len(annotations) == len(report.problems) > 3
    for line, problem in zip(annotations, report.problems, strict=True):
        place = f"file={problem.place.path}" + (f",line={problem.place.line}" if problem.place.line else "")
        assert line.startswith(f"::{problem.severity} {place},title={problem.code}::")


def test_the_job_summary_holds_every_problem_as_plain_text(broken, report, tmp_path):
    file = tmp_path / "summary.md"
    for language in ("en", "ar"):
        result = CliRunner().invoke(
            main,
            ["validate", str(broken), "--format", "github", "--lang", language],
            env={"GITHUB_STEP_SUMMARY": str(file)},
        )
        assert result.exit_code == 1
    text = file.read_text(encoding="utf-8")
    assert text.count("\n| error ") + text.count("\n| warning ") == 2 * len(report.problems)
    assert "<b>" not in text and text.count('dir="rtl"') == text.count('dir="ltr"') == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sarif_is_valid_for_its_model(report, language):
    text = reporters.render("sarif", report, language)
    (run,) = Sarif.model_validate_json(text).runs
    results = json.loads(text)["runs"][0]["results"]
    assert len(run.results) == len(report.problems)
    for result, problem in zip(results, report.problems, strict=True):
        physical = result["locations"][0]["physicalLocation"]
        assert result["ruleId"] == run.tool.driver.rules[result["ruleIndex"]].id == problem.code
        assert physical["artifactLocation"]["uri"] == problem.place.path
        assert physical.get("region", {}).get("startLine") == problem.place.line


SUBFOLDER = "مجموعات بيانات/50%, of two"
# As a URI, and as a property of an annotation, which has "%" and "," escaped.
AS_URI = quote(SUBFOLDER)
AS_PROPERTY = "مجموعات بيانات/50%25%2C of two"


def files_reported(root, form, environment):
    """The files that a report names, as they are written."""
    environment = {"GITHUB_WORKSPACE": None, "GITHUB_STEP_SUMMARY": None, **environment}
    result = CliRunner().invoke(main, ["validate", str(root), "--format", form], env=environment)
    assert result.exit_code == 1
    if form == "github":
        return set(re.findall("^::[a-z]+ file=([^,]*)", result.output, re.MULTILINE))
    if form == "json":
        return {problem["path"] for problem in json.loads(result.output)["problems"]}
    results = json.loads(result.output)["runs"][0]["results"]
    return {item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in results}


TABLES = ("claims", "events", "event_actors", "figures")
FILES = {*(f"data/{table}.csv" for table in TABLES), "review/waivers.csv"}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A git repository with the broken package in a subfolder."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    edited_package(EDITS, root / SUBFOLDER)
    return root


@pytest.mark.parametrize("form, folder", [("github", AS_PROPERTY), ("sarif", AS_URI), ("json", None)])
def test_files_are_named_from_the_root_of_the_repository(repository, form, folder):
    expected = {f"{folder}/{file}" for file in FILES} if folder else FILES
    package = repository / SUBFOLDER
    assert files_reported(package, form, {}) == expected
    assert files_reported(package, form, {"GITHUB_WORKSPACE": str(repository)}) == expected
    assert files_reported(package / "datapackage.json", form, {}) == expected
    # A workspace that is another folder is none of this package.
    assert files_reported(package, form, {"GITHUB_WORKSPACE": str(repository / "other")}) == expected


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_the_workspace_goes_before_the_repository(repository, form):
    package = repository / SUBFOLDER
    assert files_reported(package, form, {"GITHUB_WORKSPACE": str(package)}) == FILES
    above = {f"{repository.name}/{AS_PROPERTY if form == 'github' else AS_URI}/{file}" for file in FILES}
    assert files_reported(package, form, {"GITHUB_WORKSPACE": str(repository.parent)}) == above


def test_files_of_a_package_outside_of_a_repository_are_named_from_its_folder(broken):
    assert folder_in_repository(broken, {}) == ""
    assert files_reported(broken, "sarif", {}) == FILES


def test_a_relative_path_and_a_link_lead_to_the_same_folder(repository, tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(repository)
    monkeypatch.chdir(tmp_path / "link" / SUBFOLDER)
    assert folder_in_repository(Path(), {"GITHUB_WORKSPACE": str(tmp_path / "link")}) == SUBFOLDER
    assert folder_in_repository(Path(), {}) == SUBFOLDER


@pytest.mark.parametrize("language", ["en", "ar"])
def test_junit_has_a_test_for_every_code(report, language, tmp_path):
    read = JUnitXml.fromstring(reporters.render("junit", report, language).encode())
    (suite,) = read
    assert {case.name for case in suite} == {*report.codes} | {problem.code for problem in report.problems}
    assert suite.failures == len({problem.code for problem in report.problems if problem.severity == "error"})
    root = copy_package(tmp_path)
    (root / "data/figures.csv").unlink()
    (dead,) = JUnitXml.fromstring(
        reporters.render("junit", check_package(Package.open(root)).report, language).encode()
    )
    assert dead.errors > 5


def test_an_unreadable_table_is_reported_once(tmp_path):
    root = copy_package(tmp_path)
    (root / "data/events.csv").write_bytes(b"")
    result = CliRunner().invoke(main, ["validate", str(root), "--lang", "en"])
    assert (
        len(re.findall("events", result.output.split("Not checked")[0])) <= 4
        and result.output.count("Not checked") == 1
    )
    assert result.output.count("error \u2068") == 1


def test_an_invalid_cell_causes_one_problem(report):
    found = [problem for problem in report.problems if problem.place.id == "CLM-0003"]
    # As frictionless has it, and nothing of what the rules would make of an event that is not there.
    assert [problem.code for problem in found] == ["constraint-error", "foreign-key"]
    for problem in found:
        assert "Did you mean EVT-0002?" in problem.hint().en and "أتقصد EVT-0002؟" in problem.hint().ar


@pytest.mark.parametrize(
    "value, meant",
    [
        ("EVT-16", "EVT-0016"),
        ("evt-0016", "EVT-0016"),
        ("EVT_0016", "EVT-0016"),
        ("EVT-OO16", "EVT-0016"),
        ("EVT-0018", None),
        ("exect", "exact"),
        ("more than", "more_than"),
        ("zzz", None),
        ("", None),
        ("EXACT", "exact"),
    ],
)
def test_the_closest_value_is_suggested_or_none(value, meant):
    assert nearest(value, ["EVT-0016", "EVT-0160", "EVT-1600", "exact", "more_than", "up_to"]) == meant


@pytest.mark.parametrize("value", ["declines", "declined", "decline", "declined to comment"])
def test_the_beginning_of_a_term_suggests_it(value):
    stances = ["asserts", "denies", "expects", "doubts", "declines_comment"]
    assert nearest(value, stances) == "declines_comment" and nearest("denie", stances) == "denies"


def inline_package(folder, *names):
    """Tables of which each has the same errors in its second row, in the descriptor and in a file of JSON."""
    fields = [{"name": "id", "type": "integer"}, {"name": "s"}, {"name": "o", "type": "object"}]
    rows = [{"id": 1, "s": None, "o": {}}, {"id": True, "s": {"a": [1]}, "o": [None]}]
    schema = {"fields": [*fields[:1], {"name": "s", "type": "string"}, fields[2]]}
    resources = [{"name": name, "data": rows, "schema": schema} for name in names]
    resources.append({"name": "file", "path": "rows.json", "schema": schema})
    (folder / "rows.json").write_text(json.dumps(rows), "utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    return check_package(Package.open(folder, standard=True)).report


@pytest.mark.parametrize("language, resource, row", [("en", "resource", "row"), ("ar", "المورد", "الصف")])
@pytest.mark.parametrize("form", ["github", "junit", "sarif", "text"])
def test_a_problem_without_a_line_is_named_by_resource_and_row(form, language, resource, row, tmp_path):
    report = inline_package(tmp_path, "a", "b")
    assert len(report.problems) == 9 and not any(problem.place.line for problem in report.problems)
    text = re.sub("[\u2068\u2069]", "", reporters.render(form, report, language))
    for name in ("a", "b", "file"):
        assert text.count(f"{resource} {name} · {row} 2 · ") == 3
    # The same two errors of three tables are told apart.
    located = [line for line in text.splitlines() if f"{row} 2 · " in line]
    assert len({*located}) == len(located) == 9


def test_values_of_json_are_shown_as_json(tmp_path):
    values = {problem.place.field: problem.place.value for problem in inline_package(tmp_path).problems}
    assert values == {"id": "true", "s": '{"a": [1]}', "o": "[null]"}


def test_a_json_schema_is_checked_of_values_that_are_json_already(tmp_path):
    field = {"name": "o", "type": "object", "constraints": {"jsonSchema": {"required": ["a"]}}}
    rows = [{"o": {"a": None}}, {"o": {"b": True}}]
    resource = {"name": "t", "data": rows, "schema": {"fields": [field]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    (problem,) = check_package(Package.open(tmp_path, standard=True)).report.problems
    assert (problem.code, problem.place.row, problem.place.value) == ("constraint-error", 2, '{"b": true}')


def test_a_problem_with_a_line_is_named_by_it_alone(report):
    with_lines = [problem for problem in report.problems if problem.place.line]
    assert with_lines
    for problem in with_lines:
        assert located_message(problem, "en") == f"{problem.message().en} {problem.hint().en}"
        assert " · row " not in place_text(problem, "en")
