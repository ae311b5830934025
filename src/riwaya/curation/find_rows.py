"""Finds the rows of a table that a text means: words in any order, with typos, in both languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from riwaya.bilingual import LANGUAGES
from riwaya.curation.choices import row_label, row_names
from riwaya.curation.sheets import Record, Sheets
from riwaya.text.date_words import day_text
from riwaya.text.search_words import without_article
from riwaya.text.spelling import search_key

MAX_SHOWN = 9
# Shorter words are too often a part of others, or a typo of others (difflib ratio).
_MIN_PART, _MIN_TYPO, _MIN_SIMILARITY = 3, 4, 0.75


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Rows that a text may mean, best match first."""

    rows: Mapping[str, str]
    """IDs mapped to names, with dates."""
    more: int = 0
    """How many matches are left out."""
    certain: bool = False
    """Whether the first one alone has this name, or alone has all the words as they are written."""


def find_rows(sheets: Sheets, table: str, text: str, lang: str) -> FoundRows:
    """The rows of a table that have all words of a text, or all in a similar spelling, or else most of them.

    Names, statements, addresses and dates of a row are searched, and the names of rows to which it refers:
    "Yazidi March 2016" finds an event of that month.
    """
    words = search_key(text).split()
    if not words:
        return FoundRows({})
    rows = dict(zip(sheets[table].ids, sheets[table].records, strict=True))
    texts = _row_words(sheets, table)
    known = {word for has in texts.values() for word in has}
    exact = [_same(word, known) for word in words]
    similar = [found or _close(word, known) for word, found in zip(words, exact, strict=True)]
    for matches in (exact, similar):
        scores = {
            identity: sum(1 for ways in matches if not has.isdisjoint(ways))
            for identity, has in texts.items()
        }
        best = max(scores.values(), default=0)
        if best == len(words) or (matches is similar and best > len(words) / 2):
            called = {key for key, name in row_names(sheets, table) if search_key(name).split() == words}
            found = sorted((key for key in scores if scores[key] == best), key=lambda key: key not in called)
            shown = {identity: dated_label(rows[identity], lang) for identity in found[:MAX_SHOWN]}
            certain = matches is exact and 1 in (len(found), len(called))
            return FoundRows(shown, len(found) - len(shown), certain)
    return FoundRows({})


def dated_label(record: Record, lang: str) -> str:
    """The name of a row, with its date where it has one."""
    return " · ".join(filter(None, (row_label(record, lang), _date(record))))


def _same(word: str, known: Collection[str]) -> set[str]:
    """The known words that are this one, begin with it, or differ in an article."""
    bare = without_article(word)
    bares = {other: without_article(other) for other in known}
    return {
        other
        for other, found in bares.items()
        if word == other or bare == found or (len(bare) >= _MIN_PART and found.startswith(bare))
    }


def _close(word: str, known: Collection[str]) -> set[str]:
    if len(word) < _MIN_TYPO or word.isdigit():
        return set()
    return {*get_close_matches(word, known, MAX_SHOWN, _MIN_SIMILARITY)}


def _row_words(sheets: Sheets, table: str) -> dict[str, set[str]]:
    """The words of each row: its own, and those of the rows to which it refers."""
    sheet = sheets[table]
    found = _own_words(sheets, table)
    for key in sheet.resource.schema.foreign_keys:
        if len(key.fields) == 1 and key.table != table and sheets[key.table].id_column:
            others = _own_words(sheets, key.table)
            for identity, record in zip(sheet.ids, sheet.records, strict=True):
                found[identity] |= others.get(record.cells[key.fields[0]], set())
    return found


def _own_words(sheets: Sheets, table: str) -> dict[str, set[str]]:
    sheet = sheets[table]
    found = {
        identity: {word for text in _dates_in_words(record) for word in search_key(text).split()}
        for identity, record in zip(sheet.ids, sheet.records, strict=True)
    }
    for identity, name in row_names(sheets, table):
        if identity in found:
            found[identity].update(search_key(name).split())
    return found


def _dates_in_words(record: Record) -> Iterator[str]:
    if date := _date(record):
        yield date
        yield from (day_text(date, lang) for lang in LANGUAGES)


def _date(record: Record) -> str:
    return record.cells.get("date") or record.cells.get("published") or ""
