"""Collects the words by which a row of a release is found: of its texts, and of names and dates around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from riwaya.release.rows import rows_of
from riwaya.release.table import ReleaseTable
from riwaya.text.date_words import month_names
from riwaya.text.edtf import is_edtf, parse_edtf
from riwaya.text.number_words import number_words
from riwaya.text.search_words import indexed_words, name_words
from riwaya.text.synonyms import Synonyms, Words, phrase_words

SYNONYMS = "search_synonyms"
"""The table of phrases that mean the same; a dataset may do without it."""

# What the tokenizer of SQLite takes for a word.
_WORD = regex.compile(r"[\p{L}\p{N}\p{Co}]+")
_NUMBERS = ("value", "value_to")
# A date within more years says none of them.
_MOST_YEARS = 100

_cached_name_words = lru_cache(maxsize=10_000)(name_words)


@dataclass(frozen=True, slots=True)
class SearchedRow:
    """A row that a search may find, with the words that find it: its own, and those of what is around it."""

    table: str
    id: str
    own: Sequence[str]
    around: Sequence[str]
    texts: tuple[str, ...]
    """The texts and names that have these words."""

    @property
    def spelled(self) -> list[str]:
        """The words of all these texts as they are written, where that is another way: for a search that
        takes words as they are.
        """
        written = dict.fromkeys(word for text in self.texts for word in _WORD.findall(text.lower()))
        known = {*self.own, *self.around}
        return [word for word in written if word not in known]


def searched_rows(release: Iterable[ReleaseTable]) -> Iterator[SearchedRow]:
    """Each row of the tables of a release that has an ID, in their order.

    A row is found by its ID, its texts in two languages, those quoted, and its numbers; by names: its own, of
    the kind and place of the event, of what that lies in, of who claims, takes part or publishes; by the
    years, and the month if it is known, in which the event may have been or the document was published; by
    the synonyms of all this; and by the words of the numbers of a figure, which find its claim as well.
    """
    tables = {table.name: table for table in release}
    around = _Around(tables)
    phrases = [(row["concept"], row["phrase"]) for row in _rows(tables, SYNONYMS, "concept", "phrase")]
    names, forms = around.place_names()
    synonyms = Synonyms(phrases + names, forms)

    # Most rows share what is around them with others: the claims of one event by one claimant.
    @lru_cache(maxsize=10_000)
    def words_around(years: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
        words = [*years, *(word for name in names for word in _cached_name_words(name))]
        return words + synonyms.of(words)

    for table in tables.values():
        if (identity := id_column(table)) is None:
            continue
        columns = [identity, *_text_columns(table)]
        for row in rows_of(table):
            text = "\n".join(str(row[name]) for name in columns if row[name] is not None)
            own = indexed_words(text)
            date = around.date(table.name, row) or ""
            names = [*around.names(table.name, row[identity], row), *month_names(date)]
            names_around = tuple(filter(None, names))
            others = [
                *words_around(_years(date), names_around),
                *(word for number in around.numbers(table.name, row) for word in number_words(number)),
            ]
            yield SearchedRow(
                table.name, row[identity], own + synonyms.of(own), others, (text, *names_around)
            )


def _text_columns(table: ReleaseTable) -> list[str]:
    """The columns of texts in two languages, of those quoted in their own, and of stated numbers.

    Why a row says something is none of them: an actor is not found by the outlet that describes it.
    """
    pairs = table.schema.pairs
    if table.name == "events":
        pairs = [pair for pair in pairs if pair.name in ("title", "summary")] or pairs
    pairs = [pair for pair in pairs if not pair.name.endswith("_basis")]
    quoted = [field.name for field in table.schema.fields if field.verbatim]
    numbers = [name for name in _NUMBERS if name in table.schema.names]
    return [*dict.fromkeys([*(column for pair in pairs for column in pair.columns), *quoted, *numbers])]


def id_column(table: ReleaseTable) -> str | None:
    """The column of the IDs by which the rows of a table are found; None for a table that is not searched."""
    key = table.schema.primary_key
    return key[0] if len(key) == 1 and key[0].endswith("_id") else None


class _Around:
    """The names and dates that belong to rows. Of columns that a dataset does not have, there are none."""

    def __init__(self, tables: Mapping[str, ReleaseTable]) -> None:
        self._kinds = {
            row.get("term"): _pair(row, "label")
            for row in _rows(tables, "vocabularies")
            if row.get("vocabulary") == "event_kind"
        }
        self._name_rows = _name_rows(tables.values())
        other_names = {row: [each["name"] for each in rows] for row, rows in self._name_rows.items()}
        self._actors, self._places = (
            {
                row[key]: _pair(row, "name") + other_names.get((name, row[key]), [])
                for row in _rows(tables, name, key)
            }
            for name, key in (("actors", "actor_id"), ("locations", "location_id"))
        )
        self._other_names = other_names
        parts = _rows(tables, "locations", "location_id", "parent_id")
        self._parents = {row["location_id"]: row["parent_id"] for row in parts}
        self._events = {row["event_id"]: row for row in _rows(tables, "events", "event_id")}
        self._actors_of_event: defaultdict[object, dict[str, None]] = defaultdict(dict)
        for name, column in (("claims", "claimant_id"), ("event_actors", "actor_id")):
            for row in _rows(tables, name, "event_id", column):
                self._actors_of_event[row["event_id"]][row[column]] = None
        self._numbers_of_claim: defaultdict[object, dict[int, None]] = defaultdict(dict)
        for row in _rows(tables, "figures", "claim_id"):
            self._numbers_of_claim[row["claim_id"]] |= dict.fromkeys(_numbers(row))

    def names(self, table: str, identity: str, row: Mapping) -> Iterator[str | None]:
        """The names by which a row is found beside its texts, in an order that is always the same."""
        if table in ("actors", "locations"):
            yield from (self._actors if table == "actors" else self._places).get(identity, ())
        else:
            yield from self._other_names.get((table, identity), ())
        if table == "events":
            kind = row.get("kind")
            yield from self._kinds.get(kind, [kind])
            for actor in self._actors_of_event.get(identity, ()):
                yield from self._actors.get(actor, ())
            yield from self._of_place(row.get("location_id"))
        elif table == "claims":
            yield from self._actors.get(row.get("claimant_id"), ())
            event = self._events.get(row.get("event_id"), {})
            yield from self._of_place(row.get("location_id") or event.get("location_id"))
        elif table == "sources":
            yield from self._actors.get(row.get("outlet_id"), ())

    def place_names(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The names of places, each with the ID of its place, and those that only gazetteers have.

        What only a gazetteer has may be another word where it stands in a text ("الحول", about). A name that
        holds another one ("Raqqa Governorate") is left out: what the shorter one means is not all that.
        """
        listed = {
            (place, row["name"])
            for (table, place), rows in self._name_rows.items()
            for row in rows
            if table == "locations" and row.get("authority")
        }
        names = [(place, name) for place, names in self._places.items() for name in names if name]
        words = {name: phrase_words(name) for _, name in names}
        known = {*words.values()} - {()}
        single = [pair for pair in names if not _holds_other(words[pair[1]], known)]
        return [pair for pair in single if pair not in listed], [pair for pair in single if pair in listed]

    def _of_place(self, place: str | None) -> Iterator[str | None]:
        """The names of a place and of those in which it lies."""
        passed = set()
        while place and place not in passed:
            passed.add(place)
            yield from self._places.get(place, ())
            place = self._parents.get(place)

    def date(self, table: str, row: Mapping) -> str | None:
        """When an event may have been, a claim says that it was, or a source was published."""
        if table == "sources":
            return row.get("published")
        if table == "claims":
            return row.get("date") or self._events.get(row.get("event_id"), {}).get("date")
        return row.get("date") if table == "events" else None

    def numbers(self, table: str, row: Mapping) -> Iterable[int]:
        """The numbers of a figure, or of the figures of a claim."""
        if table == "claims":
            return self._numbers_of_claim.get(row.get("claim_id"), ())
        return _numbers(row) if table == "figures" else ()


