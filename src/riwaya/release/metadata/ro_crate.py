"""RO-Crate 1.2: the release as a crate of all its files, in the root, as the standard requires."""

from __future__ import annotations

from riwaya.release.citation import DOI_ADDRESS
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text

PATH = "ro-crate-metadata.json"


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    creators = [
        {"@id": f"#creator-{at}", "@type": "Organization", "name": name}
        for at, name in enumerate(summary.contributors, 1)
    ]
    license_ = {
        "@id": source.license["path"],
        "@type": "CreativeWork",
        "name": source.license["title"],
        "identifier": summary.license,
    }
    crate: dict[str, object] = {
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
        "hasPart": [{"@id": file.path} for file in source.files],
    }
    if summary.doi:
        crate["identifier"] = f"{DOI_ADDRESS}{summary.doi}"
    titles = {table.name: table.title for table in source.tables}
    parts = []
    for file in source.files:
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
    graph = [head, crate, license_, *creators, *parts]
    return json_text({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})


def read(text: str) -> Summary:
    items = {item["@id"]: item for item in json_object(text.encode())["@graph"]}
    crate = items["./"]
    creators = tuple(items[creator["@id"]]["name"] for creator in crate["creator"])
    files = {part["@id"]: items[part["@id"]]["sha256"] for part in crate["hasPart"]}
    doi = crate["identifier"].removeprefix(DOI_ADDRESS) if "identifier" in crate else None
    license_ = crate["license"]["@id"]
    return Summary(crate["name"], crate["version"], crate["datePublished"], license_, creators, doi, files)
