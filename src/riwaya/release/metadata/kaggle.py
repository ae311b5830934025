"""dataset-metadata.json, with which the command `kaggle datasets create` uploads a release.

It is like the descriptor of a Data Package, with shorter titles. Who uploads it writes their name into `id`.
"""

from __future__ import annotations

import textwrap

from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text

PATH = "dataset-metadata.json"
_OWNER = "INSERT_OWNER_HERE"
# The fewest and the most letters that Kaggle takes.
_TITLE, _SUBTITLE = (6, 50), (20, 80)
_HEADING = "# "


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    # What stands before the colon of a title is a title, too.
    title, _, subtitle = summary.title.partition(": ")
    made: dict[str, object] = {
        "title": _fitted(title, descriptor["name"], _TITLE),
        "subtitle": _fitted(subtitle, summary.title, _SUBTITLE),
        "id": f"{_OWNER}/{descriptor['name']}",
        "description": "\n\n".join(
            (
                f"{_HEADING}{summary.title}",
                descriptor["description"],
                f"{_HEADING}{descriptor['title_ar']}",
                descriptor["description_ar"],
            )
        ),
        "licenses": [dict(source.license)],
        "version": summary.version,
        "created": summary.date,
        "contributors": [{"title": name} for name in summary.contributors],
        "resources": [
            {
                "path": file.path,
                "description": f"{table.description.en} · {table.description.ar}",
                "schema": {
                    "fields": [
                        {
                            "name": field.name,
                            "description": f"{field.description.en} · {field.description.ar}",
                            "type": field.type,
                        }
                        for field in table.schema.fields
                    ]
                },
            }
            for table, file in source.tables_as(".csv")
        ],
    }
    return json_text(made | ({"doi": summary.doi} if summary.doi else {}))


def read(text: str) -> Summary:
    made = json_object(text.encode())
    title = made["description"].partition("\n")[0].removeprefix(_HEADING)
    licence = made["licenses"][0]["name"]
    authors = tuple(person["title"] for person in made["contributors"])
    paths = {item["path"]: None for item in made["resources"]}
    return Summary(title, made["version"], made["created"], licence, authors, made.get("doi"), paths)


def _fitted(text: str, other: str, lengths: tuple[int, int]) -> str:
    """The text, or the other one where it is too short, without the last words that are too many."""
    least, most = lengths
    chosen = text if len(text) >= least else other
    return textwrap.shorten(chosen, most, placeholder="…").ljust(least, ".")
