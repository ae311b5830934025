"""What queries answer, and the problems that answers mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from riwaya.engines.sql import raw, sql_literal
from riwaya.package.descriptor import Resource
from riwaya.problem import Place, Problem
from riwaya.text.suggest import nearest
from riwaya.validation.rule import Column, Query

_OWN = ("table_name", "row_", "line_", "id_", "field", "value", "finding_")
_FOUND = "found_"


class Asked(Protocol):
    """What can be asked: an engine, or a session of one."""

    def load(self, name: str, table: pa.Table) -> None: ...

    def query(self, sql: str) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that is wrong, without its words."""

    code: str
    table: str
    row: int
    field: str | None
    value: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one table that a query found to be wrong."""

    query: Query
    resource: Resource
    rows: pa.Table
    """row_, line_ and id_ say where, field and value what; then what the message names. finding_ says which, if several."""

    def hits(self) -> Iterator[Hit]:
        """Each row, in the order of the file."""
        names = ("row_", "field", "value", "id_")
        which = (
            self.rows["finding_"].to_pylist()
            if "finding_" in self.rows.column_names
            else [0] * self.rows.num_rows
        )
        for finding, row, field, value, identity in zip(
            which, *(self.rows[name].to_pylist() for name in names), strict=True
        ):
            code = self.query.findings[finding].kind.code
            yield Hit(code, self.resource.name, row, field, None if value is None else str(value), identity)

    def problem(self, at: int, known: Callable[[Column], Iterable[str]]) -> Problem:
        """The problem that the row of this index means. `known` gives the values of a column, to guess what was meant."""
        (row,) = self.rows.slice(at, 1).to_pylist()
        finding = self.query.findings[row.get("finding_", 0)]
        value = None if row["value"] is None else str(row["value"])
        place = Place(
            self.resource.path,
            self.resource.name,
            row["line_"],
            row["row_"] or None,
            row["id_"],
            row["field"],
            value,
        )
        params = {name: cell for name, cell in row.items() if name not in _OWN}
        if value is not None and finding.known:
            params["near"] = nearest(
                value, known(finding.known) if isinstance(finding.known, Column) else finding.known
            )
        return finding.kind.at(place, **finding.params, **params)


def answers(
    asked: Asked, query: Query, found: pa.Table, resources: Mapping[str, Resource]
) -> Iterator[Answer]:
    """What a query has found, by table, with the places where it stands."""
    if not found.num_rows:
        return
    asked.load(_FOUND, found)
    names = [query.table] if query.table else sorted({*found["table_name"].to_pylist()})
    for name in names:
        resource = resources[name]
        yield Answer(query, resource, asked.query(located(query, resource)))


def located(query: Query, resource: Resource) -> str:
    """The query for what was found of a table, as _FOUND, with the places where it stands."""
    key = resource.schema.primary_key
    identity = f'place."{key[0]}"' if key else "CAST(NULL AS VARCHAR)"
    columns, table = f"found.*, place.line_, {identity} AS id_", resource.name
    if any(finding.column for finding in query.findings):
        # Said once for all such rows, rather than with each.
        table = raw(table)
        named = [(at, finding.column) for at, finding in enumerate(query.findings)]
        for name, form in (("field", sql_literal), ("value", 'place."{}"'.format)):
            cases = " ".join(f"WHEN {at} THEN {form(column)}" for at, column in named)
            columns += f", CASE finding_ {cases} END AS {name}"
    where = "" if query.table else f"WHERE table_name = {sql_literal(resource.name)}"
    joined = f'{_FOUND} AS found LEFT JOIN "{table}" AS place ON place.row_ = found.row_'
    return f"SELECT {columns} FROM {joined} {where} ORDER BY found.row_"
