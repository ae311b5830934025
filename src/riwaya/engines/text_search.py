"""Builds the searches for withheld names and loaded words in columns of text.

They take whole columns, so that a text that stands in many rows is searched once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import duckdb
import pyarrow as pa

from riwaya.arrow import boolean_array
from riwaya.package.table import Table
from riwaya.text.loaded_terms import Terms, loaded_term_finder
from riwaya.text.name_search import DenyList, NameFinder, sha256_of_each

SEARCH_COLUMNS: Mapping[str, pa.DataType] = {"withheld_name": pa.bool_(), "loaded_word": pa.string()}
"""The columns that searches fill, and their types."""

LISTS = ("denied_names", "loaded_terms")
"""The tables that list what is searched for."""


# Fewer strings than this are hashed faster by Python than by a query.
_FEW = 4096
# A column of strings holds 2 GiB at most.
_MOST_BYTES = 1 << 28
_of_thread = threading.local()


class SearchedText(NamedTuple):
    """A column of text."""

    cells: pa.Array[Any]
    language: str | None
    verbatim: bool
    """Whether the cells are quotes."""


class Search(Protocol):
    """Searches columns of text; gives a value a cell, in arrays of any lengths."""

    def __call__(self, columns: Sequence[SearchedText], /) -> list[pa.Array[Any]]: ...


def searches(tables: Mapping[str, Table]) -> dict[str, Search]:
    """Build the searches for what denied_names and loaded_terms list, by the column that they fill."""
    finder = _name_finder(frozenset(denied_names(tables).items()))
    loaded = loaded_term_finder(loaded_terms(tables))

    def withheld_name(columns: Sequence[SearchedText]) -> list[pa.Array[Any]]:
        # Together, since the same words stand in many columns.
        together = [pa.concat_arrays(some) for some in _groups([column.cells for column in columns])]
        return [boolean_array(finder(cells)) for cells in together]

    def loaded_word(columns: Sequence[SearchedText]) -> list[pa.Array[Any]]:
        return [
            pa.nulls(len(cells), pa.string()) if verbatim or language is None else loaded(cells, language)
            for cells, language, verbatim in columns
        ]

    return {"withheld_name": withheld_name, "loaded_word": loaded_word}


@lru_cache(maxsize=2)
def _name_finder(denied: frozenset[tuple[str, frozenset[str]]]) -> NameFinder:
    """The finder of a deny-list: one for all checks of a process, since it knows the words of the texts that
    it has searched.
    """
    return NameFinder(dict(denied), _sha256)


def denied_names(tables: Mapping[str, Table]) -> DenyList:
    """The deny-list of a package, from its table denied_names: fingerprints by salt."""
    table = tables.get("denied_names")
    listed: dict[str, set[str]] = {}
    for row in table.cells.to_pylist() if table else ():
        listed.setdefault(row["salt"] or "", set()).add(row["fingerprint"])
    return {salt: frozenset(fingerprints) for salt, fingerprints in listed.items()}


def loaded_terms(tables: Mapping[str, Table]) -> Terms:
    """The terms that take sides, of the table loaded_terms, by language: words before verbs."""
    table = tables.get("loaded_terms")
    terms: dict[str, list[str]] = {}
    rows = table.cells.to_pylist() if table else []
    for row in sorted(rows, key=lambda row: (row.get("kind") == "verb", row["term"] or "")):
        if row["term"] and row["language"]:
            terms.setdefault(row["language"], []).append(row["term"])
    return terms


def _groups(columns: Sequence[pa.Array[Any]]) -> list[list[pa.Array[Any]]]:
    """The columns in their order, in groups of at most _MOST_BYTES; a larger column is a group of its own."""
    groups: list[list[pa.Array[Any]]] = []
    size = 0
    for column in columns:
        size += column.nbytes
        if not groups or size > _MOST_BYTES:
            groups.append([])
            size = column.nbytes
        groups[-1].append(column)
    return groups


def _sha256(strings: pa.StringArray) -> pa.Array[Any]:
    """The SHA-256 of each string. DuckDB makes no Python objects of them, and does not hold Python's lock."""
    if len(strings) < _FEW:
        return sha256_of_each(strings)
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = duckdb.connect(config={"threads": 1})
    connection: duckdb.DuckDBPyConnection = _of_thread.connection
    connection.register("hashed", pa.Table.from_arrays([strings], names=["string"]))
    found = connection.sql("SELECT sha256(string) AS hash FROM hashed").to_arrow_table()
    connection.unregister("hashed")
    return found["hash"].combine_chunks()
