"""The other commands: output, errors, and options."""

import hashlib
import json
import re
import shlex
import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner

import riwaya
from riwaya.cli.main import COMMANDS, main
from riwaya.cli.options import HELP, MESSAGES
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.curation.source_check import verify_source
from riwaya.dataset.locate import installed_package
from riwaya.engines.duckdb import DEFAULT_MEMORY
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from riwaya.validation.read_tables import memory_limit, publishing_memory
from tests.support.package_copies import ROOT, copy_package
from tests.support.repository_files import PAGES, VERSION


def run(*arguments):
    return CliRunner().invoke(main, [*arguments])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_show_prints_two_claimants_side_by_side(language):
    shown = run("show", "EVT-0001", "--lang", language)
    assert shown.exit_code == 0
    expected = {
        "en": ("Mudar al-Asaad", "more than 18", "no number"),
        "ar": ("مضر الأسعد", "أكثر من 18", "بلا عدد"),
    }
    for part in ("CLM-0002", "CLM-0004", "SRC-0001", "p12", *expected[language]):
        assert part in shown.output


@pytest.mark.parametrize(
    "language, words", [("en", ("about 20", "Contradict")), ("ar", ("نحو 20", "متعارضة"))]
)
def test_show_prints_a_contradiction(language, words):
    shown = run("show", "EVT-0003", "--lang", language).output
    assert all(word in shown for word in words)


@pytest.mark.parametrize("language, words", [("en", "not compared"), ("ar", "بلا مقارنة")])
def test_show_has_no_counts_of_what_is_not_compared(language, words):
    agreement = riwaya.load("agreement")
    event = agreement[agreement["relation"].isna()]["event_id"].iloc[0]
    relations = agreement[agreement["event_id"] == event]["relation"].isna().tolist()
    shown = run("show", event, "--lang", language).stdout.splitlines()
    counted = [line for line in shown if line.startswith({"en": "Counted", "ar": "المعدود"}[language])]
    assert [words in line for line in counted] == relations
    assert not any(": 0" in line for line in counted)


def test_search_prints_rows_by_table():
    found = run("search", "el-Omar", "field", "--lang", "ar", "--limit", "1")
    lines = found.stdout.split("\n")
    assert found.exit_code == 0 and {"الأماكن: 1", "  LOC-0017  حقل العمر النفطي"} <= {*lines}
    claims = next(line for line in lines if line.startswith("الادعاءات"))
    assert "--limit" in claims and int(re.findall(r"\d+", claims)[0]) > found.stdout.count("  CLM-") == 1


def test_search_finds_an_id_and_is_read_by_programs():
    found = run("search", "src-0465", "--format", "json")
    assert found.exit_code == 0
    (table,) = json.loads(found.stdout)
    (row,) = table.pop("rows")
    assert table == {"table": "sources", "count": 1} and row["id"] == "SRC-0465"
    # It has no title.
    assert row["text_ar"] == row["text_en"] and row["text_en"].startswith("https://")


def test_a_search_that_finds_nothing_is_exit_1():
    found = run("search", 'unheard*"', "--lang", "en")
    assert found.exit_code == 1 and 'unheard*"' in found.stdout and "fewer words" in found.stdout


def test_a_search_for_a_retired_id_says_so():
    found = run("search", "act-0134", "--lang", "en")
    assert found.exit_code == 1 and "retired" in found.stdout and "ACT-0059" in found.stdout


def test_a_source_is_found_by_its_original_title():
    shown = run("search", "djihadistes occidentaux", "--lang", "ar").stdout
    assert re.search(r"^  SRC-0131  .*[ء-ي]", shown, re.MULTILINE)


def test_something_missing_is_exit_2():
    for arguments in (
        ("show", "EVT-9999"),
        ("show", "EVT-0001", "--release", "nowhere.zip"),
        ("search", "raqqa", "--release", "nowhere.zip"),
        ("search", "raqqa", "--limit", "0"),
        ("search",),
        ("verify-sources", "--source", "SRC-9999", "--text", str(ROOT / "README.md")),
        ("verify-sources", "--source", "SRC-0001", "--text", "nowhere.txt"),
        ("surprise",),
        ("show",),
    ):
        result = run(*arguments)
        assert result.exit_code == 2 and isinstance(result.exception, SystemExit), arguments


