"""Indexes the rows of a release for a search in SQLite, with a statement in SQL that takes plain text.

The tables of the index:

- search, search_rows: the indexed words of each row that has an ID, and the row by table and ID;
- search_ids: a view of both that takes words and has IDs as its rowid, as Datasette searches a table:
  `SELECT rowid FROM search_ids WHERE search_ids MATCH '"حقل"'`;
- search_letters: what each letter is in the words of a query, if it is not itself;
- search_recipe: one row, one column, sql: the statement that searches for its parameter :text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import TYPE_CHECKING

from riwaya.release.searched_rows import searched_rows
from riwaya.release.table import ReleaseTable
from riwaya.text.number_words import exact_word, number_of
from riwaya.text.search_words import COMMAS, letter_key, query_words

if TYPE_CHECKING:
    import sqlite3

    import apsw

    Connection = apsw.Connection | sqlite3.Connection

_TABLES = (
    "CREATE TABLE search_rows (rowid INTEGER PRIMARY KEY, table_name TEXT NOT NULL, id TEXT NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', "
    "tokenize = 'unicode61 remove_diacritics 0')",
    "CREATE VIEW search_ids AS SELECT search_rows.id AS rowid, search.search AS search_ids "
    "FROM search JOIN search_rows ON search_rows.rowid = search.rowid",
    "CREATE TABLE search_letters (letter TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE search_recipe (sql TEXT NOT NULL) STRICT",
)
_ROW = "INSERT INTO search_rows (table_name, id) VALUES (?, ?)"
_WORDS = "INSERT INTO search (rowid, words) VALUES (last_insert_rowid(), ?)"
_MATCHES = (
    "SELECT table_name, id FROM search JOIN search_rows ON search_rows.rowid = search.rowid "
    "WHERE search MATCH ? ORDER BY rank, search.rowid"
)
# Blocks of letters, digits and marks, without those of Chinese, Japanese and Korean.
_BLOCKS = (range(1, 0x2E80), range(0xFB00, 0xFF00))


def create_index(database: Connection) -> None:
    """Creates the tables of an index without rows."""
    for statement in _TABLES:
        database.execute(statement)
    database.executemany("INSERT INTO search_letters VALUES (?, ?)", _letters())
    database.execute("INSERT INTO search_recipe VALUES (?)", (search_statement(),))


def search_statement() -> str:
    """The statement that searches for its parameter :text, and returns tables and IDs."""
    return resources.files("riwaya.release").joinpath("search.sql").read_text(encoding="utf-8")


def index_rows(database: Connection, tables: Iterable[ReleaseTable]) -> None:
    """Adds the rows of all tables of a release."""
    for row in searched_rows(tables):
        database.execute(_ROW, (row.table, row.id))
        database.execute(_WORDS, (" ".join([*row.own, *row.around, *row.spelled]),))


def matching_rows(database: Connection, text: str) -> list[tuple[str, str]]:
    """The rows for a plain text, each as the name of its table and its ID, the best first; those of a number
    before those whose numbers have its words among others.
    """
    words = query_words(text)
    # A number must be whole, another word may be the beginning of one.
    match = " ".join(f'"{word}"' if word.isdecimal() else f'"{word}"*' for word in words)
    rows = [*database.execute(_MATCHES, (match,))] if words else []
    if not rows or (number := number_of(words)) is None:
        return rows
    exact = {*database.execute(_MATCHES, (exact_word(number),))}
    return sorted(rows, key=lambda row: row not in exact)


def _letters() -> Iterator[tuple[str, str]]:
    for block in _BLOCKS:
        for letter in map(chr, block):
            # Every version of Python has the same letters of Unicode 3.2, so the table is always the same.
            if unicodedata.ucd_3_2_0.category(letter) in ("Cn", "Cs", "Co"):
                continue
            key = "," if letter in COMMAS else letter_key(letter)
            if key != letter:
                yield letter, key
