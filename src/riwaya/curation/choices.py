"""What a cell may refer to: terms and rows with what they are called, the IDs that are next, what somebody may mean by a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import count

from riwaya.curation.retire import NOTICES
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.package.schema import Field
from riwaya.release.rows import said
from riwaya.text.spelling import search_key

_PART = " · "
_ID = re.compile(r"(?P<prefix>[A-Z]+)-(?P<number>[0-9]+)")
_DIGITS = 4
_LONGEST_LABEL = 60
# Whose names stand beside their IDs, and in which columns; a source without a title has its address.
_NAMED_BY = ("name", "title", "statement", "label")
_OTHERWISE = "url"
# Of keys as like as this, one may have been meant for the other.
_ALIKE, _MOST_ALIKE = 0.8, 9
# So few letters stand within any word.
_SHORTEST_PART = 2


def shown(value: str, label: str) -> str:
    """An ID or a term with what it is called, as a list offers it."""
    return f"{value}{_PART}{label}" if value and label else value


def bare(text: str) -> str:
    """The ID or term of what a list offers."""
    return text.split(_PART)[0].strip()


def target(sheet: Sheet, field: Field) -> str | None:
    """What a column's cells are taken from: a vocabulary, or a table with IDs."""
    keys = sheet.resource.schema.foreign_keys
    return field.vocabulary or next((key.table for key in keys if key.fields == (field.name,)), None)


def offers(sheets: Sheets, lang: str) -> dict[str, dict[str, str]]:
    """By vocabulary and by table: what a list shows of each term and each ID."""
    made = offered_terms(sheets, lang)
    for name, sheet in sheets.items():
        if sheet.key and sheet.resource.published:
            made[name] = {
                sheet.identity(record): shown(sheet.identity(record), label(record, lang))
                for record in sheet.records
            }
    return made


def offered_terms(sheets: Sheets, lang: str) -> dict[str, dict[str, str]]:
    """By vocabulary: what a list shows of each term."""
    made: dict[str, dict[str, str]] = {}
    for record in sheets["vocabularies"].records if "vocabularies" in sheets else ():
        cells = record.cells
        made.setdefault(cells["vocabulary"], {})[cells["term"]] = shown(
            cells["term"], said(cells, "label", lang) or ""
        )
    return made


def label(record: Record, lang: str) -> str:
    """What a row is called in a language, if it is called anything."""
    names = (said(record.cells, word, lang) for word in _NAMED_BY)
    return next(filter(None, (*names, record.cells.get(_OTHERWISE))), "")[:_LONGEST_LABEL]


def terms_by_label(sheets: Sheets, field: Field) -> dict[str, str]:
    """The terms of a column by the search keys of their labels, as far as those name one term."""
    found: dict[str, set[str]] = {}
    for record in sheets["vocabularies"].records if field.vocabulary and "vocabularies" in sheets else ():
        if record.cells["vocabulary"] == field.vocabulary:
            for label in _texts(sheets["vocabularies"], record, ("label",)):
                found.setdefault(search_key(label), set()).add(record.cells["term"])
    return {key: terms.pop() for key, terms in found.items() if len(terms) == 1}


def next_ids(sheets: Sheets, sheet: Sheet) -> Iterator[str]:
    """The IDs that a table gives next: those of rows that were retired are never given again."""
    pattern = str(sheet.resource.schema.field(sheet.key).constraints.get("pattern", "")) if sheet.key else ""
    prefix = pattern.split("-")[0]
    given = [record.cells["id"] for record in sheets[NOTICES].records] if NOTICES in sheets else []
    own = [sheet.identity(record) for record in sheet.records] if sheet.key else []
    numbers = [
        int(match["number"])
        for one in own + given
        if (match := _ID.fullmatch(one)) and match["prefix"] == prefix
    ]
    return (f"{prefix}-{number:0{_DIGITS}}" for number in count(max(numbers, default=0) + 1))


# -- By a name ----------------------------------------------------------------------------------------


def alike(sheets: Sheets, table: str, text: str, within: bool = True) -> dict[str, str]:
    """The rows of a table that may be meant by a name in any spelling: IDs with the names as they stand, the likeliest first.

    With `within` also those in whose names the text is but a part.
    """
    wanted, named = (
        search_key(text),
        [(search_key(name), identity, name) for identity, name in _names(sheets, table)],
    )
    if not wanted:
        return {}
    like = {*get_close_matches(wanted, {key for key, _, _ in named}, _MOST_ALIKE, _ALIKE)}
    ranks = (
        lambda key: key == wanted,
        lambda key: within and f" {wanted}" in f" {key}",
        lambda key: key in like,
        lambda key: within and len(wanted) > _SHORTEST_PART and wanted in key,
    )
    found: dict[str, str] = {}
    for fits in ranks:
        for key, identity, name in named:
            if fits(key):
                found.setdefault(identity, name[:_LONGEST_LABEL])
    return dict([*found.items()][:_MOST_ALIKE])


def _names(sheets: Sheets, table: str) -> Iterator[tuple[str, str]]:
    """Each ID of a table with each of its names: its own, and those that other tables have of it."""
    sheet = sheets[table]
    for record in sheet.records:
        yield from ((sheet.identity(record), name) for name in _texts(sheet, record, _NAMED_BY))
        if record.cells.get(_OTHERWISE):
            yield sheet.identity(record), record.cells[_OTHERWISE]
    for other in sheets.values():
        if "name" in other.header:
            for key in other.resource.schema.foreign_keys:
                if (
                    key.table == table
                    and len(key.fields) == 1
                    and key.fields[0] in other.resource.schema.primary_key
                ):
                    yield from (
                        (record.cells[key.fields[0]], record.cells["name"]) for record in other.records
                    )


def _texts(sheet: Sheet, record: Record, words: Collection[str]) -> Iterator[str]:
    """What a row says in both languages, in the columns of these words."""
    columns = (
        column for pair in sheet.resource.schema.pairs if pair.name in words for column in pair.columns
    )
    yield from filter(None, map(record.cells.get, columns))
