"""Writes the explorer: pages in each language, style, script and fonts, and the rows of each event."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.bidi import visible
from riwaya.dataset.explorer.environment import environment_of
from riwaya.dataset.explorer.figures import hidden_wordings, shown_wordings
from riwaya.dataset.explorer.number_line import SAMPLES
from riwaya.dataset.explorer.records import PAGED, Records
from riwaya.dataset.explorer.search_files import source_name, source_title, write_search
from riwaya.dataset.explorer.search_index import index_of
from riwaya.dataset.explorer.shorten import shortened
from riwaya.dataset.explorer.site import Site
from riwaya.release import codebook
from riwaya.release.citation import citation
from riwaya.release.labels import Describer, labels_of
from riwaya.release.manifest import EXPLORER
from riwaya.release.metadata import ReleaseFile, Source
from riwaya.release.rows import localized
from riwaya.release.table import ReleaseTable
from riwaya.release.templates import site_page, site_style, site_words
from riwaya.text.date_words import day_text
from riwaya.text.plurals import counted

if TYPE_CHECKING:
    import jinja2

MOST_ROWS = 100_000
"""A release with more claims and rows with pages has no explorer: it would be too large to read."""
_NEEDED = ("events", "claims", "figures", "agreement", "sources", "actors", "locations")
_FILE = re.compile(
    rf"(?i)(?!(?:index|about|codebook|methods|changes|relays|search|{'|'.join(PAGED)})\b)[a-z0-9][a-z0-9_-]*"
)
"""IDs that may be file names of pages; the other pages have fixed names."""
STYLE, NO_SCRIPT, _COPIED, _DATA = "style.css", "no-script.css", ("fonts", "script"), "data"
_IMAGES = ("icon.svg", "card.png")
_NOT_FOUND = "404.html"
_LOCALES = {"ar": "ar_AR", "en": "en_US"}
"""The languages as Open Graph names them."""
ROWS_A_PAGE = 1_000
"""Rows on one page of a list; a longer list has several pages."""
INDEX, WORDS = "riwayaEvents", "riwayaWords"
"""The global variables that data/events.js and data/words.js set for the scripts of the pages. The data are
scripts because a page opened from a disk may not fetch files; so the security policy can forbid every
connection."""


def write(
    tables: Iterable[ReleaseTable],
    descriptor: Mapping,
    folder: Path,
    files: Sequence[ReleaseFile] = (),
    read: Callable[[str], bytes | None] = lambda path: None,
) -> bool:
    """Write `folder/explorer`; `files` are those of the release that the folder holds, `read` reads the
    documents beside its tables.

    False, and nothing written, for a dataset that has no explorer: one without a table that the pages show,
    with more than MOST_ROWS rows, or with IDs that are not safe file names. A release may come from anybody.
    """
    tables = [*tables]
    counts = {table.name: table.row_count for table in tables}
    if not {*_NEEDED} <= {*counts} or sum(counts[name] for name in ("claims", *PAGED)) > MOST_ROWS:
        return False
    records, home = Records(tables, descriptor), folder / EXPLORER
    if not all(_FILE.fullmatch(str(identity)) for identity in records.identities):
        return False
    home.mkdir()
    here = resources.files("riwaya.dataset.explorer")
    style = site_style() + here.joinpath(STYLE).read_text(encoding="utf-8")
    (home / STYLE).write_text(style, encoding="utf-8", newline="\n")
    (home / NO_SCRIPT).write_bytes(here.joinpath(NO_SCRIPT).read_bytes())
    for name in _IMAGES:
        (home / name).write_bytes(here.joinpath(name).read_bytes())
    for name in _COPIED:
        (home / name).mkdir()
        for file in here.joinpath(name).iterdir():
            (home / name / file.name).write_bytes(file.read_bytes())
    words = tomllib.loads(here.joinpath("words.toml").read_text(encoding="utf-8"))
    index = index_of(records, words)
    (home / _DATA).mkdir()
    _write_data(records, index, home / _DATA)
    _write_global(home / _DATA / "words.js", WORDS, {lang: words[lang]["copying"] for lang in LANGUAGES})
    describers = {lang: _describer(records, lang) for lang in LANGUAGES}
    write_search(records, tables, words, describers, home / _DATA)
    site = Site(Source(descriptor, tables, files), read)
    books = codebook.contents(tables, descriptor)
    has_map = index["shapes"] is not None
    for lang in LANGUAGES:
        (home / lang).mkdir()
        for name, text in _pages(records, site, books[lang], describers[lang], words[lang], has_map):
            (home / lang / name).write_text(text, encoding="utf-8", newline="\n")
    text = visible(_environment(site).get_template("choose.html").render(headline=headline))
    (home / "index.html").write_text(text, encoding="utf-8", newline="\n")
    site_in = {lang: site_words(lang) for lang in LANGUAGES}
    text = site_page("404.html", descriptor, "en", site_path=site.base_path, languages=site_in)
    (home / _NOT_FOUND).write_text(text, encoding="utf-8", newline="\n")
    return True


def _write_global(file: Path, name: str, value: object) -> None:
    """A script that sets a global variable."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"globalThis.{name}={text}\n", encoding="utf-8", newline="\n")


def _write_data(records: Records, index: Mapping, folder: Path) -> None:
    """Each event as JSON where there are not too many, its rows of claims_flat as CSV, and the data of the
    events page.
    """
    _write_global(folder / "events.js", INDEX, index)
    for identity, event in records.events.items() if records.has_trees else ():
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"
        (folder / f"{identity}.json").write_text(text, encoding="utf-8", newline="\n")
    for identity, rows in records.flat.items():
        out = io.StringIO()
        writer = csv.DictWriter(out, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        # The words for true and false are those of Table Schema.
        writer.writerows(
            {name: str(cell).lower() if isinstance(cell, bool) else cell for name, cell in row.items()}
            for row in rows
        )
        (folder / f"{identity}.csv").write_text(out.getvalue(), encoding="utf-8", newline="\n")


def _describer(records: Records, lang: str) -> Describer:
    names = {
        identity: {f"name_{lang}": shortened(localized(row, "name", lang))}
        for identity, row in records.by_id["actors"].items()
    }
    return Describer(lang, labels_of(records.of("vocabularies"), lang), names)


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
    """What a dataset tells its readers about itself, sentence by sentence; most have no such property."""
    notes = descriptor.get("notes" if lang == "en" else f"notes_{lang}")
    return [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []


def headline(title: str) -> tuple[str, str]:
    """A title and its subtitle: what stands before and after a colon. The subtitle may be empty."""
    name, _, about = title.partition(": ")
    return name, about


def _environment(site: Site) -> jinja2.Environment:
    return environment_of({"site": site, "descriptor": site.source.descriptor, "locales": _LOCALES})
