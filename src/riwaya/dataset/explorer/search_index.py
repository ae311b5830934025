"""What the script of the page of events looks at: the events, and what they are found and filtered by, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.bidi import shown
from riwaya.dataset.explorer.dates import day_text
from riwaya.dataset.explorer.maps import map_of
from riwaya.dataset.explorer.records import Records, Row
from riwaya.release.labels import labels_of
from riwaya.release.rows import localized


def index_of(records: Records, words: Mapping[str, Mapping]) -> dict[str, object]:
    """Lists of objects that point at each other by number, as `web/src/data.js` reads them; nothing is called
    by what data says.

    Terms, actors and places have `id`, `name_ar`, `name_en`; `others` are an actor's or a place's other
    names, an event's participants that claim nothing. `areas` are pairs of an area of `shapes` (TopoJSON, or
    None) and the number of its place.
    """
    labels = {lang: labels_of(records.of("vocabularies"), lang) for lang in LANGUAGES}
    actors, places = (_numbered(records.by_id[table]) for table in ("actors", "locations"))
    used = {
        vocabulary: _numbered(sorted(terms))
        for vocabulary, terms in (
            ("event_kind", {event["kind"] for event in records.events.values()} - {None}),
            ("relation", {row["relation"] for row in records.of("agreement")} - {None}),
        )
    }

    def terms(vocabulary: str) -> list[dict]:
        return [
            {"id": term}
            | {f"name_{lang}": shown(labels[lang].get((vocabulary, term), term)) for lang in LANGUAGES}
            for term in used[vocabulary]
        ]

    def named(table: str, names: str) -> list[dict]:
        others = records.groups[names]
        return [
            {
                "id": identity,
                **_said(row, "name"),
                "others": [other["name"] for other in others.get(identity, ())],
            }
            for identity, row in records.by_id[table].items()
        ]

    def place(described: dict) -> dict:
        row = records.by_id["locations"][described["id"]]
        return described | {
            "parent": places.get(row["parent_id"]),
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        }

    def told(event: Row) -> dict:
        claimants = _distinct(actors, (claim["claimant_id"] for claim in event["claims"]))
        taking_part = _distinct(actors, (row["actor_id"] for row in event["actors"]))
        date = event["date"]
        days = {
            f"date_{lang}": day_text(date, words[lang]) if date else words[lang]["no_date"]
            for lang in LANGUAGES
        }
        return {
            "id": event["event_id"],
            **_said(event, "title"),
            **_said(event, "summary"),
            "date": date,
            **days,
            "earliest": event["date_earliest"],
            "latest": event["date_latest"],
            "kind": used["event_kind"].get(event["kind"]),
            "place": places[event["location"]["location_id"]] if event["location"] else None,
            "claimants": claimants,
            "others": [at for at in taking_part if at not in claimants],
            "relations": _distinct(used["relation"], (row["relation"] for row in event["agreement"])),
            "claims": len(event["claims"]),
            "figures": sum(len(claim["figures"]) for claim in event["claims"]),
        }

    shapes, areas = map_of(records.of("locations"), labels)
    return {
        "kinds": terms("event_kind"),
        "relations": terms("relation"),
        "actors": named("actors", "names_of_actor"),
        "places": [*map(place, named("locations", "names_of_location"))],
        "events": [*map(told, records.timeline)],
        "areas": [[area, places[identity]] for area, identity in areas.items()],
        "shapes": shapes,
    }


def _said(row: Row, name: str) -> dict[str, object]:
    """What a row says in each language."""
    return {f"{name}_{lang}": shown(localized(row, name, lang)) for lang in LANGUAGES}


def _numbered(values: Iterable[object]) -> dict[object, int]:
    return {value: number for number, value in enumerate(values)}


def _distinct(numbers: Mapping[object, int], values: Iterable[object]) -> list[int]:
    return [*dict.fromkeys(numbers[value] for value in values if value in numbers)]
