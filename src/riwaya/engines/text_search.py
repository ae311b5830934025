"""Builds the searches for withheld names and loaded words in columns of text.

They take whole columns, so that a text that stands in many rows is searched once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa

from riwaya.arrow import boolean_array
from riwaya.package.table import Table
from riwaya.text.loaded_terms import Terms, loaded_term_finder
from riwaya.text.name_fingerprints import DenyList, has_denied_name

SEARCH_COLUMNS: Mapping[str, pa.DataType] = {"withheld_name": pa.bool_(), "loaded_word": pa.string()}
"""The columns that searches fill, and their types."""

LISTS = ("denied_names", "loaded_terms")
"""The tables that list what is searched for."""


class Search(Protocol):
    """Searches a column of text: its cells, their language, and whether they are verbatim quotes; a value a
    cell.
    """

    def __call__(self, cells: pa.Array[Any], language: str | None, verbatim: bool, /) -> pa.Array[Any]: ...


def searches(tables: Mapping[str, Table]) -> dict[str, Search]:
    """Build the searches for what denied_names and loaded_terms list, by the column that they fill."""
    denied, loaded = denied_names(tables), loaded_term_finder(loaded_terms(tables))

    def loaded_word(cells: pa.Array, language: str | None, verbatim: bool) -> pa.Array:
        return pa.nulls(len(cells), pa.string()) if verbatim or language is None else loaded(cells, language)

    return {
        "withheld_name": lambda cells, *_: boolean_array(has_denied_name(cells, denied)),
        "loaded_word": loaded_word,
    }


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
