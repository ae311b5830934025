"""Cites the dataset or rows of it: `riwaya cite`. Imports no rules and no engine, so that it starts at once."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.bilingual import Bilingual
from riwaya.cli.files import text_of
from riwaya.dataset.cited_rows import cite_rows, compare_citation
from riwaya.dataset.locate import installed_package, open_dataset
from riwaya.errors import NotFoundError
from riwaya.release.citation import Part, citation, part_in
from riwaya.release.table import Release

_READS = {
    "same": Bilingual(
        "{what}: reads in {now} as it did in {cited}", "{what}: يُقرأ في {now} كما كان في {cited}"
    ),
    "changed": Bilingual(
        "{what}: does not read in {now} as it did in {cited}", "{what}: لا يُقرأ في {now} كما كان في {cited}"
    ),
}


def cite(
    identities: tuple[str, ...],
    where: tuple[str, str] | None,
    form: str,
    release: str | None,
    file: Path | None,
    lang: str,
) -> int:
    """How to cite the dataset or rows of it, or whether cited rows still read the same."""
    if bool(identities) + bool(where) + bool(file) > 1:
        raise NotFoundError(
            "Give IDs, or --where, or --check: one of them.",
            "أعطِ معرّفات أو --where أو --check، واحدًا منها فقط.",
        )
    what = "{}[{}]".format(*where) if where else " ".join(identities)
    if not (release or what or file):
        # Nothing of the tables is asked for.
        click.echo(citation(installed_package().descriptor, form, lang))
        return 0
    with open_dataset(release) as dataset:
        if file:
            return _compare(dataset, part_in(text_of(file)), file.name, lang)
        click.echo(citation(dataset.descriptor, form, lang, cite_rows(dataset, what) if what else None))
    return 0


def _compare(dataset: Release, part: Part | None, name: str, lang: str) -> int:
    if part is None:
        raise NotFoundError(
            f"{name} cites no rows: what names them begins with urn: and ends with their hash, as `riwaya cite ID` prints it.",
            f"لا صفوف مستشهدًا بها في {name}: ما يسمّيها يبدأ بـ‎urn:‎ وينتهي ببصمتها كما يطبعه riwaya cite ID.",
        )
    found = compare_citation(dataset, part)
    reads = _READS["same" if found.same else "changed"]
    told = found.missing or reads.format({"what": part.what, "cited": part.version, "now": dataset.version})
    click.echo(told[lang])
    return 0 if found.same else 1
