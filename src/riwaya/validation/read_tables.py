"""Reads the tables of a package into an engine: small ones whole, large ones block by block.

Checks that need one row at a time run on each block, so that a large table is never in memory as a whole; the
engine keeps the columns that other checks name.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyarrow as pa

from riwaya.engines.duckdb import DEFAULT_MEMORY, DuckEngine, Session, machine_bytes
from riwaya.engines.functions import TextFunction, text_functions
from riwaya.engines.protocol import Engine, Workers
from riwaya.engines.sql import quoted, raw, typed
from riwaya.engines.tables import (
    load_ids,
    load_package_terms,
    load_since,
    load_tables,
    load_typed,
    with_row_and_line,
)
from riwaya.engines.text_search import LISTS, searches
from riwaya.errors import ReleaseError
from riwaya.package.csv_blocks import Block
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import open_csv, read_table
from riwaya.package.read_parquet import read_parquet
from riwaya.package.resource import Resource
from riwaya.package.table import Read, Table
from riwaya.problem import Problem
from riwaya.validation import MESSAGES, waivers
from riwaya.validation.checks import Check
from riwaya.validation.compatibility import EarlierRelease
from riwaya.validation.plan import Plan
from riwaya.validation.read_blocks import BlockReader, columns_to_keep, create_typed, load_rows
from riwaya.validation.spread_blocks import read_spread
from riwaya.validation.violations import Violations

DuckEngineFactory = Callable[[Iterable[TextFunction]], AbstractContextManager[DuckEngine]]
# Tables that the checks of other tables depend on; they are read whole, and first.
_READ_FIRST = (waivers.TABLE, *LISTS)


@dataclass(frozen=True, slots=True)
class LoadedTables:
    """What came of reading the tables of a package into an engine."""

    results: Mapping[str, Read]
    """By table: its problems and its number of rows, and the table itself where it was read whole."""
    found: tuple[Violations, ...] = ()
    """The violations that were found in blocks."""
    finished: frozenset[Check] = frozenset()
    """The checks that ran on every row in blocks, and need not run again."""

    @property
    def tables(self) -> dict[str, Table]:
        """The tables that were read whole."""
        return {name: item.table for name, item in self.results.items() if item.table}

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows of each table that could be read."""
        return {name: item.rows for name, item in self.results.items() if item.rows is not None}


def load_package(
    engine: Engine,
    package: Package,
    plan: Plan,
    since: EarlierRelease | None,
    block_bytes: int | None,
    workers: Workers | None = None,
    ready: Mapping[str, Read] | None = None,
    keep_all: bool = False,
    folder: Path | None = None,
) -> LoadedTables:
    """Read every table of the package; of files of over `block_bytes`, run the checks that run in blocks.

    Those in `ready`, by name, have been read. With `workers` these blocks are spread among them. With
    `keep_all` the engine keeps all columns of a table, not only those that other checks name; into a `folder`
    the rows of these blocks are written (`engine_with_tables`).
    """
    large = _large_tables(package, plan, block_bytes) if block_bytes else []
    ready = ready or {}
    large = [item for item in large if (workers or item.format == "csv") and item.name not in ready]
    results = {
        item.name: ready[item.name] if item.name in ready else _read(package, item)
        for item in package.resources
        if item not in large
    }
    tables = {name: item.table for name, item in results.items() if item.table}
    text_searches = {
        name: search for name, search in searches(tables).items() if any(name in check.sql for check in plan)
    }
    load_tables(engine, [*tables.values()], text_searches)
    load_package_terms(engine, package)
    if since:
        load_since(engine, since.tables, since.version, package.version)
    found: list[Violations] = []
    finished: set[Check] = set()
    for resource in large if block_bytes else ():
        here = [check for check in plan if check.runs_in_blocks_of(resource.name, tables)]
        others = (check for check in plan if check not in here)
        kept = resource.schema.names if keep_all else columns_to_keep(package, resource, others)
        reader = BlockReader(package, resource, here, kept, text_searches, folder)
        duckdb, size = cast(DuckEngine, engine), block_bytes or 0
        results[resource.name], in_blocks = (
            read_spread(workers, duckdb, reader, tables, since, size)
            if workers
            else reader.read(duckdb, size)
        )
        found += in_blocks
        # A check of the texts of all tables has still to run on the small ones.
        finished |= {check for check in here if check.table}
    # Arrow would keep the memory of the blocks for more of them.
    pa.default_memory_pool().release_unused()
    load_ids(engine, [item for item in package.resources if results[item.name].rows is not None])
    return LoadedTables(results, tuple(found), frozenset(finished))


