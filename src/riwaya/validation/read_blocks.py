"""Reads a large table in blocks, and runs on each block the checks that need one row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from riwaya.engines.duckdb import DuckEngine, Session
from riwaya.engines.sql import quoted, raw, sql_name, typed
from riwaya.engines.tables import text_sources, with_row_and_line
from riwaya.engines.text_search import Search
from riwaya.package.csv_blocks import Block
from riwaya.package.csv_checks import CheckedBlock
from riwaya.package.descriptor import Package
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.read_csv import CsvFile, open_csv
from riwaya.package.resource import Resource
from riwaya.package.table import Read, Table
from riwaya.problem import Problem
from riwaya.validation.checks import Check
from riwaya.validation.violations import Violations, violations_in


def columns_to_keep(package: Package, resource: Resource, checks: Iterable[Check]) -> list[str]:
    """The columns that must stay in the engine when the blocks are gone, in the order of the schema."""
    in_queries = {word for check in checks for word in re.findall("[a-z][a-z0-9_]*", check.sql)}
    keys = (key for other in package.resources for key in other.schema.foreign_keys)
    referred = {name for key in keys for name in key.references}
    kept = referred | {*resource.schema.primary_key}
    return [name for name in resource.schema.names if name in kept or sql_name(name) in in_queries]


def create_typed(engine: DuckEngine, resource: Resource, columns: Iterable[str]) -> None:
    """Create an empty table of row_, line_ and some columns with their types."""
    types = (f"{quoted(name)} {FIELD_TYPES[resource.schema.field(name).type].sql}" for name in columns)
    engine.create(sql_name(resource.name), ["row_ BIGINT", "line_ BIGINT", *types])


def write_rows(folder: Path, table: Table) -> None:
    """Write a run of rows of a table into a file in the folder, for `load_rows`."""
    rows = with_row_and_line(table)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    file = folder / f"{table.resource.name}.{table.before}.arrow"
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, rows.schema, options=options) as writer:
        writer.write_table(rows)


def load_rows(engine: DuckEngine, resource: Resource, folder: Path) -> None:
    """Load all columns of a table, with their types, from the files that `write_rows` wrote."""
    create_typed(engine, resource, resource.schema.names)

    def load(session: Session, file: Path) -> None:
        with pa.OSFile(str(file), "r") as source:
            session.load(raw(resource.name), pa.ipc.open_file(source).read_all())
        session.run(f"INSERT INTO {quoted(resource.name)} {typed(resource)}")

    for _ in engine.map(load, sorted(folder.glob(f"{resource.name}.*.arrow"))):
        pass


class CheckedBlocks(Protocol):
    """The blocks of one table, which can be read and checked anywhere."""

    def __len__(self) -> int: ...

    def checked(self, index: int) -> CheckedBlock:
        """The records of a block, and their problems."""
        ...


@dataclass(frozen=True, slots=True)
class BlockResult:
    """What came of one block."""

    fatal: tuple[Problem, ...] = ()
    """The problems for which the file cannot be read as a table."""
    problems: tuple[Problem, ...] = ()
    rows: int | None = None
    """Their number; None where the file cannot be read as a table."""
    found: tuple[Violations, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads one large table in blocks and runs checks on each of them."""

    package: Package
    resource: Resource
    checks: Sequence[Check]
    kept: Sequence[str]
    """The columns that stay in the engine when the blocks are gone."""
    text_searches: Mapping[str, Search]
    folder: Path | None = None
    """Where `read` writes the rows of each block, for whoever needs all columns later."""

    def read(self, engine: DuckEngine, block_bytes: int) -> tuple[Read, list[Violations]]:
        """What came of the file, and what the checks found. The engine keeps the columns `kept`."""
        file = open_csv(self.package.files, self.resource, block_bytes)
        if isinstance(file, Problem):
            return Read((file,)), []
        self.create(engine)

        def work(session: Session, block: Block) -> BlockResult:
            checked = file.checker.check(block)
            result = self.run(session, checked)
            if checked.table is not None:
                self.keep(session, self.kept_rows)
                if self.folder:
                    write_rows(self.folder, checked.table)
            return result

        return self.result(engine, file, [*engine.map(work, file.blocks)])

    def create(self, engine: DuckEngine) -> None:
        """Create the table that keeps the columns."""
        create_typed(engine, self.resource, self.kept)

    @property
    def kept_rows(self) -> str:
        """The query for what is kept of the block that a session has."""
        cells = "".join(f", {quoted(column)}" for column in self.kept)
        return f"SELECT row_, line_{cells} FROM {quoted(self.resource.name)}"

    def keep(self, session: Session, rows: str) -> None:
        """Insert the rows of a query into the table of the engine."""
        session.run(f"INSERT INTO memory.main.{quoted(self.resource.name)} {rows}")

    def result(
        self, engine: DuckEngine, file: CsvFile, blocks: Sequence[BlockResult]
    ) -> tuple[Read, list[Violations]]:
        """What came of the file, from what came of its blocks, in order."""
        fatal = (problem for block in blocks for problem in block.fatal)
        others = (problem for block in blocks for problem in block.problems)
        if fatal := file.fatal_problems(fatal, others):
            engine.drop(sql_name(self.resource.name))
            return Read(tuple(fatal)), []
        problems = file.all_problems(problem for block in blocks for problem in block.problems)
        read = Read(tuple(problems), sum(block.rows or 0 for block in blocks))
        return read, [violations for block in blocks for violations in block.found]

    def run(self, session: Session, checked: CheckedBlock) -> BlockResult:
        """Run the checks on a block, which the session then has in place of the table."""
        table = checked.table
        if table is None:
            return BlockResult(fatal=checked.fatal)
        name, resources = self.resource.name, {self.resource.name: self.resource}
        session.load(raw(name), with_row_and_line(table))
        session.view(sql_name(name), typed(self.resource))
        if any(not check.table for check in self.checks):
            for texts, columns, view, sql in text_sources([table], self.text_searches):
                session.load(texts, columns)
                session.view(view, sql)
        found = tuple(
            violations
            for check in self.checks
            for violations in violations_in(session, check, session.query(check.sql), resources)
        )
        return BlockResult((), checked.problems, table.cells.num_rows, found)
