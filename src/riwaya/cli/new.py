"""`riwaya new`: asks for a row and the rows that belong to it, and writes them if all are valid."""

from __future__ import annotations

from functools import partial

import click

from riwaya.cli import MESSAGES
from riwaya.cli.console import confirm, confirm_changes
from riwaya.cli.options import command
from riwaya.cli.report import print_errors, valid_package
from riwaya.curation.new_row import Form, table_named
from riwaya.curation.prompts import EMPTY, Console
from riwaya.curation.sheets import write_sheets


@command("new")
@click.argument("table", metavar="event|claim|figure|source|actor|location|…")
def new(table: str, lang: str) -> int:
    """Writes all rows or none; what was typed is printed if nothing is written."""
    package = valid_package(lang).package
    name = table_named(package, table)
    form = Form(package, Console(lang, click.echo, partial(_ask, lang), partial(confirm, lang)))
    written = confirmed = False

    def write() -> bool:
        nonlocal confirmed
        confirmed = confirm_changes(package, form.sheets, lang)
        return confirmed

    try:
        identity = form.add_rows(name, {})
        if not form.added:
            click.echo(MESSAGES("row-exists", id=identity)[lang])
            written = True
            return 0
        code = print_errors(write_sheets(package, form.sheets, write), lang)
        written = confirmed
        return code
    except click.Abort:
        return 1
    finally:
        # Whatever went wrong: another process that writes, a full disk.
        if not written:
            click.echo(MESSAGES("nothing-written")[lang])
            for sheet, record in form.added:
                click.echo(f"{sheet.resource.path}: {sheet.line(record)}", nl=False)


def _ask(lang: str, question: str, default: str) -> str:
    shown = MESSAGES("default-answer", default=default, empty=EMPTY)[lang] if default else ""
    text = " ".join(filter(None, (question, shown))) or ">"
    return click.prompt(text, default=default, show_default=False, prompt_suffix=" ")
