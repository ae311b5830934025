"""Collects problems: removes duplicates, applies waivers, keeps the first N per code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import reduce

from riwaya.package.csv_checks import RAGGED
from riwaya.problem import Problem
from riwaya.validation.checks import Column
from riwaya.validation.violations import Violation, Violations
from riwaya.validation.waivers import Waivers

MAX_PER_CODE = 1000
"""How many problems of one code a report lists; the others are counted."""


class ProblemCollector:
    """Takes problems as they are found: of the files, then of the schemas, then of the rules."""

    def __init__(self, max_per_code: int, waivers: Waivers) -> None:
        self.counts: Counter[str] = Counter()
        """How many problems of each code there are, listed or not."""
        self._max, self._waivers = max_per_code, waivers
        self._listed: defaultdict[str, list[Problem]] = defaultdict(list)
        # By table: the cells that have a problem already, and the rows that have too many or too few cells.
        self._cells: defaultdict[str | None, set[tuple[int | None, str | None]]] = defaultdict(set)
        self._ragged: defaultdict[str | None, set[int | None]] = defaultdict(set)

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems that no waiver applies to."""
        unique: dict[tuple[str, tuple[object, ...]], Problem] = {}
        for problem in problems:
            place, key = problem.place, (problem.code, problem.sort_key())
            unique[key] = _one_of(problem, unique.get(key, problem))
            self._cells[place.table].add((place.row, place.field))
            if problem.code in RAGGED:
                self._ragged[place.table].add(place.row)
        for problem in unique.values():
            self.counts[problem.code] += 1
            self._list(problem.code, [problem])

    def add_violations(
        self, found: Iterable[Violations], candidates: Callable[[Column], Iterable[str]]
    ) -> None:
        """Add the violations of checks that run at one stage: of the schemas, or of the rules.

        A cell that has a problem from an earlier stage gets no second one, and neither does its row from a
        check that compares cells. `candidates` gives the values of a column, for suggestions.
        """
        rows_before = {table: {row for row, _ in cells} for table, cells in self._cells.items()}
        new: list[tuple[str, tuple[int | None, str | None]]] = []
        for violations in found:
            by_code: defaultdict[str, dict[tuple[int, str, str], list[int]]] = defaultdict(dict)
            rows_to_skip = rows_before if violations.check.reads_whole_row else {}
            for index, violation in enumerate(violations):
                cell = (violation.row or None, violation.field)
                if self._is_known(violation, rows_to_skip):
                    continue
                new.append((violation.table, cell))
                if not self._waivers.apply(violation):
                    key = (violation.row, violation.field or "", violation.value or "")
                    by_code[violation.kind.code].setdefault(key, []).append(index)
            for code, indexes in by_code.items():
                self.counts[code] += len(indexes)
                first = [indexes[key] for key in sorted(indexes)[: self._max]]
                self._list(code, [_one_problem(violations, alike, candidates) for alike in first])
        for table, cell in new:
            self._cells[table].add(cell)

    def problems(self) -> tuple[Problem, ...]:
        """The first problems of each code, in the order of files and lines."""
        listed = (problem for problems in self._listed.values() for problem in self._first(problems))
        return tuple(sorted(listed, key=Problem.sort_key))

    def _is_known(self, violation: Violation, rows_to_skip: dict[str | None, set[int | None]]) -> bool:
        row = violation.row or None
        return (
            (row, violation.field) in self._cells.get(violation.table, ())
            or row in self._ragged.get(violation.table, ())
            or row in rows_to_skip.get(violation.table, ())
        )

    def _list(self, code: str, problems: list[Problem]) -> None:
        self._listed[code] += problems
        if len(self._listed[code]) > 2 * self._max:
            self._listed[code] = self._first(self._listed[code])

    def _first(self, problems: list[Problem]) -> list[Problem]:
        return sorted(problems, key=Problem.sort_key)[: self._max]


def _one_problem(
    violations: Violations, indexes: list[int], candidates: Callable[[Column], Iterable[str]]
) -> Problem:
    return reduce(_one_of, (violations.problem(index, candidates) for index in indexes))


def _one_of(one: Problem, other: Problem) -> Problem:
    """Of two that differ only in their params, always the same one, in whatever order they were found."""
    return max(one, other, key=lambda problem: str(problem.params))
