"""Writes the codebook: every table, column and term with its meaning and an example, one page a language.

In a release it is HTML, with what is computed and with rows as examples; beside the data it is Markdown, for
those who edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual, Messages
from riwaya.package.derivations import Derivation, derivations
from riwaya.package.descriptor import Package
from riwaya.package.resource import Resource
from riwaya.package.schema import Field
from riwaya.release.rows import localized, rows_with
from riwaya.release.table import ReleaseTable
from riwaya.release.templates import page, site_page, site_words

_WORDS = Messages(__package__, "codebook.toml")


def write(
    tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path, explorer: str | None = None
) -> None:
    """codebook.ar.html and codebook.en.html, in the folder of the release; `explorer` is the folder in it
    with the pages that they link to.
    """
    found = contents(tables, descriptor)
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        links = [(f"{explorer}/{lang}/index.html", site_words(lang)["overview"])] if explorer else []
        text = site_page("codebook.html", descriptor, lang, links, other=other, content=found[lang])
        (folder / f"codebook.{lang}.html").write_text(text, encoding="utf-8", newline="\n")


def contents(tables: Iterable[ReleaseTable], descriptor: Mapping) -> dict[str, dict[str, object]]:
    """What codebook_content.html shows, by language."""
    by_name = {table.name: table for table in tables}
    vocabularies = by_name["vocabularies"].whole().to_pylist() if "vocabularies" in by_name else []
    named = _named(by_name.values(), {row["example_id"] for row in vocabularies if row.get("example_id")})
    titles = _titles(by_name.values(), vocabularies)
    return {
        lang: {
            "version": descriptor["version"],
            "title": _text(descriptor, "title", lang),
            "description": _text(descriptor, "description", lang),
            "words": {name: word[lang] for name, word in _WORDS.texts.items()},
            "tables": [_table(table, lang) for table in by_name.values()],
            "vocabularies": {
                name: {
                    "title": title[lang],
                    "terms": [_term(row, named, lang) for row in vocabularies if row["vocabulary"] == name],
                }
                for name, title in titles.items()
            },
        }
        for lang in LANGUAGES
    }


def pages(package: Package, vocabularies: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """codebook.en.md and codebook.ar.md by name: the tables that people edit, and the terms, for reading
    beside the code.
    """
    titles = _titles([*package.resources, *derivations(package)], vocabularies)
    made = {}
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        terms = {
            name: [_term(row, {}, lang) for row in vocabularies if row["vocabulary"] == name]
            for name in titles
        }
        made[f"codebook.{lang}.md"] = (
            page(
                "codebook.md",
                lang=lang,
                other=other,
                description=_text(package.descriptor, "description", lang),
                words={name: word[lang] for name, word in _WORDS.texts.items()},
                tables=[_table(resource, lang) for resource in package.resources],
                vocabularies={
                    name: {"title": title[lang], "terms": terms[name]} for name, title in titles.items()
                },
            ).strip()
            + "\n"
        )
    return made


def _text(of: Mapping, name: str, lang: str) -> str:
    return of[name if lang == "en" else f"{name}_{lang}"]


def _table(table: ReleaseTable | Resource, lang: str) -> dict[str, object]:
    raw = {field["name"]: field for field in table.schema_json["fields"]}
    refers = {
        key.fields[0]: f"{key.table}.{key.references[0]}"
        for key in table.schema.foreign_keys
        if len(key.fields) == 1
    }
    fields = [
        {
            "name": field.name,
            "title": field.title[lang],
            "description": field.description[lang],
            "type": _WORDS(f"type-{'edtf' if field.edtf else field.type}")[lang],
            "required": field.required,
            "vocabulary": field.vocabulary,
            "refers": refers.get(field.name),
            "bounds": [*_bounds(field)],
            "example": raw[field.name].get("example", ""),
            "gloss": raw[field.name].get(f"example_{lang}", ""),
        }
        for field in table.schema.fields
    ]
    texts: dict[str, object] = {
        "name": table.name,
        "title": table.title[lang],
        "description": table.description[lang],
    }
    return texts | {"key": table.schema.primary_key, "fields": fields}


def _bounds(field: Field) -> Iterator[tuple[str, object]]:
    for name, bound in field.constraints.items():
        if name == "enum":
            if not field.vocabulary:
                yield name, " · ".join(field.terms)
        elif name in _WORDS.texts and name != "required":
            yield name, bound


def _titles(
    tables: Iterable[ReleaseTable | Resource | Derivation], rows: Iterable[Mapping]
) -> dict[str, Bilingual]:
    """The vocabularies in their order, titled as the first column that holds their terms.

    One without such a column is left out: its terms are for a table that is not shown, and it has no title.
    """
    columns = [field for table in tables for field in table.schema.fields]
    titled = {field.vocabulary: field.title for field in reversed(columns) if field.vocabulary}
    names = dict.fromkeys(str(row["vocabulary"]) for row in rows)
    return {name: titled[name] for name in names if name in titled}


def _term(row: Mapping, named: Mapping[str, Bilingual], lang: str) -> dict[str, object]:
    identity = row.get("example_id")
    example = named.get(identity) if identity else None
    return {
        "term": row["term"],
        "label": localized(row, "label", lang) or row["term"],
        "definition": localized(row, "definition", lang) or "",
        "example_id": identity,
        "example": example[lang] if example else "",
    }


def _named(tables: Iterable[ReleaseTable], wanted: set[str]) -> dict[str, Bilingual]:
    """What the rows with these IDs are called: their first text in both languages that is filled."""
    found: dict[str, Bilingual] = {}
    for table in tables:
        key, pairs = table.schema.primary_key, table.schema.pairs
        if len(key) != 1 or not pairs or table.schema.field(key[0]).type != "string":
            continue
        for row in rows_with(table, {key[0]: wanted}):
            for pair in pairs:
                if all(row[column] for column in pair.columns):
                    found.setdefault(
                        row[key[0]],
                        Bilingual(*(localized(row, pair.name, lang) or "" for lang in LANGUAGES)),
                    )
    return found
