"""`riwaya retire`: takes rows out of the data and leaves a notice of each."""

from __future__ import annotations

import click

from riwaya.bilingual import Bilingual
from riwaya.cli import MESSAGES
from riwaya.cli.options import command, help_text
from riwaya.cli.report import print_report, valid_package_to_change
from riwaya.curation.retire import Notice
from riwaya.curation.retire import retire as retire_rows
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.publishing.ledger import next_version

KINDS = ("merged", "split", "retracted", "redacted")


@command("retire")
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(KINDS), required=True, help=help_text("retire-kind"))
@click.option("--successor", "successors", multiple=True, metavar="ID", help=help_text("retire-successor"))
@click.option("--reason-ar", required=True, help=help_text("retire-reason-ar"))
@click.option("--reason-en", required=True, help=help_text("retire-reason-en"))
@click.option("--with-dependents", is_flag=True, help=help_text("retire-with-dependents"))
def retire(
    identities: tuple[str, ...],
    kind: str,
    successors: tuple[str, ...],
    reason_ar: str,
    reason_en: str,
    with_dependents: bool,
    lang: str,
) -> int:
    """Writes the tables without the rows, if what is left is valid."""
    package = valid_package_to_change(lang).package
    sheets = read_sheets(package)
    version = next_version(package.folder, package.version)
    notice = Notice(kind, version, Bilingual(reason_en, reason_ar), successors)
    retired = retire_rows(sheets, identities, notice, with_dependents)
    code = print_report(write_sheets(package, sheets), "text", lang)
    if code == 0:
        click.echo(MESSAGES("retired", ids=" ".join(retired), version=version)[lang])
    return code
