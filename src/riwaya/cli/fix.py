"""`riwaya fix`: fixes what has only one possible correction, shows it, and checks the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import package_of, package_to_change
from riwaya.cli.options import command, help_text, path_argument
from riwaya.cli.report import print_report
from riwaya.curation.fix import FixedFile, fix_files
from riwaya.journal import write_files
from riwaya.validation.check import check_package


@command("fix")
@path_argument
@click.option("--dry-run", is_flag=True, help=help_text("fix-dry-run"))
def fix(path: Path | None, dry_run: bool, lang: str) -> int:
    """Writes the fixed files, unless `dry_run`, and prints the report of what is left."""
    package = (package_of if dry_run else package_to_change)(path, lang)
    files = fix_files(package)
    for file in files:
        click.echo("\n".join(_lines(file, lang)))
    if not files:
        click.echo(MESSAGES("fix-nothing")[lang])
    if dry_run:
        return 1 if files else 0
    write_files(package.folder, {file.resource.path: file.data for file in files})
    return print_report(check_package(package), "text", lang)


def _lines(file: FixedFile, lang: str) -> Iterator[str]:
    yield file.resource.path
    for correction in file.fixes:
        key = "line" if correction.line else "places"
        where = MESSAGES(key, line=correction.line, count=correction.count)[lang]
        before, after = correction.before, correction.after
        change = MESSAGES("cell-changed", before=before, after=after)[lang] if before else ""
        yield "  " + " · ".join(filter(None, (correction.code, where, correction.field, change)))
