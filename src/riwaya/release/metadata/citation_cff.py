"""CITATION.cff 1.2.0, which GitHub and reference managers read."""

from __future__ import annotations

import yaml

from riwaya.release.metadata import Facts, Said

FILE = "metadata/CITATION.cff"


def text(facts: Facts) -> str:
    descriptor, said = facts.descriptor, facts.said
    made: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "Cite the dataset at the version you used · استشهد بالبيانات مع ذكر الإصدار الذي استعملته",
        "type": "dataset",
        "title": said.title,
        "abstract": descriptor["description"],
        "version": said.version,
        "date-released": said.date,
        "license": said.license,
        "authors": [{"name": name} for name in said.contributors],
        "keywords": [*descriptor["keywords"]],
    }
    if said.doi:
        made["doi"] = said.doi
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=130)


def said(text: str) -> Said:
    try:
        made = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from None
    authors = tuple(author["name"] for author in made["authors"])
    return Said(
        made["title"], made["version"], str(made["date-released"]), made["license"], authors, made.get("doi")
    )
