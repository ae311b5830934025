"""The maps that come with the explorer, and the places of a dataset that are areas of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.records import Row
from riwaya.release.rows import localized
from riwaya.text.spelling import search_key

AREA = "governorate"
"""The kind of place that areas of a map are."""


def map_of(places: Iterable[Row], labels: Mapping[str, Mapping]) -> tuple[object, dict[str, str]]:
    """The shapes of the map that has most of the places (TopoJSON; None if no map has any), and which area
    each of them is.

    They are known by the name in either language, with or without the word for what it is: "Raqqa
    Governorate" or "Raqqa".
    """
    called = {}
    for row in places:
        for lang in LANGUAGES if row["kind"] == AREA else ():
            word = labels[lang].get(("location_kind", AREA), "")
            name = f" {search_key(localized(row, 'name', lang) or '')} ".replace(
                f" {search_key(word)} ", " "
            ).strip()
            called[lang, name] = row["location_id"]
    best: tuple[object, dict[str, str]] = (None, {})
    for file in sorted(resources.files(__package__).joinpath("maps").iterdir(), key=lambda file: file.name):
        shapes = json.loads(file.read_text(encoding="utf-8"))
        found = {}
        for area in shapes["objects"]["areas"]["geometries"]:
            for lang in LANGUAGES:
                if identity := called.get((lang, search_key(area["properties"][f"name_{lang}"]))):
                    found[area["id"]] = identity
        best = max(best, (shapes, found), key=lambda one: len(one[1]))
    return best
