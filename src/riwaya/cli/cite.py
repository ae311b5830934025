"""`riwaya cite`: prints how to cite the dataset or rows of it, or compares cited rows with a release."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import dataset_of, descriptor_of, text_of
from riwaya.cli.options import command, help_text, release_option
from riwaya.dataset.cited_rows import cite_rows, compare_citation
from riwaya.errors import NotFoundError
from riwaya.package.profile import shape_error
from riwaya.package.resource import DESCRIPTOR
from riwaya.release.citation import FORMS, Part, citation, part_in
from riwaya.release.table import Release


@command("cite")
@click.argument("identities", metavar="[ID]...", nargs=-1)
@click.option("--where", nargs=2, metavar="TABLE CONDITION", help=help_text("cite-where"))
@click.option("--format", "form", type=click.Choice([*FORMS]), default="text", help=help_text("cite-format"))
@release_option
@click.option(
    "--check", "file", type=click.Path(path_type=Path), metavar="FILE", help=help_text("cite-check")
)
def cite(
    identities: tuple[str, ...],
    where: tuple[str, str] | None,
    form: str,
    release: str | None,
    file: Path | None,
    lang: str,
) -> int:
    """Prints a citation; with --check, whether the cited rows still read the same."""
    if bool(identities) + bool(where) + bool(file) > 1:
        raise NotFoundError(MESSAGES("cite-one-of"))
    what = "{}[{}]".format(*where) if where else " ".join(identities)
    if not (release or what or file):
        # The descriptor alone is cited: no table is read.
        click.echo(_citation(descriptor_of(lang), form, lang))
        return 0
    with dataset_of(release, lang) as dataset:
        if file:
            return _compare(dataset, part_in(text_of(file)), file.name, lang)
        # Whether it can be cited is known before rows are looked for.
        text = _citation(dataset.descriptor, form, lang)
        click.echo(_citation(dataset.descriptor, form, lang, cite_rows(dataset, what)) if what else text)
    return 0


def _citation(descriptor: Mapping, form: str, lang: str, part: Part | None = None) -> str:
    """The citation; PackageError for a descriptor that lacks what it needs."""
    try:
        return citation(descriptor, form, lang, part)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise shape_error(DESCRIPTOR, descriptor, "release_head", error) from None


def _compare(dataset: Release, part: Part | None, name: str, lang: str) -> int:
    if part is None:
        raise NotFoundError(MESSAGES("cites-no-rows", name=name))
    found = compare_citation(dataset, part)
    key = "rows-unchanged" if found.same else "rows-changed"
    text = found.missing or MESSAGES(key, what=part.what, cited=part.version, now=dataset.version)
    click.echo(text[lang])
    return 0 if found.same else 1
