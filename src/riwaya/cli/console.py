"""What all commands print and ask."""

from __future__ import annotations

import os
from pathlib import Path

import click

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation.sheets import Sheets, changes_as_text, read_sheets
from riwaya.package.descriptor import Package
from riwaya.validation import reporters
from riwaya.validation.check import CheckedPackage
from riwaya.validation.reporters.text import problem_lines

_SAME = Bilingual("Nothing changed.", "لم يتغير شيء.")
_WRITE = Bilingual("Write it?", "أأكتبه؟")
_YES, _NO = Bilingual("yes", "نعم"), Bilingual("no", "لا")


def reported_errors(checked: CheckedPackage, lang: str) -> int:
    """Print what is wrong, if anything is; the exit code that it calls for."""
    for problem in checked.report.errors:
        click.echo("\n".join(problem_lines(problem, lang)))
    return 0 if checked.report.ok else 1


def shown_and_agreed(package: Package, sheets: Sheets, lang: str, yes: bool = False) -> bool:
    """Show how the tables differ from the files of the package, if they do, and ask whether to write that, unless it is `yes`."""
    before = read_sheets(package)
    lines = [line for name, sheet in sheets.items() for line in changes_as_text(before[name], sheet, lang)]
    click.echo("\n".join(lines) if lines else _SAME[lang])
    return bool(lines) and (yes or agreed(lang, _WRITE[lang]))


def agreed(lang: str, question: str, usual: bool = False) -> bool:
    """Whether somebody says yes, in either language; an empty answer means what is usual."""
    while True:
        answer = (
            click.prompt(f"{question} ({_YES[lang]}/{_NO[lang]})", default=(_YES if usual else _NO)[lang])
            .strip()
            .casefold()
        )
        for word, meant in ((_YES, True), (_NO, False)):
            if answer and any(word[language].startswith(answer) for language in LANGUAGES):
                return meant


def reported(checked: CheckedPackage, form: str, lang: str) -> int:
    """Print a report; the exit code that it calls for."""
    click.echo(reporters.render(form, checked.report, lang), nl=False)
    if beside := reporters.render_summary(form, checked.report, lang, os.environ):
        with Path(beside[0]).open("a", encoding="utf-8", newline="\n") as file:
            file.write(beside[1])
    return 0 if checked.report.ok else 1
