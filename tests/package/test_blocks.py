"""Tables that are read in blocks give the same report as others; of many problems the first are listed."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.cli.main import main
from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import EngineError, ReleaseError
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import open_csv, read_table, table_from
from riwaya.publishing.build import build
from riwaya.release.compute import published_tables
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from riwaya.validation.read_tables import engine_with_tables
from riwaya.validation.rule import all_rules
from tests.support.package_copies import ROOT, copy_package, things_package


def summary(report):
    problems = [problem.as_json() for problem in report.problems]
    return problems, report.skipped, report.counts, report.stats.rows, report.stats.waived


def test_the_dataset_is_valid_in_blocks(tmp_path):
    package = Package.open(copy_package(tmp_path, ROOT))
    assert summary(check_package(package, block_bytes=20_000).report) == summary(
        check_package(package).report
    )


def test_a_reference_to_any_table_from_the_only_large_one_is_checked(tmp_path):
    root = copy_package(tmp_path)
    terms = root / "data/vocabularies.csv"
    header, first, *others = terms.read_text("utf-8").splitlines()
    assert header.endswith(",example_id") and first.endswith(",")
    terms.write_text("\n".join([header, first + "CLM-9999", *others, ""]), "utf-8", newline="\n")
    large = [file.stem for file in (root / "data").iterdir() if file.stat().st_size > 24_000]
    assert large == ["vocabularies"]
    package = Package.open(root)
    whole = check_package(package).report
    assert summary(check_package(package, block_bytes=24_000).report) == summary(whole)
    assert "vocabulary-example-unknown" in whole.counts


PIECES = [
    b"a",
    b"b\n",
    b"\n",
    b",1\n",
    b",x\n",
    b'"',
    b'""',
    b'"\n"',
    b'c,"1\n2"\n',
    b"d,1,2\n",
    b"\r\n",
    b"\xc7",
    "ي".encode(),
    "\u202e".encode(),
    "\u064b\u0651".encode(),
    b"\x00",
    b",\n",
    b"e,01\n",
    "f,٣\n".encode(),
]


ANY_FILES = given(
    st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join), st.integers(16, 60), st.booleans()
)
NO_HEALTH = {"derandomize": True, "deadline": None, "suppress_health_check": [*HealthCheck]}


@pytest.fixture(scope="module")
def things(tmp_path_factory):
    return things_package(tmp_path_factory.mktemp("blocks"))


@settings(max_examples=400, **NO_HEALTH)
@ANY_FILES
def test_what_is_read_hangs_on_no_border_between_blocks(things, data, size, ends):
    (things / "things.csv").write_bytes(b"thing_id,number\n" + data + b"g,7\n" * ends)
    package = Package.open(things)
    (resource,) = package.resources
    whole, problems = read_table(package.files, resource)
    table, in_blocks = table_from(resource, open_csv(package.files, resource, size))
    assert in_blocks == problems and (table is None) == (whole is None)
    if table and whole:
        assert table.cells.equals(whole.cells)
        assert np.array_equal(table.lines, whole.lines)


@pytest.mark.slow
@settings(max_examples=25, **NO_HEALTH)
@ANY_FILES
def test_what_is_said_hangs_on_no_border_between_blocks(things, data, size, ends):
    (things / "things.csv").write_bytes(b"thing_id,number\n" + data + b"g,7\n" * ends)
    package = Package.open(things)
    assert summary(check_package(package, block_bytes=size).report) == summary(check_package(package).report)


def test_most_rules_run_in_blocks():
    blockwise = [rule for rule in all_rules() if rule.blockwise or (not rule.table and not rule.for_each)]
    assert len(blockwise) > 30
    comparing = {"reference-cycle", "rows-out-of-order", "near-duplicate-events", "actors-collide"}
    assert not {rule.kind.code for rule in blockwise} & comparing


@pytest.fixture
def many(tmp_path):
    """A package of 400 rows, 300 of which are wrong in one way and 100 in another."""
    root = things_package(tmp_path)
    rows = [f"t{at:03},{'x' if at % 4 else chr(0x202E) + '1'}" for at in range(400)]
    (root / "things.csv").write_text(
        "thing_id,number\n" + "\n".join(rows) + "\n", encoding="utf-8", newline="\n"
    )
    return root


@pytest.mark.parametrize("size", [1 << 20, 500])
def test_all_problems_are_counted_and_the_first_are_listed(many, size):
    report = check_package(Package.open(many), max_per_code=7, block_bytes=size).report
    assert report.counts == {"bidi-control": 100, "type-error": 300} and not report.ok
    lines = {
        code: [problem.place.line for problem in report.problems if problem.code == code]
        for code in report.counts
    }
    assert lines == {"bidi-control": [2, 6, 10, 14, 18, 22, 26], "type-error": [3, 4, 5, 7, 8, 9, 11]}
    assert report.truncated == {"bidi-control": 7, "type-error": 7}


@pytest.mark.parametrize(
    "language, said",
    [
        ("en", "type-error: 300 problems, of which the first 7 are listed"),
        ("ar", "type-error: عدد المشكلات 300، وتُعرض منها أول 7"),
    ],
)
def test_every_report_gives_the_number_of_unlisted_problems(many, language, said):
    result = CliRunner().invoke(main, ["validate", str(many), "--details", "7", "--lang", language])
    assert (
        result.exit_code == 1
        and said in result.output
        and re.search(r"(problems|المشكلات): 400", result.output)
    )
    report = check_package(Package.open(many), max_per_code=7).report
    for name in ("github", "sarif", "junit"):
        assert said in reporters.render(name, report, language).replace("\\u060c", "،")
    result = CliRunner().invoke(main, ["validate", str(many), "--details", "7", "--format", "json"])
    assert json.loads(result.output)["counts"] == {"bidi-control": 100, "type-error": 300}


def test_too_little_memory_and_invalid_sizes_are_named():
    for memory, said in (
        ("1MB", "needs more"),
        ("much", "not a memory size"),
        ("0GB", "not a memory size"),
        ("-1", "not a memory size"),
    ):
        for language, word in (
            ("en", said),
            ("ar", "ذاكرة أكبر" if said == "needs more" else "ليست حجم ذاكرة"),
        ):
            result = CliRunner().invoke(main, ["validate", "--memory", memory, "--lang", language])
            assert (
                result.exit_code == 2 and word in result.output and isinstance(result.exception, SystemExit)
            )


def test_what_does_not_fit_in_memory_goes_to_disk_and_is_gone_afterwards():
    with DuckEngine(memory="60MB") as engine:
        engine.create("numbers", ["n BIGINT", "word VARCHAR"])
        with engine.session() as session:
            words = "'word ' || range || ' and a tail that fills memory'"
            session.run(f"INSERT INTO numbers SELECT range, {words} FROM range(2000000)")
        (row,) = engine.query(
            "SELECT count(*) AS rows_, count(DISTINCT n % 1000) AS some FROM numbers"
        ).to_pylist()
        folder = Path(engine._folder.name)
        assert (
            row == {"rows_": 2_000_000, "some": 1000}
            and sum(file.stat().st_size for file in folder.iterdir()) > 1 << 20
        )
    assert not folder.exists()


def test_a_large_file_that_changes_after_the_check_is_not_published(tmp_path):
    (tmp_path / "package").mkdir()
    root = copy_package(tmp_path / "package")
    checked = check_package(Package.open(root), block_bytes=1000)
    assert "figures" not in checked.tables
    for damage in ("\u202e", '"'):
        with (root / "data/figures.csv").open("a", encoding="utf-8") as file:
            file.write(damage)
        with (
            pytest.raises(ReleaseError, match=r"data/figures\.csv changed"),
            engine_with_tables(checked.package, checked.tables),
        ):
            pass
        with pytest.raises(ReleaseError):
            build(checked, tmp_path / "dist")
        assert not [*tmp_path.glob("dist/*")]


@pytest.mark.parametrize("change", ["append", "remove"])
def test_what_was_checked_whole_is_published_whatever_becomes_of_the_file(change, tmp_path):
    root = copy_package(tmp_path)
    checked = check_package(Package.open(root))
    file = root / "data/figures.csv"
    with published_tables(checked) as tables:
        expected = {table.name: table.whole() for table in tables}
    if change == "append":
        with file.open("a", encoding="utf-8") as stream:
            stream.write('"')
    else:
        file.unlink()
    with published_tables(checked) as tables:
        assert {table.name: table.whole() for table in tables} == expected


def test_an_engine_says_what_it_lacked_in_both_languages():
    with pytest.raises(EngineError, match="not a memory size") as refused:
        DuckEngine(memory="a lot")
    assert "500MB" in refused.value.message.ar
