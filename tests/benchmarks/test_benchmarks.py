"""Reports of the benchmarks, and their checks of each contender's results; nothing here measures time."""

import re
import sys
from dataclasses import replace

import pytest

from riwaya.package.descriptor import Package as package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

sys.path.insert(0, str(ROOT))
pytest.importorskip("matplotlib", reason="python3 scripts/test.py --all installs it")
pytest.importorskip("pandera", reason="python3 scripts/test.py --all installs it")
pytest.importorskip("dataframely", reason="python3 scripts/test.py --all installs it")
pytest.importorskip("pointblank", reason="python3 scripts/test.py --all installs it")
from benchmarks import (
    contenders,
    dataframely_check,
    goals,
    pandera_check,
    plot,
    pointblank_check,
    polars_tables,
    profile_rules,
    saved,
    scale,
    verdict_matrix,
)
from benchmarks.cluster import reckoned
from benchmarks.contenders import Contender, Outcome, Package, WrongVerdictError, at_size, compare
from benchmarks.release import BUILD
from benchmarks.results import markdown
from benchmarks.synthetic import write_package

NOTES = {
    goals.MISSED: {goal.key: f"because of {goal.key}" for goal in goals.GOALS},
    goals.NOT_MEASURED: {"growth": "it takes too long"},
}


LIGHT = {
    contenders.STRUCTURE: 0.1,
    **dict.fromkeys((contenders.ALL, contenders.LOCAL, contenders.DAMAGED), 0.2),
}
"""What some contenders take of the seconds of the others."""


