"""`riwaya record`: enters a published release into the ledger, or the dataset's DOI into the descriptor."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import package_of
from riwaya.cli.options import command, help_text
from riwaya.errors import NotFoundError
from riwaya.publishing.doi import record_doi
from riwaya.publishing.ledger import record as record_release


@command("record")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--doi", metavar="DOI", help=help_text("record-doi"))
def record(path: Path | None, doi: str | None, lang: str) -> int:
    """Prints the folder of the ledger, or the files, that were written."""
    if (path is None) == (doi is None):
        raise NotFoundError(MESSAGES("record-one"))
    root = package_of(None, lang).folder
    if path:
        folder = record_release(path, root)
        click.echo(f"{folder.parent.name}/{folder.name}")
    for written in record_doi(root, doi) if doi else ():
        click.echo(written)
    return 0