def memory_limit(package: Package) -> str:
    """The memory of DuckDB to check a package: DEFAULT_MEMORY, or an eighth of its files if more."""
    return _memory(package_bytes(package) // 8)


def publishing_memory(package: Package) -> str:
    """The memory of DuckDB to compute a release: DEFAULT_MEMORY, or 7/4 of the size of the files if more.

    So joins of whole tables fit. Never more than half of the machine's memory.
    """
    return _memory(min(package_bytes(package) * 7 // 4, machine_bytes() // 2))


def _memory(size: int) -> str:
    return max(DEFAULT_MEMORY, f"{size // 1_000_000}MB", key=lambda text: int(text.removesuffix("MB")))


def package_bytes(package: Package) -> int:
    """The size of the files of all tables."""
    return sum(_size(package, resource) for resource in package.resources)


@contextmanager
def engine_with_tables(
    package: Package,
    tables: Mapping[str, Table],
    make_engine: DuckEngineFactory | None = None,
    folder: Path | None = None,
) -> Generator[DuckEngine]:
    """An engine that holds every table of a valid package; closed afterwards.

    `tables` are those that are known already, as `CheckedPackage.tables`; the others are loaded from what
    `load_package` wrote into the folder, or read from their files. The engine has `publishing_memory` unless
    another is made. ReleaseError if such a file is not well formed.
    """
    make_engine = make_engine or partial(DuckEngine, memory=publishing_memory(package))
    with make_engine(text_functions(package.counted_words)) as engine:
        load_typed(engine, tables.values())
        for resource in package.resources:
            if resource.name not in tables and folder:
                load_rows(engine, resource, folder)
            elif resource.name not in tables:
                _load_file(engine, package, resource)
        yield engine


def _size(package: Package, resource: Resource) -> int:
    """The size of a file in bytes; 0 for one that cannot be read here."""
    try:
        return package.files.status(str(resource.path)).size
    except (OSError, ValueError):
        return 0


def _large_tables(package: Package, plan: Plan, block_bytes: int) -> list[Resource]:
    """The tables to read in blocks: files of over `block_bytes`, but for those that others depend on."""
    first = {*_READ_FIRST, *(name for check in plan if not check.table for name in check.needs)}
    others = [resource for resource in package.resources if resource.name not in first]
    return [resource for resource in others if _size(package, resource) > block_bytes]


def _read(package: Package, resource: Resource) -> Read:
    """A table, read whole."""
    read = read_parquet if resource.format == "parquet" else read_table
    table, problems = read(package.files, resource)
    return Read(tuple(problems), table.cells.num_rows if table else None, table)


def _load_file(engine: DuckEngine, package: Package, resource: Resource) -> None:
    """Load all cells of a file that was found to be valid."""
    file = open_csv(package.files, resource)
    if isinstance(file, Problem) or file.opening:
        raise _changed(resource)
    create_typed(engine, resource, resource.schema.names)

    def load(session: Session, block: Block) -> None:
        checked = file.checker.check(block)
        if checked.problems or checked.table is None:
            raise _changed(resource)
        session.load(raw(resource.name), with_row_and_line(checked.table))
        session.run(f"INSERT INTO {quoted(resource.name)} {typed(resource)}")

    for _ in engine.map(load, file.blocks):
        pass


def _changed(resource: Resource) -> ReleaseError:
    return ReleaseError(MESSAGES("file-changed", path=resource.path))
