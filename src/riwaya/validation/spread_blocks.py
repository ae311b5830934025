"""Spreads the blocks of a large table among workers, each of which checks them with a DuckDB of its own.

What comes back of a block is what one machine would find in it, and the columns that checks of the whole
table need, which the DuckDB of this process keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import text_functions
from riwaya.engines.protocol import Workers
from riwaya.engines.tables import load_package_terms, load_since, load_typed
from riwaya.engines.text_search import LISTS, searches
from riwaya.errors import EngineError
from riwaya.package.csv_splits import CsvBlocks, Parts, splits_of
from riwaya.package.files import Files, Folder
from riwaya.package.read_csv import CsvFile, open_csv
from riwaya.package.read_parquet import open_parquet
from riwaya.package.resource import Resource
from riwaya.package.table import Read, Table
from riwaya.problem import Problem
from riwaya.validation import MESSAGES
from riwaya.validation.compatibility import EarlierRelease
from riwaya.validation.read_blocks import BlockReader, BlockResult, CheckedBlocks
from riwaya.validation.violations import Violations

Found = list[tuple[int, pa.Table]]
"""The rows that violate checks, by the number of the check."""


@dataclass(frozen=True, slots=True)
class BlockWork:
    """What workers do with the blocks of one table. It is sent to them."""

    reader: BlockReader
    """Without its searches, which cannot be sent."""
    searched: tuple[str, ...]
    """The names of these searches."""
    blocks: CheckedBlocks
    tables: tuple[Table, ...]
    """What the checks and the searches read beside the blocks."""
    since: EarlierRelease | None

    def __call__(self, indexes: Iterator[int]) -> Iterator[tuple[BlockResult, Found, bytes]]:
        """Yield what came of each block, what the checks found in it, and what is kept of it, packed."""
        built = searches({table.resource.name: table for table in self.tables})
        reader = replace(self.reader, text_searches={name: built[name] for name in self.searched})
        number = {check: index for index, check in enumerate(reader.checks)}
        functions = text_functions(reader.package.counted_words)
        with DuckEngine(functions, threads=1) as engine:
            load_typed(engine, self.tables)
            load_package_terms(engine, reader.package)
            if self.since:
                load_since(engine, self.since.tables, self.since.version, reader.package.version)
            with engine.session() as session:
                for index in indexes:
                    result = reader.run(session, self.blocks.checked(index))
                    kept = b"" if result.rows is None else _packed(session.query(reader.kept_rows))
                    found = [(number[violations.check], violations.rows) for violations in result.found]
                    yield replace(result, found=()), found, kept


def read_spread(
    workers: Workers,
    engine: DuckEngine,
    reader: BlockReader,
    tables: Mapping[str, Table],
    since: EarlierRelease | None,
    block_bytes: int,
) -> tuple[Read, list[Violations]]:
    """The same as `BlockReader.read`, with the blocks among workers. `tables` were read whole.

    EngineError where workers fail, or cannot read the files.
    """
    opened = _opened(workers, reader.package.files, reader.resource, block_bytes)
    if isinstance(opened, Problem):
        return Read((opened,)), []
    file, blocks = opened
    reader.create(engine)
    results: dict[int, BlockResult] = {}
    with engine.session() as session:
        work = _work(reader, blocks, tables, since)
        for index, (result, found, kept) in workers.map(work, len(blocks)):
            violations = (Violations(reader.checks[number], reader.resource, rows) for number, rows in found)
            results[index] = replace(result, found=tuple(violations))
            if kept:
                session.load("kept_", _unpacked(kept))
                reader.keep(session, "SELECT * FROM kept_")
    return reader.result(engine, file, [results[index] for index in range(len(blocks))])


def _opened(
    workers: Workers, files: Files, resource: Resource, block_bytes: int
) -> tuple[CsvFile, CheckedBlocks] | Problem:
    """The file of a table in blocks that workers can read, or the problem why it cannot be opened."""
    if isinstance(files, Folder) and not workers.are_here:
        raise EngineError(MESSAGES("out-of-reach", path=resource.path))
    if resource.format == "parquet":
        return open_parquet(files, resource, block_bytes)
    file = open_csv(files, resource, block_bytes)
    if isinstance(file, Problem):
        return file
    size = files.status(resource.path).size
    counted = dict(workers.map(Parts(files, resource.path, block_bytes), -(-size // block_bytes)))
    splits = splits_of([counted[index] for index in range(len(counted))], block_bytes, size)
    return file, CsvBlocks(files, file.checker, tuple(splits))


def _work(
    reader: BlockReader, blocks: CheckedBlocks, tables: Mapping[str, Table], since: EarlierRelease | None
) -> BlockWork:
    """The work on a table, with no more of the other tables than it needs."""
    searched = tuple(reader.text_searches)
    needed = {name for check in reader.checks for name in check.needs} | {*(LISTS if searched else ())}
    if since:
        asked = " ".join(check.sql for check in reader.checks)
        since = replace(
            since, tables={name: table for name, table in since.tables.items() if f"since_{name}" in asked}
        )
    sent = tuple(table for name, table in tables.items() if name in needed)
    return BlockWork(replace(reader, text_searches={}), searched, blocks, sent, since)


def _packed(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, rows.schema, options=options) as writer:
        writer.write_table(rows)
    return sink.getvalue().to_pybytes()


def _unpacked(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()
