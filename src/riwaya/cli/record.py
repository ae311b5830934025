"""`riwaya record`: enters a published release into the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli.inputs import package_of
from riwaya.cli.options import command
from riwaya.publishing.ledger import record as record_release


@command("record")
@click.argument("path", type=click.Path(path_type=Path))
def record(path: Path, lang: str) -> int:
    """Prints the folder of the ledger that was written."""
    folder = record_release(path, package_of(None, lang).folder)
    click.echo(f"{folder.parent.name}/{folder.name}")
    return 0
