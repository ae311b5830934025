"""Loads the tables of a package into an engine, and the views over all of them that rules read.

- raw_NAME: the cells of a table as they were read, all text, with row_ and line_ (see `protocol.Engine`);
  names of tables and columns are those of `sql_name`;
- NAME: the same with their types; a cell that is not of its type is null. Of a table that is read in
  blocks, only the columns that checks of the whole table name;
- meta_ids (id, table_name): every ID in force;
- meta_terms (table_name, field, vocabulary, term): every term that a coded column may hold; without table and
  field, the terms of columns that would be computed if the package had what they need;
- meta_texts (table_name, row_, field, language, verbatim, value, withheld_name, loaded_word): every text
  that is not a term; language is null where the field has no counterpart in another language; the last two
  are what searches found;
- meta_pairs (table_name, row_, name, one_field, other_field, one, other): every pair of texts in two
  languages of which at least one is filled; `one` is the Arabic text unless a schema names other languages;
- since_NAME: a table of the release to compare with; meta_since (version, now): its version and that of the
  package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from riwaya.arrow import constant_array, int64_array, string_array
from riwaya.engines.protocol import Engine
from riwaya.engines.sql import quoted, raw, sql_literal, sql_name, typed
from riwaya.engines.text_search import SEARCH_COLUMNS, Search, SearchedText
from riwaya.package.derivations import computed_vocabularies, derivations
from riwaya.package.descriptor import Package
from riwaya.package.resource import Resource
from riwaya.package.schema import Field, Schema
from riwaya.package.table import Table

IDS_VIEW = "meta_ids"


def load_tables(engine: Engine, tables: Sequence[Table], searches: Mapping[str, Search]) -> None:
    """Load tables and the views over the texts of all of them. `searches` fill columns of meta_texts."""
    load_typed(engine, tables)
    for name, rows, view, sql in text_sources(tables, searches):
        engine.load(name, rows)
        engine.view(view, sql)


def load_typed(engine: Engine, tables: Iterable[Table]) -> None:
    """Load each table twice: raw_NAME with its cells as text, NAME with their types."""
    for table in tables:
        engine.load(raw(table.resource.name), with_row_and_line(table))
        engine.view(sql_name(table.resource.name), typed(table.resource))


def load_ids(engine: Engine, resources: Iterable[Resource]) -> None:
    """Create meta_ids from tables that are loaded."""
    parts = [
        f"SELECT {quoted(resource.schema.primary_key[0])} AS id, {sql_literal(resource.name)} AS table_name "
        f"FROM {quoted(resource.name)}"
        for resource in resources
        if resource.has_own_ids
    ]
    empty = "SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS table_name WHERE false"
    engine.view(IDS_VIEW, " UNION ALL ".join(parts) or empty)


def load_terms(
    engine: Engine, schemas: Mapping[str, Schema], computed: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Load meta_terms from the schemas of tables by their names, and from those of computed columns."""
    rows: list[tuple[str | None, str | None, str, str]] = [
        (table, field.name, field.vocabulary, term)
        for table, schema in schemas.items()
        for field in schema.fields
        if field.vocabulary
        for term in field.terms
    ]
    known = {vocabulary for _, _, vocabulary, _ in rows}
    for vocabulary, terms in (computed or {}).items():
        rows += [(None, None, vocabulary, term) for term in terms if vocabulary not in known]
    columns = ("table_name", "field", "vocabulary", "term")
    arrays = [string_array([row[at] for row in rows]) for at in range(len(columns))]
    engine.load("meta_terms", pa.Table.from_arrays(arrays, names=[*columns]))


def load_package_terms(engine: Engine, package: Package) -> None:
    """Load meta_terms for a package: the terms of its tables, and of those that are computed from them."""
    computed = {item.name: item.schema for item in derivations(package)}
    schemas = computed | {resource.name: resource.schema for resource in package.resources}
    load_terms(engine, schemas, computed_vocabularies())


def load_since(engine: Engine, tables: Mapping[str, pa.Table], version: str, now: str) -> None:
    """Load the tables of an earlier release as since_NAME, and both versions as meta_since."""
    for name, table in tables.items():
        engine.load(f"since_{name}", table)
    engine.load(
        "meta_since",
        pa.Table.from_arrays([string_array([version]), string_array([now])], names=["version", "now"]),
    )


def with_row_and_line(table: Table) -> pa.Table:
    """The cells of a table with the columns row_ and line_, under the names that an engine has for them."""
    lines = pa.nulls(table.cells.num_rows, pa.int64()) if table.lines is None else int64_array(table.lines)
    cells = table.cells.rename_columns([sql_name(name) for name in table.cells.column_names])
    return cells.append_column("row_", _row_numbers(table)).append_column("line_", lines)


