"""DataCite Metadata Schema 4.5 as JSON, with which a DOI is registered."""

from __future__ import annotations

from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text

PATH = "metadata/datacite.json"


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    made: dict[str, object] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "creators": [{"name": name, "nameType": "Organizational"} for name in summary.contributors],
        "titles": [
            {"title": summary.title, "lang": "en"},
            {"title": descriptor["title_ar"], "lang": "ar", "titleType": "TranslatedTitle"},
        ],
        "publisher": {"name": " and ".join(summary.contributors)},
        "publicationYear": summary.date[:4],
        "dates": [{"date": summary.date, "dateType": "Issued"}],
        "language": descriptor["languages"][0],
        "version": summary.version,
        "subjects": [{"subject": word} for word in descriptor["keywords"]],
        "descriptions": [
            {"description": descriptor["description"], "descriptionType": "Abstract", "lang": "en"},
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
    if summary.doi:
        made["doi"] = summary.doi
    return json_text(made)


def read(text: str) -> Summary:
    made = json_object(text.encode())
    (issued,) = (item["date"] for item in made["dates"] if item["dateType"] == "Issued")
    creators = tuple(creator["name"] for creator in made["creators"])
    license_ = made["rightsList"][0]["rightsIdentifier"]
    return Summary(made["titles"][0]["title"], made["version"], issued, license_, creators, made.get("doi"))
