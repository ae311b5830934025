"""What the commands of the workbook do. Programs for spreadsheets are loaded for them alone."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli.console import shown_and_agreed
from riwaya.cli.report import reported
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.curation.workbook.export import computed_cells, export
from riwaya.curation.workbook.import_ import import_workbook, locate_in_workbook
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
    result = import_workbook(sheets, file)
    for line in (*result.notes, *result.problems):
        click.echo(line[lang])
    if result.problems:
        return 1

    checked = write_sheets(package, sheets, lambda: shown_and_agreed(package, sheets, lang, yes))
    for problem in checked.report.errors:
        click.echo("\n".join(problem_lines(locate_in_workbook(problem, sheets, result), lang)))
    return 0 if checked.report.ok else 1
