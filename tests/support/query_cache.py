"""Runs each query once per process: the same SQL over the same tables has the same result."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from operator import itemgetter
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pytest

from riwaya.arrow import string_array
from riwaya.engines import text_search
from riwaya.engines.duckdb import DEFAULT_MEMORY, DuckEngine, Session
from riwaya.package.csv_blocks import Block
from riwaya.package.csv_checks import BlockChecker, CheckedBlock
from riwaya.publishing.build import build
from riwaya.validation.check import check_package


@cache
def _words(sql: str) -> frozenset[str]:
    # A name between quotation marks may hold blanks.
    return frozenset(re.findall(r"\w+", sql) + re.findall('"([^"]+)"', sql))


class _Scope:
    """Names of tables and views, and a digest of each; a session includes those of its engine."""

    def __init__(self, outer: "_Scope | None" = None) -> None:
        self.outer = outer
        self.tables: dict[str, tuple[str, Callable]] = {}
        """By name: the digest, and what makes the table known to a real engine or session."""
        self.views: dict[str, str] = {}
        self._loaded: dict[str, str] = {}

    def load(self, name: str, table: pa.Table) -> None:
        self.views.pop(name, None)
        self.tables[name] = digest(table), lambda real: real.load(name, table)

    def view(self, name: str, sql: str) -> None:
        self.tables.pop(name, None)
        self.views[name] = sql

    def state(self, sql: str, without: str = "") -> str:
        """A digest of a query and of all that it reads. A view of the name `without` does not read itself."""
        parts = [sql]
        for name, scope in self._read_by(sql, without):
            view = scope.views.get(name)
            parts.append(scope.state(view, name) if view else scope.tables[name][0])
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _read_by(self, sql: str, without: str) -> list[tuple[str, "_Scope"]]:
        """The tables and views that a query may read, each with the scope that holds it."""
        words = _words(sql)
        here = {name for name in (*self.tables, *self.views) if name in words} - {without}
        outside = self.outer._read_by(sql, without) if self.outer else []
        return sorted(
            [(name, self) for name in here] + [found for found in outside if found[0] not in here],
            key=itemgetter(0),
        )

    def hand_over(self, sql: str, without: str = "") -> None:
        """Make what a query reads known to the real engine or session, as far as it is not yet."""
        for name, scope in self._read_by(sql, without):
            scope._hand_over(name)

    def _hand_over(self, name: str) -> None:
        view = self.views.get(name)
        state = self.state(view, name) if view else self.tables[name][0]
        if view:
            self.hand_over(view, name)
        if self._loaded.get(name) != state:
            self.real.view(name, view) if view else self.tables[name][1](self.real)
            self._loaded[name] = state

    def query(self, sql: str) -> pa.Table:
        key, results = self.state(sql), CachingEngine.results
        if key not in results:
            self.hand_over(sql)
            results[key] = self.real.query(sql)
        return results[key]


class CachingEngine(_Scope):
    """DuckDB, started and loaded only for queries that were not run before in this process."""

    results: ClassVar[dict[str, pa.Table]] = {}

    def __init__(self, functions: Iterable = (), memory: str = DEFAULT_MEMORY) -> None:
        super().__init__()
        self.is_open = True
        self._start, self._real = partial(DuckEngine, functions, memory), None
        if memory != DEFAULT_MEMORY:
            # May be refused at once.
            self._real = self._start()

    def __enter__(self) -> "CachingEngine":
        return self

    def __exit__(self, *error: object) -> None:
        self.is_open = False
        if self._real:
            self._real.__exit__(*error)

    @property
    def real(self) -> DuckEngine:
        self._real = self._real or self._start()
        return self._real

    def create(self, name: str, columns: Iterable[str]) -> None:
        columns = [*columns]

        def empty(real: DuckEngine) -> None:
            with real.session() as session:
                session.run(f'DROP TABLE IF EXISTS "{name}"')
            real.create(name, columns)

        self.tables[name] = digest(columns), empty

    def drop(self, name: str) -> None:
        del self.tables[name]

    def insert(self, name: str, state: str, rows: Callable[[], pa.Table]) -> None:
        """Append rows, which are computed when the table is needed; `state` tells them apart from others."""
        before, make = self.tables[name]

        def filled(real: DuckEngine) -> None:
            make(real)
            with real.session() as session:
                session.load("rows_", rows())
                session.run(f'INSERT INTO "{name}" SELECT * FROM rows_')

        self.tables[name] = digest([before, state]), filled

    def table(self, name: str, sql: str) -> None:
        self.load(name, self.query(sql))

    def stream(self, sql: str) -> pa.RecordBatchReader:
        return self.query(sql).to_reader()

    def query_all(self, queries: Iterable[str]) -> Iterator[pa.Table]:
        return map(self.query, queries)

    def map(self, work: Callable, items: Iterable) -> Iterator:
        with self.session() as session:
            yield from (work(session, item) for item in items)

    @contextmanager
    def session(self) -> Iterator["_CachingSession"]:
        with _CachingSession(self) as session:
            yield session


class _CachingSession(_Scope):
    """A session of a CachingEngine."""

    def __init__(self, engine: CachingEngine) -> None:
        super().__init__(engine)
        self._engine, self._opened = engine, None

    def __enter__(self) -> "_CachingSession":
        return self

    def __exit__(self, *error: object) -> None:
        if self._opened:
            self._opened.__exit__(*error)

    @property
    def real(self) -> Session:
        if not self._opened:
            self._opened = self._engine.real.session()
            self._session = self._opened.__enter__()
        return self._session

    def run(self, sql: str) -> None:
        name, select = re.fullmatch(
            r'INSERT INTO (?:memory\.main\.)?"(\w+)" (SELECT .*)', sql, re.DOTALL
        ).groups()
        rows = self.query(select)
        self._engine.insert(name, self.state(select), lambda: rows)


def digest(value: pa.Table | object) -> str:
    """A digest of an Arrow table with its schema, or of anything whose repr says all."""
    if not isinstance(value, pa.Table):
        return hashlib.sha256(repr(value).encode()).hexdigest()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, value.schema) as stream:
        stream.write_table(value.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()


_SEARCHES: dict[str, "_Search"] = {}
"""By a digest of what is looked for."""


class _Search:
    """A search that gives each text a value of its own, and looks at each text once."""

    def __init__(self, search: Callable[..., Iterable]) -> None:
        self._search = search
        self._found: dict[tuple, object] = {}

    def values(self, texts: pa.Array, *arguments: object) -> list:
        cells = texts.to_pylist()
        if unknown := [cell for cell in {*cells} if (cell, *arguments) not in self._found]:
            values = self._search(string_array(unknown), *arguments)
            self._found |= {(cell, *arguments): value for cell, value in zip(unknown, values, strict=True)}
        return [self._found[(cell, *arguments)] for cell in cells]


def _search(wanted: Mapping[str, Iterable[str]], make: Callable[[], Callable]) -> _Search:
    state = digest([make.__qualname__, sorted((name, sorted(values)) for name, values in wanted.items())])
    if state not in _SEARCHES:
        _SEARCHES[state] = _Search(make())
    return _SEARCHES[state]


_BLOCKS: dict[tuple, CheckedBlock] = {}


def _checked_once(check: Callable) -> Callable:
    """The check of a block, run once for the same bytes at the same place of a table of the same schema."""

    def checked(self: BlockChecker, block: Block) -> CheckedBlock:
        where = block.line, block.record, block.last
        key = (repr(self), where, hashlib.sha256(block.data).digest())
        if key not in _BLOCKS:
            _BLOCKS[key] = check(self, block)
        return _BLOCKS[key]

    return checked


def use_cache(patch: pytest.MonkeyPatch) -> None:
    """Have checks and builds use the CachingEngine, and blocks checked and texts searched once, until `patch`
    is undone.
    """
    (formats, maker, *others), checking = build.__defaults__ or (), check_package.__defaults__ or ()
    assert maker is None and DuckEngine in checking
    patch.setattr(build, "__defaults__", (formats, CachingEngine, *others))
    defaults = (CachingEngine if value is DuckEngine else value for value in checking)
    patch.setattr(check_package, "__defaults__", tuple(defaults))
    patch.setattr("riwaya.cli.engines.DuckEngine", CachingEngine)
    patch.setattr(BlockChecker, "check", _checked_once(BlockChecker.check))
    finder_of_names, find_words = text_search.NameFinder, text_search.loaded_term_finder

    def name_finder(denied: Mapping[str, frozenset[str]], _: object) -> Callable[[pa.Array], np.ndarray]:
        def make() -> Callable[[pa.Array], Iterable]:
            finder = finder_of_names(denied)
            return lambda cells: finder(cells).tolist()

        search = _search(denied, make)
        return lambda texts: np.array(search.values(texts), bool)

    def loaded_term_finder(terms: Mapping[str, Iterable[str]]) -> Callable[[pa.Array, str], pa.Array]:
        def make() -> Callable[[pa.Array, str], Iterable]:
            words = find_words(terms)
            return lambda cells, language: words(cells, language).to_pylist()

        search = _search(terms, make)
        return lambda texts, language: string_array(search.values(texts, language))

    patch.setattr(text_search, "NameFinder", name_finder)
    patch.setattr(text_search, "loaded_term_finder", loaded_term_finder)
