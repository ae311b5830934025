"""Makes the tables of a synthetic package in blocks of rows; each row follows from its number and a seed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.columns import Column, as_text, days, fingerprints, ids, picks, taken, where, written
from benchmarks.texts import (
    CITING,
    DETAIL,
    EVENT_TITLE,
    NOTE,
    NOUNS,
    PHRASES,
    SOURCE_TITLE,
    STATEMENT,
    SUMMARY,
    UNCOUNTED,
    WHERE,
    end_of,
    wording,
)
from benchmarks.words import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
Columns = Mapping[str, Column]
_OUTLETS, _GROUPS, _GOVERNORATES = 100, 20, 14
_BLOCK = 1 << 16


class Tables:
    """Makes the tables in blocks; each method makes a table from the numbers of its rows, counted from 1.

    An event has ten claims with a figure each, a source thirty claims, and later claims are in later sources.
    In every tenth event all claims relay an earlier one, and repeat its figure.
    """

    def __init__(self, figures: int, seed: int) -> None:
        self.seed = seed
        self.event_count = max(figures // 10, 1)
        self.village_count = max(self.event_count // 50, 1)
        self.source_count = -(-figures // 30)
        self.row_counts = {
            "actors": _OUTLETS + _GROUPS,
            "locations": 1 + _GOVERNORATES + self.village_count,
            "sources": self.source_count,
            "events": self.event_count,
            "event_actors": 2 * self.event_count,
            "claims": figures,
            "figures": figures,
        }

    def blocks(self, table: str) -> Iterator[tuple[np.ndarray, Columns]]:
        """Yield the rows of a table in blocks, with their numbers; none for a table that stays empty."""
        if table == "vocabularies":
            with (ROOT / "data/vocabularies.csv").open(encoding="utf-8", newline="") as file:
                rows = [row | {"example_id": ""} for row in csv.DictReader(file)]
            yield np.arange(len(rows)), {name: pa.array([row[name] for row in rows]) for name in rows[0]}
        count = self.row_counts.get(table, 0)
        for start in range(1, count + 1, _BLOCK):
            numbers = np.arange(start, min(start + _BLOCK, count + 1))
            yield numbers, getattr(self, table)(numbers)

    def may_be_damaged(self, table: str, numbers: np.ndarray) -> np.ndarray:
        """Which rows can be damaged without causing other problems: no relays or neighbours of other rows."""
        remainder = {"figures": 0, "events": 0, "claims": 2}.get(table)
        return (numbers % 4 == remainder) & (self._event(numbers) % 10 != 0)

    def actors(self, numbers: np.ndarray) -> Columns:
        kinds = (numbers > _OUTLETS).astype(int)
        return {
            "actor_id": ids("ACT", numbers),
            "kind": taken(("outlet", "armed_group"), kinds),
            "disclosure": "organisation",
            "name_ar": written("{what} خبر{n}", what=taken(("موقع", "جماعة"), kinds), n=numbers),
            "name_en": written("Khabar{n} {what}", what=taken(("News", "Group"), kinds), n=numbers),
        }

    def locations(self, numbers: np.ndarray) -> Columns:
        kinds = np.select([numbers == 1, numbers < _GOVERNORATES + 2], [0, 1], 2)
        parents = np.where(kinds == 1, 1, 2 + numbers % _GOVERNORATES)
        return {
            "location_id": ids("LOC", numbers),
            "kind": taken(("country", "governorate", "village"), kinds),
            "name_ar": written("{kind} {n}", kind=taken(("بلد", "محافظة", "قرية"), kinds), n=numbers),
            "name_en": written(
                "{kind} {n}", kind=taken(("Country", "Governorate", "Village"), kinds), n=numbers
            ),
            "parent_id": where(kinds > 0, ids("LOC", parents)),
            "precision": "unknown",
        }

    def sources(self, numbers: np.ndarray) -> Columns:
        return {
            **self._texts("sources.title", SOURCE_TITLE, numbers, n=numbers),
            "source_id": ids("SRC", numbers),
            "kind": "news_article",
            "outlet_id": ids("ACT", self._outlet(numbers)),
            "title_language": "ar",
            "language": "ar",
            "published": days(20_000 + numbers * 1_000 // self.source_count),
            "published_basis": "page_date",
            "url": written("https://example.org/news/{n}", n=numbers),
            "read_as": "excerpt",
        }

    def events(self, numbers: np.ndarray) -> Columns:
        # Each village has an event every ten days, so that no two events are alike.
        first = numbers // self.village_count * 10
        dates = written(
            "{a}{between}{b}",
            a=days(first),
            between=where(numbers % 3 == 0, "/"),
            b=where(numbers % 3 == 0, days(first + 4)),
        )
        return {
            **self._texts("events.title", EVENT_TITLE, numbers, n=numbers),
            **self._texts("events.summary", SUMMARY, numbers, n=numbers),
            "event_id": ids("EVT", numbers),
            "kind": "reported_exchange",
            "outcome": "reported_done",
            "date": dates,
            "date_wording_ar": "قبل أيام",
            "date_wording_en": "days ago",
            "date_basis": "relative",
            "location_id": ids("LOC", 1 + _GOVERNORATES + self._village(numbers)),
        }

    def event_actors(self, numbers: np.ndarray) -> Columns:
        events = (numbers + 1) // 2
        return {
            "event_id": ids("EVT", events),
            "actor_id": ids("ACT", self._party(events, (numbers + 1) % 2)),
            "role": "party",
            "claim_id": ids("CLM", events),
        }

    def claims(self, numbers: np.ndarray) -> Columns:
        origins, sources = self._origin(numbers), self._source(numbers)
        relays = origins != numbers
        figure = self._figure(numbers)
        statement = self._texts(
            "claims.statement",
            STATEMENT,
            numbers,
            outlet=self._outlet(sources),
            one=self._party(self._event(numbers), 0),
            other=self._party(self._event(numbers), 1),
            village=self._village(self._event(numbers)),
            citing=[
                where(relays, written(text, origin=self._outlet(self._source(origins)))) for text in CITING
            ],
            count=[where(figure["stated"], as_text(figure["value"]), text) for text in UNCOUNTED],
            nouns=[
                taken([getattr(noun, form) for noun in NOUNS], figure["noun"]) for form in ("definite", "en")
            ],
            where=[
                taken([pair[at] for pair in WHERE], picks(self.seed, "where", numbers, len(WHERE)))
                for at in (0, 1)
            ],
        )
        return {
            "claim_id": ids("CLM", numbers),
            "event_id": ids("EVT", self._event(numbers)),
            "source_id": ids("SRC", sources),
            "claimant_id": ids("ACT", self._outlet(sources)),
            "attribution": "outlet",
            "stance": "asserts",
            "derived_from_claim_id": where(relays, ids("CLM", origins)),
            "locator": written("p{n}", n=1 + numbers % 30),
            "passage_sha256": fingerprints(self.seed, numbers),
            **statement,
            **self._texts("claims.note", NOTE, numbers, numbers % 5 < 2),
        }

    def figures(self, numbers: np.ndarray) -> Columns:
        figure = self._figure(numbers)
        phrase, noun, value, held = (figure[name] for name in ("phrase", "noun", "value", "held"))
        keys, places = np.unique((phrase * len(NOUNS) + noun) * 1_000 + value, return_inverse=True)
        wordings = [wording(key) for key in keys.tolist()]
        return {
            "figure_id": ids("FIG", numbers),
            "claim_id": ids("CLM", numbers),
            "measure": "persons_released",
            "held_by_id": ids("ACT", _OUTLETS + 1 + held),
            "members_of_id": ids("ACT", _OUTLETS + 1 + (held + 1) % _GROUPS),
            "category": taken([each.category for each in NOUNS], noun),
            "qualifier": taken([each.qualifier for each in PHRASES], phrase),
            "value": where(figure["stated"], value),
            "value_to": where(np.array(["{m}" in each.ar for each in PHRASES])[phrase], end_of(value)),
            "wording_ar": taken([ar for ar, _ in wordings], places),
            "wording_en": taken([en for _, en in wordings], places),
            "wording_language": taken([each.language for each in PHRASES], phrase),
            # Every other one is that of another figure.
            **self._texts("figures.detail", DETAIL, numbers // 8, numbers % 8 < 2),
        }

    def _texts(
        self,
        what: str,
        templates: Sequence[str],
        numbers: np.ndarray,
        given: np.ndarray | None = None,
        **columns: Column | Sequence[Column],
    ) -> Columns:
        """The columns of a text, TABLE.FIELD, in both languages; empty where it is not `given`.

        A list has a column for each language.
        """
        made = {}
        for at, (language, template) in enumerate(zip(LANGUAGES, templates, strict=True)):
            own = {
                name: column[at] if isinstance(column, list) else column for name, column in columns.items()
            }
            for slot in "abcdef":
                if f"{{{slot}}}" in template:
                    own[slot] = language.phrases(self.seed, f"{what} {slot}", numbers)
            text = written(template, **own)
            made[f"{what.partition('.')[2]}_{language.code}"] = text if given is None else where(given, text)
        return made

    def _figure(self, numbers: np.ndarray) -> Mapping[str, np.ndarray]:
        """The value in the figure of a claim; a relay repeats that of the first claim about the event."""
        numbers = np.where(self._is_relay(numbers), self._event(numbers), numbers)
        phrase = picks(self.seed, "phrase", numbers, len(PHRASES))
        low, high = np.array([(each.lowest, each.highest) for each in PHRASES])[phrase].T
        return {
            "phrase": phrase,
            "stated": low > 0,
            "value": low + picks(self.seed, "value", numbers, high - low + 1),
            "noun": picks(self.seed, "noun", numbers, len(NOUNS)),
            # Two origins that give one number of the same people would get a warning.
            "held": (picks(self.seed, "held", self._event(numbers), _GROUPS) + numbers // self.event_count)
            % _GROUPS,
        }

    def _event(self, claims: np.ndarray) -> np.ndarray:
        return 1 + (claims - 1) % self.event_count

    def _party(self, events: np.ndarray, side: np.ndarray | int) -> np.ndarray:
        """One of the two groups between which an event is."""
        return _OUTLETS + 1 + 2 * (events % 9) + side

    def _village(self, events: np.ndarray) -> np.ndarray:
        return 1 + events % self.village_count

    def _source(self, claims: np.ndarray) -> np.ndarray:
        return 1 + (claims - 1) // 30

    def _outlet(self, sources: np.ndarray) -> np.ndarray:
        return 1 + sources % _OUTLETS

    def _is_relay(self, claims: np.ndarray) -> np.ndarray:
        return (self._event(claims) % 10 == 0) & (claims > self.event_count)

    def _origin(self, claims: np.ndarray) -> np.ndarray:
        """The claim that each claim relays, an earlier one about its event; an origin relays itself."""
        earlier = np.maximum((claims - 1) // self.event_count, 1)
        back = 1 + picks(self.seed, "relay", claims, earlier)
        return np.where(self._is_relay(claims), claims - back * self.event_count, claims)
