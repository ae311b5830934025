"""Reads the waivers of a package, and says which warnings they silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from riwaya.package.descriptor import Package
from riwaya.package.table import Table
from riwaya.problem import Problem, Severity, problem_kinds
from riwaya.validation.violations import Violation

TABLE = "waivers"
"""The table of the waivers: code, id, and the reason in both languages."""


class Waivers:
    """The warnings, by code and ID, that do not appear in the report."""

    def __init__(self, package: Package, tables: Mapping[str, Table]) -> None:
        """`tables` are those of the package that could be read."""
        self._table = tables.get(TABLE)
        self._used: Counter[tuple[str, str | None]] = Counter()
        rows = self._table.cells.to_pylist() if self._table else []
        self._pairs: list[tuple[str, str | None]] = [(row["code"], row["id"]) for row in rows]
        self._waived = {*self._pairs}
        self.unreadable = not self._table and any(item.name == TABLE for item in package.resources)
        """Whether the package has waivers that could not be read: then it is not known which warnings stand.
        """

    @property
    def count(self) -> int:
        """How many warnings were waived."""
        return self._used.total()

    def apply(self, violation: Violation) -> bool:
        """Whether a violation stays out of the report. Errors cannot be waived."""
        if violation.kind.severity is Severity.ERROR:
            return False
        pair = (violation.kind.code, violation.id)
        if pair in self._waived:
            self._used[pair] += 1
        return self.unreadable or pair in self._waived

    def unused(self, skipped: Collection[str]) -> Iterator[Problem]:
        """A problem for each waiver that silenced nothing, unless its check was skipped."""
        kind = problem_kinds("riwaya.validation", "check.toml")["waiver-unused"]
        for row, (code, identity) in enumerate(self._pairs, start=1):
            if self._table and not self._used[code, identity] and code not in skipped:
                yield kind.at(self._table.place(row, "code", code), code=code, target=identity)
