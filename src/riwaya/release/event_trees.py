"""Nests events: all that is said and computed about an event stands inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from riwaya.release.rows import rows_with
from riwaya.release.table import ReleaseTable

Rows = Sequence[Mapping[str, object]]


def nested_events(tables: Mapping[str, Rows]) -> Iterator[dict[str, object]]:
    """Each event with its location, actors, links, agreement, contradictions and claims, and each claim with
    its claimant, source, groups and figures.

    Rows are whole rows of their tables; a location has `parents`, the rows above it from near to far.
    """
    by_id = {name: {row[key]: row for row in tables.get(name, ())} for name, key in _KEYS.items()}
    figures, claims = _grouped(tables, "figures", "claim_id"), _grouped(tables, "claims", "event_id")
    groups = _grouped(tables, "claim_groups", "claim_id")
    others = {name: _grouped(tables, name, "event_id") for name in _OF_EVENTS}
    for event in tables.get("events", ()):
        identity = event["event_id"]
        yield {
            **event,
            "location": _with_parents(by_id["locations"], event.get("location_id")),
            "actors": [
                {**row, "actor": by_id["actors"].get(row.get("actor_id"))}
                for row in others["event_actors"].get(identity, ())
            ],
            "links": others["event_links"].get(identity, []),
            "claims": [
                {
                    **claim,
                    "claimant": by_id["actors"].get(claim.get("claimant_id")),
                    "source": by_id["sources"].get(claim.get("source_id")),
                    "groups": groups.get(claim["claim_id"], []),
                    "figures": figures.get(claim["claim_id"], []),
                }
                for claim in claims.get(identity, ())
            ],
            "agreement": others["agreement"].get(identity, []),
            "contradictions": others["contradictions"].get(identity, []),
        }


def rows_around(tables: Mapping[str, ReleaseTable], events: Iterable[str]) -> dict[str, Rows]:
    """The rows of which `nested_events` makes these events; every table is read once from end to end.

    KeyError for a column that is not there.
    """

    def rows(name: str, key: str, wanted: Iterable[object]) -> Rows:
        return [*rows_with(tables[name], {key: {*wanted}})] if name in tables else []

    found = {name: rows(name, "event_id", events) for name in ("events", "claims", *_OF_EVENTS)}
    claims = [claim["claim_id"] for claim in found["claims"]]
    found |= {name: rows(name, "claim_id", claims) for name in ("figures", "claim_groups")}
    found["sources"] = rows("sources", "source_id", (claim.get("source_id") for claim in found["claims"]))
    return found | {
        name: tables[name].whole().to_pylist() for name in ("actors", "locations") if name in tables
    }


_OF_EVENTS = ("event_actors", "event_links", "agreement", "contradictions")
_KEYS = {"actors": "actor_id", "locations": "location_id", "sources": "source_id"}


def _grouped(tables: Mapping[str, Rows], name: str, key: str) -> dict[object, list]:
    groups: dict[object, list] = {}
    for row in tables.get(name, ()):
        groups.setdefault(row[key], []).append(row)
    return groups


def _with_parents(locations: Mapping[object, Mapping], identity: object) -> dict[str, object] | None:
    place = locations.get(identity)
    if place is None:
        return None
    parents, above = [], locations.get(place.get("parent_id"))
    while above is not None:
        parents.append(above)
        above = locations.get(above.get("parent_id"))
    return {**place, "parents": parents}
