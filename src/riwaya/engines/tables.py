"""How the tables of a package stand in an engine.

- raw_NAME: the cells as they were read, all text, with row_, the record's number, and line_, the line it begins on;
- NAME: the same with their types; a cell that is not of its type is null. Of a table that is read in blocks, the columns
  alone that questions about the whole of it name;
- meta_ids (id, table_name): every ID in force; meta_terms (table_name, field, vocabulary, term): every term that a
  coded column may hold;
- meta_texts (table_name, row_, field, language, verbatim, value, withheld_name, loaded_word): every text that is no term, a row
  each; language is null where the column has no counterpart in the other one; the last two are what was found in it;
- meta_pairs (table_name, row_, name, one_field, other_field, one, other): every text in two columns, at least one of them
  filled; the first is the Arabic one, where a schema names no other languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from riwaya.arrow import constant_array, int64_array, string_array
from riwaya.engines.protocol import Engine
from riwaya.engines.sql import raw, sql_literal, typed
from riwaya.engines.text_search import KINDS, Search
from riwaya.package.descriptor import Resource
from riwaya.package.schema import Field, Schema
from riwaya.package.table import Table


def load_tables(
    engine: Engine, tables: Sequence[Table], wanted: Mapping[str, Search], held: Iterable[Resource] = ()
) -> None:
    """Make tables known to the engine: cells, types, and the texts of all of them. Of those in `held` it has the cells."""
    load_typed(engine, tables)
    for resource in held:
        engine.view(resource.name, typed(resource))
    for name, columns, view, sql in gathered(tables, wanted):
        engine.load(name, columns)
        for resource in held:
            if GATHERED[view].feeds(resource):
                engine.gather(name, raw(resource.name), partial(gathered_anew, resource, view, wanted))
        engine.view(view, sql)


def load_typed(engine: Engine, tables: Iterable[Table]) -> None:
    """Load each table twice: raw_NAME with its cells as texts, NAME with their types."""
    for table in tables:
        engine.load(raw(table.resource.name), with_places(table))
        engine.view(table.resource.name, typed(table.resource))


def load_ids(engine: Engine, resources: Iterable[Resource]) -> None:
    """Make the IDs of tables that the engine knows known to it as one view."""
    parts = [
        f'SELECT "{resource.schema.primary_key[0]}" AS id, {sql_literal(resource.name)} AS table_name FROM "{resource.name}"'
        for resource in resources
        if resource.has_own_ids
    ]
    nothing = "SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS table_name WHERE false"
    engine.view("meta_ids", " UNION ALL ".join(parts) or nothing)


def load_terms(engine: Engine, schemas: Mapping[str, Schema]) -> None:
    """Make the terms of all coded columns known to the engine."""
    rows = [
        {"table_name": table, "field": field.name, "vocabulary": field.vocabulary, "term": term}
        for table, schema in schemas.items()
        for field in schema.fields
        if field.vocabulary
        for term in field.constraints.get("enum", ())
    ]
    columns = ("table_name", "field", "vocabulary", "term")
    engine.load("meta_terms", pa.table({name: string_array([row[name] for row in rows]) for name in columns}))


def load_since(engine: Engine, tables: Mapping[str, pa.Table], version: str, now: str) -> None:
    """Make the tables of an earlier release known to the engine, as since_NAME; meta_since holds both versions."""
    for name, table in tables.items():
        engine.load(f"since_{name}", table)
    engine.load("meta_since", pa.table({"version": string_array([version]), "now": string_array([now])}))


def with_places(table: Table) -> pa.Table:
    """The cells of a table with row_ and line_."""
    lines = pa.nulls(table.cells.num_rows, pa.int64()) if table.lines is None else int64_array(table.lines)
    return table.cells.append_column("row_", _rows(table)).append_column("line_", lines)


def _rows(table: Table) -> pa.Array:
    return int64_array(np.arange(table.before + 1, table.before + table.cells.num_rows + 1))


def _is_text(field: Field) -> bool:
    return field.type == "string" and not field.vocabulary


def _texts(resource: Resource) -> list[Part]:
    spoken = resource.schema.language_of_column
    return [
        ((field.name, spoken.get(field.name), str(field.verbatim).lower()), (field.name,))
        for field in resource.schema.fields
        if _is_text(field)
    ]


def _pairs(resource: Resource) -> list[Part]:
    return [((pair.name, *pair.columns), pair.columns) for pair in resource.schema.pairs]


Part = tuple[tuple[str | None, ...], tuple[str, ...]]
"""Words that are the same in every row, and names of columns."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """A view over the texts of many tables."""

    parts: Callable[[Resource], list[Part]]
    """What a table gives: for each text, what stands in the columns of words and of cells."""
    words: tuple[str, ...]
    cells: tuple[str, ...]
    sought: tuple[str, ...]
    """What is looked for in the cells, where it is wanted."""
    sql: str
    """The view over the gathered columns."""

    def feeds(self, resource: Resource) -> bool:
        return bool(self.parts(resource))

    def of(self, tables: Iterable[Table], wanted: Mapping[str, Search]) -> pa.Table:
        """The columns table_name, row_, words, cells and what was sought in them. Cells are not copied."""
        columns: dict[str, list[pa.Array]] = {
            name: [] for name in ("table_name", "row_", *self.words, *self.cells, *self.sought)
        }
        for table in tables:
            count = table.cells.num_rows
            for words, names in self.parts(table.resource):
                if all(table.cells[name].null_count == count for name in names):
                    continue
                columns["row_"].append(_rows(table))
                for name, word in zip(
                    ("table_name", *self.words), (table.resource.name, *words), strict=True
                ):
                    columns[name].append(constant_array(word, count))
                for name, column in zip(self.cells, names, strict=True):
                    columns[name] += table.cells[column].chunks
                for name in self.sought:
                    search, (_, language, verbatim) = wanted.get(name), words
                    columns[name].append(
                        search(table.cells[names[0]].combine_chunks(), language, verbatim == "true")
                        if search
                        else pa.nulls(count, KINDS[name])
                    )
        kinds = {"row_": pa.int64(), **KINDS} | dict.fromkeys(self.cells, pa.string())
        word = pa.dictionary(pa.int8(), pa.string())
        return pa.table(
            {name: pa.chunked_array(chunks, kinds.get(name, word)) for name, chunks in columns.items()}
        )


GATHERED: Mapping[str, Gathering] = {
    "meta_texts": Gathering(
        _texts,
        ("field", "language", "verbatim_"),
        ("value",),
        (*KINDS,),
        "SELECT table_name, row_, field, language, verbatim_ = 'true' AS verbatim, value, withheld_name, loaded_word "
        "FROM gathered_texts WHERE value IS NOT NULL",
    ),
    "meta_pairs": Gathering(
        _pairs,
        ("name", "one_field", "other_field"),
        ("one", "other"),
        (),
        "SELECT * FROM gathered_pairs WHERE one IS NOT NULL OR other IS NOT NULL",
    ),
}
IDS = "meta_ids"


def gathered_anew(
    resource: Resource, view: str, wanted: Mapping[str, Search], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """What a view over texts gathers from rows of a table's cells, as they come, where the rows are."""
    for batch in batches:
        rows = pa.Table.from_batches([batch])
        found = GATHERED[view].of([Table(resource, rows.select(resource.schema.names), None)], wanted)
        if found.num_rows:
            # Each text stands as often as there are rows, and they are not numbered one behind the other.
            places = pa.concat_arrays([batch["row_"]] * (found.num_rows // len(batch)))
            found = found.set_column(found.column_names.index("row_"), "row_", places)
        plain = [
            field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
            for field in found.schema
        ]
        yield from found.cast(pa.schema(plain)).to_batches()


def gathered(
    tables: Sequence[Table], wanted: Mapping[str, Search]
) -> Iterator[tuple[str, pa.Table, str, str]]:
    """What to load, under which name, for the views over the texts of these tables, and the views and their queries."""
    for name, gathering in GATHERED.items():
        yield name.replace("meta", "gathered"), gathering.of(tables, wanted), name, gathering.sql
