"""Holds the rows of a release for the pages, by ID and by the rows they belong to, for both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.dataset.explorer.example import example_of
from riwaya.dataset.explorer.figures import Counted, body_of, counted_figures
from riwaya.dataset.explorer.lineage import Branch, continues, lineage_of, relays_among
from riwaya.dataset.explorer.periods import Period, periods_of
from riwaya.dataset.explorer.relays import Relays
from riwaya.dataset.explorer.roles import Roles
from riwaya.release.citation import CITED_WITH, Part, part_of
from riwaya.release.event_trees import nested_events
from riwaya.release.labels import is_asserted, is_computed
from riwaya.release.rows import json_row, localized, rows_of
from riwaya.release.table import ReleaseTable

_Value = TypeVar("_Value")
PAGED = {"events": "event_id", "sources": "source_id", "actors": "actor_id", "locations": "location_id"}
"""The tables whose rows have pages, with their IDs."""
LONG = 25
"""An event with more claims and figures has a page that is folded: they are unfolded one by one."""


MOST_TREES = 2_000
"""A dataset with more events has no JSON file for each of them: its releases have all in one."""


class Row(dict[str, Any]):
    """A row, or an event as a tree of rows; a column that the dataset does not have is None."""

    def __missing__(self, column: str) -> None:
        return None

    @classmethod
    def of(cls, value: Any) -> Any:
        """A JSON value with every object in it as a Row; one that is a Row has no others in it."""
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            return cls((name, cls.of(part)) for name, part in value.items())
        return [cls.of(part) for part in value] if isinstance(value, list) else value


def _remembered(compute: Callable[[Row], _Value]) -> Callable[[Row], _Value]:
    """The function of an event, computed once for the pages in all languages."""
    known: dict[str, _Value] = {}

    def value(event: Row) -> _Value:
        identity = event["event_id"]
        if identity not in known:
            known[identity] = compute(event)
        return known[identity]

    return value


def _other_side_first(contradiction: Row) -> Row:
    """The same contradiction, begun with its other side: the columns of one are the other's with a prefix."""
    ends = {name for name in contradiction if f"other_{name}" in contradiction}
    swapped = {name: contradiction[f"other_{name}"] for name in ends}
    swapped |= {f"other_{name}": contradiction[name] for name in ends}
    return Row(contradiction | swapped)


