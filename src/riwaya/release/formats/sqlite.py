"""SQLite: strict tables with their keys, views in both languages, and search that forgives Arabic spelling.

- claims_en, claims_ar, and so on: the labels of terms in place of the terms, one text of two, names beside
  IDs.
- search, search_rows, search_letters, search_recipe: an index, and a statement that searches it for plain
  text, as release/search_index.py describes.

A boolean is 0 or 1, a date its text. apsw brings its own SQLite, so that the bytes do not hang on that of the
system.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw
import pyarrow as pa

from riwaya.errors import ReleaseError
from riwaya.package.schema import Schema
from riwaya.release import MESSAGES
from riwaya.release.formats._sqlite_schema import indexes, listed, quoted, table_statement, views
from riwaya.release.manifest import release_name
from riwaya.release.rows import TEXT_PARSERS, batch_of, json_value, rows_of
from riwaya.release.search_index import create_index, index_rows
from riwaya.release.table import ReleaseTable

NAME, SUFFIX = "sqlite", ".sqlite"
MEDIA_TYPE = "application/vnd.sqlite3"
TABLES = None

_ROWS = 1 << 14
# The most cells that a byte of a file may hold, as in Parquet.
_MOST_CELLS = 64


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    tables = [*tables]
    schemas = {table.name: table.schema for table in tables}
    file = folder / f"{release_name(descriptor)}.sqlite"
    try:
        with closing(apsw.Connection(str(file))) as database:
            # What is half done is thrown away with the release that it belongs to.
            database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            with database:
                _fill(database, tables)
                for name, schema in schemas.items():
                    for statement in (*indexes(name, schema), *views(name, schema, schemas)):
                        database.execute(statement)
            for table, _, parent, _ in database.execute("PRAGMA foreign_key_check"):
                raise ReleaseError(MESSAGES("reference-missing", table=table, parent=parent))
            database.execute("VACUUM")
    except apsw.Error as error:
        code = errno.ENOSPC if isinstance(error, apsw.FullError) else errno.EIO
        raise OSError(code, str(error), str(file)) from None


def read(folder: Path, name: str, schema: Schema) -> Iterator[pa.RecordBatch]:
    (file,) = folder.glob("*.sqlite")
    columns, most = listed(schema.names), _MOST_CELLS * file.stat().st_size
    try:
        # Nothing is written beside the file, and nothing is run that it brings along.
        place, flags = (
            f"file:{quote(str(file.resolve()))}?immutable=1",
            apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI,
        )
        with closing(apsw.Connection(place, flags)) as database:
            database.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            made = [
                *database.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,))
            ]
            if made != [(table_statement(name, schema),)]:
                raise ValueError("the table does not have the definition of its schema")
            rows = database.execute(f"SELECT {columns} FROM {quoted(name)} ORDER BY rowid")
            while some := [*islice(rows, _ROWS)]:
                most -= len(some) * len(schema.names)
                if most < 0:
                    raise ValueError("more rows than the file can hold")
                yield batch_of(some, schema, _READ)
    except apsw.Error as error:
        raise ValueError(str(error)) from None


# -- Rows ---------------------------------------------------------------------------------------------


def _fill(database: apsw.Connection, tables: Iterable[ReleaseTable]) -> None:
    for table in tables:
        database.execute(table_statement(table.name, table.schema))
        cells = ", ".join("?" * len(table.schema.names))
        database.executemany(
            f"INSERT INTO {quoted(table.name)} VALUES ({cells})", map(_plain, rows_of(table))
        )
    create_index(database)
    index_rows(database, tables)


def _plain(row: Mapping) -> tuple[object, ...]:
    return tuple(int(cell) if cell is True or cell is False else json_value(cell) for cell in row.values())


_READ: Mapping[str, Callable[[Any], object]] = {
    **TEXT_PARSERS,
    "boolean": lambda cell: {0: False, 1: True}[cell],
}
