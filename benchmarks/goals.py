"""Defines the goals of the benchmarks, and computes from a run which are met."""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from benchmarks.cluster import Reckoned
from benchmarks.contenders import (
    ALL,
    BUILD_ALL,
    DAMAGED,
    DATAFRAMELY,
    HELP,
    LOCAL,
    MILLION,
    REPOSITORY,
    STRUCTURE,
    WRONG,
    Outcome,
)
from benchmarks.release import BUILD

NOTES = Path(__file__).with_name("notes.toml")
MISSED, NOT_MEASURED = "missed", "not-measured"
Notes = Mapping[str, Mapping[str, str]]
"""Why goals were MISSED or NOT_MEASURED, each by the keys of goals."""
_GIB = 1024
PARQUET, PLAIN_PARQUET = "riwaya, write Parquet", "pyarrow, write Parquet"
LOAD, READ_PARQUET = "riwaya.load", "pandas.read_parquet"


@dataclass(frozen=True, slots=True)
class Record:
    """The measurements of a run."""

    about: str
    """The machine and the versions."""
    command: str
    runs: tuple[int, int]
    """Runs of each contender, and those from a million figures on."""
    rows: Mapping[int, int]
    """Rows of the clean package, by its figures."""
    multiplied_rows: Mapping[int, int]
    """Rows of the real data multiplied, by the figures of the clean package beside it."""
    sizes: Mapping[int, Mapping[str, Outcome]]
    """The outcomes of the contenders, by figures."""
    multiplied: Mapping[int, Mapping[str, Outcome]]
    """The same on the real data multiplied."""
    commands: Mapping[str, Outcome]
    release: Mapping[str, Outcome]
    """Writing and loading a release of a million figures."""
    profile: tuple[str, ...]
    """The table of the slowest rules."""
    faults: Mapping[str, Mapping[str, str]]
    """The verdict of each contender on a package with one fault, by fault."""
    workers: Reckoned | None = None
    """What more workers gain at a million figures; None if that was not measured."""

    def at(self, figures: int, contender: str) -> Outcome:
        return _measured(self.sizes.get(figures, {}), contender)


class NotMeasuredError(Exception):
    """A measurement that a goal needs is missing or failed."""


def _measured(outcomes: Mapping[str, Outcome], name: str) -> Outcome:
    if name not in outcomes or outcomes[name].failure:
        raise NotMeasuredError(name)
    return outcomes[name]


def _ratio(one: str, other: str, of: str = "seconds") -> Callable[[Record], float]:
    """How many times the one needs what the other does at a million figures: a field of Outcome."""
    reckoned = attrgetter(of)
    return lambda record: reckoned(record.at(MILLION, one)) / reckoned(record.at(MILLION, other))


def _at(figures: int, contender: str) -> Callable[[Record], float]:
    return lambda record: record.at(figures, contender).seconds


def _real_rows(record: Record) -> float:
    real = _measured(record.multiplied.get(MILLION, {}), ALL).cpu / record.multiplied_rows[MILLION]
    return real / (record.at(MILLION, ALL).cpu / record.rows[MILLION])


def _memory(contender: str, figures: int) -> Callable[[Record], float]:
    return lambda record: record.at(figures, contender).mebibytes


def _seconds(command: str) -> Callable[[Record], float]:
    return lambda record: _measured(record.commands, command).seconds


def _doubling(record: Record) -> float:
    if record.workers is None:
        raise NotMeasuredError("benchmarks.cluster")
    one, two, four = (record.workers.seconds[number][1] for number in (1, 2, 4))
    return min(one / two, two / four)


