"""The commands. Exit codes: 0 good, 1 the data has problems, 2 could not run."""

from __future__ import annotations

import locale
import sys
from pathlib import Path

import click

from riwaya import reporters
from riwaya.check import check
from riwaya.errors import RiwayaError
from riwaya.package import read_package
from riwaya.problem import LANGUAGES


def default_language() -> str:
    """Arabic where the locale is Arabic, English elsewhere."""
    return "ar" if (locale.getlocale()[0] or "").lower().startswith("ar") else "en"


_LANG = click.option("--lang", type=click.Choice(LANGUAGES), default=default_language, show_default="locale",
                     help="Language of messages · لغة الرسائل")


@click.group()
def main() -> None:
    """Riwaya: who claims what · رواية: من يقول ماذا"""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")


@main.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path("."))
@click.option("--format", "format_", type=click.Choice(reporters.names()), default="text",
              help="Form of the report · صيغة التقرير")
@_LANG
def validate(path: Path, format_: str, lang: str) -> None:
    """Check a package: its folder, or its datapackage.json · فحص حزمة بيانات"""
    try:
        report = check(read_package(path)).report
    except RiwayaError as error:
        click.echo(error.message[lang], err=True)
        sys.exit(2)
    click.echo(reporters.render(format_, report, lang), nl=False)
    sys.exit(0 if report.ok else 1)
