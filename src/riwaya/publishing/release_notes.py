"""Writes CHANGES.md of a release: its section of the changelog, and the rows that changed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual, Messages
from riwaya.publishing.changelog import changelog_section
from riwaya.publishing.ledger import Changes, changes_since, entry_in, is_id, published
from riwaya.release.table import ReleaseTable
from riwaya.version_numbers import version_key

CHANGES = "CHANGES.md"
# More are counted, not named; `riwaya diff` lists all of them.
_MOST_NAMED = 100
_HASHED = re.compile(" · .*")
_WORDS = Messages(__package__, "release_notes.toml")
_PARTS = ("added", "edited", "removed", "columns_added", "columns_removed")


def changes_text(root: Path, tables: Sequence[ReleaseTable], version: str, changelog: str) -> str:
    """The text of CHANGES.md, from the ledger and the changelog of the package in `root`: in English, then in
    Arabic.
    """
    before = next(
        (earlier for earlier in reversed(published(root)) if version_key(earlier) < version_key(version)),
        None,
    )
    found = changes_since(entry_in(root, before), tables) if before else None
    titles = {table.name: table.title for table in tables}
    lines = [f"# {version}"]
    if section := changelog_section(changelog, version):
        lines += ["", section]
    for lang in LANGUAGES:
        lines += ["", *_changes(found, before, titles, lang)]
    return "\n".join(lines) + "\n"


def _changes(
    found: Changes | None, before: str | None, titles: Mapping[str, Bilingual], lang: str
) -> Iterator[str]:
    yield (f"## {_WORDS('against', before=before)[lang]}" if found is not None else _WORDS("first")[lang])
    if found is not None and not found:
        yield from ("", _WORDS("same")[lang])
    for name, table in found.tables.items() if found else ():
        if table:
            title = titles[name][lang] if name in titles else name
            yield from ("", f"### {title} (`{name}`)", "")
            yield from (_line(part, getattr(table, part), lang) for part in _PARTS if getattr(table, part))


def _line(part: str, keys: Sequence[str], lang: str) -> str:
    named = [*_runs(dict.fromkeys(_HASHED.sub("", key) for key in keys))]
    shown = [
        _WORDS("run", first=run[0], last=run[-1])[lang] if run[1:] else run[0] for run in named[:_MOST_NAMED]
    ]
    if left := sum(map(len, named[_MOST_NAMED:])):
        shown.append(_WORDS("more", count=left)[lang])
    return f"- {_WORDS(part)[lang]}: {len(keys)} ({_WORDS('comma')[lang].join(shown)})"


def _runs(names: Iterable[str]) -> Iterator[list[str]]:
    """The names in their order, those together whose numbers follow each other."""
    run: list[str] = []
    for name in names:
        if run and _number(run[-1]) + 1 != _number(name):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _number(name: str) -> float:
    """The number of an ID; of another name what no number follows."""
    return int(name.split("-")[1]) if is_id(name) else math.nan
