"""`riwaya redact`: takes texts and rows that may harm somebody out of data, releases and ledger."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import require_readable, text_of
from riwaya.cli.options import command, help_text, sign_option
from riwaya.cli.report import print_report, valid_package_to_change
from riwaya.curation.redact import redact as redact_everywhere


@command("redact")
@click.argument("releases", metavar="RELEASE...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--text", "file", type=click.Path(path_type=Path), metavar="FILE", help=help_text("redact-text")
)
@sign_option
def redact(releases: tuple[Path, ...], file: Path | None, key: Path | None, lang: str) -> int:
    """Prints the releases that were published anew, and the files that still hold a text."""
    require_readable(key)
    package = valid_package_to_change(lang).package
    lines = text_of(file).splitlines() if file else []
    found = redact_everywhere(package, releases, [*filter(None, map(str.strip, lines))], key)
    code = print_report(found.checked, "text", lang)
    for name in found.releases:
        click.echo(MESSAGES("republished", name=name)[lang])
    if found.unlisted:
        click.echo(MESSAGES("texts-unlisted", count=found.unlisted)[lang])
    for name in found.remaining:
        click.echo(MESSAGES("text-left", name=name)[lang])
    return code or int(bool(found.remaining))