def record(seconds=10.0, largest=10_000_000):
    def outcome(name, figures):
        taken = seconds * figures * LIGHT.get(name, 1) / 1e6
        return Outcome(taken, taken, 400.0 if name == contenders.STRUCTURE else 900.0)

    def outcomes(figures, listed):
        return {item.name: outcome(item.name, figures) for item in at_size(figures, listed)}

    sizes = [figures for figures in (10_000, 100_000, 1_000_000, 10_000_000) if figures <= largest]
    release = (BUILD, goals.PARQUET, goals.PLAIN_PARQUET, goals.LOAD, goals.READ_PARQUET)
    return goals.Record(
        about="A machine.",
        command="python3 scripts/benchmark.py",
        runs=(3, 1),
        rows={figures: 2 * figures for figures in sizes},
        multiplied_rows={figures: 2 * figures for figures in sizes},
        sizes={figures: outcomes(figures, contenders.CONTENDERS) for figures in sizes},
        multiplied={figures: outcomes(figures, contenders.MULTIPLIED) for figures in sizes},
        commands={item.name: Outcome(0.2, 0.2, 90.0) for item in contenders.COMMANDS},
        release={name: Outcome(1.0, 1.0, 2_000.0) for name in release},
        profile=("| rule |",),
        faults={
            verdict_matrix.NO_FAULT: {"one": "called valid", "two": "found"},
            "a fault": {"one": "found", "two": "called valid"},
        },
        workers=reckoned([[2.0] * 8], 1.0),
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
    assert "| 0.10 | met |" in lines["structure"] and "| 0.44 | met |" in lines["structure-memory"]
    assert "| 2,000 |" in lines["release-memory"] and "| 1.00 | met |" in lines["real-rows"]


@pytest.mark.parametrize(
    "name, field, missed",
    [
        (contenders.STRUCTURE, "cpu", {"structure"}),
        (contenders.STRUCTURE, "mebibytes", {"structure-memory"}),
        (contenders.ALL, "cpu", {"rules"}),
        (contenders.LOCAL, "seconds", {"local", "local-100", "local-10"}),
    ],
)
def test_a_goal_is_missed_by_what_it_is_about(name, field, missed):
    made = record()
    for figures in (10_000, 100_000, 1_000_000):
        outcome = made.sizes[figures][name]
        made.sizes[figures][name] = replace(outcome, **{field: 1_000 * getattr(outcome, field)})
    lines = goal_lines(made)
    assert {key for key, line in lines.items() if "missed" in line} == {*missed, "release-memory"}


def test_a_row_of_the_real_data_must_cost_no_more_than_a_synthetic_one():
    made = record()
    made.multiplied_rows[1_000_000] //= 2
    assert "| 2.00 | **missed**" in goal_lines(made)["real-rows"]


def test_verdicts_are_tabled_with_what_was_not_found_in_bold():
    text = markdown(record(), NOTES, "x.svg")
    assert "| no fault | called valid | called wrong |\n| a fault | found | **called valid** |" in text


def test_goals_not_measured_or_failed_are_reported():
    made = record(largest=100_000)
    made.sizes[10_000][contenders.PANDERA] = Outcome(0, 0, 0, "not installed")
    lines = goal_lines(made)
    assert lines["structure"].endswith("| not measured: riwaya, structure |")
    assert lines["growth"].endswith("| not measured: riwaya, all rules; it takes too long |")
    assert "| met |" in lines["help"] and "too long" not in goal_lines(record())["growth"]
    assert f"| {contenders.PANDERA} | failed: not installed | – | – | – |" in markdown(made, NOTES, "x.svg")


def test_workers_that_gain_less_miss_their_goal():
    lines = goal_lines(replace(record(), workers=reckoned([[2.0] * 8], 4.0)))
    assert "| 1.50 | **missed**" in lines["doubling"] and "| 1.80 | met |" in goal_lines(record())["doubling"]


def test_the_pages_are_what_the_kept_record_and_the_notes_give():
    kept = saved.loads((goals.NOTES.parent / "RESULTS.json").read_text("utf-8"))
    assert saved.loads(saved.dumps(record())) == record()
    results = markdown(kept, goals.read_notes(), "RESULTS.svg")
    assert (goals.NOTES.parent / "RESULTS.md").read_text("utf-8") == results
    for language, page in scale.PAGES.items():
        for name, text_of in scale.BLOCKS.items():
            before = page.read_text("utf-8")
            assert scale.with_block(before, name, text_of(kept, language)) == before


def test_notes_belong_to_goals():
    notes = goals.read_notes()
    assert {*notes} == {goals.MISSED, goals.NOT_MEASURED}
    assert all({*named} <= {goal.key for goal in goals.GOALS} for named in notes.values())


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
    assert compare([contender], {"clean": Package(tmp_path, False)}, 2) == {"one": Outcome(0, 0, 0, failure)}


def test_cpu_seconds_are_those_of_the_children_too(tmp_path):
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', {busy!r}])"
    found = compare([Contender("one", ("-c", starts))], {"clean": Package(tmp_path, False)}, 1)
    assert found["one"].cpu >= 0.3


def test_contenders_are_measured_in_turns(tmp_path):
    program = f"open({str(tmp_path / 'log')!r}, 'a').write('%s')"
    both = [Contender(name, ("-c", program % name)) for name in "ab"]
    found = compare(both, {"clean": Package(tmp_path, False)}, 3)
    assert (tmp_path / "log").read_text() == "ababab"
    assert all(
        outcome.seconds > 0 and outcome.cpu > 0 and outcome.mebibytes > 1 for outcome in found.values()
    )


def test_rows_are_counted(tmp_path):
    write_package(tmp_path / "package", 30)
    assert Package(tmp_path / "package", False).count_rows() > 30 + 30 + 3 + 6 + 1


PEERS = {
    "pandera": pandera_check.is_valid,
    "dataframely": lambda folder: polars_tables.is_valid(folder, dataframely_check.accepts),
    "pointblank": lambda folder: polars_tables.is_valid(folder, pointblank_check.accepts),
}


STRUCTURE = "type-error constraint-error unique-error primary-key foreign-key".split()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    return dict(verdict_matrix.packages(tmp_path_factory.mktemp("faults")))


def test_riwaya_finds_every_fault_and_nothing_in_the_clean_package(faulty):
    found = {
        fault: check_package(package.open(made), codes=STRUCTURE).report for fault, made in faulty.items()
    }
    assert found.pop(verdict_matrix.NO_FAULT).problems == ()
    assert len(found) >= 16 and [fault for fault, report in found.items() if not report.problems] == []


@pytest.mark.parametrize("name", PEERS)
def test_peers_find_what_violates_a_table_schema_and_nothing_in_the_clean_package(name, faulty):
    assert PEERS[name](faulty[verdict_matrix.NO_FAULT])
    by_schema = [fault for fault in (*verdict_matrix.FAULTS,)[:10] if fault != "a cell too few"]
    assert len(by_schema) == 9 and [fault for fault in by_schema if PEERS[name](faulty[fault])] == []


def test_a_verdict_is_told_from_a_crash(tmp_path):
    codes = {"0": verdict_matrix.VALID, "1": verdict_matrix.FOUND, "2": verdict_matrix.CRASHED}
    given = {code: verdict_matrix.verdict(ending_with(code), tmp_path) for code in codes}
    assert given == codes
    raising = Contender("one", ("-c", "raise OSError"))
    assert verdict_matrix.verdict(raising, tmp_path) == verdict_matrix.CRASHED
    missing = ending_with(0, needs="no_such_module")
    assert verdict_matrix.verdict(missing, tmp_path) == verdict_matrix.MISSING


def test_the_profile_lists_slow_rules_of_before_and_now():
    table = profile_rules.table({"new-rule": 2.0, "denied-name": 1.0}, 4.0)
    assert table[2:4] == ["| new-rule |  | 2.00 |", "| denied-name | 25.0 | 1.00 |"] and "1.00" in table[-1]
    assert all(any(code in line for line in table) for code in profile_rules.BEFORE)