def test_one_rule_alone(tmp_path):
    root = copy_package(tmp_path)
    file = root / "data/figures.csv"
    damaged = (
        file.read_text("utf-8")
        .replace("exact,11,", "exact,81,")
        .replace("intermediaries,many", "brokers,many")
    )
    file.write_text(damaged, "utf-8", newline="\n")
    (root / "data/events.csv").write_bytes(b"")

    def reported(*codes):
        options = [part for code in codes for part in ("--rule", code)]
        result = run("validate", str(root), "--format", "json", *options)
        report = json.loads(result.output)
        assert result.exit_code == 1
        skipped = {item["code"] for item in report["skipped"]}
        assert not codes or report["stats"]["rules"] == len(codes)
        return [problem["code"] for problem in report["problems"]], skipped

    assert reported("figure-wording-disagrees") == (["file-empty", "figure-wording-disagrees"], set())
    assert reported("constraint-error", "event-without-claim")[0] == ["file-empty", "constraint-error"]
    assert reported("event-without-claim") == (["file-empty"], {"event-without-claim"})
    assert {"figure-wording-disagrees", "constraint-error"} < {*reported()[0]}


@pytest.mark.parametrize("language, word", [("en", "Did you mean"), ("ar", "أتقصد")])
def test_the_closest_rule_is_suggested_for_an_unknown_one(language, word):
    result = run("validate", "--rule", "figure-wording-disagree", "--lang", language)
    assert result.exit_code == 2 and word in result.output and "figure-wording-disagrees" in result.output
    result = run("validate", "--rule", "surprise", "--lang", language)
    assert result.exit_code == 2 and "surprise" in result.output and word not in result.output


@pytest.mark.parametrize(
    "phrase, reading",
    [
        ("أكثر من 18 عنصراً", {"qualifier": "more_than", "value": 18, "value_to": None}),
        ("more than 18", {"qualifier": "more_than", "value": 18, "value_to": None}),
        ("عشرات العناصر", {"qualifier": "tens", "value": None, "value_to": None}),
    ],
)
def test_parse_figure(phrase, reading):
    assert json.loads(run("parse-figure", phrase).output) == reading


def test_parse_figure_fails_for_a_text_without_one_number():
    assert run("parse-figure", "hello").exit_code == 1


@pytest.mark.parametrize(
    "phrase, language, reading",
    [
        ("environ 200", "fr", ["about", 200]),
        ("au moins 20", "fr", ["at_least", 20]),
        ("jusqu'à 150", "fr", ["up_to", 150]),
        ("rund 300 Kämpfer", "de", ["about", 300]),
        ("yaklaşık 200", "tr", ["about", 200]),
        ("al menos 20", "es", ["at_least", 20]),
        ("حدود ۲۰۰", "fa", ["about", 200]),
    ],
)
def test_parse_figure_reads_a_phrase_in_the_language_given_alone(phrase, language, reading):
    result = json.loads(run("parse-figure", phrase, "--wording-language", language).output)
    assert [result["qualifier"], result["value"]] == reading
    assert run("parse-figure", phrase).exit_code == 1
    assert run("parse-figure", phrase, "--wording-language", "vi").exit_code == 2


def test_cite_names_version_and_licence_in_every_form():
    text = run("cite").stdout
    version = installed_package().descriptor["version"]
    assert version in text and "CC-BY-4.0" in text and "Riwaya contributors (2026)" in text
    assert run("cite", "--format", "bibtex").stdout.startswith(f"@dataset{{riwaya-{version},")
    assert json.loads(run("cite", "--format", "csl").stdout)[0]["type"] == "dataset"
    assert run("cite", "--format", "ris").stdout.startswith("TY  - DATA\n")


def test_the_pages_name_this_version():
    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert {*VERSION.findall(text)} == {installed_package().descriptor["version"]}, name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_page_shows_the_output_of_the_command(language):
    shown = run("show", "EVT-0003", "--lang", language).output.splitlines()
    page = {"en": "start.md", "ar": "start.ar.md"}[language]
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    example = text.split("```")[1].strip().splitlines()[1:]
    assert len(example) > 8 and {*example} - {"…"} <= {*shown}


@pytest.mark.parametrize("page", ["release.md", "release.ar.md"])
def test_the_page_of_releases_shows_what_a_search_finds(page):
    blocks = (ROOT / "docs" / page).read_text(encoding="utf-8").split("```")[1::2]
    (example,) = (block for block in blocks if "$ riwaya search" in block)
    first, *lines = example.strip().splitlines()
    found = run(*shlex.split(first)[2:], "--limit", "1000").stdout.splitlines()
    # How many are found, and which is best, changes with the data.
    rows = [line for line in lines if line.startswith("  ")]
    assert len(rows) >= 2 and {*rows} <= {*found}


