"""Reports what a branch changes: new problems, rows, and what moves in agreement and contradictions."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from riwaya.bilingual import LANGUAGES
from riwaya.curation import MESSAGES
from riwaya.curation.changes import Changes, changes_between, new_problems
from riwaya.errors import EditError
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.package.resource import DESCRIPTOR
from riwaya.problem import DOCS, Problem, beginning
from riwaya.text.markdown import markdown_text
from riwaya.validation.check import check_package

_FOLDERS = ("data", "review", "schemas")


@dataclass(frozen=True, slots=True)
class BranchReport:
    """How a package differs from its base."""

    problems: tuple[Problem, ...]
    """Those that the base does not have."""
    changes: Changes | None = None
    """None if either package is not valid."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The new problems that must be corrected."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The new problems that may be waived."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def report_changes(base: Package, package: Package) -> BranchReport:
    """Compare two packages in folders. If either is not valid, only new problems are reported."""
    before, after = check_package(base), check_package(package)
    problems = new_problems(before.report, after.report)
    is_known = before.report.ok and after.report.ok
    return BranchReport(problems, changes_between(before, after) if is_known else None)


def base_package(root: Path, revision: str) -> Package:
    """The package at the fork point of HEAD and a revision, in memory. Raises EditError if git cannot."""
    fork = _git(root, "merge-base", "--end-of-options", revision, "HEAD").decode().strip()
    names = _git(root, "ls-tree", "--name-only", fork, DESCRIPTOR, *_FOLDERS).decode().split()
    with zipfile.ZipFile(io.BytesIO(_git(root, "archive", "--format=zip", fork, *names))) as archive:
        data = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    return Package.open(Overlay(data))


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise EditError(MESSAGES("git-missing")) from None
    if done.returncode:
        reason = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"])[-1]
        raise EditError(MESSAGES("git-failed", reason=reason))
    return done.stdout


# -- Markdown -----------------------------------------------------------------------------------------


def as_markdown(report: BranchReport, docs: str = DOCS, first: str = "en") -> str:
    """The report in both languages, `first` above the other, with links to the pages at the address `docs`.

    Text from the data is escaped, whoever wrote it.
    """
    made = {lang: "\n".join(_lines(report, lang, docs)) for lang in LANGUAGES}
    made["ar"] = f'<div dir="rtl">\n\n{made["ar"]}\n\n</div>'
    ordered = sorted(LANGUAGES, key=lambda lang: lang != first)
    return "\n\n".join(made[lang] for lang in ordered) + "\n"


def _lines(report: BranchReport, lang: str, docs: str) -> Iterator[str]:
    errors, warnings = report.errors, report.warnings
    yield f"## {MESSAGES('branch-title')[lang]}"
    yield ""
    yield (MESSAGES("new-errors", count=len(errors)) if errors else MESSAGES("no-new-errors"))[lang]
    yield from (_problem_line(problem, lang, docs) for problem in errors)
    if warnings:
        yield from ("", MESSAGES("new-warnings", count=len(warnings))[lang], "")
        yield from (_problem_line(problem, lang, docs) for problem in warnings)
    if report.changes is None:
        yield from ("", MESSAGES("changes-unknown")[lang])
        return
    tables = report.changes.tables(lang)
    for _, heading, *lines in [*tables, report.changes.moved(lang)] if tables else ():
        yield from ("", f"### {markdown_text(heading)}", "", *map(_item, lines))
    if not tables:
        yield from ("", MESSAGES("rows-unchanged")[lang])


def _item(line: str) -> str:
    """An indented line as an item of a list: one that is set in further belongs to the one above it."""
    text = line.lstrip(" ")
    return f"{line[2 : len(line) - len(text)]}- {markdown_text(text)}"


def _problem_line(problem: Problem, lang: str, docs: str) -> str:
    place = problem.place
    parts = [
        beginning(str(part)) for part in (place.path, place.line, place.id, place.field) if part is not None
    ]
    links = [f"[{markdown_text(page.rpartition('#')[2])}]({page})" for page in problem.pages(lang, docs)]
    message, hint = markdown_text(problem.message()[lang]), markdown_text(problem.hint()[lang])
    return f"- {markdown_text(' · '.join(parts))}: {message} {hint} {' · '.join(links)}"
