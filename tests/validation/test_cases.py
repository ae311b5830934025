"""Every case file causes exactly its problems, with a message in both languages, and never a traceback."""

import json
import os
import re
from dataclasses import replace
from string import Formatter

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.cli.main import main
from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import PackageError
from riwaya.package.descriptor import Package
from riwaya.package.resource import DEFAULT_MEBIBYTES
from riwaya.release.read import read_since
from riwaya.text.name_fingerprints import fingerprint
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from tests.support.cases import CASE_FILES, EXAMPLES, KINDS
from tests.support.cases import read_case as read
from tests.support.package_copies import (
    copy_package,
    edited_package,
    edited_release,
    edited_report,
    problems_in,
    things_package,
)
from tests.support.query_cache import CachingEngine

CASES = CASE_FILES
COMPARED = [file for file in CASES if "refused" not in read(file)][::25]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_case_causes_exactly_its_problems_in_blocks_as_well(file, tmp_path):
    case = read(file)
    (tmp_path / "now").mkdir()
    root = edited_package(case["edits"], tmp_path / "now")
    if "refused" in case:
        require_refused(root, case)
        return
    since = None
    if "before" in case:
        # Compared with a release of the package as it was, with these edits.
        (tmp_path / "before").mkdir()
        since = edited_release(case["before"]["edits"], tmp_path / "before")
    expected = [{"line": None, "field": None, **problem} for problem in case["problems"]]
    assert expected
    result = CliRunner().invoke(
        main, ["validate", str(root), "--format", "json", *(["--since", str(since)] if since else [])]
    )
    assert isinstance(result.exception, SystemExit | None) and "Traceback" not in result.output
    report = json.loads(result.output)
    found = [
        {name: problem[name] for name in ("code", "path", "line", "field")} for problem in report["problems"]
    ]
    assert found == expected
    assert result.exit_code == (0 if report["valid"] else 1)
    earlier = read_since(since) if since else None
    package = Package.open(root, standard=True)
    in_blocks = check_package(package, CachingEngine, earlier, block_bytes=6000).report
    blocks = json.loads(reporters.render("json", in_blocks, "en"))
    blocks["stats"]["seconds"] = report["stats"]["seconds"]
    assert blocks == report
    # A table that could not be read is silence, and silence is in the report.
    tables = len(package.descriptor["resources"])
    assert (report["stats"]["tables"] < tables) == bool(report["skipped"])
    assert not (report["valid"] and report["skipped"])
    for problem in report["problems"]:
        for text in (problem["message"], problem["hint"]):
            assert text["en"] and text["ar"] and text["en"] != text["ar"]
            assert not re.search("{[a-z_]+}", text["en"] + text["ar"])
    if kind := KINDS.get(file.stem):
        problem = next(problem for problem in in_blocks.problems if problem.code == kind.code)
        assert case.get("values", {}) == values_of(problem), "these are the values of its texts"


def require_refused(root, case):
    """No release can be made of a package; `validate` reports problems of these codes, or cannot read it."""
    with pytest.raises(PackageError) as error:
        Package.open(root)
    refusal = error.value.message
    assert case["refused"] in refusal.en and refusal.en != refusal.ar
    assert len(refusal.en.splitlines()) == len(refusal.ar.splitlines()) == 1
    if "reported" in case:
        result = CliRunner().invoke(main, ["validate", str(root), "--format", "json"])
        codes = {problem["code"] for problem in json.loads(result.output)["problems"]}
        assert (result.exit_code, codes) == (int(bool(codes - {"encoding-declared"})), {*case["reported"]})
        return
    for language in LANGUAGES:
        result = CliRunner().invoke(main, ["validate", str(root), "--lang", language])
        assert result.exit_code == 2 and isinstance(result.exception, SystemExit)
        assert "datapackage.json" in result.output and len(result.output.strip().splitlines()) == 1


def values_of(problem):
    """The values in the texts of a problem, and the suggestion."""
    texts = (text[language] for text in (problem.kind.message, problem.kind.hint) for language in LANGUAGES)
    names = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    values = {name: getattr(problem.place, name) for name in problem.place.__slots__} | dict(problem.params)
    names |= {"near"} if values.get("near") else set()
    return {name: _as_in_example(values[name]) for name in names}


def _as_in_example(value):
    if isinstance(value, Bilingual):
        return {language: value[language] for language in LANGUAGES}
    return "" if value is None else str(value)


@pytest.mark.slow
@pytest.mark.parametrize("block_bytes", [None, 6000])
@pytest.mark.parametrize("file", COMPARED, ids=lambda file: file.stem)
def test_the_query_cache_changes_no_report(file, block_bytes, tmp_path):
    case = read(file)
    package = Package.open(edited_package(case["edits"], tmp_path), standard=True)
    one, other = (
        check_package(package, engine, block_bytes=block_bytes).report
        for engine in (CachingEngine, DuckEngine)
    )
    assert replace(one, stats=other.stats) == other


