"""Renders the pages of the explorer in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.bidi import visible
from riwaya.dataset.explorer.environment import environment_of
from riwaya.dataset.explorer.figures import hidden_wordings, shown_wordings
from riwaya.dataset.explorer.number_line import SAMPLES
from riwaya.dataset.explorer.records import PAGED, Records
from riwaya.dataset.explorer.search_files import source_name, source_title
from riwaya.dataset.explorer.shorten import shortened
from riwaya.dataset.explorer.site import Site
from riwaya.release.citation import citation
from riwaya.release.labels import Describer, labels_of
from riwaya.release.rows import localized
from riwaya.text.date_words import day_text
from riwaya.text.plurals import counted

if TYPE_CHECKING:
    import jinja2

_LOCALES = {"ar": "ar_AR", "en": "en_US"}
"""The languages as Open Graph names them."""
ROWS_A_PAGE = 1_000
"""Rows on one page of a list; a longer list has several pages."""


def describer_of(records: Records, lang: str) -> Describer:
    """What names actors, shortened, and terms in a language."""
    names = {
        identity: {f"name_{lang}": shortened(localized(row, "name", lang))}
        for identity, row in records.by_id["actors"].items()
    }
    return Describer(lang, labels_of(records.of("vocabularies"), lang), names)


def write_pages(
    folder: Path,
    lang: str,
    book: Mapping,
    words: Mapping,
    has_map: bool,
    site: Site,
    records: Records | None = None,
) -> None:
    """Write the pages in a language into a folder of their own, over those that may be there.

    `book` is what the codebook shows and `words` are those of words.toml, both in the language. `records` are
    those of the site; they are read from its tables if they are not given.
    """
    records = records or Records(site.source.tables, site.source.descriptor)
    folder.mkdir(exist_ok=True)
    for name, text in _pages(records, site, book, describer_of(records, lang), words, has_map):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def language_page(site: Site) -> str:
    """The page on which a reader chooses a language."""
    return visible(_environment(site).get_template("choose.html").render(headline=headline))


def _pages(
    records: Records, site: Site, book: Mapping, describer: Describer, words: Mapping, has_map: bool
) -> Iterator[tuple[str, str]]:
    """The name and the text of each page in the language of the describer."""
    lang = describer.lang
    other = next(one for one in LANGUAGES if one != lang)
    # Values of every page are globals, so that imported templates see them as well.
    environment = _environment(site)
    about = ("methods", "files", "cite", "changes", "contribute")
    environment.tests["relay"] = records.is_relay
    environment.globals |= {
        "about_parts": [(part, words[f"{part}_title"]) for part in about],
        "lang": lang,
        "other": other,
        "words": words,
        "records": records,
        "describe": describer,
        "has_map": has_map,
        "notes": _notes(records.descriptor, lang),
        "descriptor_text": partial(_descriptor_text, records.descriptor, lang=lang),
        "localized": partial(localized, lang=lang),
        "number_of": partial(_number_of, words["number_of"], lang=lang),
        "definition": partial(_definition, _definitions(records, lang)),
        "day": cache(partial(day_text, lang=lang)),
        "list_name": _list_name,
        "own_language_first": partial(_own_language_first, lang=lang),
        "headline": headline,
        "rows_a_page": ROWS_A_PAGE,
        "sample_marks": SAMPLES,
        "shown_wordings": partial(shown_wordings, lang=lang),
        "hidden_wordings": partial(hidden_wordings, lang=lang),
        "source_name": partial(source_name, describe=describer),
        "source_title": partial(source_title, describe=describer),
        "cite": partial(citation, records.descriptor, "text", lang),
        "bibtex": partial(citation, records.descriptor, "bibtex", lang),
    }

    # An actor, a day or a mark is shown on many pages in the same way.
    shown = environment.get_template("shown.html").module
    environment.globals |= {name: cache(getattr(shown, name)) for name in ("link", "date", "head", "glyph")}

    def page(name: str, template: str, about: str | None = None, **values: object) -> tuple[str, str]:
        """A page that search engines describe with the text `about`, or else with that of the dataset."""
        made = environment.get_template(template)
        return f"{name}.html", visible(made.render(page=name, description=shortened(about), **values))

    yield page("index", "index.html")
    yield page("search", "search.html")
    yield page("about", "about.html")
    yield page("codebook", "codebook.html", book=book)
    if documents := site.methods(lang):
        yield page("methods", "methods.html", documents=documents)
    if site.changes:
        yield page("changes", "changes.html")
    yield page("relays", "relays.html", rows=records.relays.outlets, number=1, count=1)
    for table in PAGED:
        rows = records.listed[table]
        parts = [rows[at : at + ROWS_A_PAGE] for at in range(0, len(rows), ROWS_A_PAGE)] or [()]
        for number, part in enumerate(parts, 1):
            yield page(
                _list_name(table, number),
                f"{table}.html",
                rows=part,
                table=table,
                number=number,
                count=len(parts),
            )
    for identity, event in records.events.items():
        yield page(identity, "event.html", localized(event, "summary", lang), event=event)
    for table, template in (("sources", "source"), ("actors", "actor"), ("locations", "location")):
        for identity, row in records.by_id[table].items():
            yield page(identity, f"{template}.html", localized(row, "description", lang), row=row)
    for row in records.of("retirements"):
        yield page(row["id"], "retired.html", row=row)


def _list_name(table: str, number: int) -> str:
    """The name of one page of a list, without its suffix."""
    return table if number == 1 else f"{table}-{number}"


def _definitions(records: Records, lang: str) -> Mapping[tuple[str, str], str]:
    """What the terms mean, in a language, by vocabulary and term."""
    rows = records.of("vocabularies")
    return {(row["vocabulary"], row["term"]): localized(row, "definition", lang) or "" for row in rows}


def _definition(definitions: Mapping[tuple[str, str], str], vocabulary: str, term: str) -> str:
    return definitions.get((vocabulary, term), "")


def _number_of(
    forms: Mapping[str, Mapping[str, str]], name: str, number: int | None, lang: str
) -> str | None:
    """How many of something there are, in words; None where a release does not say."""
    return None if number is None else counted(number, forms[name], lang)


def _descriptor_text(descriptor: Mapping, name: str, lang: str) -> str:
    """A text of a descriptor in a language; the English one has the name without a suffix."""
    return descriptor[name if lang == "en" else f"{name}_{lang}"]


def _own_language_first(names: Iterable[Mapping], lang: str) -> list[Mapping]:
    """Names in their order, those in the language of the page before the others."""
    return sorted(names, key=lambda item: item["language"] != lang)


def _notes(descriptor: Mapping, lang: str) -> list[str]:
    """The notes of a descriptor in a language, in their order; none for most datasets."""
    notes = descriptor.get("notes" if lang == "en" else f"notes_{lang}")
    return [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []


def headline(title: str) -> tuple[str, str]:
    """A title and its subtitle: what stands before and after a colon. The subtitle may be empty."""
    name, _, about = title.partition(": ")
    return name, about


def _environment(site: Site) -> jinja2.Environment:
    return environment_of({"site": site, "descriptor": site.source.descriptor, "locales": _LOCALES})
