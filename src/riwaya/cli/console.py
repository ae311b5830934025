"""What all commands print and ask."""

from __future__ import annotations

import click

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation.sheets import Sheets, changes_as_text, read_sheets
from riwaya.package.descriptor import Package

_SAME = Bilingual("Nothing changed.", "لم يتغير شيء.")
_WRITE = Bilingual("Write it?", "أأكتبه؟")
_YES, _NO = Bilingual("yes", "نعم"), Bilingual("no", "لا")


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
