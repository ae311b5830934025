"""`riwaya new`: adds rows by questions or from a file, and writes them if all are valid."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.console import confirm, confirm_changes
from riwaya.cli.inputs import package_of
from riwaya.cli.options import command, help_text
from riwaya.cli.report import print_errors, valid_package
from riwaya.curation.new_row import Form, table_named
from riwaya.curation.prompts import EMPTY, Console
from riwaya.curation.report_file import read_report
from riwaya.curation.report_rows import RowReader
from riwaya.curation.report_schema import report_schema
from riwaya.curation.sheets import is_stored, read_sheets, write_sheets
from riwaya.validation.check import CheckedPackage
from riwaya.validation.reporters.text import problem_lines


@command("new")
@click.argument("table", metavar="event|claim|figure|source|actor|location|…", default="source")
@click.option("--from", "file", type=click.Path(path_type=Path), metavar="FILE", help=help_text("new-from"))
@click.option("--yes", is_flag=True, help=help_text("workbook-import-yes"))
@click.option("--schema", is_flag=True, help=help_text("new-schema"))
def new(table: str, file: Path | None, yes: bool, schema: bool, lang: str) -> int:
    """Writes all rows or none; what was typed is printed if nothing is written."""
    if schema:
        sheets = read_sheets(package_of(None, lang))
        click.echo(json.dumps(report_schema(sheets), ensure_ascii=False, indent=2))
        return 0
    before = valid_package(lang)
    return _read(before, file, yes, lang) if file else _enter(before, table, lang)


def _read(before: CheckedPackage, file: Path, yes: bool, lang: str) -> int:
    """Adds the rows of a file; prints all that is wrong with it at once."""
    sheets = read_sheets(before.package)
    reader = RowReader(before.package, sheets, file.name)
    reader.read(read_report(file))
    for line in reader.problems:
        click.echo(line[lang])
    if reader.problems:
        return 1
    checked = write_sheets(before.package, sheets, lambda after: confirm_changes(before, after, lang, yes))
    for problem in checked.report.errors:
        click.echo("\n".join(problem_lines(reader.located(problem), lang)))
    return 0 if checked.report.ok else 1


def _enter(before: CheckedPackage, table: str, lang: str) -> int:
    """Asks for a row, and for those that belong to it."""
    package = before.package
    name = table_named(package, table)
    form = Form(package, Console(lang, click.echo, partial(_ask, lang), partial(confirm, lang)))
    written = confirmed = False

    def write(changed: CheckedPackage) -> bool:
        nonlocal confirmed
        confirmed = confirm_changes(before, changed, lang)
        return confirmed

    try:
        identity = form.add_rows(name)
        if not form.rows:
            click.echo(MESSAGES("row-exists" if identity else "no-row-left", id=identity)[lang])
            written = True
            return 0
        code = print_errors(write_sheets(package, form.sheets, write), lang)
        written = confirmed
        return code
    except (click.Abort, KeyboardInterrupt):
        return 2
    finally:
        # Whatever went wrong: another process that writes, a full disk, an interruption.
        if confirmed and not written and is_stored(package, form.sheets):
            click.echo(MESSAGES("written-all-the-same")[lang])
        elif not written:
            click.echo(MESSAGES("nothing-written")[lang])
            for row in form.rows:
                click.echo(f"{row.sheet.resource.path}: {row.sheet.line(row.record)}", nl=False)


def _ask(lang: str, question: str, default: str) -> str:
    shown = MESSAGES("default-answer", default=default, empty=EMPTY)[lang] if default else ""
    text = " ".join(filter(None, (question, shown))) or ">"
    return click.prompt(text, default=default, show_default=False, prompt_suffix=" ")
