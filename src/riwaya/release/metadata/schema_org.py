"""schema.org's Dataset as JSON-LD, which search engines for datasets read in a page."""

from __future__ import annotations

from riwaya.release.citation import DOI_ADDRESS
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text

PATH = "metadata/schema-org.jsonld"
# From this file to those of the release.
_UP = "../"


def write(source: Source) -> str:
    return json_text(described(source, _UP))


def described(source: Source, up: str) -> dict[str, object]:
    """The Dataset as an object of JSON-LD; `up` leads from where it stands to the folder of the release."""
    descriptor, summary = source.descriptor, source.summary
    made: dict[str, object] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": _both(summary.title, descriptor["title_ar"]),
        "description": _both(descriptor["description"], descriptor["description_ar"]),
        "version": summary.version,
        "datePublished": summary.date,
        "license": source.license["path"],
        "creator": [{"@type": "Organization", "name": name} for name in summary.contributors],
        "inLanguage": [*descriptor["languages"]],
        "keywords": [*descriptor["keywords"]],
        "isAccessibleForFree": True,
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": table.name,
                "description": _both(table.description.en, table.description.ar),
            }
            for table in source.tables
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{up}{file.path}",
                "encodingFormat": file.media_type,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in source.files
        ],
    }
    if summary.doi:
        made["identifier"] = f"{DOI_ADDRESS}{summary.doi}"
    return made


def read(text: str) -> Summary:
    made = json_object(text.encode())
    creators = tuple(creator["name"] for creator in made["creator"])
    files = {item["contentUrl"].removeprefix(_UP): item["sha256"] for item in made["distribution"]}
    doi = made["identifier"].removeprefix(DOI_ADDRESS) if "identifier" in made else None
    title = made["name"][0]["@value"]
    return Summary(title, made["version"], made["datePublished"], made["license"], creators, doi, files)


def _both(en: str, ar: str) -> list[dict[str, str]]:
    return [{"@value": en, "@language": "en"}, {"@value": ar, "@language": "ar"}]