def _row_numbers(table: Table) -> pa.Array:
    return int64_array(np.arange(table.before + 1, table.before + table.cells.num_rows + 1))


class Part(NamedTuple):
    """What one or two columns of a table add to a TextView."""

    constants: tuple[str | None, ...]
    """The values of the columns that are the same in every row."""
    columns: tuple[str, ...]
    """The columns of the table whose cells are added."""


@dataclass(frozen=True, slots=True)
class TextView:
    """A view over texts of all tables."""

    parts: Callable[[Resource], list[Part]]
    """What the columns of a table add."""
    constants: tuple[str, ...]
    """Names for the constants of a part."""
    cells: tuple[str, ...]
    """Names for the columns of a part."""
    searched: tuple[str, ...]
    """The columns that searches of the first cell fill. They are null where there is no such search."""
    sql: str
    """The query of the view, over the rows of all parts."""

    def has_parts_of(self, resource: Resource) -> bool:
        """Whether the table has texts for this view."""
        return bool(self.parts(resource))

    def rows(self, tables: Iterable[Table], searches: Mapping[str, Search]) -> pa.Table:
        """All parts of the tables: columns table_name, row_, constants, cells, searched. Cells are not
        copied.
        """
        text, constant = pa.string(), pa.dictionary(pa.int8(), pa.string())
        types: dict[str, pa.DataType] = {"table_name": constant, "row_": pa.int64()}
        types |= dict.fromkeys(self.constants, constant) | dict.fromkeys(self.cells, text)
        types |= {name: SEARCH_COLUMNS[name] for name in self.searched}
        columns: dict[str, list[pa.Array]] = {name: [pa.nulls(0).cast(kind)] for name, kind in types.items()}
        parts = [(table, part) for table in tables for part in self._filled_parts(table)]
        for table, part in parts:
            count = table.cells.num_rows
            columns["table_name"].append(constant_array(table.resource.name, count))
            columns["row_"].append(_row_numbers(table))
            for name, value in zip(self.constants, part.constants, strict=True):
                columns[name].append(constant_array(value, count))
            for name, column in zip(self.cells, part.columns, strict=True):
                columns[name] += table.cells[column].chunks
        for name in self.searched:
            if search := searches.get(name):
                columns[name] += search([_searched(table, part) for table, part in parts])
            else:
                columns[name].append(pa.nulls(sum(map(len, columns["row_"]))).cast(types[name]))
        chunked = [pa.chunked_array(chunks) for chunks in columns.values()]
        return pa.Table.from_arrays(chunked, names=[*columns])

    def _filled_parts(self, table: Table) -> Iterator[Part]:
        for part in self.parts(table.resource):
            if any(table.cells[name].null_count < table.cells.num_rows for name in part.columns):
                yield part


def _searched(table: Table, part: Part) -> SearchedText:
    """The text column of a part of meta_texts."""
    _, language, verbatim = part.constants
    return SearchedText(table.cells[part.columns[0]].combine_chunks(), language, verbatim == "true")


def _texts(resource: Resource) -> list[Part]:
    languages = resource.schema.language_of_column
    return [
        Part((field.name, languages.get(field.name), str(field.verbatim).lower()), (field.name,))
        for field in resource.schema.fields
        if _is_text(field)
    ]


def _is_text(field: Field) -> bool:
    return field.type == "string" and not field.vocabulary


def _pairs(resource: Resource) -> list[Part]:
    return [Part((pair.name, *pair.columns), pair.columns) for pair in resource.schema.pairs]


TEXT_VIEWS: Mapping[str, TextView] = {
    "meta_texts": TextView(
        parts=_texts,
        constants=("field", "language", "verbatim_"),
        cells=("value",),
        searched=(*SEARCH_COLUMNS,),
        sql="SELECT table_name, row_, field, language, verbatim_ = 'true' AS verbatim, value, "
        "withheld_name, loaded_word FROM all_texts WHERE value IS NOT NULL",
    ),
    "meta_pairs": TextView(
        parts=_pairs,
        constants=("name", "one_field", "other_field"),
        cells=("one", "other"),
        searched=(),
        sql="SELECT * FROM all_pairs WHERE one IS NOT NULL OR other IS NOT NULL",
    ),
}


def text_sources(
    tables: Sequence[Table], searches: Mapping[str, Search]
) -> Iterator[tuple[str, pa.Table, str, str]]:
    """Yield for each of TEXT_VIEWS a table to load and its name, then the name of the view and its query."""
    for name, view in TEXT_VIEWS.items():
        yield name.replace("meta", "all"), view.rows(tables, searches), name, view.sql
