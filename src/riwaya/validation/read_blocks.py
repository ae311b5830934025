"""Reads a large table in blocks, and runs on each block the checks that need one row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from riwaya.engines.duckdb import DuckEngine, Session
from riwaya.engines.sql import raw, typed
from riwaya.engines.tables import text_sources, with_row_and_line
from riwaya.engines.text_search import Search
from riwaya.package.csv_blocks import Block
from riwaya.package.descriptor import Package
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.read_csv import open_csv
from riwaya.package.resource import Resource
from riwaya.package.table import Read, Table
from riwaya.problem import Problem
from riwaya.validation.checks import Check
from riwaya.validation.violations import Violations, violations_in


def columns_to_keep(package: Package, resource: Resource, checks: Iterable[Check]) -> list[str]:
    """The columns that must stay in the engine when the blocks are gone, in the order of the schema."""
    named = {word for check in checks for word in re.findall("[a-z][a-z0-9_]*", check.sql)}
    keys = (key for other in package.resources for key in other.schema.foreign_keys)
    referred = {name for key in keys for name in key.references}
    kept = named | referred | {*resource.schema.primary_key}
    return [name for name in resource.schema.names if name in kept]


class BlockReader:
    """Reads one large table in blocks and runs checks on each of them."""

    def __init__(
        self,
        engine: DuckEngine,
        package: Package,
        resource: Resource,
        checks: Sequence[Check],
        kept: Sequence[str],
        text_searches: Mapping[str, Search],
    ) -> None:
        self._engine, self._package, self._resource = engine, package, resource
        self._checks, self._kept, self._text_searches = checks, kept, text_searches

    def read(self, block_bytes: int) -> tuple[Read, list[Violations]]:
        """What came of the file, and what the checks found. The engine keeps the columns `kept`."""
        resource = self._resource
        file = open_csv(self._package.files, resource, block_bytes)
        if isinstance(file, Problem):
            return Read((file,)), []
        types = (f'"{name}" {FIELD_TYPES[resource.schema.field(name).type].sql}' for name in self._kept)
        self._engine.create(resource.name, ["row_ BIGINT", "line_ BIGINT", *types])

        def work(session: Session, block: Block) -> tuple[tuple[Problem, ...], Read, list[Violations]]:
            checked = file.checker.check(block)
            if checked.table is None:
                return checked.fatal, Read(()), []
            return (), Read(checked.problems, checked.table.cells.num_rows), self._run(session, checked.table)

        results = [*self._engine.map(work, file.blocks)]
        if fatal := file.fatal_problems(problem for found, _, _ in results for problem in found):
            self._engine.drop(resource.name)
            return Read(tuple(fatal)), []
        problems = file.all_problems(problem for _, block, _ in results for problem in block.problems)
        rows = sum(block.rows or 0 for _, block, _ in results)
        return Read(tuple(problems), rows), [item for _, _, found in results for item in found]

    def _run(self, session: Session, table: Table) -> list[Violations]:
        """The violations in one block, which the session has in place of the table. Keeps its columns."""
        name, resources = self._resource.name, {self._resource.name: self._resource}
        session.load(raw(name), with_row_and_line(table))
        session.view(name, typed(self._resource))
        if any(not check.table for check in self._checks):
            for texts, columns, view, sql in text_sources([table], self._text_searches):
                session.load(texts, columns)
                session.view(view, sql)
        found = [
            violations
            for check in self._checks
            for violations in violations_in(session, check, session.query(check.sql), resources)
        ]
        cells = "".join(f', "{column}"' for column in self._kept)
        session.run(f'INSERT INTO memory.main."{name}" SELECT row_, line_{cells} FROM "{name}"')
        return found
