"""Indexes the rows of a release for a search in SQLite, with a statement in SQL that takes plain text.

The tables of the index:

- search, search_rows: the indexed words of each row that has an ID, and the row by table and ID;
- search_letters: what each letter is in the words of a query, if it is not itself;
- search_recipe: one row, one column, sql: the statement that searches for its parameter :text.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import apsw

from riwaya.release.rows import rows_of
from riwaya.release.table import ReleaseTable
from riwaya.text.search_words import COMMAS, indexed_words, letter_key, query_words

_TABLES = (
    "CREATE TABLE search_rows (rowid INTEGER PRIMARY KEY, table_name TEXT NOT NULL, id TEXT NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', "
    "tokenize = 'unicode61 remove_diacritics 0')",
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


def create_index(database: apsw.Connection) -> None:
    """Creates the tables of an index without rows."""
    for statement in _TABLES:
        database.execute(statement)
    database.executemany("INSERT INTO search_letters VALUES (?, ?)", _letters())
    recipe = resources.files("riwaya.release").joinpath("search.sql").read_text(encoding="utf-8")
    database.execute("INSERT INTO search_recipe VALUES (?)", (recipe,))


def index_rows(database: apsw.Connection, tables: Iterable[ReleaseTable]) -> None:
    """Adds the rows of all tables of a release."""
    for table, identity, text in searched_texts({table.name: table for table in tables}):
        database.execute(_ROW, (table, identity))
        database.execute(_WORDS, (" ".join(indexed_words(text)),))


def matching_rows(database: apsw.Connection, text: str) -> list[tuple[str, str]]:
    """The rows for a plain text, each as the name of its table and its ID, the best first."""
    words = query_words(text)
    # A number must be whole, another word may be the beginning of one.
    match = " ".join(f'"{word}"' if word.isdecimal() else f'"{word}"*' for word in words)
    return [*database.execute(_MATCHES, (match,))] if words else []


def _letters() -> Iterator[tuple[str, str]]:
    for block in _BLOCKS:
        for letter in map(chr, block):
            # Every version of Python has the same letters of Unicode 3.2, so the table is always the same.
            if unicodedata.ucd_3_2_0.category(letter) in ("Cn", "Cs", "Co"):
                continue
            key = "," if letter in COMMAS else letter_key(letter)
            if key != letter:
                yield letter, key


# -- What is searched ---------------------------------------------------------------------------------


def searched_texts(tables: Mapping[str, ReleaseTable]) -> Iterator[tuple[str, str, str]]:
    """The table, ID and searched text of each row that has an ID.

    The text is the ID, the texts in two languages, those quoted, and other names. Of an event it is the ID,
    title and summary, its kind, and the names of its place, of what that lies in and of who claims or takes
    part: that by which the explorer finds it (`web/src/data.js`).
    """
    other_names = _other_names(tables.values())
    around = _EventNames(tables, other_names) if "events" in tables else None
    for table in tables.values():
        if (id_column := _id_column(table)) is None:
            continue
        columns = [id_column, *_text_columns(table)]
        for row in rows_of(table):
            texts = [*(row[name] for name in columns), *other_names.get((table.name, row[id_column]), ())]
            if around and table.name == "events":
                texts += around.names(row)
            yield table.name, row[id_column], "\n".join(filter(None, texts))


def _text_columns(table: ReleaseTable) -> list[str]:
    """The columns of texts in two languages, and of those quoted in their own."""
    pairs = table.schema.pairs
    if table.name == "events":
        pairs = [pair for pair in pairs if pair.name in ("title", "summary")] or pairs
    quoted = [field.name for field in table.schema.fields if field.verbatim]
    return [*dict.fromkeys([*(column for pair in pairs for column in pair.columns), *quoted])]


def _id_column(table: ReleaseTable) -> str | None:
    key = table.schema.primary_key
    return key[0] if len(key) == 1 and key[0].endswith("_id") else None


def _other_names(tables: Iterable[ReleaseTable]) -> defaultdict[tuple[str, str], list[str]]:
    """Names of rows in tables of names, by the table and ID of the row that has them."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for table in tables:
        key = table.schema.primary_key
        named = [one.table for one in table.schema.foreign_keys if one.fields == key[:1]]
        for row in rows_of(table) if named and "name" in key else ():
            found[named[0], row[key[0]]].append(row["name"])
    return found


class _EventNames:
    """The names that belong to events. Of columns that a dataset does not have, there are none."""

    def __init__(
        self, tables: Mapping[str, ReleaseTable], other_names: Mapping[tuple[str, str], list[str]]
    ) -> None:
        self.kinds = {
            row.get("term"): _pair(row, "label")
            for row in _rows(tables, "vocabularies")
            if row.get("vocabulary") == "event_kind"
        }
        self.actors, self.places = (
            {
                row[key]: _pair(row, "name") + other_names.get((name, row[key]), [])
                for row in _rows(tables, name, key)
            }
            for name, key in (("actors", "actor_id"), ("locations", "location_id"))
        )
        parts = _rows(tables, "locations", "location_id", "parent_id")
        self.parents = {row["location_id"]: row["parent_id"] for row in parts}
        self.of_event: defaultdict[object, dict[str, None]] = defaultdict(dict)
        for name, column in (("claims", "claimant_id"), ("event_actors", "actor_id")):
            for row in _rows(tables, name, "event_id", column):
                self.of_event[row["event_id"]][row[column]] = None

    def names(self, event: Mapping) -> Iterator[str | None]:
        kind, place = event.get("kind"), event.get("location_id")
        yield from self.kinds.get(kind, [kind])
        for actor in self.of_event.get(event.get("event_id"), ()):
            yield from self.actors.get(actor, ())
        passed = set()
        while place and place not in passed:
            passed.add(place)
            yield from self.places.get(place, ())
            place = self.parents.get(place)


def _rows(tables: Mapping[str, ReleaseTable], name: str, *columns: str) -> Iterator[dict]:
    """The rows of a table; none if there is no such table, or it lacks one of the columns."""
    if name in tables and {*columns} <= {*tables[name].schema.names}:
        yield from rows_of(tables[name])


def _pair(row: Mapping, name: str) -> list[str | None]:
    return [text for column, text in row.items() if column.rpartition("_")[0] == name]