def _growth(record: Record) -> float:
    (few, small), (many, large) = (
        (record.at(size, ALL).seconds, size) for size in (MILLION // 10, 10 * MILLION)
    )
    return many / large / (few / small)


def _release(one: str, other: str) -> Callable[[Record], float]:
    return lambda record: _measured(record.release, one).seconds / _measured(record.release, other).seconds


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that must be at least (≥) or at most (≤) a bound."""

    key: str
    """Its key in notes.toml."""
    what: str
    aim: str
    bound: float
    reckon: Callable[[Record], float]


GOALS = (
    Goal(
        "structure",
        "structural verdict at 1 million: times the CPU seconds of dataframely",
        "≤",
        1.5,
        _ratio(STRUCTURE, DATAFRAMELY, "cpu"),
    ),
    Goal(
        "structure-memory",
        "structural verdict at 1 million: times the memory of dataframely",
        "≤",
        0.5,
        _ratio(STRUCTURE, DATAFRAMELY, "mebibytes"),
    ),
    Goal(
        "rules",
        "all rules at 1 million: times the CPU seconds of the structural verdict",
        "≤",
        3,
        _ratio(ALL, STRUCTURE, "cpu"),
    ),
    Goal(
        "real-rows",
        "all rules, CPU seconds a row of the real data multiplied: times those of the synthetic package",
        "≤",
        1,
        _real_rows,
    ),
    Goal(
        "local",
        "all rules at 1 million with `--master local`: times the seconds of DuckDB",
        "≤",
        1.2,
        _ratio(LOCAL, ALL),
    ),
    Goal(
        "local-100", "all rules at 100,000 with `--master local`: seconds", "≤", 8, _at(MILLION // 10, LOCAL)
    ),
    Goal(
        "local-10", "all rules at 10,000 with `--master local`: seconds", "≤", 5, _at(MILLION // 100, LOCAL)
    ),
    Goal(
        "doubling",
        "all rules at 10 million, reckoned: times as fast with twice the workers, up to four",
        "≥",
        1.6,
        _doubling,
    ),
    Goal("damaged", "0.01 % damaged at 1 million: times the clean package", "≤", 1.5, _ratio(DAMAGED, ALL)),
    Goal("growth", "seconds a row at 10 million: times those at 100 thousand", "≤", 1, _growth),
    Goal("memory", "all rules at 1 million: MiB", "≤", _GIB, _memory(ALL, MILLION)),
    Goal("memory-10", "all rules at 10 million: MiB", "≤", 3 * _GIB, _memory(ALL, 10 * MILLION)),
    Goal("wrong", "100,000 of 1 million figures wrong: MiB", "≤", _GIB, _memory(WRONG, MILLION)),
    Goal(
        "repository",
        "`riwaya validate` on the repository, whole process: seconds",
        "≤",
        1,
        _seconds(REPOSITORY),
    ),
    Goal(
        "build-all",
        "check and release of the real data, all formats without the explorer: seconds",
        "≤",
        2.5,
        _seconds(BUILD_ALL),
    ),
    Goal(
        "build",
        "check and release of 1 million as CSV and Parquet: seconds",
        "≤",
        40,
        lambda record: _measured(record.release, BUILD).seconds,
    ),
    Goal("help", "`riwaya --help`, whole process: seconds", "≤", 0.25, _seconds(HELP)),
    Goal(
        "release-memory",
        "check and release of 1 million as CSV and Parquet: MiB",
        "≤",
        _GIB,
        lambda record: _measured(record.release, BUILD).mebibytes,
    ),
    Goal("parquet", "Parquet of 1 million: times plain pyarrow", "≤", 1.5, _release(PARQUET, PLAIN_PARQUET)),
    Goal(
        "load",
        "`riwaya.load` of 1 million: times `pandas.read_parquet`",
        "≤",
        1.2,
        _release(LOAD, READ_PARQUET),
    ),
)


def verdicts(record: Record, notes: Notes) -> Iterator[tuple[Goal, str, str]]:
    """Each goal with the value reached and the verdict: met, missed and why, or not measured and why."""
    holds = {"≥": operator.ge, "≤": operator.le}
    for goal in GOALS:
        try:
            value = goal.reckon(record)
        except NotMeasuredError as error:
            why = f"; {notes[NOT_MEASURED][goal.key]}" if goal.key in notes[NOT_MEASURED] else ""
            yield goal, "–", f"not measured: {error}{why}"
            continue
        verdict = (
            "met"
            if holds[goal.aim](value, goal.bound)
            else f"**missed**: {notes[MISSED].get(goal.key, 'why is not known yet')}"
        )
        yield goal, f"{value:,.0f}" if value >= 100 else f"{value:.2f}", verdict


def read_notes(path: Path = NOTES) -> Notes:
    """The notes that whoever runs the benchmark writes by hand."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
