"""What the script of the page of events looks at: the events, and what they are found and filtered by, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riwaya.release.json_rows import said
from riwaya.release.telling import labels_of
from riwaya.site.controls import shown
from riwaya.site.days import day_text
from riwaya.site.maps import map_of
from riwaya.site.records import Records, Row

_BOTH = ("ar", "en")
"""In which order the script takes what is said in both languages."""


def index_of(records: Records, words: Mapping[str, Mapping]) -> dict[str, object]:
    """Lists of lists, which point at each other by place: nothing in them is called by what the data says.

    `web/src/data.js` reads them: terms are `[term, ar, en]`, actors `[ID, ar, en, other names]`, places the same with the place
    they are part of, latitude and longitude.
    """
    labels = {lang: labels_of(records.of("vocabularies"), lang) for lang in _BOTH}
    actors, places = (_numbered(records.by_id[table]) for table in ("actors", "locations"))
    used = {vocabulary: _numbered(sorted(terms)) for vocabulary, terms in (
        ("event_kind", {event["kind"] for event in records.events.values()}),
        ("relation", {row["relation"] for row in records.of("agreement")} - {None}),
    )}

    def terms(vocabulary: str) -> list[list[str]]:
        return [[term, *(shown(labels[lang].get((vocabulary, term), term)) for lang in _BOTH)] for term in used[vocabulary]]

    def event_row(event: Row) -> list[object]:
        claimants = _distinct(actors, (claim["claimant_id"] for claim in event["claims"]))
        taking_part = _distinct(actors, (row["actor_id"] for row in event["actors"]))
        relations = _distinct(used["relation"], (row["relation"] for row in event["agreement"]))
        return [
            event["event_id"], *(shown(said(event, name, lang)) for name in ("title", "summary") for lang in _BOTH),
            event["date"] or "", *(day_text(event["date"], words[lang]) if event["date"] else "" for lang in _BOTH),
            event["date_earliest"], event["date_latest"], used["event_kind"][event["kind"]],
            places[event["location"]["location_id"]] if event["location"] else None,
            claimants, [at for at in taking_part if at not in claimants], relations,
            len(event["claims"]), sum(len(claim["figures"]) for claim in event["claims"]),
        ]

    shapes, areas = map_of(records.of("locations"), labels)
    return {
        "kinds": terms("event_kind"), "relations": terms("relation"),
        "actors": [[*_named(row, identity), _others(records, "names_of_actor", identity)]
                   for identity, row in records.by_id["actors"].items()],
        "places": [[*_named(row, identity), _others(records, "names_of_location", identity), places.get(row["parent_id"]),
                    row["latitude"], row["longitude"]] for identity, row in records.by_id["locations"].items()],
        "events": [event_row(event) for event in records.timeline],
        "areas": [[area, places[identity]] for area, identity in areas.items()], "shapes": shapes,
    }


def _named(row: Row, identity: str) -> list[object]:
    return [identity, *(shown(said(row, "name", lang)) for lang in _BOTH)]


def _others(records: Records, group: str, identity: str) -> list[str]:
    return [row["name"] for row in records.groups[group].get(identity, ())]


def _numbered(values: Iterable[object]) -> dict[object, int]:
    return {value: number for number, value in enumerate(values)}


def _distinct(numbers: Mapping[object, int], values: Iterable[object]) -> list[int]:
    return [*dict.fromkeys(numbers[value] for value in values if value in numbers)]
