"""The metadata that Zenodo takes from a repository's .zenodo.json.

Where that file exists, Zenodo does not read CITATION.cff.
"""

from __future__ import annotations

from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text

PATH = "metadata/zenodo.json"


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    made = {
        "upload_type": "dataset",
        "title": summary.title,
        "creators": [{"name": name} for name in summary.contributors],
        "description": f'<p>{descriptor["description"]}</p><p dir="rtl">{descriptor["description_ar"]}</p>',
        "publication_date": summary.date,
        "version": summary.version,
        "access_right": "open",
        "license": summary.license.lower(),
        "keywords": [*descriptor["keywords"]],
        "notes": descriptor["title_ar"],
    }
    # One that Zenodo gave to the dataset is kept; without one, it gives a new one.
    if summary.doi:
        made["doi"] = summary.doi
    return json_text(made)


def read(text: str) -> Summary:
    made = json_object(text.encode())
    creators = tuple(creator["name"] for creator in made["creators"])
    return Summary(
        made["title"], made["version"], made["publication_date"], made["license"], creators, made.get("doi")
    )
