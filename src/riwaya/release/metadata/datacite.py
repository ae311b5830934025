"""DataCite Metadata Schema 4.5 as JSON, with which a DOI is registered."""

from __future__ import annotations

from riwaya.package import strict_json
from riwaya.release.metadata import Facts, Said, json_text

FILE = "metadata/datacite.json"


def text(facts: Facts) -> str:
    descriptor, said = facts.descriptor, facts.said
    made: dict[str, object] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "creators": [{"name": name, "nameType": "Organizational"} for name in said.contributors],
        "titles": [
            {"title": said.title, "lang": "en"},
            {"title": descriptor["title_ar"], "lang": "ar", "titleType": "TranslatedTitle"},
        ],
        "publisher": {"name": " and ".join(said.contributors)},
        "publicationYear": said.date[:4],
        "dates": [{"date": said.date, "dateType": "Issued"}],
        "language": descriptor["languages"][0],
        "version": said.version,
        "subjects": [{"subject": word} for word in descriptor["keywords"]],
        "descriptions": [
            {"description": descriptor["description"], "descriptionType": "Abstract", "lang": "en"},
            {"description": descriptor["description_ar"], "descriptionType": "Abstract", "lang": "ar"},
        ],
        "rightsList": [
            {
                "rights": facts.license["title"],
                "rightsUri": facts.license["path"],
                "rightsIdentifier": said.license,
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "formats": sorted({file.media_type for file in facts.files}),
    }
    if said.doi:
        made["doi"] = said.doi
    return json_text(made)


def said(text: str) -> Said:
    made = strict_json.loads(text.encode())
    (issued,) = (item["date"] for item in made["dates"] if item["dateType"] == "Issued")
    creators = tuple(creator["name"] for creator in made["creators"])
    license_ = made["rightsList"][0]["rightsIdentifier"]
    return Said(made["titles"][0]["title"], made["version"], issued, license_, creators, made.get("doi"))
