"""Chooses a map for the places of a dataset, and matches its areas to them by name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.records import Row
from riwaya.release.rows import localized
from riwaya.text.spelling import search_key

AREA = "governorate"
"""The kind of the places that a map has as areas."""


def map_of(places: Iterable[Row], labels: Mapping[str, Mapping]) -> tuple[object, dict[str, str]]:
    """The map with most of the places, as TopoJSON (None if no map has any); the IDs of its places by area.

    Names match in either language, with or without the word for their kind: "Raqqa Governorate" or "Raqqa".
    """
    by_name = {}
    for row in places:
        for lang in LANGUAGES if row["kind"] == AREA else ():
            word = labels[lang].get(("location_kind", AREA), "")
            name = f" {search_key(localized(row, 'name', lang) or '')} ".replace(
                f" {search_key(word)} ", " "
            ).strip()
            by_name[lang, name] = row["location_id"]
    best: tuple[object, dict[str, str]] = (None, {})
    for file in sorted(
        resources.files("riwaya.dataset.explorer").joinpath("maps").iterdir(), key=lambda file: file.name
    ):
        shapes = json.loads(file.read_text(encoding="utf-8"))
        found = {}
        for area in shapes["objects"]["areas"]["geometries"]:
            for lang in LANGUAGES:
                if identity := by_name.get((lang, search_key(area["properties"][f"name_{lang}"]))):
                    found[area["id"]] = identity
        best = max(best, (shapes, found), key=lambda one: len(one[1]))
    return best
