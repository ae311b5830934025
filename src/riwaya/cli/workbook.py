"""`riwaya workbook export` and `import`: the tables in a spreadsheet, and back."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.console import confirm_changes
from riwaya.cli.options import Group, command, help_text
from riwaya.cli.report import valid_package
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.curation.workbook.export import computed_cells, export
from riwaya.curation.workbook.import_ import import_workbook, locate_in_workbook, one_per_cell
from riwaya.errors import NotFoundError
from riwaya.package.derivations import computed_columns
from riwaya.release.compute import published_tables
from riwaya.validation.reporters.text import problem_lines


@click.group("workbook", cls=Group, help=help_text("workbook"))
def workbook() -> None:
    """Has two commands, export and import."""


@command("export", group=workbook)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--event", metavar="ID", help=help_text("workbook-export-event"))
@click.option("--empty", is_flag=True, help=help_text("workbook-export-empty"))
def workbook_export(file: Path, event: str | None, empty: bool, lang: str) -> int:
    """Writes all tables, the rows of one event, or a template."""
    if event and empty:
        raise NotFoundError(MESSAGES("export-one-of"))
    checked = valid_package(lang, or_installed=True)
    with published_tables(checked) as tables:
        computed = {table.name: computed_cells(table) for table in tables if computed_columns(table.name)}
    package = checked.package
    export(package, read_sheets(package), file, lang, computed, event, empty)
    click.echo(file.name)
    return 0


@command("import", group=workbook)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help=help_text("workbook-import-yes"))
def workbook_import(file: Path, yes: bool, lang: str) -> int:
    """Writes the tables if nothing in the workbook is doubtful and the result is valid."""
    before = valid_package(lang)
    package = before.package
    sheets = read_sheets(package)
    result = import_workbook(sheets, file)
    for line in (*result.notes, *result.problems):
        click.echo(line[lang])
    if result.problems:
        return 1
    checked = write_sheets(package, sheets, lambda after: confirm_changes(before, after, lang, yes))
    for problem in one_per_cell(checked.report.errors):
        click.echo("\n".join(problem_lines(locate_in_workbook(problem, sheets, result), lang)))
    return 0 if checked.report.ok else 1
