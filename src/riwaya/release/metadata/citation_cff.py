"""CITATION.cff 1.2.0, which GitHub and reference managers read."""

from __future__ import annotations

import yaml

from riwaya.release.metadata import Source, Summary

PATH = "metadata/CITATION.cff"


def write(source: Source) -> str:
    descriptor, summary = source.descriptor, source.summary
    made: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "Cite the dataset at the version you used · استشهد بالبيانات مع ذكر الإصدار الذي استعملته",
        "type": "dataset",
        "title": summary.title,
        "abstract": descriptor["description"],
        "version": summary.version,
        "date-released": summary.date,
        "license": summary.license,
        "authors": [{"name": name} for name in summary.contributors],
        "keywords": [*descriptor["keywords"]],
    }
    if summary.doi:
        made["doi"] = summary.doi
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=130)


def read(text: str) -> Summary:
    try:
        made = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from None
    authors = tuple(author["name"] for author in made["authors"])
    return Summary(
        made["title"], made["version"], str(made["date-released"]), made["license"], authors, made.get("doi")
    )
