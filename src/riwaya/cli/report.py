"""Prints reports."""

from __future__ import annotations

import os
from pathlib import Path

import click

from riwaya.validation import reporters
from riwaya.validation.check import CheckedPackage
from riwaya.validation.reporters.text import problem_lines


def reported(checked: CheckedPackage, form: str, lang: str) -> int:
    """Print a report; the exit code that it calls for."""
    click.echo(reporters.render(form, checked.report, lang), nl=False)
    if beside := reporters.render_summary(form, checked.report, lang, os.environ):
        with Path(beside[0]).open("a", encoding="utf-8", newline="\n") as file:
            file.write(beside[1])
    return 0 if checked.report.ok else 1


def reported_errors(checked: CheckedPackage, lang: str) -> int:
    """Print what is wrong, if anything is; the exit code that it calls for."""
    for problem in checked.report.errors:
        click.echo("\n".join(problem_lines(problem, lang)))
    return 0 if checked.report.ok else 1
