"""Builds the data of the events page: events with the names and terms that it shows and filters by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.bidi import visible
from riwaya.dataset.explorer.maps import map_of
from riwaya.dataset.explorer.records import Records, Row
from riwaya.release.labels import labels_of
from riwaya.release.rows import localized
from riwaya.text.date_words import day_text


def index_of(records: Records, words: Mapping[str, Mapping]) -> dict[str, object]:
    """Lists of objects that refer to each other by position, as `web/src/data.js` reads them.

    Terms, actors and places have `id`, `name_ar` and `name_en`. `areas` are pairs of an area of `shapes`
    (TopoJSON or None) and the position of its place. No key is a value of the data. What is searched is
    elsewhere, in the files of `search_files`, which have the events in the same order.
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

    def term_entries(vocabulary: str) -> list[dict]:
        return [
            {"id": term}
            | {f"name_{lang}": visible(labels[lang].get((vocabulary, term), term)) for lang in LANGUAGES}
            for term in used[vocabulary]
        ]

    def name_entries(table: str) -> list[dict]:
        return [{"id": identity, **_texts(row, "name")} for identity, row in records.by_id[table].items()]

    def place_entry(described: dict) -> dict:
        row = records.by_id["locations"][described["id"]]
        return described | {
            "parent": places.get(row["parent_id"]),
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        }

    def event_entry(event: Row) -> dict:
        date = event["date"]
        days = {
            f"date_{lang}": day_text(date, lang) if date else words[lang]["no_date"] for lang in LANGUAGES
        }
        return {
            "id": event["event_id"],
            **_texts(event, "title"),
            "date": date,
            **days,
            "earliest": event["date_earliest"],
            "latest": event["date_latest"],
            "kind": used["event_kind"].get(event["kind"]),
            "place": places[event["location"]["location_id"]] if event["location"] else None,
            "claimants": _distinct(actors, (claim["claimant_id"] for claim in event["claims"])),
            "contradicted": bool(event["contradictions"]),
            "relations": _distinct(used["relation"], (row["relation"] for row in event["agreement"])),
            "claims": len(event["claims"]),
            "figures": sum(len(claim["figures"]) for claim in event["claims"]),
        }

    shapes, areas = map_of(records.of("locations"), labels)
    return {
        "kinds": term_entries("event_kind"),
        "relations": term_entries("relation"),
        "actors": name_entries("actors"),
        "places": [*map(place_entry, name_entries("locations"))],
        "events": [*map(event_entry, records.timeline)],
        "areas": [[area, places[identity]] for area, identity in areas.items()],
        "shapes": shapes,
    }


def _texts(row: Row, name: str) -> dict[str, object]:
    """A text of a row in each language."""
    return {f"{name}_{lang}": visible(localized(row, name, lang) or "") for lang in LANGUAGES}


def _numbered(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values)}


def _distinct(numbers: Mapping[str, int], values: Iterable[str]) -> list[int]:
    return [*dict.fromkeys(numbers[value] for value in values if value in numbers)]
