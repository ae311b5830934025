"""`riwaya check-contribution`: reports what a branch changes, as Markdown for its pull request."""

from __future__ import annotations

import os

import click

from riwaya.cli.inputs import package_of
from riwaya.cli.options import command
from riwaya.curation.branch_report import as_markdown, base_package, report_changes
from riwaya.problem import DOCS
from riwaya.validation import reporters


@command("check-contribution")
@click.argument("base", metavar="BASE")
def check_contribution(base: str, lang: str) -> int:
    """Prints both languages, that of `lang` first: those who read a pull request may read either."""
    package = package_of(None, lang)
    found = report_changes(base_package(package.folder, base), package)
    click.echo(as_markdown(found, os.environ.get(reporters.DOCS_VARIABLE, DOCS), lang), nl=False)
    return 1 if found.errors else 0
