"""Writes the explorer: a folder of pages for each language, what they look like, and the rows of each event."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from riwaya.cite import citation
from riwaya.derive import ReleaseTable
from riwaya.problem import LANGUAGES
from riwaya.release.json_rows import said
from riwaya.release.telling import Telling, labels_of
from riwaya.site.records import PAGED, Records

if TYPE_CHECKING:
    import jinja2

EXPLORER = "explorer"
MOST_ROWS = 100_000
"""A release with more claims, and rows that would have pages, has no explorer: nobody leafs through it."""
_NEEDED = ("events", "claims", "figures", "agreement", "sources", "actors", "locations")
_FILE = re.compile("[A-Za-z0-9][A-Za-z0-9_-]*")
STYLE, _FONTS, _DATA = "style.css", "fonts", "data"


def write(tables: Iterable[ReleaseTable], descriptor: Mapping, folder: Path) -> bool:
    """Write `folder/explorer`; whether there is one.

    A dataset without the tables that it shows has none, nor has one with IDs by which no file may be called: they come from
    whoever made the release.
    """
    tables = [*tables]
    counts = {table.name: table.row_count for table in tables}
    if not {*_NEEDED} <= {*counts} or sum(counts[name] for name in ("claims", *PAGED)) > MOST_ROWS:
        return False
    records, home = Records(tables, descriptor), folder / EXPLORER
    if not all(_FILE.fullmatch(str(identity)) for identity in records.identities):
        return False
    home.mkdir()
    here = resources.files(__package__)
    (home / STYLE).write_bytes(here.joinpath(STYLE).read_bytes())
    (home / _FONTS).mkdir()
    for font in here.joinpath(_FONTS).iterdir():
        (home / _FONTS / font.name).write_bytes(font.read_bytes())
    if records.events:
        (home / _DATA).mkdir()
        _write_data(records, home / _DATA)
    for lang in LANGUAGES:
        (home / lang).mkdir()
        for name, text in _pages(records, lang):
            (home / lang / name).write_text(text, encoding="utf-8", newline="\n")
    text = _environment().get_template("choose.html").render(descriptor=descriptor)
    (home / "index.html").write_text(text, encoding="utf-8", newline="\n")
    return True


def _write_data(records: Records, folder: Path) -> None:
    """Each event with all that hangs on it, and what claims_flat has of it."""
    for identity, event in records.events.items():
        text = json.dumps(event, ensure_ascii=False) + "\n"
        (folder / f"{identity}.json").write_text(text, encoding="utf-8", newline="\n")
    for identity, rows in records.flat.items():
        out = io.StringIO()
        writer = csv.DictWriter(out, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{identity}.csv").write_text(out.getvalue(), encoding="utf-8", newline="\n")


def _pages(records: Records, lang: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each page in a language."""
    other = next(one for one in LANGUAGES if one != lang)
    telling = Telling(lang, labels_of(records.of("vocabularies"), lang), records.by_id["actors"])
    # What stands on every page, as the environment's own: templates that others import see it as well.
    environment = _environment()
    environment.globals |= {
        "lang": lang, "other": other, "words": _words()[lang], "records": records, "telling": telling,
        "descriptor": records.descriptor, "head": partial(_said_of, records.descriptor, lang=lang),
        "said": partial(said, lang=lang), "cite": partial(citation, records.descriptor, "text", lang),
    }

    def page(name: str, template: str, **values: object) -> tuple[str, str]:
        return f"{name}.html", environment.get_template(template).render(page=name, **values)

    yield page("index", "index.html")
    for table in PAGED:
        yield page(table, f"{table}.html")
    for identity, event in records.events.items():
        yield page(identity, "event.html", event=event)
    for table, template in (("sources", "source"), ("actors", "actor"), ("locations", "location")):
        for identity, row in records.by_id[table].items():
            yield page(identity, f"{template}.html", row=row)
    for row in records.of("retirements"):
        yield page(row["id"], "retired.html", row=row)


def _said_of(descriptor: Mapping, name: str, lang: str) -> str:
    """What a descriptor says in a language: in English under the name itself."""
    return descriptor[name if lang == "en" else f"{name}_{lang}"]


def _words() -> dict[str, dict[str, object]]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _environment() -> jinja2.Environment:
    # Commands that make no page do not wait for this to load.
    import jinja2

    return jinja2.Environment(loader=jinja2.PackageLoader("riwaya", "site/templates"), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, undefined=jinja2.StrictUndefined)
