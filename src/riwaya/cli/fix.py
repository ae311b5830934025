"""`riwaya fix`: fixes what has only one possible correction, shows it, and checks the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import package_of, package_to_change
from riwaya.cli.options import command, help_text, path_argument
from riwaya.curation.fix import FixedFile, fix_files
from riwaya.curation.fix_reasons import why_left
from riwaya.journal import write_files
from riwaya.problem import beginning
from riwaya.validation.check import check_package
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import closing_lines, problem_lines

_MOST_OF_A_CELL = 5000


@command("fix")
@path_argument
@click.option("--restore-text", is_flag=True, help=help_text("fix-restore-text"))
@click.option("--dry-run", is_flag=True, help=help_text("fix-dry-run"))
def fix(path: Path | None, restore_text: bool, dry_run: bool, lang: str) -> int:
    """Writes the fixed files, unless `dry_run`, and prints the report of what is left, and why."""
    package = (package_of if dry_run else package_to_change)(path, lang, standard=True)
    files = fix_files(package, restore_text)
    for file in files:
        click.echo("\n".join(_lines(file, lang)))
    if not files:
        click.echo(MESSAGES("fix-nothing")[lang])
    if dry_run:
        return 1 if files else 0
    write_files(package.folder, {file.resource.path: file.data for file in files})
    report = check_package(package).report
    click.echo("\n".join([*_left_lines(report, lang), *closing_lines(report, lang)]))
    return 0 if report.ok else 1


def _left_lines(report: Report, lang: str) -> Iterator[str]:
    """The lines on each problem that is left, with the reason before the empty one."""
    for problem in report.problems:
        *lines, end = problem_lines(problem, lang)
        yield from (*lines, "  " + MESSAGES("fix-left", reason=why_left(problem)[lang])[lang], end)


def _lines(file: FixedFile, lang: str) -> Iterator[str]:
    yield file.resource.path
    for correction in file.fixes:
        key = "line" if correction.line else "places"
        where = MESSAGES(key, line=correction.line, count=correction.count)[lang]
        before, after = (beginning(text, _MOST_OF_A_CELL) for text in (correction.before, correction.after))
        change = MESSAGES("cell-changed", before=before, after=after)[lang] if before else ""
        yield "  " + " · ".join(filter(None, (correction.code, where, correction.field, change)))
