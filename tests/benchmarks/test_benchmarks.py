"""Reports of the benchmarks, and their checks of each contender's results; nothing here measures time."""

import re
import sys

import pytest

from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
pytest.importorskip("matplotlib", reason="python3 scripts/test.py --all installs it")
pytest.importorskip("pandera", reason="python3 scripts/test.py --all installs it")
from benchmarks import contenders, goals, pandera_check, plot, profile_rules
from benchmarks.contenders import Contender, Outcome, Package, WrongVerdictError, at_size, compare
from benchmarks.release import BUILD
from benchmarks.results import markdown
from benchmarks.synthetic import write_package

NOTES = {goal.key: f"because of {goal.key}" for goal in goals.GOALS}


def record(seconds=10.0, largest=10_000_000):
    sizes = {
        figures: {
            contender.name: Outcome(
                seconds * figures / (50 if "riwaya" in contender.name else 1) / 1e6 or 1, 900.0
            )
            for contender in at_size(figures)
        }
        for figures in (10_000, 100_000, 1_000_000, 10_000_000)
        if figures <= largest
    }
    rows = {figures: 2 * figures for figures in sizes}
    commands = {contender.name: Outcome(0.2, 90.0) for contender in contenders.COMMANDS}
    release = {
        name: Outcome(1.0, 2_000.0)
        for name in (BUILD, goals.PARQUET, goals.PLAIN_PARQUET, goals.LOAD, goals.READ_PARQUET)
    }
    return goals.Record(
        "A machine.", "python3 scripts/benchmark.py", (3, 1), rows, sizes, commands, release, ("| rule |",)
    )


def goal_lines(made):
    """The line of each goal, by its key."""
    lines = [line for line in markdown(made, NOTES, "x.svg").splitlines() if re.search(r"\| [≥≤] ", line)]
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines] == [goal.what for goal in goals.GOALS]
    return {goal.key: line for goal, line in zip(goals.GOALS, lines, strict=True)}


def test_every_goal_is_listed_with_its_result_and_why_it_was_missed():
    lines = goal_lines(record())
    missed = {key for key, line in lines.items() if "missed" in line}
    assert missed == {"release-memory"} and "**missed**: because of release-memory" in lines["release-memory"]
    assert all("| met |" in line for key, line in lines.items() if key not in missed)
    assert "| 50.00 | met |" in lines["structure"] and "| 2,000 |" in lines["release-memory"]


def test_goals_not_measured_or_failed_are_reported():
    made = record(largest=100_000)
    made.sizes[10_000][contenders.PANDERA] = Outcome(0, 0, "not installed")
    lines = goal_lines(made)
    assert (
        "not measured" in lines["structure"]
        and "not measured" in lines["growth"]
        and "| met |" in lines["help"]
    )
    assert f"| {contenders.PANDERA} | failed: not installed | – | – |" in markdown(made, NOTES, "x.svg")


def test_notes_belong_to_goals():
    assert {*goals.read_notes()} <= {*NOTES}


def test_the_same_record_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        plot.draw(record(), tmp_path / f"{name}.svg")
    one, two = ((tmp_path / f"{name}.svg").read_bytes() for name in ("one", "two"))
    assert (
        one == two
        and b"<dc:date>" not in one
        and markdown(record(), NOTES, "x.svg") == markdown(record(), NOTES, "x.svg")
    )


def ending_with(code, **options):
    return Contender("one", ("-c", f"import sys; print('why', file=sys.stderr); sys.exit({code})"), **options)


@pytest.mark.parametrize("wrong, code", [(False, 1), (True, 0)])
def test_a_wrong_verdict_fails_the_run(wrong, code, tmp_path):
    with pytest.raises(WrongVerdictError, match="one ended with"):
        compare([ending_with(code)], {"clean": Package(tmp_path, wrong)}, 1)


@pytest.mark.parametrize(
    "contender, failure",
    [(ending_with(3), "ended with 3. why"), (ending_with(0, needs="no_such_module"), "not installed")],
)
def test_a_contender_without_a_result_is_reported(contender, failure, tmp_path):
    assert compare([contender], {"clean": Package(tmp_path, False)}, 2) == {"one": Outcome(0, 0, failure)}


def test_contenders_are_measured_in_turns(tmp_path):
    program = f"open({str(tmp_path / 'log')!r}, 'a').write('%s')"
    both = [Contender(name, ("-c", program % name)) for name in "ab"]
    found = compare(both, {"clean": Package(tmp_path, False)}, 3)
    assert (tmp_path / "log").read_text() == "ababab"
    assert all(outcome.seconds > 0 and outcome.mebibytes > 1 for outcome in found.values())


def test_rows_are_counted(tmp_path):
    write_package(tmp_path / "package", 30)
    assert Package(tmp_path / "package", False).count_rows() > 30 + 30 + 3 + 6 + 1


@pytest.mark.parametrize(
    "table, old, new",
    [
        ("figures", "persons_released", "persons_freed"),
        ("figures", ",ar,,,", ",AR,,,"),
        ("figures", "FIG-0002", "FIG-0001"),
        ("figures", "CLM-0003", "CLM-9999"),
        ("figures", ",fighters,", ",,"),
        ("figures", ",exact,", ",exact,x"),
        ("claims", "statement_ar", "statement"),
    ],
)
def test_pandera_reports_what_violates_a_table_schema(table, old, new, tmp_path):
    write_package(tmp_path / "package", 60)
    assert pandera_check.is_valid(tmp_path / "package")
    path = tmp_path / f"package/data/{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not pandera_check.is_valid(tmp_path / "package")


def test_the_profile_lists_slow_rules_of_before_and_now():
    table = profile_rules.table({"new-rule": 2.0, "denied-name": 1.0}, 4.0)
    assert table[2:4] == ["| new-rule |  | 2.00 |", "| denied-name | 25.0 | 1.00 |"] and "1.00" in table[-1]
    assert all(any(code in line for line in table) for code in profile_rules.BEFORE)
