"""`riwaya show`: prints one event with its claims side by side."""

from __future__ import annotations

import click

from riwaya.cli.options import command, release_option
from riwaya.dataset.event_text import event_as_text
from riwaya.dataset.locate import open_dataset


@command("show")
@click.argument("identity", metavar="ID")
@release_option
def show(identity: str, release: str | None, lang: str) -> int:
    """Prints an event of this installation's data, or of a release."""
    with open_dataset(release) as dataset:
        click.echo(event_as_text(dataset, identity, lang), nl=False)
    return 0
