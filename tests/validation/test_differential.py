"""riwaya and frictionless agree on packages damaged at random; docs/differential.md has the long run."""

import json
import random
import re
from dataclasses import replace

import pytest

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from riwaya.validation.schema_checks import schema_checks
from tests.support.differential import page
from tests.support.differential.__main__ import RARE, compare_many
from tests.support.differential.__main__ import main as command
from tests.support.differential.compare import Comparison, compare
from tests.support.differential.packages import make
from tests.support.differential.reasons import PLAINLY, REASONS
from tests.support.differential.verdicts import Item


def test_both_report_the_same_or_the_difference_has_a_reason(capsys):
    run = compare_many(24, seed=7)
    assert run.disagreements == 0, capsys.readouterr().out
    # Some are damaged, some agree as they are, and both engines have their part.
    assert run.with_errors > 5 < run.same and 5 < run.by_frictionless < 24


@pytest.mark.slow
def test_many_packages_show_the_common_reasons(capsys):
    run = compare_many(150, seed=8)
    assert run.disagreements == 0, capsys.readouterr().out
    assert {"description", "text", "version"} <= {*run.reasons}


def test_a_row_that_is_a_comment_is_counted_by_neither(tmp_path):
    assert compare(264122508567819, tmp_path).agrees


@pytest.mark.parametrize("reason, seed", RARE.items())
def test_what_is_rare_has_its_reason(reason, seed, tmp_path):
    found = compare(seed, tmp_path)
    assert found.agrees and reason in found.reasons


@pytest.mark.parametrize("reported, code", [((), 0), ((Item("t", 1, "a", "type-error"),), 1)])
def test_a_disagreement_without_a_reason_ends_with_1(reported, code, monkeypatch, capsys):
    found = Comparison(make(random.Random(1)), frozenset(), frozenset(reported), frozenset(), False, False)
    monkeypatch.setattr("tests.support.differential.__main__.compare", lambda seed, folder: found)
    monkeypatch.setattr("sys.argv", ["differential", "--packages", "1"])
    assert command() == code
    assert f"{code * (1 + len(RARE))} disagreements without a reason" in capsys.readouterr().out


# By constraint, the seed of a package in which it is broken.
FORGOTTEN = {"maximum": 3428, "unique": 1500, "pattern": 19491}


@pytest.mark.parametrize("forgotten, seed", FORGOTTEN.items())
def test_a_check_that_ignores_a_constraint_is_noticed(forgotten, seed, monkeypatch, tmp_path):
    def without(field):
        return replace(
            field, constraints={key: bound for key, bound in field.constraints.items() if key != forgotten}
        )

    def forgetful(resource):
        schema = replace(resource.schema, fields=tuple(map(without, resource.schema.fields)))
        return schema_checks(replace(resource, schema=schema))

    assert compare(seed, tmp_path / "with").agrees
    monkeypatch.setattr("riwaya.validation.plan.schema_checks", forgetful)
    found = compare(seed, tmp_path / "without")
    assert not found.only_ours and {item.kind for item in found.only_theirs} <= {
        "constraint-error",
        "unique-error",
    }
    assert found.only_theirs


def test_the_long_run_is_documented_with_every_reason():
    section = page.section("run")
    counted = re.search(r"\n(\d+) packages, (\d+) disagreements without a reason, (\d+) reasons", section)
    packages, without_reason, unshown = map(int, counted.groups())
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d+) \| ", section, re.MULTILINE))
    assert packages >= 1500 and without_reason == 0
    assert all(
        f"| {item.name} | {rows[item.name]} | {item.why} |" in section for item in (*REASONS, *PLAINLY)
    )
    # In fewer packages a rare reason may not occur.
    assert unshown == sum(rows[item.name] == "0" for item in (*REASONS, *PLAINLY)) and (
        unshown == 0 or packages < 3000
    )


@pytest.mark.parametrize("name, written", [("features", page.features), ("shapes", page.shapes)])
def test_the_tables_of_the_page_are_fresh(name, written):
    assert page.section(name) == written(), "run python -m tests.support.differential --write"


@pytest.mark.parametrize("name", page.SECTIONS)
def test_the_arabic_page_has_the_same_tables(name):
    english, arabic = page.section(name), page.section(name, page.ARABIC.read_text("utf-8"))
    assert arabic == page.arabic(english), "run python -m tests.support.differential --write"
    assert english.count("\n|") == arabic.count("\n|") and english != arabic
    assert re.findall(r"\| (\d[\d.,]*) ", english) == re.findall(r"\| (\d[\d.,]*) ", arabic)


def test_a_text_without_arabic_is_noticed():
    with pytest.raises(KeyError, match="a new feature"):
        page.arabic("| a new feature | x |")


def test_lines_are_physical_where_cells_hold_newlines(tmp_path):
    fields = [{"name": "thing_id", "type": "string"}, {"name": "number", "type": "integer"}]
    resource = {"name": "things", "path": "things.csv", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(
        json.dumps({"name": "things", "resources": [resource]}), encoding="utf-8"
    )
    (tmp_path / "things.csv").write_text(
        'thing_id,number\n"a\nb\nc",1\nd,x\n"e\nf",y\ng,z,1\n', encoding="utf-8", newline="\n"
    )
    places = [
        (problem.code, problem.place.row, problem.place.line)
        for problem in check_package(Package.open(tmp_path)).report.problems
    ]
    assert places == [("type-error", 2, 5), ("type-error", 3, 6), ("extra-cell", 4, 8)]
