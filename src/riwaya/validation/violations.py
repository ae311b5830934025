"""Locates the rows that a check found, and makes each one a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

import pyarrow as pa

from riwaya.engines.sql import quoted, raw, sql_literal, sql_name
from riwaya.package.resource import Resource
from riwaya.problem import Place, Problem, ProblemKind
from riwaya.text.suggest import nearest
from riwaya.validation.checks import Check, Column

# The columns of a result that are not for the message.
_LOCATION = ("table_name", "row_", "line_", "id_", "field", "value", "requirement_")
_RESULT = "result_"
# In larger tables some value is always close to a mistyped one.
_MAX_CANDIDATES = 10_000


class SqlSession(Protocol):
    """An engine, or one session of it."""

    def load(self, name: str, table: pa.Table) -> None: ...

    def query(self, sql: str) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class Violation:
    """One row that violates a requirement."""

    kind: ProblemKind
    table: str
    row: int
    """The record, the first being 1; 0 where the problem is in no row."""
    field: str | None
    value: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Violations:
    """The rows of one table that violate a check, in the order of the file."""

    check: Check
    resource: Resource
    rows: pa.Table
    """The columns of the result, with line_ and id_ beside them."""

    def __iter__(self) -> Iterator[Violation]:
        several = "requirement_" in self.rows.column_names
        which = cast("list[int]", self.rows["requirement_"].to_pylist()) if several else [0] * len(self.rows)
        columns = (self.rows[name].to_pylist() for name in ("row_", "field", "value", "id_"))
        for at, (row, field, value, identity) in enumerate(zip(*columns, strict=True)):
            kind = self.check.requirements[which[at]].kind
            yield Violation(kind, self.resource.name, row, field, _text(value), identity)

    def problem(self, index: int, candidates: Callable[[Column], Iterable[str]]) -> Problem:
        """The problem of the row at an index. `candidates` gives the values of a column to suggest from."""
        (row,) = self.rows.slice(index, 1).to_pylist()
        requirement = self.check.requirements[int(row.get("requirement_", 0))]
        value = _text(row["value"])
        record = row["row_"] or None
        place = Place(
            self.resource.path, self.resource.name, row["line_"], record, row["id_"], row["field"], value
        )
        params = {name: cell for name, cell in row.items() if name not in _LOCATION}
        if value is not None and requirement.candidates:
            known = requirement.candidates
            params["near"] = nearest(value, candidates(known) if isinstance(known, Column) else known)
        return requirement.kind.at(place, **requirement.params, **params)


def _text(value: object) -> str | None:
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


def violations_in(
    session: SqlSession, check: Check, result: pa.Table, resources: Mapping[str, Resource]
) -> Iterator[Violations]:
    """The rows of a check's result, located, by table. `resources` are those of the package by name."""
    if not result.num_rows:
        return
    session.load(_RESULT, result)
    tables = [check.table] if check.table else cast("list[str]", result["table_name"].to_pylist())
    for name in sorted({*tables}):
        resource = resources[name]
        yield Violations(check, resource, session.query(location_sql(check, resource)))


def location_sql(check: Check, resource: Resource) -> str:
    """The query that adds line_ and id_ to the rows of a result, loaded as result_, that are of one table."""
    key = resource.schema.primary_key
    identity = f"place.{quoted(key[0])}" if key else "NULL"
    columns = f"result.*, place.line_, CAST({identity} AS VARCHAR) AS id_"
    table = sql_name(resource.name)
    named = [(index, item.column) for index, item in enumerate(check.requirements) if item.column]
    if named:
        # The result has no field and value: both are added here, for wrong rows only.
        table = raw(resource.name)
        fields = " ".join(f"WHEN {index} THEN {sql_literal(column)}" for index, column in named)
        values = " ".join(f"WHEN {index} THEN place.{quoted(column)}" for index, column in named)
        which = "CASE result.requirement_"
        columns += f", {which} {fields} END AS field, {which} {values} END AS value"
    where = "" if check.table else f"WHERE result.table_name = {sql_literal(resource.name)}"
    joined = f'{_RESULT} AS result LEFT JOIN "{table}" AS place ON place.row_ = result.row_'
    return f"SELECT {columns} FROM {joined} {where} ORDER BY result.row_"


class CandidateValues:
    """Gives the values of a column, to suggest what a mistyped one may have meant; none for a large table."""

    def __init__(self, session: SqlSession, tables: Iterable[str]) -> None:
        """`tables` are those that the session has."""
        self._session, self._tables = session, {*tables}
        self._values: dict[Column, list[str]] = {}

    def __call__(self, column: Column) -> list[str]:
        if column not in self._values:
            self._values[column] = self._read(column) if column.table in self._tables else []
        return self._values[column]

    def _read(self, column: Column) -> list[str]:
        name, table = quoted(column.name), quoted(column.table)
        counted = self._session.query(f"SELECT count(*) AS records FROM {table}")
        (rows,) = cast("list[int]", counted["records"].to_pylist())
        if rows > _MAX_CANDIDATES:
            return []
        sql = f"SELECT CAST({name} AS VARCHAR) AS value FROM {table} WHERE {name} IS NOT NULL ORDER BY row_"
        return cast("list[str]", self._session.query(sql)["value"].to_pylist())
