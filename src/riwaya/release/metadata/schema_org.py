"""schema.org's Dataset as JSON-LD, which search engines for datasets read in a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from riwaya.release.citation import DOI_ADDRESS, address_of, publisher_of, urn_of
from riwaya.release.extent import Extent
from riwaya.release.manifest import json_object
from riwaya.release.metadata import ReleaseFile, Source, Summary, json_text

PATH = "metadata/schema-org.jsonld"
# From this file to those of the release.
_UP = "../"
# A catalogue offers each table in these formats, and the files of the root that hold all tables.
_TABLES, _WHOLE = (".csv", ".parquet"), (".sqlite", ".xlsx")


def write(source: Source) -> str:
    return json_text(described(source, _UP, [*_offered(source)]))


def described(source: Source, up: str, files: Sequence[ReleaseFile]) -> dict[str, object]:
    """The Dataset as an object of JSON-LD that offers some files; `up` leads from where it stands to the
    folder of the release.
    """
    descriptor, summary = source.descriptor, source.summary
    made: dict[str, object] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": _both(summary.title, descriptor["title_ar"]),
        "description": _both(descriptor["description"], descriptor["description_ar"]),
        "identifier": f"{DOI_ADDRESS}{summary.doi}" if summary.doi else urn_of(descriptor),
        "url": address_of(descriptor),
        "version": summary.version,
        "datePublished": summary.date,
        "license": source.license["path"],
        "creator": [{"@type": "Organization", "name": name} for name in summary.contributors],
        "publisher": {"@type": "Organization", "name": publisher_of(descriptor)},
        "inLanguage": [*descriptor["languages"]],
        "keywords": [*descriptor["keywords"]],
        "isAccessibleForFree": True,
        "temporalCoverage": source.extent.interval,
        "spatialCoverage": places(source.extent) or None,
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
                "name": file.path,
                "contentUrl": urljoin(up, file.path),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in files
        ],
    }
    return {name: value for name, value in made.items() if value is not None}


def places(extent: Extent) -> list[dict[str, object]]:
    """The countries, and the box around the places, as Places of schema.org."""
    made: list[dict[str, object]] = [
        {"@type": "Place", "name": _both(name.en, name.ar)} for name in extent.countries
    ]
    if box := extent.box:
        shape = {"@type": "GeoShape", "box": f"{box.south} {box.west} {box.north} {box.east}"}
        made.append({"@type": "Place", "geo": shape})
    return made


def read(text: str) -> Summary:
    made = json_object(text.encode())
    creators = tuple(creator["name"] for creator in made["creator"])
    files = {item["name"]: item["sha256"] for item in made["distribution"]}
    identity = made["identifier"]
    doi = identity.removeprefix(DOI_ADDRESS) if identity.startswith(DOI_ADDRESS) else None
    title = made["name"][0]["@value"]
    return Summary(title, made["version"], made["datePublished"], made["license"], creators, doi, files)


def _offered(source: Source) -> Iterator[ReleaseFile]:
    yield from filter(None, map(source.file_as, _WHOLE))
    for suffix in _TABLES:
        yield from (file for _, file in source.tables_as(suffix))


def _both(en: str, ar: str) -> list[dict[str, str]]:
    return [{"@value": en, "@language": "en"}, {"@value": ar, "@language": "ar"}]
