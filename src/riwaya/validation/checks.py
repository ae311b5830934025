"""Defines a check: one SQL query whose rows violate a rule or the requirements of a Table Schema."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from riwaya.problem import ProblemKind


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the package."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a row of a check's result violates: the kind of problem, and what all such problems share."""

    kind: ProblemKind
    column: str | None = None
    """The column whose cell is wrong; None where the result names it in `field` and `value`."""
    params: Mapping[str, object] = field(default_factory=dict[str, object])
    """Values for the braces of the message that are the same for every row."""
    candidates: tuple[str, ...] | Column = ()
    """Values that would have been right, or the column that holds them, for "Did you mean …?"."""


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One query, and the tables that it needs.

    The result has the columns `row_` (the record, from 1), `field` and `value`, and any more that the message
    names in braces. Where there are several requirements it has `row_` and `requirement_`, an index into
    them. Where `table` is None it has `table_name`.
    """

    requirements: tuple[Requirement, ...]
    table: str | None
    """The table whose rows are wrong; None where the result names it."""
    needs: tuple[str, ...]
    """Tables without which the check cannot run."""
    sql: str
    reads_texts_of: tuple[str, ...] = ()
    """Tables whose texts it reads through a view over all of them; one that could not be read is left out."""
    blockwise: bool = False
    """Whether its result for a row depends on no other row of the same table."""
    reads_whole_row: bool = False
    """Whether it compares cells of a row, so that it is no news in a row with a wrong cell."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(requirement.kind.code for requirement in self.requirements))

    def runs_in_blocks_of(self, table: str, loaded: Collection[str]) -> bool:
        """Whether it can run on one block of `table` at a time, with the tables in `loaded` in the engine."""
        return (
            self.blockwise
            and table in (self.table, *self.reads_texts_of)
            and {*self.needs} - {table} <= {*loaded}
        )

    def limited_to(self, codes: Collection[str]) -> Check | None:
        """The check for these codes only; None if it has none of them."""
        wanted = {index: item for index, item in enumerate(self.requirements) if item.kind.code in codes}
        if not wanted or len(wanted) == len(self.requirements):
            return self if wanted else None
        indexes = ", ".join(map(str, wanted))
        sql = (
            f"SELECT row_, list_position([{indexes}], requirement_) - 1 AS requirement_ "
            f"FROM ({self.sql}) WHERE requirement_ IN ({indexes})"
        )
        return replace(self, requirements=tuple(wanted.values()), sql=sql)
