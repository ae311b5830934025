"""Searches a dataset for plain text: rows of all tables that have IDs, in any spelling of its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riwaya.bilingual import Bilingual
from riwaya.dataset import MESSAGES
from riwaya.errors import EngineError
from riwaya.release.rows import localized, rows_with
from riwaya.release.search_index import create_index, index_rows, matching_rows
from riwaya.release.table import Release, ReleaseTable

_NAMING = ("title", "name", "statement", "wording")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that a search found, with its title, name or statement."""

    id: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class FoundInTable:
    """What a search found in a table: how many rows, and the best of them."""

    table: str
    title: Bilingual
    count: int
    rows: Sequence[FoundRow]


class DatasetSearch:
    """Searches the tables of a dataset, which are indexed once, in memory.

    `riwaya.text.search_words` says which words match. EngineError where SQLite, which is a part of Python,
    is older than 3.37 or was made without full-text search.
    """

    def __init__(self, dataset: Release) -> None:
        self._tables = {name: dataset.table(name) for name in dataset.hashes}
        self._index = sqlite3.connect(":memory:")
        try:
            create_index(self._index)
        except sqlite3.OperationalError as error:
            reason = f"SQLite {sqlite3.sqlite_version}: {error}"
            raise EngineError(MESSAGES("search-impossible", reason=reason)) from None
        index_rows(self._index, self._tables.values())

    def ids(self, text: str) -> dict[str, list[str]]:
        """The IDs of the rows that have all words of a text, by table: the best row first, and its table."""
        found: dict[str, list[str]] = {}
        for table, identity in matching_rows(self._index, text):
            found.setdefault(table, []).append(identity)
        return found

    def find(self, text: str, limit: int) -> list[FoundInTable]:
        """The same rows with their texts, at most `limit` of a table."""
        return [
            FoundInTable(name, self._tables[name].title, len(ids), _rows(self._tables[name], ids[:limit]))
            for name, ids in self.ids(text).items()
        ]


def _rows(table: ReleaseTable, identities: Sequence[str]) -> list[FoundRow]:
    (key,) = table.schema.primary_key
    texts = {row[key]: _text(row) for row in rows_with(table, {key: identities})}
    return [FoundRow(identity, texts[identity]) for identity in identities]


def _text(row: Mapping[str, str | None]) -> Bilingual:
    """The title, name or statement of a row on one line, in another language if it has none in one; else the
    address of a source.
    """
    for name in _NAMING:
        ar, en = (localized(row, name, lang) for lang in ("ar", "en"))
        if other := ar or en:
            return Bilingual(*(" ".join((text or other).split()) for text in (en, ar)))
    return Bilingual(*[row.get("url") or ""] * 2)
