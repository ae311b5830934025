"""`riwaya reliability`: draws a sample for a second coder, and measures how far two coders agree."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.options import command, help_text, path_argument
from riwaya.cli.report import print_errors, valid_package, valid_package_to_change
from riwaya.curation.reliability_page import as_lines, reliability_of, write_pages
from riwaya.curation.second_coding import TABLE, draw
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package


@command("reliability")
@path_argument
@click.option("--draw", "drawing", is_flag=True, help=help_text("reliability-draw"))
@click.option("--seed", type=click.IntRange(min=0), metavar="NUMBER", help=help_text("reliability-seed"))
@click.option("--write", is_flag=True, help=help_text("reliability-write"))
def reliability(path: Path | None, drawing: bool, seed: int | None, write: bool, lang: str) -> int:
    """Prints the agreement of each column, or the paths of what was written."""
    if drawing != (seed is not None) or (drawing and write):
        raise NotFoundError(MESSAGES("reliability-one-of"))
    take = valid_package_to_change if drawing or write else valid_package
    package = take(lang, path).package
    if seed is not None:
        return _draw(package, seed, lang)
    if write:
        return _write(package, lang)
    codings, found = reliability_of(package)
    click.echo("\n".join(as_lines(package, codings, found, lang)))
    return 0


def _draw(package: Package, seed: int, lang: str) -> int:
    """Writes the table with the sample; the data are valid before and after."""
    sheets = read_sheets(package)
    draw(sheets, seed)
    code = print_errors(write_sheets(package, {TABLE: sheets[TABLE]}), lang)
    if code == 0:
        count = len(sheets[TABLE].records)
        click.echo(MESSAGES("sample-drawn", path=sheets[TABLE].resource.path, count=count)[lang])
    return code


def _write(package: Package, lang: str) -> int:
    checked, paths = write_pages(package)
    if paths:
        click.echo("\n".join(paths))
    return print_errors(checked, lang)
