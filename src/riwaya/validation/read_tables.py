"""Reads the tables of a package: small ones whole, large ones block by block, each block asked what can be asked of it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from riwaya.engines.duckdb import MEMORY, DuckEngine, Session
from riwaya.engines.sql import SQL_TYPES, raw, typed
from riwaya.engines.tables import gathered, with_places
from riwaya.engines.text_search import Search
from riwaya.errors import ReleaseError
from riwaya.package.csv_blocks import Block
from riwaya.package.descriptor import Package, Resource
from riwaya.package.read_csv import opened, read_table
from riwaya.package.table import Read, Table
from riwaya.problem import Problem
from riwaya.validation.query_results import Answer, answers
from riwaya.validation.rule import Query


def memory_limit(package: Package) -> str:
    """What DuckDB is to keep in memory for a package: MEMORY, or an eighth of the package's files, where that is more."""
    megabytes = sum(_bytes_of(package, resource) for resource in package.resources) // 8_000_000
    return max(MEMORY, f"{megabytes}MB", key=lambda size: int(size.removesuffix("MB")))


def is_large(package: Package, resource: Resource, block_bytes: int) -> bool:
    """Whether a file is larger than a block."""
    return _bytes_of(package, resource) > block_bytes


def _bytes_of(package: Package, resource: Resource) -> int:
    """The size of a file; 0 for one that cannot be read here."""
    try:
        return (package.root / str(resource.path)).stat().st_size if package.root else 0
    except (OSError, ValueError):
        return 0


def whole(package: Package, resource: Resource) -> Read:
    """A table, read as one."""
    table, problems = read_table(package.root, resource)
    return Read(tuple(problems), table.cells.num_rows if table else None, table)


def in_blocks(
    engine: DuckEngine,
    package: Package,
    resource: Resource,
    asked: Sequence[Query],
    kept: Collection[str],
    wanted: Mapping[str, Search],
    block_bytes: int,
) -> tuple[Read, tuple[Answer, ...]]:
    """A table, read in blocks that are `asked` queries, and their answers. The engine keeps some of its columns."""
    file = opened(package.root, resource, block_bytes)
    if isinstance(file, Problem):
        return Read((file,)), ()
    names = [name for name in resource.schema.names if name in kept]
    columns = [
        "row_ BIGINT",
        "line_ BIGINT",
        *(f'"{name}" {SQL_TYPES[resource.schema.field(name).type]}' for name in names),
    ]
    engine.create(resource.name, columns)

    def work(session: Session, block: Block) -> tuple[tuple[Problem, ...], Read, tuple[Answer, ...]]:
        judged = file.gate.judge(block)
        if judged.table is None:
            return judged.refused, Read(()), ()
        found = (*_ask(session, judged.table, asked, wanted),)
        cells = "".join(f', "{name}"' for name in names)
        session.run(
            f'INSERT INTO memory.main."{resource.name}" SELECT row_, line_{cells} FROM "{resource.name}"'
        )
        return (), Read(judged.problems, judged.table.cells.num_rows), found

    results = [*engine.spread(work, file.blocks)]
    if refusal := file.refusal(problem for refused, _, _ in results for problem in refused):
        engine.drop(resource.name)
        return Read(tuple(refusal)), ()
    blocks = [read for _, read, _ in results]
    problems = tuple(problem for read in blocks for problem in read.problems)
    return Read(problems, sum(read.rows for read in blocks)), tuple(
        answer for _, _, found in results for answer in found
    )


def stored(engine: DuckEngine, package: Package, resource: Resource) -> None:
    """Have the engine hold all cells of a table that was found to be valid; ReleaseError if it is that no more."""
    file = opened(package.root, resource)
    name = raw(resource.name)
    engine.create(
        name, [*(f'"{column}" VARCHAR' for column in resource.schema.names), "row_ BIGINT", "line_ BIGINT"]
    )
    with engine.session() as session:
        for block in () if isinstance(file, Problem) else file.blocks:
            judged = file.gate.judge(block)
            if judged.problems:
                file = judged.problems[0]
                break
            session.load("block_", with_places(judged.table))
            session.run(f'INSERT INTO "{name}" SELECT * FROM block_')
    if isinstance(file, Problem):
        raise ReleaseError(
            f"{resource.path} changed while it was read. Start again.",
            f"تغيّر الملف {resource.path} في أثناء قراءته. أعد المحاولة.",
        )
    engine.view(resource.name, typed(resource))


def _ask(
    session: Session, table: Table, asked: Iterable[Query], wanted: Mapping[str, Search]
) -> Iterator[Answer]:
    """The answers of queries about some records of a table, which the session shows in place of the table."""
    resource = table.resource
    session.load(raw(resource.name), with_places(table))
    session.view(resource.name, typed(resource))
    for name, columns, view, sql in (
        gathered([table], wanted) if any(not query.table for query in asked) else ()
    ):
        session.load(name, columns)
        session.view(view, sql)
    for query in asked:
        yield from answers(session, query, session.query(query.sql), {resource.name: resource})