@pytest.mark.parametrize("language, word", [("en", "line"), ("ar", "السطر")])
def test_the_text_report_names_problem_place_and_fix(language, word, tmp_path):
    root = edited_package(read(EXAMPLES / "figure-wording-disagrees.toml")["edits"], tmp_path)
    result = CliRunner().invoke(main, ["validate", str(root), "--lang", language])
    assert result.exit_code == 1
    for part in ("figure-wording-disagrees", "data/figures.csv", f"{word} 2", "FIG-0001", "value", "81"):
        assert part in result.output
    # Values stand in isolates, so that a Latin one does not turn an Arabic line around.
    assert result.output.count("\u2068") == result.output.count("\u2069") > 0


def test_the_article_alone_is_valid(tmp_path):
    report = check_package(Package.open(copy_package(tmp_path))).report
    assert report.problems == () and report.skipped == ()


@pytest.mark.parametrize("languages", [["en"], ["fr", "en"], [], 5, None])
def test_a_package_that_is_not_in_both_languages_may_lack_titles(languages, tmp_path):
    package = Package.open(things_package(tmp_path))
    package.descriptor["languages"] = languages
    assert check_package(package).report.ok
    package.descriptor["languages"] = ["ar", "en"]
    assert [problem.place.field for problem in check_package(package).report.problems] == [
        None,
        "number",
        "thing_id",
    ]


def test_a_table_that_cannot_be_read_is_named_by_the_rules_that_need_it(tmp_path):
    root = copy_package(tmp_path)
    (root / "data/figures.csv").unlink()
    report = check_package(Package.open(root)).report
    assert not report.ok and any("figures" in item.missing for item in report.skipped)
    assert "tables not read: figures" in {item.reason.en for item in report.skipped}


def test_cases_are_many():
    assert len(CASES) >= 120


def test_every_kind_of_problem_has_a_case():
    caused = {problem["code"] for file in CASES for problem in read(file).get("problems", ())}
    assert {kind.code for kind in KINDS.values()} == caused
    for name, kind in KINDS.items():
        case = read(EXAMPLES / f"{name}.toml")
        assert kind.code in {problem["code"] for problem in case["problems"]}
        # What passes: the right state of the place that was made wrong, or rows of its own.
        assert "passing" in case or any(
            {*edit} & {"find", "at", "content", "folder"} for edit in case["edits"]
        ), name


def test_every_example_is_of_a_kind_of_problem():
    assert {file.stem for file in EXAMPLES.glob("*.toml")} == {*KINDS}


@pytest.mark.parametrize(
    "file", [file for file in CASES if "passing" in read(file)], ids=lambda file: file.stem
)
def test_valid_counterparts_of_cases_pass(file, tmp_path):
    case = read(file)
    found = edited_report(case["passing"], case.get("before"), tmp_path, CachingEngine).problems
    assert [(problem.code, problem.place.path, problem.place.line) for problem in found] == []


def test_a_denied_name_is_a_problem_and_not_repeated(tmp_path):
    root = copy_package(tmp_path)
    # An invented name, listed for this test only.
    (root / "review/denied_names.csv").write_text(
        f"fingerprint,salt\n{fingerprint('مثال الاختبار', '0' * 32)},{'0' * 32}\n",
        encoding="utf-8",
        newline="\n",
    )
    file = root / "data/claims.csv"
    text = file.read_text(encoding="utf-8").replace(
        "تحت إشراف قياديين", "تحت إشراف مثال الاختبار وقياديين", 1
    )
    file.write_text(text, encoding="utf-8", newline="\n")
    (problem,) = check_package(Package.open(root)).report.problems
    assert (problem.code, problem.place.line, problem.place.field) == ("denied-name", 2, "statement_ar")
    assert "مثال" not in str(problem.as_json())


def test_a_file_over_the_limit_is_rejected_unread(tmp_path):
    root = copy_package(tmp_path)
    with (root / "data/figures.csv").open("ab") as file:
        file.truncate(DEFAULT_MEBIBYTES + 1 << 20)
        assert [problem["code"] for problem in problems_in(root)] == ["file-too-large"]
        file.truncate(2 << 20)
    # Now it is read, and its end is full of NUL.
    assert [problem["code"] for problem in problems_in(root)] == ["control-character"]


def test_a_pipe_in_place_of_a_file_is_rejected_at_once(tmp_path):
    root = copy_package(tmp_path)
    (root / "data/figures.csv").unlink()
    os.mkfifo(root / "data/figures.csv")
    assert [problem["code"] for problem in problems_in(root)] == ["file-unreadable"]


def test_no_package_is_exit_2_in_both_languages(tmp_path):
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    for language, word in (("en", "JSON"), ("ar", "تعذّرت")):
        result = CliRunner().invoke(main, ["validate", str(tmp_path), "--lang", language])
        assert result.exit_code == 2 and word in result.output
