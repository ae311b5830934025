"""Shows changes to tables and asks for a yes or no."""

from __future__ import annotations

import click

from riwaya.bilingual import LANGUAGES
from riwaya.cli import MESSAGES
from riwaya.curation.sheets import Sheets, changes_as_text, read_sheets
from riwaya.package.descriptor import Package


def confirm_changes(package: Package, sheets: Sheets, lang: str, yes: bool = False) -> bool:
    """Shows how the tables differ from the package's files, and asks whether to write them, unless `yes`."""
    before = read_sheets(package)
    lines = [line for name, sheet in sheets.items() for line in changes_as_text(before[name], sheet, lang)]
    click.echo("\n".join(lines) if lines else MESSAGES("nothing-changed")[lang])
    return bool(lines) and (yes or confirm(lang, MESSAGES("write")[lang]))


def confirm(lang: str, question: str, default: bool = False) -> bool:
    """Asks until the answer is yes or no, in either language; Enter means `default`."""
    yes, no = MESSAGES("yes"), MESSAGES("no")
    text, usual = f"{question} ({yes[lang]}/{no[lang]})", (yes if default else no)[lang]
    while True:
        answer = click.prompt(text, default=usual).strip().casefold()
        for word, meaning in ((yes, True), (no, False)):
            if answer and any(word[language].startswith(answer) for language in LANGUAGES):
                return meaning
