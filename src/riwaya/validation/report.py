"""What a check found: a value, which reporters put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.bilingual import Bilingual
from riwaya.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that could not be asked, and the tables it lacked."""

    code: str
    missing: tuple[str, ...]

    @property
    def reason(self) -> Bilingual:
        tables = ", ".join(self.missing)
        return Bilingual(f"could not be read: {tables}", f"تعذّرت قراءة: {tables}")


@dataclass(frozen=True, slots=True)
class Stats:
    tables: int
    rows: int
    rules: int
    seconds: float
    waived: int


@dataclass(frozen=True, slots=True)
class Report:
    """Problems in the order of files and lines, rules that could not be asked, and what was looked at."""

    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    stats: Stats
    counts: Mapping[str, int]
    """How many problems of each code there are, told or not."""
    codes: tuple[str, ...]
    """What was asked for, or would have been: the codes of rules and schema demands, sorted."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def untold(self) -> Mapping[str, int]:
        """Of the codes of which not every problem is told, how many are."""
        told = Counter(problem.code for problem in self.problems)
        return {code: told[code] for code, count in self.counts.items() if count > told[code]}

    @property
    def ok(self) -> bool:
        """Whether a release may be built: no error, and no rule left unasked. Silence is not health."""
        return not self.errors and not self.skipped
