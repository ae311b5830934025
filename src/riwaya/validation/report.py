"""Defines the report of a check: the problems, the checks that could not run, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from riwaya.bilingual import Bilingual
from riwaya.problem import Problem, Severity
from riwaya.validation import MESSAGES


@dataclass(frozen=True, slots=True)
class SkippedCheck:
    """A check that could not run, and the tables that it needs and that were not read."""

    code: str
    missing: tuple[str, ...]

    @property
    def reason(self) -> Bilingual:
        return MESSAGES("table-unreadable", tables=", ".join(self.missing))


@dataclass(frozen=True, slots=True)
class Stats:
    """The counts of a check: tables and rows read, codes checked, seconds, warnings waived."""

    tables: int
    rows: int
    rules: int
    seconds: float
    waived: int


@dataclass(frozen=True, slots=True)
class Report:
    """The result of checking a package: its problems, what could not be checked, and the counts.

    >>> import riwaya
    >>> report = riwaya.validate()
    >>> report.ok, report.errors, dict(report.counts)
    (True, (), {})
    >>> report.stats.rows > report.stats.tables
    True
    """

    problems: tuple[Problem, ...]
    """In the order of files and lines; of each code the first ones, at most `limit` of `riwaya.validate`."""
    skipped: tuple[SkippedCheck, ...]
    """The checks that could not run, because a table that they need was not read."""
    stats: Stats
    """The numbers of tables, rows and rules, of waived warnings, and the seconds that it took."""
    counts: Mapping[str, int]
    """How many problems of each code there are, listed or not."""
    codes: tuple[str, ...]
    """The codes of all checks that ran or were skipped, sorted."""
    by_frictionless: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """The resources whose structure frictionless checked, with the features that call for it; riwaya checked
    all others.
    """
    unchecked: tuple[Bilingual, ...] = ()
    """What the descriptor names and nobody checks, such as a profile of its own: a sentence for each."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def truncated(self) -> Mapping[str, int]:
        """The codes of which not every problem is listed, with the number of those that are."""
        listed = Counter(problem.code for problem in self.problems)
        return {code: listed[code] for code, count in self.counts.items() if count > listed[code]}

    @property
    def ok(self) -> bool:
        """Whether a release may be built: no error, and no check skipped."""
        return not self.errors and not self.skipped

    def below(self, folder: str) -> Report:
        """The report with paths that begin with those of a folder, such as "datasets/syria"; "" for none."""
        if not folder:
            return self
        problems = (
            replace(problem, place=replace(problem.place, path=f"{folder}/{problem.place.path}"))
            for problem in self.problems
        )
        return replace(self, problems=(*problems,))
