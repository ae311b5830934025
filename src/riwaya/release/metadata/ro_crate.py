"""RO-Crate 1.2: the release as a crate of its files, in the root, as the standard requires.

The pages of the explorer are one folder in it.
"""

from __future__ import annotations

from typing import Any

from riwaya.bilingual import Messages
from riwaya.release.citation import DOI_ADDRESS, address_of, publishers_of, urn_of
from riwaya.release.manifest import EXPLORER, json_object
from riwaya.release.metadata import ReleaseFile, Source, Summary, json_text

PATH = "ro-crate-metadata.json"
_PAGES = f"{EXPLORER}/"
_WORDS = Messages("riwaya.release", "readme.toml")("explorer/index.html")


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    creators = [
        {"@id": f"#creator-{at}", "@type": "Organization", "name": name}
        for at, name in enumerate(summary.contributors, 1)
    ]
    publishers = publishers_of(descriptor)
    places = [
        {"@id": f"#place-{at}", "@type": "Place", "name": name.en, "alternateName": name.ar}
        for at, name in enumerate(source.extent.countries, 1)
    ]
    license_ = {
        "@id": source.license["path"],
        "@type": "CreativeWork",
        "name": source.license["title"],
        "identifier": summary.license,
    }
    crate: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": summary.title,
        "alternateName": descriptor["title_ar"],
        "description": f"{descriptor['description']}\n\n{descriptor['description_ar']}",
        "version": summary.version,
        "datePublished": summary.date,
        "license": {"@id": license_["@id"]},
        "creator": [{"@id": item["@id"]} for item in creators],
        "inLanguage": [*descriptor["languages"]],
        "keywords": ", ".join(descriptor["keywords"]),
        "publisher": [{"@id": item["@id"]} for item in creators if item["name"] in publishers],
        "identifier": f"{DOI_ADDRESS}{summary.doi}" if summary.doi else urn_of(descriptor),
        "temporalCoverage": source.extent.interval,
        "spatialCoverage": [{"@id": item["@id"]} for item in places] or None,
        "url": address_of(descriptor),
        "hasPart": [{"@id": file.path} for file in source.files if not _is_page(file)],
    }
    titles = {table.name: table.title for table in source.tables}
    parts = []
    for file in source.files:
        if _is_page(file):
            continue
        part: dict[str, object] = {
            "@id": file.path,
            "@type": "File",
            "name": file.path,
            "encodingFormat": file.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        if title := titles.get(file.path.rpartition("/")[2].partition(".")[0]):
            part["description"] = f"{title.en} · {title.ar}"
        parts.append(part)
    head = {
        "@id": PATH,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
    }
    if any(map(_is_page, source.files)):
        name = f"{_WORDS.en} · {_WORDS.ar}"
        parts.append({"@id": _PAGES, "@type": "Dataset", "name": _PAGES, "description": name})
        crate["hasPart"] = [*crate["hasPart"], {"@id": _PAGES}]
    stated = {name: value for name, value in crate.items() if value is not None}
    graph = [head, stated, license_, *creators, *places, *parts]
    return json_text({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})


def read(text: str) -> Summary:
    items = {item["@id"]: item for item in json_object(text.encode())["@graph"]}
    crate = items["./"]
    creators = tuple(items[creator["@id"]]["name"] for creator in crate["creator"])
    named = (part["@id"] for part in crate["hasPart"])
    files = {path: items[path]["sha256"] for path in named if items[path]["@type"] == "File"}
    identity = crate["identifier"]
    doi = identity.removeprefix(DOI_ADDRESS) if identity.startswith(DOI_ADDRESS) else None
    license_ = crate["license"]["@id"]
    return Summary(crate["name"], crate["version"], crate["datePublished"], license_, creators, doi, files)


def _is_page(file: ReleaseFile) -> bool:
    return file.path.startswith(_PAGES)
