"""Puts rows into words for a reader: labels for terms, names for IDs, and the text of the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from riwaya.bilingual import LANGUAGES
from riwaya.package.schema import Schema
from riwaya.release.labels import Describer, is_own_wording, labels_of
from riwaya.release.rows import json_value, rows_of
from riwaya.release.table import Release
from riwaya.text.quotation import quoted

Row = Mapping[str, Any]

# What a reader needs of a row, by table: columns, and stems of columns in two languages.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "claims": ("claimant_id", "stance", "statement", "source_id"),
    "figures": (
        *("measure", "category", "held_by_id", "members_of_id"),
        *("qualifier", "wording", "claim_id"),
    ),
    "events": ("title", "date", "location_id"),
    "sources": ("outlet_id", "title", "published", "url"),
    "actors": ("name", "kind"),
    "locations": ("name", "kind", "parent_id"),
}
# The same of a row to which another one refers.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "claims": ("claimant_id", "claim_id"),
    "figures": ("wording", "figure_id"),
    "sources": ("outlet_id", "title", "published"),
}
_NAMES = ("name", "title", "label")


class Tables:
    """The rows of a dataset as they are read for names and labels: each table when it is first needed."""

    def __init__(self, schemas: Mapping[str, Schema], read: Callable[[str], Iterable[Row]]) -> None:
        self.schemas, self._read = schemas, read
        self._rows: dict[str, dict[str, Row]] = {}

    def by_id(self, table: str) -> Mapping[str, Row]:
        """The rows of a table by the first column of its primary key; none of a table that is not there."""
        if table not in self._rows:
            key = self.schemas[table].primary_key if table in self.schemas else ()
            self._rows[table] = {row[key[0]]: row for row in self._read(table)} if key else {}
        return self._rows[table]

    @cached_property
    def labels(self) -> Mapping[str, Mapping[tuple[str, str], str]]:
        """By language, the labels of terms by vocabulary and term."""
        rows: list = [*self._read("vocabularies")] if "vocabularies" in self.schemas else []
        return {lang: labels_of(rows, lang) for lang in LANGUAGES}


def tables_of(release: Release) -> Tables:
    """The tables of a release."""
    schemas = {name: release.table(name).schema for name in release.hashes}
    return Tables(schemas, lambda name: rows_of(release.table(name)))


def row_words(tables: Tables, table: str, rows: Iterable[Row]) -> list[dict[str, str]]:
    """What rows of a table say, each by language."""
    texts = [RowText(tables, lang) for lang in LANGUAGES]
    return [{text.lang: text.row(table, row) for text in texts} for row in rows]


def cell_words(
    tables: tuple[Tables, Tables], table: str, changed: Iterable[Sequence[Any]]
) -> list[dict[str, dict[str, list[str | None]]]]:
    """The labels and names that cells of changed rows stand for, before and after, by language and column.

    None for a cell that stands for nothing. `tables` are those before and after; `changed` is as
    `row_changes` gives it.
    """
    texts = {lang: [RowText(side, lang) for side in tables] for lang in LANGUAGES}
    return [
        {
            lang: {
                column: [side.cell(table, column, cell) for side, cell in zip(sides, pair, strict=True)]
                for column, pair in cells.items()
            }
            for lang, sides in texts.items()
        }
        for _, cells in changed
    ]


class RowText:
    """Puts the rows of a dataset into words, in one language."""

    def __init__(self, tables: Tables, lang: str) -> None:
        self.tables, self.lang = tables, lang
        self.describe = Describer(lang, tables.labels[lang], tables.by_id("actors"))

    def row(self, table: str, row: Row) -> str:
        """What a row says, without its own ID.

        Of a claim: "Islamic State (ISIS) · Asserts · ISIS says that … · Horrya Press, Title, 2018-06-07".
        """
        schema = self.tables.schemas[table]
        parts = (self._part(schema, row, name) for name in _SHOWN.get(table) or _usual(schema))
        return " · ".join(filter(None, parts))

    def cell(self, table: str, column: str, cell: Any) -> str | None:
        """The label of a term, or the name of the row to which a cell refers; None for any other cell."""
        schema = self.tables.schemas[table]
        if cell in (None, "") or column not in schema.names:
            return None
        if other := _referred(schema).get(column):
            said = self.name(other, str(cell))
        else:
            vocabulary = schema.field(column).vocabulary
            said = self.describe.term(vocabulary, str(cell)) if vocabulary else str(cell)
        return None if said == str(cell) else said

    def name(self, table: str, identity: str) -> str:
        """What a row is called where another one refers to it; its ID if nothing else is known."""
        row, schema = self.tables.by_id(table).get(identity), self.tables.schemas.get(table)
        if row is None or schema is None:
            return identity
        parts = (self._part(schema, row, name) for name in _CALLED.get(table, _NAMES))
        return self.describe.listed(parts) or identity

    def _part(self, schema: Schema, row: Row, name: str) -> str | None:
        """A cell, or what a pair of columns says; None for what is empty or not there."""
        if pair := next((pair for pair in schema.pairs if pair.name == name), None):
            # A title may stand in the language of the source alone.
            columns = (*pair.columns, f"{name}_original")
            texts = {column: str(row[column]) for column in columns if row.get(column)}
            text = texts.get(f"{name}_{self.lang}") or next(iter(texts.values()), None)
            is_quotation = name == "wording" and not is_own_wording(row)
            return quoted(text, self.lang) if text and is_quotation else text
        cell = row.get(name)
        if cell is None or cell == "":
            return None
        if table := _referred(schema).get(name):
            return self.describe.owner(name, self.name(table, cell))
        text = str(json_value(cell))
        vocabulary = schema.field(name).vocabulary
        label = self.describe.term(vocabulary, text) if vocabulary else text
        return self._number(label, row) if name == "qualifier" else label

    def _number(self, qualifier: str, row: Row) -> str:
        ends = [str(row[name]) for name in ("value", "value_to") if row.get(name) not in (None, "")]
        return " ".join(filter(None, (qualifier, "–".join(ends))))


def _referred(schema: Schema) -> Mapping[str, str]:
    """The tables to which columns refer, by column."""
    return {key.fields[0]: key.table for key in schema.foreign_keys if len(key.fields) == 1}


def _usual(schema: Schema) -> Iterator[str]:
    """What is shown of any other table: the rows to which its rows refer, terms, and the first text."""
    referred, texts = _referred(schema), [pair.name for pair in schema.pairs]
    coded = [field.name for field in schema.fields if field.name in referred or field.vocabulary]
    yield from coded
    plain = [field.name for field in schema.fields if not (field.read_by_machine or field.name in coded)]
    yield from [name for name in _NAMES if name in texts][:1] or texts[:1] or plain[:1]
