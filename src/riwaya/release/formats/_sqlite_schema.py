"""The statements that make the tables of a release in SQLite, and the views that people read them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from riwaya.bilingual import LANGUAGES
from riwaya.engines.sql import sql_literal
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field, Schema

_VOCABULARIES = "vocabularies"
# What a row is called by, with the Arabic word for it.
_NAMING = {"name": "الاسم", "title": "العنوان"}


def table_statement(name: str, schema: Schema) -> str:
    """The strict table with its keys."""
    parts = [
        f"{quoted(field.name)} {FIELD_TYPES[field.type].sqlite}{' NOT NULL' * field.required}"
        for field in schema.fields
    ]
    # Of a primary key SQLite lets no part be empty.
    primary = "PRIMARY KEY" if all(schema.field(part).required for part in schema.primary_key) else "UNIQUE"
    keys = [(primary, schema.primary_key), *(("UNIQUE", key) for key in schema.unique_keys)]
    parts += [f"{kind} ({listed(key)})" for kind, key in keys if key]
    parts += [
        f"FOREIGN KEY ({listed(key.fields)}) REFERENCES {quoted(key.table)} ({listed(key.references)})"
        for key in schema.foreign_keys
    ]
    return f"CREATE TABLE {quoted(name)} ({', '.join(parts)}) STRICT"


def indexes(name: str, schema: Schema) -> Iterator[str]:
    """An index for each foreign key, by which tables are joined."""
    for key in schema.foreign_keys:
        index = quoted("_by_".join((name, *key.fields)))
        yield f"CREATE INDEX {index} ON {quoted(name)} ({listed(key.fields)})"


def views(name: str, schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[str]:
    """NAME_ar and NAME_en: the table as it is read in a language, with Arabic headings in the Arabic one."""
    for language in LANGUAGES:
        columns: dict[str, str] = {}
        for headings, column in _columns(schema, schemas, language):
            # Two columns of a table may have one title.
            columns[next(heading for heading in headings if heading not in columns)] = column
        cells = ", ".join(f"{column} AS {quoted(heading)}" for heading, column in columns.items())
        yield f"CREATE VIEW {quoted(f'{name}_{language}')} AS SELECT {cells} FROM {quoted(name)} AS this"


def _columns(
    schema: Schema, schemas: Mapping[str, Schema], language: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each column, with what it may be headed by, first choice first."""
    # A table in two other languages has both in either view.
    halves = (
        {column: pair.name for pair in schema.pairs for column in pair.columns}
        if language in schema.languages
        else {}
    )
    own = {column: name for column, name in halves.items() if schema.language_of_column[column] == language}
    for field in schema.fields:
        if field.name in halves and field.name not in own:
            continue
        name, title = own.get(field.name, field.name), field.title[language]
        yield _headings(language, title, name), _cell(field, schemas, language)
        for word, named in _named(field, schema, schemas, language):
            yield (
                _headings(language, f"{title}: {_NAMING[word]}", f"{field.name.removesuffix('_id')}_{word}"),
                named,
            )


def _headings(language: str, title: str, name: str) -> tuple[str, ...]:
    return (title, f"{title} ({name})") if language == "ar" else (name, f"{name}_")


def _cell(field: Field, schemas: Mapping[str, Schema], language: str) -> str:
    column = f"this.{quoted(field.name)}"
    if (
        not field.vocabulary
        or _VOCABULARIES not in schemas
        or f"label_{language}" not in schemas[_VOCABULARIES].names
    ):
        return column
    term = f"vocabulary = {sql_literal(field.vocabulary)} AND term = {column}"
    return f"(SELECT label_{language} FROM {_VOCABULARIES} WHERE {term})"


def _named(
    field: Field, schema: Schema, schemas: Mapping[str, Schema], language: str
) -> Iterator[tuple[str, str]]:
    """What the row is called that a column refers to, if it has a name or a title in the language."""
    for key in schema.foreign_keys:
        for word in _NAMING:
            if (
                key.fields == (field.name,)
                and key.table in schemas
                and f"{word}_{language}" in schemas[key.table].names
            ):
                same = f"other.{quoted(key.references[0])} = this.{quoted(field.name)}"
                yield word, f"(SELECT other.{word}_{language} FROM {quoted(key.table)} AS other WHERE {same})"


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def listed(names: Iterable[str]) -> str:
    """Names as SQL lists them."""
    return ", ".join(map(quoted, names))
