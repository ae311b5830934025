"""A table as it was read: cells that are texts, and where each record stands in its file."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from riwaya.package import Resource
from riwaya.problem import Place


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one resource."""

    resource: Resource
    cells: pa.Table
    """One column of strings a field, in the order of the schema; an empty cell is null."""
    lines: pa.Array
    """int64: the physical line on which each record starts."""

    def place(self, row: int | None, field: str | None = None, value: str | None = None) -> Place:
        """The place of a record, the first being 1, or of the table as a whole."""
        path, name = self.resource.path, self.resource.name
        if not row:
            return Place(path, name, field=field, value=value)
        key = self.resource.schema.primary_key
        identity = self.cells[key[0]][row - 1].as_py() if key else None
        return Place(path, name, self.lines[row - 1].as_py(), row, identity, field, value)