class Records:
    """The rows of a release, all of them in memory."""

    def __init__(self, tables: Iterable[ReleaseTable], descriptor: Mapping) -> None:
        self.descriptor = descriptor
        self.rows = {table.name: [Row(json_row(row)) for row in rows_of(table)] for table in tables}
        self.counted = _remembered(lambda event: counted_figures(event, self._relays))
        """The figures of an event grouped by what they count, in the order of the claims."""
        self.part = _remembered(self._part)
        """An event as it is cited, with its dependent rows."""

    def of(self, table: str) -> Sequence[Row]:
        return self.rows.get(table, ())

    @cached_property
    def by_id(self) -> dict[str, dict[str, Row]]:
        return {
            table: {row[key]: row for row in self.of(table)}
            for table, key in (*PAGED.items(), ("claims", "claim_id"), ("figures", "figure_id"))
        }

    @cached_property
    def events(self) -> dict[str, Row]:
        """Each event as a tree with its claims, figures, actors, links and agreement, by ID."""
        return {str(event["event_id"]): Row.of(event) for event in nested_events(self.rows)}

    @cached_property
    def flat(self) -> dict[object, list[Row]]:
        """The rows of claims_flat by event."""
        return self.group("claims_flat", "event_id")

    @property
    def identities(self) -> Iterator[str]:
        """The IDs that have a page."""
        yield from (row["id"] for row in self.of("retirements"))
        for table in PAGED:
            yield from self.by_id[table]

    def page_of(self, identity: str) -> str | None:
        """The page of a row: its own, or for a claim that of its event; None for an unknown ID."""
        if any(identity in self.by_id[table] for table in PAGED):
            return f"{identity}.html"
        claim = self.by_id["claims"].get(identity)
        return f"{claim['event_id']}.html#{identity}" if claim and claim["event_id"] in self.events else None

    @cached_property
    def timeline(self) -> list[Row]:
        """The events by date; those without a date last."""
        return sorted(
            self.events.values(), key=lambda event: (event["date_earliest"] or "~", event["event_id"])
        )

    @cached_property
    def listed(self) -> dict[str, list[Row]]:
        """The rows of the lists: events and sources by date, actors and places with most rows first."""

        def most(groups: Mapping[object, Sequence], table: str) -> list[Row]:
            return sorted(self.of(table), key=lambda row: -len(groups.get(row[PAGED[table]], ())))

        return {
            "events": self.timeline,
            "sources": sorted(
                self.of("sources"), key=lambda row: (row["published"] or "~", row["source_id"])
            ),
            "actors": most(self.groups["claims_of_actor"], "actors"),
            "locations": most(self.groups["events_at"], "locations"),
        }

    def contradictions(self, event: Row) -> int:
        """How many pairs of bodies contradict each other about an event."""
        return len(event["contradictions"])

    def contradictions_by_claim(self, event: Row) -> list[tuple[Mapping | None, list[Row]]]:
        """The contradictions of an event: those of one kind that one claim has with others stand together.

        Those of numbers stand by the figure as well, that with most of them first. What is counted comes
        first: None for other kinds.
        """
        counted = {
            mark.figure["figure_id"]: group.row for group in self.counted(event) for mark in group.line.marks
        }
        found: dict[tuple, list[Row]] = {}
        pairs = Counter(
            row[end] for row in event["contradictions"] for end in ("figure_id", "other_figure_id")
        )
        for row in event["contradictions"]:
            if row["kind"] == "number" and pairs[row["other_figure_id"]] > pairs[row["figure_id"]]:
                row = _other_side_first(row)
            found.setdefault((row["kind"], row["claim_id"], row["figure_id"]), []).append(row)
        return [(counted.get(figure), rows) for (_, _, figure), rows in found.items()]

    def denials(self, event: Row) -> list[tuple[str, list[Mapping]]]:
        """The claims that deny an event as a whole, or that it was agreed, one of each body and its origins
        before relays. A body that denies both is among the first alone. One that asserts something of the
        event denies the account of somebody else, and is not among them.
        """
        found: list[tuple[str, list[Mapping]]] = []
        asserting = {body_of(claim) for claim in event["claims"] if is_asserted(claim)}
        known: set[str] = set()
        for kind, others in (("occurrence", asserting), ("agreement", set[str]())):
            denying = [
                claim
                for claim in event["claims"]
                if claim["contests"] == kind and claim["stance"] == "denies"
            ]
            claims = self.roles.one_a_body(
                claim["claim_id"] for claim in denying if body_of(claim) not in known | others
            )
            known.update(map(body_of, claims))
            if claims:
                found.append((kind, claims))
        return found

    @cached_property
    def contradicted(self) -> list[Row]:
        """The events about which bodies contradict each other, those with most pairs first."""
        return sorted(filter(self.contradictions, self.timeline), key=self.contradictions, reverse=True)

    @cached_property
    def periods(self) -> list[Period]:
        return periods_of(self.timeline)

    @cached_property
    def example(self) -> tuple[Row, Counted] | None:
        """The event and the group of figures that the first page draws."""
        return example_of(self)

    @cached_property
    def events_within(self) -> Mapping[object, int]:
        """How many events there are in a location and in those within it, by its ID, if any."""
        counts: dict[object, int] = {}
        for event in self.events.values():
            place = event["location"]
            for one in (place, *place["parents"]) if place else ():
                counts[one["location_id"]] = counts.get(one["location_id"], 0) + 1
        return counts

    def group(
        self, table: str, key: str, day: Callable[[Row], str | None] | None = None
    ) -> dict[object, list[Row]]:
        """The rows of a table by the values of a column; by their day, and those without one last."""
        rows = self.of(table)
        groups: dict[object, list[Row]] = {}
        for row in sorted(rows, key=lambda row: day(row) or "~") if day else rows:
            groups.setdefault(row[key], []).append(row)
        return groups

    @cached_property
    def groups(self) -> dict[str, dict[object, list[Row]]]:
        """Rows by the row they belong to: claims by claimant and source, sources by outlet, and so on."""
        return {
            "claims_of_actor": self.group("claims", "claimant_id"),
            "claims_in_source": self.group("claims", "source_id"),
            "figures_of_claim": self.group("figures", "claim_id"),
            "links_of_figure": self.group("figure_links", "figure_id"),
            "sources_of_actor": self.group("sources", "outlet_id", lambda source: source["published"]),
            "events_of_actor": self.group("event_actors", "actor_id", self._day_of_event),
            "names_of_actor": self.group("actor_names", "actor_id"),
            "relations_of_actor": self.group("actor_relations", "actor_id"),
            "relations_to_actor": self.group("actor_relations", "related_actor_id"),
            "events_at": self.group("events", "location_id", lambda event: event["date_earliest"]),
            "names_of_location": self.group("location_names", "location_id"),
            "parts_of_location": self.group("locations", "parent_id"),
            "uncoded": self.group("uncoded_sources", "source_id"),
        }

    def _day_of_event(self, row: Row) -> str | None:
        event = self.events.get(row["event_id"])
        return event["date_earliest"] if event else None

    @cached_property
    def numbers_of_actors(self) -> dict[str, int]:
        """The number of each actor in its list, by which a search finds it."""
        return {row["actor_id"]: number for number, row in enumerate(self.listed["actors"])}

    @cached_property
    def _relays(self) -> frozenset[str]:
        return relays_among(self.of("claims"))

    def is_relay(self, claim: Mapping) -> bool:
        """Whether a claim only repeats what others say, and is marked so wherever it stands."""
        return claim["claim_id"] in self._relays

    def continues(self, claim: Mapping) -> bool:
        """Whether a claim continues its claimant's own account in the same source."""
        return continues(claim, self.by_id["claims"].get(claim["derived_from_claim_id"]))

    @cached_property
    def relays(self) -> Relays:
        return Relays(self.of("claims"), self.by_id["sources"])

    def claims_for(self, actor: str) -> Sequence[Row]:
        """The claims of an actor and of those who speak for it, event by event, by date."""
        return self._claims_by_speaker.get(actor, ())

    @cached_property
    def _claims_by_speaker(self) -> dict[str, list[Row]]:
        """Claims by claimant and by body, so that no page of an actor reads all claims."""
        found: dict[str, list[Row]] = {}
        for claim in sorted(
            self.of("claims"),
            key=lambda claim: (
                self.events[claim["event_id"]]["date_earliest"] or "~",
                claim["event_id"],
                claim["claim_id"],
            ),
        ):
            for actor in {claim["claimant_id"], body_of(claim)}:
                found.setdefault(actor, []).append(claim)
        return found

    @cached_property
    def contradicting(self) -> dict[str, dict[str, list[tuple[str, Row | None]]]]:
        """Of each claim that others contradict, those claims by ID with the kinds in which they do, and what
        figure of theirs does where it is numbers. Those of the same kinds stand together.
        """
        found: dict[str, dict[str, list[tuple[str, Row | None]]]] = {}
        for row in self.of("contradictions"):
            for claim, other, figure in (
                (row["claim_id"], row["other_claim_id"], row["other_figure_id"]),
                (row["other_claim_id"], row["claim_id"], row["figure_id"]),
            ):
                of_other = found.setdefault(claim, {}).setdefault(other, [])
                of_other.append((row["kind"], self.by_id["figures"].get(figure)))

        def place(other: tuple[str, list[tuple[str, Row | None]]]) -> tuple[list[str], str]:
            return [kind for kind, _ in other[1]], other[0]

        return {claim: dict(sorted(others.items(), key=place)) for claim, others in found.items()}

    @property
    def has_trees(self) -> bool:
        """Whether each event has a JSON file with all of it."""
        return len(self.events) <= MOST_TREES

    def is_long(self, event: Row) -> bool:
        """Whether an event has so many claims and figures that its page is folded."""
        return sum(1 + len(claim["figures"]) for claim in event["claims"]) > LONG

    def claims_by_body(self, event: Row) -> list[tuple[str, list[Row]]]:
        """The claims of an event by the body that speaks, those with most claims first.

        Of each, the origins come first.
        """
        bodies: dict[str, list[Row]] = {}
        for claim in event["claims"]:
            bodies.setdefault(body_of(claim), []).append(claim)
        for claims in bodies.values():
            claims.sort(key=self.is_relay)
        return sorted(bodies.items(), key=lambda item: -len(item[1]))

    def speaks_for(self, claim: Mapping) -> str | None:
        """For whom the claimant speaks, if it is another actor; None for a relay, which only repeats."""
        body = body_of(claim)
        if self.is_relay(claim) or body == claim["claimant_id"]:
            return None
        return body if body in self.by_id["actors"] else None

    def not_for(self, claim: Mapping) -> list[str]:
        """For whom the claimant of an origin speaks at another time, if it speaks here for itself."""
        if self.is_relay(claim) or body_of(claim) != claim["claimant_id"]:
            return []
        relations = self.groups["relations_of_actor"].get(claim["claimant_id"], ())
        return [row["related_actor_id"] for row in relations if row["relation"] == "speaks_for"]

    def is_named_in(self, body: str, claimant: str, lang: str) -> bool:
        """Whether the name of a claimant has that of a body, or its abbreviation: "SDF spokesman"."""
        full = localized(self.by_id["actors"][body], "name", lang) or ""
        name, _, short = full.removesuffix(")").partition(" (")
        names = [name, short]
        for row in self.groups["names_of_actor"].get(body, ()):
            if row["kind"] == "acronym" and row["language"] == lang:
                names.append(row["name"])
        shown = localized(self.by_id["actors"][claimant], "name", lang) or ""
        return any(one and one in shown for one in names)

    @cached_property
    def repeated(self) -> Counter[str]:
        """In how many claims each origin is repeated, by its ID."""
        return Counter(self._origin_of(claim) for claim in filter(self.is_relay, self.of("claims")))

    def _origin_of(self, claim: Mapping) -> str:
        """The ID of the claim that a relay goes back to, as far as there is one."""
        seen = set()
        while self.is_relay(claim) and claim["claim_id"] not in seen:
            seen.add(claim["claim_id"])
            claim = self.by_id["claims"].get(claim["derived_from_claim_id"], claim)
        return claim["claim_id"]

    @cached_property
    def bodies(self) -> int:
        """How many bodies speak; the unnamed sources of a document count as one."""
        return len({*map(body_of, self.of("claims"))})

    def equals(self, figure: Mapping) -> list[Row]:
        """The figures from whose numbers that of a figure is computed, if it is."""
        return self._linked(figure, "equals") if is_computed(figure) else []

    def wholes(self, figure: Mapping) -> list[Row]:
        """The figures of which the people of a figure are a part."""
        return self._linked(figure, "part_of")

    def _linked(self, figure: Mapping, relation: str) -> list[Row]:
        links = self.groups["links_of_figure"].get(figure["figure_id"], ())
        return [self.by_id["figures"][row["other_figure_id"]] for row in links if row["relation"] == relation]

    @cached_property
    def roles(self) -> Roles:
        return Roles(self.by_id["claims"], self.of("contradictions"), self.is_relay)

    def lineage(self, event: Row) -> tuple[Branch, ...]:
        return lineage_of(event["claims"])

    def _part(self, event: Row) -> Part:
        identity = event["event_id"]
        rows = [("events", self.by_id["events"][identity])]
        for table, identities in (
            ("events", [identity]),
            ("claims", [claim["claim_id"] for claim in event["claims"]]),
        ):
            for other, _ in CITED_WITH[table]:
                rows += [(other, row) for one in identities for row in self._cited_with[other].get(one, ())]
        name = Bilingual(**{lang: f"{identity}: {localized(event, 'title', lang)}" for lang in LANGUAGES})
        return part_of(identity, str(self.descriptor["version"]), rows, name)

    @cached_property
    def _cited_with(self) -> dict[str, dict[object, list[Row]]]:
        return {table: self.group(table, key) for along in CITED_WITH.values() for table, key in along}