def _numbers(figure: Mapping) -> list[int]:
    """The whole numbers of a figure that have words."""
    numbers = (figure.get(name) for name in _NUMBERS)
    return [number for number in numbers if isinstance(number, int) and number >= 0]


@lru_cache(maxsize=10_000)
def _years(date: str) -> tuple[str, ...]:
    """The years of a date; of one that is open at an end, the year that is known."""
    if not is_edtf(date):
        return ()
    span = parse_edtf(date)
    first, last = span.earliest or span.latest, span.latest or span.earliest
    years = range(first.year, last.year + 1) if first and last else ()
    return tuple(map(str, years)) if len(years) <= _MOST_YEARS else ()


def _holds_other(words: Words, known: Collection[Words]) -> bool:
    """Whether a part of some words, but not all of them, is known."""
    count = len(words)
    parts = (words[start:end] for start in range(count) for end in range(start + 1, count + 1))
    return any(len(part) < count and part in known for part in parts)


def _name_rows(tables: Iterable[ReleaseTable]) -> defaultdict[tuple[str, str], list[dict]]:
    """The rows of tables of names, by the table and ID of the row that has the name."""
    found: defaultdict[tuple[str, str], list[dict]] = defaultdict(list)
    for table in tables:
        key = table.schema.primary_key
        named = [one.table for one in table.schema.foreign_keys if one.fields == key[:1]]
        for row in rows_of(table) if named and "name" in key else ():
            found[named[0], row[key[0]]].append(row)
    return found


def _rows(tables: Mapping[str, ReleaseTable], name: str, *columns: str) -> Iterator[dict]:
    """The rows of a table; none if there is no such table, or it lacks one of the columns."""
    if name in tables and {*columns} <= {*tables[name].schema.names}:
        yield from rows_of(tables[name])


def _pair(row: Mapping, name: str) -> list[str | None]:
    return [text for column, text in row.items() if column.rpartition("_")[0] == name]
