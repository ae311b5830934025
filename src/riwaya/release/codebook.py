"""The codebook: every table, column and term with its meaning and an example, a page a language, needing nothing else.

In a release it is HTML, with what is computed and with rows as examples; beside the data it is Markdown, for those who edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.package.derivations import Derivation, derivations
from riwaya.package.descriptor import Package, Resource
from riwaya.package.schema import Field
from riwaya.release.rows import localized, rows_with
from riwaya.release.table import ReleaseTable
from riwaya.release.templates import page

_WORDS: Mapping[str, Bilingual] = {
    "codebook": Bilingual("Codebook", "دليل الترميز"),
    "switch": Bilingual("بالعربية", "In English"),
    "version": Bilingual("Version", "الإصدار"),
    "contents": Bilingual("Contents", "المحتويات"),
    "tables": Bilingual("Tables", "الجداول"),
    "made": Bilingual(
        "Made by `riwaya codebook`; do not edit.", "تُكتب هذه الصفحة بالأمر `riwaya codebook`، فلا تحرّرها."
    ),
    "vocabularies": Bilingual("Vocabularies", "المعاجم"),
    "vocabulary": Bilingual("Vocabulary", "معجم"),
    "key": Bilingual("Primary key", "المفتاح الأساسي"),
    "comma": Bilingual(", ", "، "),
    "column": Bilingual("Column", "العمود"),
    "meaning": Bilingual("Meaning", "المعنى"),
    "holds": Bilingual("Holds", "ما فيه"),
    "example": Bilingual("Example", "مثال"),
    "term": Bilingual("Term", "المصطلح"),
    "terms": Bilingual("a term of", "مصطلح من معجم"),
    "refers": Bilingual("refers to", "يحيل إلى"),
    "required": Bilingual("never empty", "لا يُترك فارغًا"),
    "none": Bilingual("none in the data yet", "لا مثال في البيانات بعد"),
    "pattern": Bilingual("of the form", "على الشكل"),
    "minimum": Bilingual("at least", "لا يقل عن"),
    "maximum": Bilingual("at most", "لا يزيد على"),
    "exclusiveMinimum": Bilingual("more than", "أكبر من"),
    "exclusiveMaximum": Bilingual("less than", "أصغر من"),
    "minLength": Bilingual("characters, at least", "عدد الحروف لا يقل عن"),
    "maxLength": Bilingual("characters, at most", "عدد الحروف لا يزيد على"),
}
_TYPES: Mapping[str, Bilingual] = {
    "string": Bilingual("text", "نص"),
    "integer": Bilingual("whole number", "عدد صحيح"),
    "number": Bilingual("number", "عدد"),
    "date": Bilingual("date", "تاريخ"),
    "boolean": Bilingual("true or false", "صحيح أو خطأ"),
    "year": Bilingual("year", "سنة"),
    "yearmonth": Bilingual("year and month", "سنة وشهر"),
}
_EDTF = Bilingual("date, perhaps uncertain (EDTF)", "تاريخ قد يكون غير محدد (EDTF)")


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> None:
    """codebook.ar.html and codebook.en.html, in the folder of the release."""
    by_name = {table.name: table for table in tables}
    vocabularies = by_name["vocabularies"].whole().to_pylist() if "vocabularies" in by_name else []
    named = _named(by_name.values(), {row.get("example_id") for row in vocabularies} - {None})
    titles = _titles(by_name.values(), vocabularies)
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        terms = {
            name: [_term(row, named, lang) for row in vocabularies if row["vocabulary"] == name]
            for name in titles
        }
        text = page(
            "codebook.html",
            lang=lang,
            other=other,
            version=descriptor["version"],
            title=_said(descriptor, "title", lang),
            description=_said(descriptor, "description", lang),
            words={name: word[lang] for name, word in _WORDS.items()},
            tables=[_table(table, lang) for table in by_name.values()],
            vocabularies={
                name: {"title": title[lang], "terms": terms[name]} for name, title in titles.items()
            },
        )
        (folder / f"codebook.{lang}.html").write_text(text, encoding="utf-8", newline="\n")


def pages(package: Package, vocabularies: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """codebook.en.md and codebook.ar.md by name: the tables that people edit, and the terms, for reading beside the code."""
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
                description=_said(package.descriptor, "description", lang),
                words={name: word[lang] for name, word in _WORDS.items()},
                tables=[_table(resource, lang) for resource in package.resources],
                vocabularies={
                    name: {"title": title[lang], "terms": terms[name]} for name, title in titles.items()
                },
            ).strip()
            + "\n"
        )
    return made


def _said(of: Mapping, name: str, lang: str) -> str:
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
            "type": (_EDTF if field.edtf else _TYPES[field.type])[lang],
            "required": field.required,
            "vocabulary": field.vocabulary,
            "refers": refers.get(field.name),
            "bounds": [*_bounds(field)],
            "example": raw[field.name].get("example", ""),
            "gloss": raw[field.name].get(f"example_{lang}", ""),
        }
        for field in table.schema.fields
    ]
    texts = {"name": table.name, "title": table.title[lang], "description": table.description[lang]}
    return texts | {"key": table.schema.primary_key, "fields": fields}


def _bounds(field: Field) -> Iterator[tuple[str, object]]:
    for name, bound in field.constraints.items():
        if name in _WORDS and name != "required":
            yield name, bound


def _titles(
    tables: Iterable[ReleaseTable | Resource | Derivation], rows: Iterable[Mapping]
) -> dict[str, Bilingual]:
    """The vocabularies in their order, titled as the first column that holds their terms; by their own names where none does."""
    columns = [field for table in tables for field in table.schema.fields]
    titled = {field.vocabulary: field.title for field in reversed(columns)}
    names = dict.fromkeys(row["vocabulary"] for row in rows)
    return {name: titled.get(name, Bilingual(name, name)) for name in names}


def _term(row: Mapping, named: Mapping[str, Bilingual], lang: str) -> dict[str, object]:
    identity = row.get("example_id")
    example = named.get(identity)
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
                        Bilingual(**{lang: localized(row, pair.name, lang) for lang in LANGUAGES}),
                    )
    return found
