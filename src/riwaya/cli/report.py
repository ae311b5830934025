"""Checks the package that a command works on, and prints reports."""

from __future__ import annotations

import os
from pathlib import Path

import click

from riwaya.cli.inputs import package_of, package_to_change
from riwaya.package.descriptor import Package
from riwaya.package.files import Folder
from riwaya.validation import reporters
from riwaya.validation.check import CheckedPackage, check_package
from riwaya.validation.reporters.text import problem_lines


def valid_package(lang: str, path: Path | None = None, or_installed: bool = False) -> CheckedPackage:
    """The package that `package_of` gives, checked. If it has errors, prints the report and ends the command
    with exit code 1.
    """
    return _require_valid(package_of(path, lang, or_installed), lang)


def valid_package_to_change(lang: str, path: Path | None = None) -> CheckedPackage:
    """The same of the package that `package_to_change` gives."""
    return _require_valid(package_to_change(path, lang), lang)


def _require_valid(package: Package, lang: str) -> CheckedPackage:
    checked = check_package(package)
    if not checked.report.ok:
        raise click.exceptions.Exit(print_report(checked, "text", lang))
    return checked


def print_report(checked: CheckedPackage, form: str, lang: str) -> int:
    """Prints a report in the form of a reporter; returns the exit code, 0 or 1."""
    files = checked.package.files
    folder = reporters.folder_in_repository(files.path, os.environ) if isinstance(files, Folder) else ""
    click.echo(reporters.render(form, checked.report, lang, folder), nl=False)
    if summary := reporters.render_summary(form, checked.report, lang, os.environ):
        with Path(summary[0]).open("a", encoding="utf-8", newline="\n") as file:
            file.write(summary[1])
    return 0 if checked.report.ok else 1


def print_errors(checked: CheckedPackage, lang: str) -> int:
    """Prints the errors of a report, and nothing if there are none; returns the exit code, 0 or 1."""
    for problem in checked.report.errors:
        click.echo("\n".join(problem_lines(problem, lang)))
    return 0 if checked.report.ok else 1
