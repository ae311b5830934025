"""Records as they were read: cells that are texts, and where each record stands in its file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riwaya.package.resource import Resource
from riwaya.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one resource, or some that stand one behind the other."""

    resource: Resource
    cells: pa.Table
    """One column of strings a field, in the order of the schema; an empty cell is null."""
    lines: np.ndarray | None
    """The physical line on which each record starts; None where the file has no lines."""
    before: int = 0
    """How many records of the file stand before these."""

    def place(self, row: int, field: str | None = None, value: str | None = None) -> Place:
        """The place of a record, the first of the file being 1."""
        at = row - self.before - 1
        key = self.resource.schema.primary_key
        identity = self.cells[key[0]][at].as_py() if key else None
        line = None if self.lines is None else int(self.lines[at])
        return Place(self.resource.path, self.resource.name, line, row, identity, field, value)


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a table's file."""

    problems: tuple[Problem, ...]
    rows: int | None = None
    """How many records it has; None where it could not be read."""
    table: Table | None = None
    """The table, where it was read whole."""
    held: bool = False
    """Whether the engine has its cells already."""
