"""datasette.yaml, with which Datasette shows the SQLite file: titles, facets, search, queries.

Every text is in both languages, since Datasette has one for all readers; the queries are twice. Columns are
not described: Datasette would show a screen of that above the rows of every table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import PurePosixPath

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.engines.sql import sql_literal
from riwaya.package.schema import Schema
from riwaya.release.formats._sqlite_schema import quoted
from riwaya.release.metadata import Source, Summary, yaml_object, yaml_text
from riwaya.release.search_index import search_statement
from riwaya.release.searched_rows import id_column
from riwaya.release.table import ReleaseTable

PATH = "datasette.yaml"
_INDEX = ("search", "search_rows", "search_letters", "search_recipe", "search_ids")
_MOST_FACETS = 4
# What a row is called by, first choice first.
_NAMING = ("title", "name", "statement", "wording")


def write(source: Source) -> str | None:
    file = source.file_as(".sqlite")
    if not file:
        return None
    descriptor, summary = source.descriptor, source.summary
    texts = {
        "title": summary.title,
        "description": "\n\n".join(
            descriptor[name] for name in ("description", "title_ar", "description_ar")
        ),
    }
    made: dict[str, object] = {
        **texts,
        "license": source.license["name"],
        "license_url": source.license["path"],
        # What Datasette does not know, it ignores.
        "version": summary.version,
        "date": summary.date,
        "authors": [*summary.contributors],
        "doi": summary.doi,
        "databases": {
            PurePosixPath(file.path).stem: {
                **texts,
                "tables": {table.name: _table(table) for table in source.tables}
                | {name: {"hidden": True} for name in _INDEX},
                "queries": dict(_queries(source.tables)),
            }
        },
    }
    return yaml_text({name: value for name, value in made.items() if value is not None})


def read(text: str) -> Summary:
    made = yaml_object(text)
    (database,) = made["databases"]
    facts = (made[name] for name in ("title", "version", "date", "license"))
    title, version, date, licence = facts
    authors, files = tuple(made["authors"]), {f"{database}.sqlite": None}
    return Summary(title, version, str(date), licence, authors, made.get("doi"), files)


def _table(table: ReleaseTable) -> dict[str, object]:
    fields = table.schema.fields
    made: dict[str, object] = {
        "title": _joined(table.title),
        "description": _joined(table.description),
    }
    if facets := [field.name for field in fields if field.terms or field.vocabulary][:_MOST_FACETS]:
        made["facets"] = facets
    if name := _naming(table.schema, "en"):
        made["label_column"] = name
    if identity := id_column(table):
        made |= {"fts_table": "search_ids", "fts_pk": identity}
    return made


def _joined(text: Bilingual) -> str:
    return " · ".join(text[lang] for lang in LANGUAGES)


def _naming(schema: Schema, lang: str) -> str | None:
    names = (f"{name}_{lang}" for name in _NAMING)
    return next((name for name in names if name in schema.names), None)


def _queries(tables: Sequence[ReleaseTable]) -> Iterator[tuple[str, dict[str, str]]]:
    """The queries of queries.toml whose columns these tables have, in each language."""
    names = {table.name: {*table.schema.names} for table in tables}
    text = resources.files("riwaya.release").joinpath("queries.toml").read_text(encoding="utf-8")
    for key, query in tomllib.loads(text).items():
        if all({*columns} <= names.get(table, set()) for table, columns in query["columns"].items()):
            for lang in LANGUAGES:
                sql = query["sql"][lang].replace("NAME", _name_of_row(tables, lang))
                sql = sql.replace("SEARCH", search_statement().rstrip().rstrip(";"))
                yield f"{key}_{lang}", {"title": query["title"][lang], "sql": sql.strip()}


def _name_of_row(tables: Iterable[ReleaseTable], lang: str) -> str:
    """What the row is called whose table and ID the relation `found` has, in SQL."""
    cases = [
        f"WHEN {sql_literal(table.name)} THEN "
        f"(SELECT {quoted(name)} FROM {quoted(table.name)} WHERE {quoted(identity)} = found.id)"
        for table in tables
        if (identity := id_column(table)) and (name := _naming(table.schema, lang))
    ]
    return f"CASE found.table_name {' '.join(cases)} END" if cases else "NULL"
