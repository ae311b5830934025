"""Shows changes to tables and asks for a yes or no."""

from __future__ import annotations

from itertools import chain

import click

from riwaya.bilingual import LANGUAGES
from riwaya.cli import MESSAGES
from riwaya.curation.changes import changes_between
from riwaya.validation.check import CheckedPackage


def confirm_changes(before: CheckedPackage, after: CheckedPackage, lang: str, yes: bool = False) -> bool:
    """Shows what changes in the tables, what moves by it and the new warnings, and asks whether to write,
    unless `yes`.
    """
    changes = changes_between(before, after)
    if not (tables := changes.tables(lang)):
        click.echo(MESSAGES("nothing-changed")[lang])
        return False
    click.echo("\n".join(chain(*tables, changes.moved(lang), changes.warned(lang))))
    return yes or confirm(lang, MESSAGES("write")[lang])


def confirm(lang: str, question: str, default: bool = False) -> bool:
    """Asks until the answer is yes or no, in either language; Enter means `default`."""
    yes, no = MESSAGES("yes"), MESSAGES("no")
    text, usual = f"{question} ({yes[lang]}/{no[lang]})", (yes if default else no)[lang]
    while True:
        answer = click.prompt(text, default=usual).strip().casefold()
        for word, meaning in ((yes, True), (no, False)):
            if answer and any(word[language].startswith(answer) for language in LANGUAGES):
                return meaning
