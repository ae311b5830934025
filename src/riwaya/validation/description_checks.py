"""Checks that a package in Arabic and English says in both what its tables and columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from riwaya.bilingual import LANGUAGES
from riwaya.package.descriptor import Package
from riwaya.package.resource import DESCRIPTOR
from riwaya.problem import Place, Problem
from riwaya.validation.schema_checks import schema_kinds

_PROPERTIES = ("title", "title_ar", "description", "description_ar")
_ARABIC = re.compile("[ء-ي]")


def missing_descriptions(package: Package) -> Iterator[Problem]:
    """A problem for each table and column that lacks a title or a description in either language.

    Nothing is demanded of a package whose `languages` are not both: it shows what it has.
    """
    languages = package.descriptor.get("languages")
    if not isinstance(languages, list) or not all(language in languages for language in LANGUAGES):
        return
    kind = schema_kinds()["description-missing"]
    resources = {resource.name: resource for resource in package.resources}
    known = (item for item in package.entries if item["name"] in resources)
    for item, resource in ((item, resources[item["name"]]) for item in known):
        if missing := _missing(item):
            yield kind.at(Place(DESCRIPTOR, resource.name), item=resource.name, missing=missing)
        for field in resource.schema_json["fields"]:
            if missing := _missing(field):
                place = Place(package.schema_path(resource.name), resource.name, field=field["name"])
                yield kind.at(place, item=f"{resource.name}.{field['name']}", missing=missing)


def _missing(properties: Mapping[str, Any]) -> str:
    """The properties that are empty, or that should be in Arabic and have no Arabic letter."""
    return ", ".join(name for name in _PROPERTIES if not _is_said(name, properties.get(name)))


def _is_said(name: str, text: object) -> bool:
    return isinstance(text, str) and bool(_ARABIC.search(text) if name.endswith("_ar") else text.strip())
