"""Writes the search of the pages: an index of words, cut into scripts of which a search loads a few.

A page opened from a disk may load scripts only, so everything is a script that fills `riwayaSearch`. Rows are
numbered through all tables of TABLES; those of events in the order of data/events.js, the claims of an event
one after the other, and so their figures.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from riwaya.dataset.explorer.bidi import visible
from riwaya.dataset.explorer.records import Records, Row
from riwaya.release.labels import Describer
from riwaya.release.rows import localized
from riwaya.release.searched_rows import searched_rows
from riwaya.release.table import ReleaseTable
from riwaya.text.date_words import day_text
from riwaya.text.number_words import known_numbers

TABLES = {
    "events": "event_id",
    "locations": "location_id",
    "actors": "actor_id",
    "claims": "claim_id",
    "sources": "source_id",
    "figures": "figure_id",
}
"""What is found, in the order in which results are shown."""
_BY_CLAIMANT = ("claims", "figures")
_FOLDER, _MAIN, _SEARCH = "search", "search.js", "riwayaSearch"
_SHARD = 50_000
"""Characters of an index script: what is read for one word, if it is not in two."""
_RELAYS = "◇"
"""The word that finds claims and figures of relays, which a search puts after origins; no query has it."""
_ROWS = 200
"""Rows in one script; a search shows some of each table."""


def write_search(
    records: Records,
    tables: Iterable[ReleaseTable],
    words: Mapping[str, Mapping],
    describers: Mapping[str, Describer],
    folder: Path,
) -> None:
    """Write search.js and the folder search/ into `folder`. Words and describers are by language."""
    (folder / _FOLDER).mkdir()
    rows = _rows(records)
    relays = [(name, row) for name in _BY_CLAIMANT for row in rows[name] if records.is_relay(row)]
    shards = _write_index(rows, tables, relays, folder)
    counts = [[name, len(rows[name])] for name in TABLES]
    home = {
        "tables": counts,
        "shards": shards,
        "numbers": known_numbers(),
        "rowsAFile": _ROWS,
        "words": [],
        "rows": [],
        "all": "",
    }
    (folder / _MAIN).write_text(f"globalThis.{_SEARCH}={_json(home)}\n", encoding="utf-8", newline="\n")
    for lang, describe in describers.items():
        listed = [*_Results(records, describe, words[lang]).of(rows)]
        for number, at in enumerate(range(0, len(listed), _ROWS)):
            _script(folder, f"rows-{lang}-{number}", f"rows[{number}]", listed[at : at + _ROWS])


def _rows(records: Records) -> dict[str, Sequence[Row]]:
    """The rows of each table in the order of their numbers, which is that of the lists."""
    claims = [claim for event in records.timeline for claim in event["claims"]]
    figures = [figure for claim in claims for figure in claim["figures"]]
    rows = {**records.listed, "claims": claims, "figures": figures}
    return {name: rows[name] for name in TABLES}


def _write_index(
    rows: Mapping[str, Sequence[Row]],
    tables: Iterable[ReleaseTable],
    relays: Iterable[tuple[str, Row]],
    folder: Path,
) -> list[str]:
    """Write the words with the rows that they find; returns the first word of each script.

    A row is twice its number, and one more where the word is its own and not of a name or date around it.
    """
    numbers = _numbers(rows)
    found: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
    for name, row in relays:
        found[_RELAYS].append(2 * numbers[name, row[TABLES[name]]])
    for row in searched_rows(tables):
        if (number := numbers.get((row.table, row.id))) is not None:
            own = {*row.own}
            for word in own:
                found[word].append(2 * number + 1)
            for word in {*row.around} - own:
                found[word].append(2 * number)
    words = sorted(found, key=lambda word: word.encode("utf-16-be"))
    _script(folder, "all", "all", " ".join(words))
    first = []
    for number, part in enumerate(_parts((word, _steps(found[word])) for word in words)):
        first.append(part[0][0])
        _script(folder, f"words-{number}", f"words[{number}]", [*zip(*part, strict=True)])
    return first


def _numbers(rows: Mapping[str, Sequence[Row]]) -> dict[tuple[str, str], int]:
    keys = ((name, row[key]) for name, key in TABLES.items() for row in rows[name])
    return {key: number for number, key in enumerate(keys)}


def _steps(numbers: array[int]) -> list[int]:
    """The numbers, smallest first, each as what it is beyond the one before: mostly one digit."""
    return np.diff(np.sort(numbers), prepend=0).tolist()


def _parts(postings: Iterable[tuple[str, list[int]]]) -> Iterator[list[tuple[str, list[int]]]]:
    """The words with their numbers in parts of about _SHARD characters."""
    part, length = [], 0
    for word, steps in postings:
        part.append((word, steps))
        length += len(word) + 2 * len(steps)
        if length > _SHARD:
            yield part
            part, length = [], 0
    if part:
        yield part


class _Results:
    """What the results of a search show in a language: of each its place, its text and what else is known.

    The place is 0 for a row with a page of its own, else the event whose page has the claim that it is, or
    that its last fact names.
    """

    def __init__(self, records: Records, describe: Describer, words: Mapping) -> None:
        self._records, self._describe, self._words = records, describe, words

    def of(self, rows: Mapping[str, Sequence[Row]]) -> Iterator[list[object]]:
        """ID, address, text and what else is known of each row, through all tables."""
        for name, key in TABLES.items():
            for row in rows[name]:
                place, text, *facts = getattr(self, f"_{name}")(row)
                more = " · ".join(filter(None, facts))
                yield [row[key], place, visible(text or ""), visible(more)]

    def _events(self, event: Row) -> tuple[Any, ...]:
        return 0, self._text(event, "title"), self._day(event["date"]), self._place(event["location_id"])

    def _claims(self, claim: Row) -> tuple[Any, ...]:
        event = self._records.events[claim["event_id"]]
        claimant = self._describe.actor(claim["claimant_id"])
        day = self._day(claim["date"] or event["date"])
        return claim["event_id"], self._text(claim, "statement"), self._role(claim), claimant, day

    def _figures(self, figure: Row) -> tuple[Any, ...]:
        claim = self._records.by_id["claims"][figure["claim_id"]]
        number = self._describe.by_stance(self._describe.bounds(figure), claim)
        text = f"{self._describe.counted(figure)} · {number}"
        claimant = self._describe.actor(claim["claimant_id"])
        return claim["event_id"], text, self._role(claim), claimant, figure["claim_id"]

    def _sources(self, source: Row) -> tuple[Any, ...]:
        name = source_name(source, self._describe)
        if not source_title(source, self._describe):
            # Its name is its outlet and its date.
            return 0, name
        return 0, name, self._describe.actor(source["outlet_id"]), self._day(source["published"])

    def _actors(self, actor: Row) -> tuple[Any, ...]:
        return 0, self._text(actor, "name"), self._describe.term("actor_kind", actor["kind"])

    def _locations(self, place: Row) -> tuple[Any, ...]:
        kind = self._describe.term("location_kind", place["kind"])
        return 0, self._text(place, "name"), kind, self._place(place["parent_id"])

    def _role(self, claim: Row) -> str:
        """Whether a claim is an origin or a relay, and how it does not assert what it says, after a mark for
        which the page draws its own.
        """
        relay, stance = self._records.is_relay(claim), self._describe.stance(claim)
        mark = ("⟡" if stance else "◇") if relay else ("◌" if stance else "●")
        role = self._words["is_relay" if relay else "is_origin"]
        return " · ".join(filter(None, (f"{mark} {role}", stance)))

    def _text(self, row: Row, name: str) -> str | None:
        return localized(row, name, self._describe.lang)

    def _place(self, identity: str | None) -> str | None:
        place = self._records.by_id["locations"].get(identity or "")
        return self._text(place, "name") if place else None

    def _day(self, date: str | None) -> str:
        return day_text(date, self._describe.lang) if date else self._words["no_date"]


def source_title(source: Row, describe: Describer) -> str | None:
    """The title of a source in a language, or else its own; None for one without a title."""
    return localized(source, "title", describe.lang) or source["title_original"]


def source_name(source: Row, describe: Describer) -> str:
    """The title of a source; of one without a title, its outlet, its author or else kind, date and ID."""
    if title := source_title(source, describe):
        return title
    known = describe.actor(source["outlet_id"]) or localized(source, "author", describe.lang)
    known = known or describe.term("source_kind", source["kind"] or "")
    day = day_text(source["published"], describe.lang) if source["published"] else None
    return " · ".join(filter(None, (known, day, source["source_id"])))


def _script(folder: Path, name: str, place: str, value: object) -> None:
    (folder / _FOLDER / f"{name}.js").write_text(
        f"{_SEARCH}.{place}={_json(value)}\n", encoding="utf-8", newline="\n"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
