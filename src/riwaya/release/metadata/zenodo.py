"""The metadata that Zenodo takes from a repository's .zenodo.json. Where that file is, Zenodo does not look at CITATION.cff."""

from __future__ import annotations

from riwaya.package import strict_json
from riwaya.release.metadata import Facts, Said, json_text

FILE = "metadata/zenodo.json"


def text(facts: Facts) -> str:
    descriptor, said = facts.descriptor, facts.said
    made = {
        "upload_type": "dataset",
        "title": said.title,
        "creators": [{"name": name} for name in said.contributors],
        "description": f'<p>{descriptor["description"]}</p><p dir="rtl">{descriptor["description_ar"]}</p>',
        "publication_date": said.date,
        "version": said.version,
        "access_right": "open",
        "license": said.license.lower(),
        "keywords": [*descriptor["keywords"]],
        "notes": descriptor["title_ar"],
    }
    # One that Zenodo gave to the dataset is kept; without one, it gives a new one.
    if said.doi:
        made["doi"] = said.doi
    return json_text(made)


def said(text: str) -> Said:
    made = strict_json.loads(text.encode())
    creators = tuple(creator["name"] for creator in made["creators"])
    return Said(
        made["title"], made["version"], made["publication_date"], made["license"], creators, made.get("doi")
    )
