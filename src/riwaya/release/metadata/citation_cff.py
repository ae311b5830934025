"""CITATION.cff 1.2.0 in the root, where GitHub and reference managers read it."""

from __future__ import annotations

from riwaya.release.metadata import Source, Summary, yaml_object, yaml_text

PATH = "CITATION.cff"


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
    return yaml_text(made)


def read(text: str) -> Summary:
    made = yaml_object(text)
    authors = tuple(author["name"] for author in made["authors"])
    return Summary(
        made["title"], made["version"], str(made["date-released"]), made["license"], authors, made.get("doi")
    )
