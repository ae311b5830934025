"""`riwaya redact`: takes texts and rows that may harm somebody out of data, releases and ledger."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import decoded
from riwaya.cli.options import command, help_text, sign_option
from riwaya.cli.report import print_report, valid_package_to_change
from riwaya.curation.redact import redact as redact_everywhere


@command("redact")
@click.argument("releases", metavar="RELEASE...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--text", "file", type=click.File("rb"), metavar="FILE", help=help_text("redact-text"))
@sign_option
def redact(releases: tuple[Path, ...], file: BinaryIO | None, key: Path | None, lang: str) -> int:
    """Prints the releases that were published anew, and the files that still hold a text."""
    package = valid_package_to_change(lang).package
    lines = decoded(file.read(), "--text").splitlines() if file else []
    found = redact_everywhere(package, releases, [*filter(None, map(str.strip, lines))], key)
    code = print_report(found.checked, "text", lang)
    for name in found.releases:
        click.echo(MESSAGES("republished", name=name)[lang])
    for name in found.remaining:
        click.echo(MESSAGES("text-left", name=name)[lang])
    return code or int(bool(found.remaining))
