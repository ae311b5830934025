"""What the pages are made of: the rows of a release, by ID and by what they hang on, the same for both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.dataset.explorer.lineage import Branch, lineage_of
from riwaya.dataset.explorer.number_line import Strip, strip_of
from riwaya.release.citation import CITED_WITH, Part, part_of
from riwaya.release.event_trees import nested_events
from riwaya.release.labels import COUNTED
from riwaya.release.rows import json_row, localized, rows_of
from riwaya.release.table import ReleaseTable

PAGED = {"events": "event_id", "sources": "source_id", "actors": "actor_id", "locations": "location_id"}
"""The tables whose rows have pages, with their IDs."""


class Row(dict):
    """A row, or an event as a tree of rows; a column that the dataset does not have is empty."""

    def __missing__(self, column: str) -> None:
        return None

    @classmethod
    def of(cls, value: object) -> object:
        """The value with rows for all that are objects in it."""
        if isinstance(value, dict):
            return cls((name, cls.of(part)) for name, part in value.items())
        return [cls.of(part) for part in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures of an event that count the same, each with its claim, and how they lie."""

    row: Row
    """One of them: what they count."""
    strip: Strip
    claims: Mapping[str, Row]
    """The claims by the IDs of the figures."""
    agreement: Row | None


class Records:
    """The rows of a release, all of them in memory."""

    def __init__(self, tables: Iterable[ReleaseTable], descriptor: Mapping) -> None:
        self.descriptor = descriptor
        self.rows = {table.name: [Row(json_row(row)) for row in rows_of(table)] for table in tables}

    def of(self, table: str) -> Sequence[Row]:
        return self.rows.get(table, ())

    @cached_property
    def by_id(self) -> dict[str, dict[str, Row]]:
        return {
            table: {row[key]: row for row in self.of(table)}
            for table, key in (*PAGED.items(), ("claims", "claim_id"))
        }

    @cached_property
    def events(self) -> dict[str, Row]:
        """Each event with all that hangs on it."""
        return {event["event_id"]: Row.of(event) for event in nested_events(self.rows)}

    @cached_property
    def flat(self) -> dict[object, list[Row]]:
        """What claims_flat has of each event."""
        return self.group("claims_flat", "event_id")

    @property
    def identities(self) -> Iterator[str]:
        """All by which pages are called."""
        yield from (row["id"] for row in self.of("retirements"))
        for table in PAGED:
            yield from self.by_id[table]

    def page_of(self, identity: str) -> str | None:
        """Where a row is read: on its page, or a claim on that of its event; None for an ID that is not in force."""
        if any(identity in self.by_id[table] for table in PAGED):
            return f"{identity}.html"
        claim = self.by_id["claims"].get(identity)
        return f"{claim['event_id']}.html#{identity}" if claim and claim["event_id"] in self.events else None

    @cached_property
    def timeline(self) -> list[Row]:
        """The events by date; those without one at the end."""
        return sorted(
            self.events.values(), key=lambda event: (event["date_earliest"] or "~", event["event_id"])
        )

    def contradictions(self, event: Row) -> int:
        """How many figures of an event contradict each other, counted by what they count."""
        return sum(row["relation"] == "contradict" for row in event["agreement"])

    @cached_property
    def contradicted(self) -> list[Row]:
        """The events with contradictory figures, those first that have most."""
        return sorted(filter(self.contradictions, self.timeline), key=self.contradictions, reverse=True)

    def group(self, table: str, key: str) -> dict[object, list[Row]]:
        """The rows of a table by a column."""
        groups: dict[object, list[Row]] = {}
        for row in self.of(table):
            groups.setdefault(row[key], []).append(row)
        return groups

    @cached_property
    def groups(self) -> dict[str, dict[object, list[Row]]]:
        """What hangs on a row: claims by claimant and source, sources by outlet, and so on."""
        return {
            "claims_of_actor": self.group("claims", "claimant_id"),
            "claims_in_source": self.group("claims", "source_id"),
            "sources_of_actor": self.group("sources", "outlet_id"),
            "events_of_actor": self.group("event_actors", "actor_id"),
            "names_of_actor": self.group("actor_names", "actor_id"),
            "parts_of_actor": self.group("actors", "parent_id"),
            "events_at": self.group("events", "location_id"),
            "names_of_location": self.group("location_names", "location_id"),
            "parts_of_location": self.group("locations", "parent_id"),
            "uncoded": self.group("uncoded_sources", "source_id"),
        }

    def counted(self, event: Row) -> list[Counted]:
        """The figures of an event by what they count, in the order in which they are told."""
        groups: dict[tuple, list[tuple[Row, Row]]] = {}
        for claim in event["claims"]:
            for figure in claim["figures"]:
                groups.setdefault(tuple(figure[name] for name in COUNTED), []).append((figure, claim))
        agreement = {tuple(row[name] for name in COUNTED): row for row in event["agreement"]}
        made = []
        for key, pairs in groups.items():
            figures, claims = (
                [figure for figure, _ in pairs],
                {figure["figure_id"]: claim for figure, claim in pairs},
            )
            made.append(Counted(figures[0], strip_of(figures), claims, agreement.get(key)))
        return made

    def roles(self, rows: Iterable[Row], of: str) -> list[tuple[str, list[str]]]:
        """The parts that rows of event_actors give to each actor, or in each event: every claim that says so has a row."""
        found: dict[str, dict[str, None]] = {}
        for row in rows:
            found.setdefault(row[of], {})[row["role"]] = None
        return [(identity, [*roles]) for identity, roles in found.items()]

    def lineage(self, event: Row) -> tuple[Branch, ...]:
        return lineage_of(event["claims"])

    def part(self, event: Row) -> Part:
        """The rows with which an event is cited."""
        identity = event["event_id"]
        rows = [("events", self.by_id["events"][identity])]
        for table, identities in (
            ("events", [identity]),
            ("claims", [claim["claim_id"] for claim in event["claims"]]),
        ):
            for name, _ in CITED_WITH[table]:
                rows += [(name, row) for one in identities for row in self._along[name].get(one, ())]
        called = Bilingual(**{lang: f"{identity}: {localized(event, 'title', lang)}" for lang in LANGUAGES})
        return part_of(identity, str(self.descriptor["version"]), rows, called)

    @cached_property
    def _along(self) -> dict[str, dict[object, list[Row]]]:
        return {table: self.group(table, key) for along in CITED_WITH.values() for table, key in along}
