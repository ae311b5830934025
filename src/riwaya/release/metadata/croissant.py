"""Croissant 1.1: the tables as record sets over the CSV files.

Tools of machine learning load them from where they are published. Which column refers to which table is in
datapackage.json alone: mlcroissant joins a record set with one that it refers to, and then can read no other.
"""

from __future__ import annotations

from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field
from riwaya.release.citation import DOI_ADDRESS, address_of, citation, publisher_of
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text
from riwaya.release.table import ReleaseTable

PATH = "croissant.json"
# The context of the standard, which a reader need not fetch.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    tables = [table for table in source.tables if any(file.path == _path(table) for file in source.files)]
    made: dict[str, object] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": descriptor["name"],
        "alternateName": [descriptor["title"], descriptor["title_ar"]],
        "description": f"{descriptor['description']}\n\n{descriptor['description_ar']}",
        "version": summary.version,
        "datePublished": summary.date,
        "license": source.license["path"],
        "creator": [{"@type": "sc:Organization", "name": name} for name in summary.contributors],
        "publisher": {"@type": "sc:Organization", "name": publisher_of(descriptor)},
        "citeAs": citation(descriptor, "bibtex"),
        "inLanguage": [*descriptor["languages"]],
        "keywords": [*descriptor["keywords"]],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "encodingFormat": file.media_type,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in source.files
            if file.path in {_path(table) for table in tables}
        ],
        "recordSet": [_record_set(table) for table in tables],
    }
    if address := address_of(descriptor):
        made["url"] = address
    return json_text(made)


def read(text: str) -> Summary:
    made = json_object(text.encode())
    creators = tuple(creator["name"] for creator in made["creator"])
    files = {item["contentUrl"]: item["sha256"] for item in made["distribution"]}
    address = made.get("url", "")
    doi = address.removeprefix(DOI_ADDRESS) if address.startswith(DOI_ADDRESS) else None
    license_ = made["license"]
    return Summary(
        made["alternateName"][0], made["version"], made["datePublished"], license_, creators, doi, files
    )


def _path(table: ReleaseTable) -> str:
    return f"csv/{table.name}.csv"


def _record_set(table: ReleaseTable) -> dict[str, object]:
    made: dict[str, object] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.description.en} · {table.description.ar}",
    }
    if table.schema.primary_key:
        made["key"] = [{"@id": f"{table.name}/{name}"} for name in table.schema.primary_key]
    return made | {"field": [_field(field, table) for field in table.schema.fields]}


def _field(field: Field, table: ReleaseTable) -> dict[str, object]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": f"{field.description.en} · {field.description.ar}",
        "dataType": FIELD_TYPES[field.type].croissant,
        "source": {"fileObject": {"@id": _path(table)}, "extract": {"column": field.name}},
    }
