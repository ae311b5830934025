"""`riwaya diff`: prints what changed from one release to another, or applies the changes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import dataset_of
from riwaya.cli.options import command, help_text
from riwaya.errors import NotFoundError
from riwaya.publishing.patch import changes_to, patched
from riwaya.release.diff_report import as_page, as_text
from riwaya.release.read import open_release


@command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help=help_text("diff-format"),
)
@click.option("--apply", "applied", is_flag=True, help=help_text("diff-apply"))
@click.option("--out", type=click.Path(path_type=Path), default=Path("."), help=help_text("diff-out"))
def diff(old: Path, new: Path | None, form: str, applied: bool, out: Path, lang: str) -> int:
    """Compares OLD with NEW, or with the data of the current folder; with --apply, makes a release."""
    if applied:
        if new is None:
            raise NotFoundError(MESSAGES("apply-without-changes"))
        click.echo(MESSAGES("release-intact", name=patched(old, new, out).name)[lang])
        return 0
    with dataset_of(new, lang) as dataset:
        changes = changes_to(open_release(old), dataset, new)
        if form == "json":
            click.echo(json.dumps(changes, ensure_ascii=False, indent=1))
        else:
            click.echo({"text": as_text, "html": as_page}[form](changes, dataset, lang), nl=False)
    return 0
