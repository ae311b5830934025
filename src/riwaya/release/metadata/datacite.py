"""DataCite Metadata Schema 4.6 as JSON, with which a DOI is registered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riwaya.release.citation import address_of, publisher_of, urn_of
from riwaya.release.extent import Extent
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text
from riwaya.text.spelling import is_in_script

PATH = "metadata/datacite.json"
_LANGUAGE = "en"


def write(source: Source) -> str:
    descriptor, summary, extent = source.descriptor, source.summary, source.extent
    made: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "creators": [
            {"name": name, "nameType": "Organizational", "lang": _LANGUAGE} for name in summary.contributors
        ],
        "titles": [
            {"title": summary.title, "lang": _LANGUAGE},
            {"title": descriptor["title_ar"], "lang": "ar", "titleType": "TranslatedTitle"},
        ],
        "publisher": {"name": publisher_of(descriptor), "lang": _LANGUAGE},
        "publicationYear": summary.date[:4],
        "dates": [{"date": summary.date, "dateType": "Issued"}],
        # One only: that of the first title.
        "language": _LANGUAGE if _LANGUAGE in descriptor["languages"] else descriptor["languages"][0],
        "version": summary.version,
        "subjects": [{"subject": word, "lang": _language_of(word)} for word in descriptor["keywords"]],
        "descriptions": [
            {"description": descriptor["description"], "descriptionType": "Abstract", "lang": _LANGUAGE},
            {"description": descriptor["description_ar"], "descriptionType": "Abstract", "lang": "ar"},
        ],
        "rightsList": [
            {
                "rights": source.license["title"],
                "rightsUri": source.license["path"],
                "rightsIdentifier": summary.license,
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "formats": sorted({file.media_type for file in source.files}),
    }
    if extent.interval:
        made["dates"].append({"date": extent.interval, "dateType": "Coverage"})
    if places := [*_places(extent)]:
        made["geoLocations"] = places
    if summary.doi:
        made["doi"] = summary.doi
    else:
        made["alternateIdentifiers"] = [
            {"alternateIdentifier": urn_of(descriptor), "alternateIdentifierType": "URN"}
        ]
    if address := address_of(descriptor):
        made["url"] = address
    return json_text(made)


def read(text: str) -> Summary:
    made = json_object(text.encode())
    (issued,) = (item["date"] for item in made["dates"] if item["dateType"] == "Issued")
    creators = tuple(creator["name"] for creator in made["creators"])
    license_ = made["rightsList"][0]["rightsIdentifier"]
    return Summary(made["titles"][0]["title"], made["version"], issued, license_, creators, made.get("doi"))


def _language_of(word: str) -> str:
    return "en" if is_in_script(word, "en") else "ar"


def _places(extent: Extent) -> Iterator[dict[str, object]]:
    for name in extent.countries:
        yield {"geoLocationPlace": name[_LANGUAGE]}
    if box := extent.box:
        sides = {
            "westBoundLongitude": box.west,
            "eastBoundLongitude": box.east,
            "southBoundLatitude": box.south,
            "northBoundLatitude": box.north,
        }
        yield {"geoLocationBox": sides}
