"""Shows one event: `riwaya show`. Imports no rules and no engine, so that it starts at once."""

from __future__ import annotations

import click

from riwaya.dataset.event_text import event_as_text
from riwaya.dataset.locate import open_dataset


def show(identity: str, release: str | None, lang: str) -> int:
    """One event, its claims side by side."""
    with open_dataset(release) as dataset:
        click.echo(event_as_text(dataset, identity, lang), nl=False)
    return 0
