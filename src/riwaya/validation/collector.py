"""What is told of all that was found: one cause once, what is waived not at all, and of each code the first so many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import reduce

from riwaya.package.csv_checks import RAGGED
from riwaya.problem import Problem, Severity
from riwaya.validation.query_results import Answer, Hit
from riwaya.validation.rule import Column

MAX_PER_CODE = 1000
"""How many problems of one code are told with all that there is to say; of more, the number."""


class Findings:
    """Takes problems as they are found: by the gate, then by the demands of schemas, then by rules."""

    def __init__(self, most: int, waived: Collection[tuple[str, str | None]] | None) -> None:
        """`waived` are code and ID of the warnings that are waived; None where that is not known, and no warning is told."""
        self.most, self.waivable = most, waived
        self.counts: Counter[str] = Counter()
        self.waived: Counter[tuple[str, str | None]] = Counter()
        self._told: defaultdict[str, list[Problem]] = defaultdict(list)
        self._cells: defaultdict[str | None, set[tuple[int | None, str | None]]] = defaultdict(set)
        self._ragged: defaultdict[str | None, set[int | None]] = defaultdict(set)

    def add(self, problems: Iterable[Problem]) -> None:
        """What was found where a table was read; all of it errors."""
        known: dict[tuple, Problem] = {}
        for problem in problems:
            place, key = problem.place, (problem.code, problem.sort_key())
            known[key] = _one_of(problem, known.get(key, problem))
            self._cells[place.table].add((place.row, place.field))
            if problem.code in RAGGED:
                self._ragged[place.table].add(place.row)
        for (code, _), problem in known.items():
            self.counts[code] += 1
            self._tell(code, [problem])

    def add_answers(self, answers: Iterable[Answer], known: Callable[[Column], Iterable[str]]) -> None:
        """What queries found. A cell that something was told of before these is not told of again, nor what a query makes of it
        in its row. `known` gives the values of a column."""
        rows = {table: {row for row, _ in cells} for table, cells in self._cells.items()}
        found: list[tuple[str | None, tuple[int, str | None]]] = []
        for answer in answers:
            wanted: defaultdict[str, dict[tuple, list[int]]] = defaultdict(dict)
            for at, hit in enumerate(answer.hits()):
                cell = (hit.row or None, hit.field)
                across = answer.query.across and cell[0] in rows.get(hit.table, ())
                if (
                    cell in self._cells.get(hit.table, ())
                    or cell[0] in self._ragged.get(hit.table, ())
                    or across
                ):
                    continue
                found.append((hit.table, cell))
                if not self._is_waived(answer, hit):
                    wanted[hit.code].setdefault((hit.row, hit.field or "", hit.value or ""), []).append(at)
            for code, places in wanted.items():
                self.counts[code] += len(places)
                first = [places[key] for key in sorted(places)[: self.most]]
                self._tell(
                    code, [reduce(_one_of, (answer.problem(at, known) for at in alike)) for alike in first]
                )
        for table, cell in found:
            self._cells[table].add(cell)

    def problems(self) -> list[Problem]:
        """What is told, in the order of files and lines."""
        return sorted(
            (problem for told in self._told.values() for problem in self._first(told)), key=Problem.sort_key
        )

    def _is_waived(self, answer: Answer, hit: Hit) -> bool:
        if (
            next(finding.kind for finding in answer.query.findings if finding.kind.code == hit.code).severity
            is Severity.ERROR
        ):
            return False
        if self.waivable is None:
            return True
        waived = (hit.code, hit.id) in self.waivable
        self.waived[hit.code, hit.id] += waived
        return waived

    def _tell(self, code: str, problems: list[Problem]) -> None:
        self._told[code] += problems
        if len(self._told[code]) > 2 * self.most:
            self._told[code] = self._first(self._told[code])

    def _first(self, told: list[Problem]) -> list[Problem]:
        return sorted(told, key=Problem.sort_key)[: self.most]


def _one_of(one: Problem, other: Problem) -> Problem:
    """Of two that differ only in what else is told, the same one in whatever order they were found."""
    return max(one, other, key=lambda problem: str(problem.params))
