"""`riwaya init`: starts an empty dataset, or brings newer code into one."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from riwaya.bilingual import Bilingual
from riwaya.cli import MESSAGES
from riwaya.cli.console import confirm
from riwaya.cli.options import command, help_text
from riwaya.curation.scaffold import create_dataset
from riwaya.curation.upgrade import apply_upgrade, as_text, plan_upgrade
from riwaya.dataset.locate import installed_package
from riwaya.errors import NotFoundError


@command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help=help_text("init-name"))
@click.option("--title-en", help=help_text("init-title-en"))
@click.option("--title-ar", help=help_text("init-title-ar"))
@click.option("--upgrade", is_flag=True, help=help_text("init-upgrade"))
@click.option("--yes", is_flag=True, help=help_text("init-yes"))
def init(
    folder: Path,
    name: str | None,
    title_en: str | None,
    title_ar: str | None,
    upgrade: bool,
    yes: bool,
    lang: str,
) -> int:
    """Writes a new dataset into an empty folder; with --upgrade, newer code into an older dataset."""
    if upgrade:
        if name or title_en or title_ar:
            raise NotFoundError(MESSAGES("init-upgrade-alone"))
        return _upgrade(folder, yes, lang)
    if bool(title_en) != bool(title_ar):
        raise NotFoundError(MESSAGES("init-both-titles"))
    title = Bilingual(title_en, title_ar) if title_en and title_ar else None
    made = create_dataset(installed_package(), folder, name, title, datetime.date.today())
    click.echo(MESSAGES("init-done", folder=made.name)[lang])
    return 0


def _upgrade(folder: Path, yes: bool, lang: str) -> int:
    """Shows the changes and asks before writing. Exit code 1 if an edited file must be merged by hand."""
    upgrade = plan_upgrade(installed_package(), folder.resolve())
    if upgrade.is_empty:
        click.echo(MESSAGES("up-to-date", version=upgrade.record.version)[lang])
        for path in upgrade.unmerged:
            click.echo(MESSAGES("upgrade-unmerged", path=path)[lang])
        return 1 if upgrade.unmerged else 0
    click.echo("\n".join(as_text(upgrade, lang)))
    if not (yes or confirm(lang, MESSAGES("write-changes")[lang])):
        return 1
    apply_upgrade(upgrade)
    return 1 if upgrade.edited else 0
