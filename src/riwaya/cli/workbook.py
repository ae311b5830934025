"""What the commands of the workbook do. Programs for spreadsheets are loaded for them alone."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli.console import reported, shown_and_agreed
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.curation.workbook.export import computed_cells, export
from riwaya.curation.workbook.import_ import in_workbook, take
from riwaya.dataset.locate import installed_package
from riwaya.errors import NotFoundError
from riwaya.package.derivations import computed_columns
from riwaya.release.compute import published_tables
from riwaya.validation.check import check_package
from riwaya.validation.reporters.text import problem_lines


def workbook_export(file: Path, event: str | None, empty: bool, lang: str) -> int:
    """Write the workbook."""
    if event and empty:
        raise NotFoundError(
            "Give --event or --empty: one of them.", "أعطِ --event أو --empty، واحدًا منهما فقط."
        )
    package = installed_package()
    if not (checked := check_package(package)).report.ok:
        return reported(checked, "text", lang)
    with published_tables(checked) as tables:
        computed = {table.name: computed_cells(table) for table in tables if computed_columns(table.name)}
    export(package, read_sheets(package), file, lang, computed, event, empty)
    click.echo(file.name)
    return 0


def workbook_import(file: Path, yes: bool, lang: str) -> int:
    """Take the workbook back into the data."""
    package = installed_package()
    if not (checked := check_package(package)).report.ok:
        return reported(checked, "text", lang)
    sheets = read_sheets(package)
    taken = take(sheets, file)
    for line in (*taken.notes, *taken.refusals):
        click.echo(line[lang])
    if taken.refusals:
        return 1

    checked = write_sheets(package, sheets, lambda: shown_and_agreed(package, sheets, lang, yes))
    for problem in checked.report.errors:
        click.echo("\n".join(problem_lines(in_workbook(problem, sheets, taken), lang)))
    return 0 if checked.report.ok else 1
