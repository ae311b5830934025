"""Writes the explorer: pages in each language, style, script and fonts, and the rows of each event."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib import resources
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.pages import describer_of, language_page, write_pages
from riwaya.dataset.explorer.records import PAGED, Records
from riwaya.dataset.explorer.search_files import write_search
from riwaya.dataset.explorer.search_index import index_of
from riwaya.dataset.explorer.site import Site
from riwaya.release import codebook
from riwaya.release.manifest import EXPLORER
from riwaya.release.metadata import ReleaseFile, Source
from riwaya.release.table import ReleaseTable
from riwaya.release.templates import site_page, site_style, site_words

MOST_ROWS = 100_000
"""A release with more claims and rows with pages has no explorer: it would be too large to read."""
PARALLEL_ROWS = 5_000
"""With more of them, the pages in each language are written by a process of their own, beside the data of the
search. It takes three seconds until it has begun, and as much memory as the first.
"""
_NEEDED = ("events", "claims", "figures", "agreement", "sources", "actors", "locations")
_FILE = re.compile(
    rf"(?i)(?!(?:index|about|codebook|methods|changes|relays|search|{'|'.join(PAGED)})\b)[a-z0-9][a-z0-9_-]*"
)
"""IDs that may be file names of pages; the other pages have fixed names."""
STYLE, NO_SCRIPT, _COPIED, _DATA = "style.css", "no-script.css", ("fonts", "script"), "data"
_IMAGES = ("icon.svg", "card.png")
_NOT_FOUND = "404.html"
_HERE = resources.files("riwaya.dataset.explorer")
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
    if not {*_NEEDED} <= {*counts}:
        return False
    row_count = sum(counts[name] for name in ("claims", *PAGED))
    if row_count > MOST_ROWS:
        return False
    records, home = Records(tables, descriptor), folder / EXPLORER
    if not all(_FILE.fullmatch(str(identity)) for identity in records.identities):
        return False
    home.mkdir()
    _copy_files(home)
    words = tomllib.loads(_HERE.joinpath("words.toml").read_text(encoding="utf-8"))
    index = index_of(records, words)
    site = Site(Source(descriptor, tables, files), read)
    books = codebook.contents(tables, descriptor)
    has_map = index["shapes"] is not None
    pages = [partial(write_pages, home / lang, lang, books[lang], words[lang], has_map) for lang in LANGUAGES]
    with _in_processes(pages if row_count > PARALLEL_ROWS else [], site) as futures:
        (home / _DATA).mkdir()
        _write_data(records, index, home / _DATA)
        _write_global(home / _DATA / "words.js", WORDS, {lang: words[lang]["copying"] for lang in LANGUAGES})
        describers = {lang: describer_of(records, lang) for lang in LANGUAGES}
        write_search(records, tables, words, describers, home / _DATA)
        left = [
            write_in
            for write_in, future in zip_longest(pages, futures)
            if future is None or _was_killed(future)
        ]
    for write_in in left:
        write_in(site, records)
    (home / "index.html").write_text(language_page(site), encoding="utf-8", newline="\n")
    site_in = {lang: site_words(lang) for lang in LANGUAGES}
    text = site_page("404.html", descriptor, "en", site_path=site.base_path, languages=site_in)
    (home / _NOT_FOUND).write_text(text, encoding="utf-8", newline="\n")
    return True


def _copy_files(home: Path) -> None:
    """Style, images, fonts and scripts, which are the same for each dataset."""
    style = site_style() + _HERE.joinpath(STYLE).read_text(encoding="utf-8")
    (home / STYLE).write_text(style, encoding="utf-8", newline="\n")
    (home / NO_SCRIPT).write_bytes(_HERE.joinpath(NO_SCRIPT).read_bytes())
    for name in _IMAGES:
        (home / name).write_bytes(_HERE.joinpath(name).read_bytes())
    for name in _COPIED:
        (home / name).mkdir()
        for file in _HERE.joinpath(name).iterdir():
            (home / name / file.name).write_bytes(file.read_bytes())


@contextmanager
def _in_processes(writers: Sequence[Callable[[Site], None]], site: Site) -> Iterator[list[Future[None]]]:
    """Begin to call these with the site, each in a process of its own."""
    if not writers:
        yield []
        return
    # Threads of Arrow and DuckDB do not survive a fork. An interrupt ends the process without a traceback.
    quietly = (signal.signal, (signal.SIGINT, signal.SIG_DFL))
    with ProcessPoolExecutor(len(writers), get_context("spawn"), *quietly) as pool:
        kept = site.in_memory()
        yield [pool.submit(writer, kept) for writer in writers]


def _was_killed(future: Future[None]) -> bool:
    """Wait for its process; whether that was killed, mostly for lack of memory."""
    try:
        future.result()
    except BrokenProcessPool:
        return True
    return False


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