def test_a_local_text_is_compared_and_missing_fingerprints_are_printed(tmp_path, monkeypatch):
    package = Package.open(copy_package(tmp_path / "package"))
    sheets = read_sheets(package)
    ab, cd, whole = (hashlib.sha256(text.encode()).hexdigest() for text in ("ab", "cd", "ab\ncd\n"))
    coded = {
        "CLM-0001": ("p1", ab),
        "CLM-0002": ("p2", "0" * 64),
        "CLM-0003": ("p3", "0" * 64),
        "CLM-0004": ("p2", ""),
    }
    sheets["sources"].records[0].set("text_sha256", "")
    for claim in sheets["claims"].records:
        locator, sha256 = coded.get(claim.cells["claim_id"], ("p9", "0" * 64))
        claim.set("locator", locator)
        claim.set("passage_sha256", sha256)
    assert write_sheets(package, sheets).report.ok
    monkeypatch.chdir(package.folder)
    (tmp_path / "text.txt").write_text("ab\n\n cd\n", "utf-8")
    result = run(
        "verify-sources", "--source", "SRC-0001", "--text", str(tmp_path / "text.txt"), "--lang", "en"
    )
    assert result.exit_code == 1 and result.stdout.splitlines()[:5] == [
        f"SRC-0001 · whole text · not stated; it is {whole}",
        "CLM-0001 · p1 · same",
        "CLM-0002 · p2 · changed",
        "CLM-0003 · p3 · not in the text",
        f"CLM-0004 · p2 · not stated; it is {cd}",
    ]
    arabic = run(
        "verify-sources", "--source", "SRC-0001", "--text", str(tmp_path / "text.txt"), "--lang", "ar"
    ).output
    assert "SRC-0001 · النص كله · غير مذكورة، وهي" in arabic


@pytest.mark.parametrize("language, word", [("en", "do not have permission"), ("ar", "ليس لديك إذن")])
def test_a_file_that_may_not_be_read_is_exit_2(language, word, monkeypatch):
    def fail(path, signers):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("riwaya.cli.verify.verify_release", fail)
    result = run("verify", "some/release", "--lang", language)
    assert result.exit_code == 2 and word in result.output and "release" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(name):
    shown = run(name, "--help").output
    assert HELP(name).en in shown and re.search("[a-z]{4}", shown) and re.search("[ء-ي]{4}", shown)


def test_the_help_of_all_commands_loads_none_of_them():
    code = "import sys; from riwaya.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "slow = ('duckdb', 'pandas', 'pyarrow', 'numpy')\n"
    code += "print(*(name for name in sys.modules if name.split('.')[0] in slow))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    *lines, loaded = shown.stdout.splitlines()
    assert all(any(f"  {name} " in line for line in lines) for name in COMMANDS) and loaded == ""


@pytest.mark.parametrize("messages", [HELP, MESSAGES], ids=["help", "messages"])
def test_both_languages_of_a_text_name_the_same_values(messages):
    for key, text in messages.texts.items():
        assert text.en.strip() and text.ar.strip(), key
        assert {*re.findall(r"{\w+}", text.en)} == {*re.findall(r"{\w+}", text.ar)}, key


def test_passages_of_invalid_data_are_not_compared(tmp_path):
    root = copy_package(tmp_path)
    (root / "data/sources.csv").unlink()
    with pytest.raises(ReleaseError):
        verify_source(check_package(Package.open(root)), "SRC-0001", "text")


def test_duckdb_gets_more_memory_for_large_files(tmp_path, monkeypatch):
    root = copy_package(tmp_path)
    assert memory_limit(Package.open(root)) == publishing_memory(Package.open(root)) == DEFAULT_MEMORY
    with (root / "data/claims.csv").open("rb+") as file:
        file.truncate(8_000_000_000)
    (root / "data/figures.csv").unlink()
    package = Package.open(root)
    assert memory_limit(package) in ("1000MB", "1001MB")
    # A release may take half of the machine.
    for machine, limit in (
        (64_000_000_000, "1400.MB"),
        (4_000_000_000, "2000MB"),
        (4_000_000, DEFAULT_MEMORY),
    ):
        monkeypatch.setattr("riwaya.validation.read_tables.machine_bytes", lambda machine=machine: machine)
        assert re.fullmatch(limit, publishing_memory(package)), machine


def test_version_prints_those_of_the_code_and_of_the_data():
    code, data = version("riwaya"), installed_package().version
    assert run("--version").output == f"riwaya {code} (data {data})\n"
