"""Holds the rows of a table as they were read: cells as strings, and the line of each record in its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from riwaya.package.resource import Resource
from riwaya.problem import Place, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a resource, or a run of them."""

    resource: Resource
    cells: pa.Table
    """One column of strings for each field, in the order of the schema; an empty cell is null."""
    lines: NDArray[np.int64] | None
    """The physical line on which each record starts; None where the file has no lines."""
    before: int = 0
    """The number of rows of the file before these."""

    def line(self, at: int) -> int | None:
        """The physical line of the row at an index; None where the file has no lines."""
        return None if self.lines is None else int(self.lines[at])

    def place(self, row: int, field: str | None = None, value: str | None = None) -> Place:
        """The place of a row, the first of the file being 1."""
        at = row - self.before - 1
        key = self.resource.schema.primary_key
        identity = self.cells[key[0]][at].as_py() if key else None
        return Place(self.resource.path, self.resource.name, self.line(at), row, identity, field, value)


@dataclass(frozen=True, slots=True)
class Read:
    """The result of reading the file of a table."""

    problems: tuple[Problem, ...]
    rows: int | None = None
    """The number of rows; None where the file could not be read."""
    table: Table | None = None
    """The table, where it was read whole."""
