"""`riwaya show`: prints one event with its claims side by side."""

from __future__ import annotations

import click

from riwaya.cli.inputs import dataset_of
from riwaya.cli.options import command, release_option
from riwaya.dataset.event_text import event_as_text


@command("show")
@click.argument("identity", metavar="ID")
@release_option
def show(identity: str, release: str | None, lang: str) -> int:
    """Prints an event of the dataset of the current folder, or of a release."""
    with dataset_of(release, lang) as dataset:
        click.echo(event_as_text(dataset, identity, lang), nl=False)
    return 0
