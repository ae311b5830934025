"""Reports what a branch changes: rows, new problems, and contradictions that appeared or were resolved."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.sheets import Sheet, changes_as_text, read_sheets
from riwaya.errors import EditError
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.package.resource import DESCRIPTOR
from riwaya.problem import DOCS, Problem
from riwaya.release.compute import published_tables
from riwaya.release.labels import COUNTED, Describer, labels_of
from riwaya.release.rows import localized, rows_of
from riwaya.text.markdown import markdown_text
from riwaya.validation.check import CheckedPackage, check_package

_FOLDERS = ("data", "review", "schemas")


@dataclass(frozen=True, slots=True)
class BranchReport:
    """How a package differs from its base."""

    problems: tuple[Problem, ...]
    """The errors that the base does not have."""
    tables: tuple[tuple[Sheet, Sheet], ...] = ()
    """Each table before and after; empty if either package is not valid."""
    contradictions: tuple[Bilingual, ...] = ()
    """One line for each pair of bodies that contradict each other now and did not before."""
    resolved: tuple[Bilingual, ...] = ()
    """One line for each pair that no longer does."""


def report_changes(base: Package, package: Package) -> BranchReport:
    """Compare two packages in folders. If either is not valid, only new errors are reported."""
    before, after = check_package(base), check_package(package)
    known = {_identity(problem) for problem in before.report.errors}
    problems = tuple(problem for problem in after.report.errors if _identity(problem) not in known)
    if not (before.report.ok and after.report.ok):
        return BranchReport(problems)
    old, new = read_sheets(base), read_sheets(package)
    tables = tuple((old.get(name, replace(sheet, records=[])), sheet) for name, sheet in new.items())
    earlier, later = _contradictions(before), _contradictions(after)
    return BranchReport(
        problems,
        tables,
        tuple(text for key, text in later.items() if key not in earlier),
        tuple(text for key, text in earlier.items() if key not in later),
    )


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


def _identity(problem: Problem) -> tuple[object, ...]:
    """What makes two problems the same although line numbers may differ."""
    place = problem.place
    return problem.code, place.table or place.path, place.id, place.field, place.value


def _contradictions(checked: CheckedPackage) -> dict[tuple[object, ...], Bilingual]:
    """A line for each pair of bodies that contradict each other, by what makes it the same pair."""
    with published_tables(checked) as published:
        tables = {table.name: table for table in published}
        if "contradictions" not in tables:
            return {}
        rows = [*rows_of(tables["contradictions"])]
        events = {row["event_id"]: row for row in rows_of(tables["events"])}
        actors = {row["actor_id"]: row for row in rows_of(tables["actors"])}
        figures = {row["figure_id"]: row for row in rows_of(tables["figures"])}
        terms = [*rows_of(tables["vocabularies"])]
    describers = [Describer(lang, labels_of(terms, lang), actors) for lang in LANGUAGES]

    def line(row: Mapping[str, str], describer: Describer) -> str:
        figure = figures.get(row["figure_id"])
        parts = (
            row["event_id"],
            localized(events[row["event_id"]], "title", describer.lang),
            describer.term("contradiction_kind", row["kind"]),
            describer.counted(figure) if figure else None,
            *(describer.body(row[name]) for name in ("body_id", "other_body_id")),
            " ".join(sorted((row["claim_id"], row["other_claim_id"]))),
        )
        return " · ".join(filter(None, parts))

    def key(row: Mapping[str, str]) -> tuple[object, ...]:
        counted = [figures[row["figure_id"]][name] for name in COUNTED] if row["figure_id"] else []
        return (*(row[name] for name in ("event_id", "kind", "body_id", "other_body_id")), *counted)

    return {key(row): Bilingual(*(line(row, describer) for describer in describers)) for row in rows}


# -- Markdown -----------------------------------------------------------------------------------------


def as_markdown(report: BranchReport, docs: str = DOCS) -> str:
    """The report in English, then in Arabic, with links to the pages at the address `docs`.

    Text from the data is escaped, whoever wrote it.
    """
    english, arabic = ("\n".join(_lines(report, lang, docs)) for lang in ("en", "ar"))
    return f'{english}\n\n<div dir="rtl">\n\n{arabic}\n\n</div>\n'


def _lines(report: BranchReport, lang: str, docs: str) -> Iterator[str]:
    count = len(report.problems)
    yield f"## {MESSAGES('branch-title')[lang]}"
    yield ""
    yield (MESSAGES("new-problems", count=count) if count else MESSAGES("no-new-problems"))[lang]
    yield from (_problem_line(problem, lang, docs) for problem in report.problems)
    changed = [lines for tables in report.tables if (lines := changes_as_text(*tables, lang))]
    for _, heading, *rows in changed:
        yield from (
            "",
            f"### {markdown_text(heading)}",
            "",
            *(f"- {markdown_text(row.strip())}" for row in rows),
        )
    if not (changed or report.problems):
        yield from ("", MESSAGES("rows-unchanged")[lang])
    sections = {"new-contradictions": report.contradictions, "resolved-contradictions": report.resolved}
    for title, texts in sections.items():
        if texts:
            yield from (
                "",
                f"### {MESSAGES(title)[lang]}",
                "",
                *(f"- {markdown_text(text[lang])}" for text in texts),
            )


def _problem_line(problem: Problem, lang: str, docs: str) -> str:
    place = problem.place
    parts = [str(part) for part in (place.path, place.line, place.id, place.field) if part is not None]
    links = [f"[{markdown_text(page.rpartition('#')[2])}]({page})" for page in problem.pages(lang, docs)]
    message, hint = markdown_text(problem.message()[lang]), markdown_text(problem.hint()[lang])
    return f"- {markdown_text(' · '.join(parts))}: {message} {hint} {' · '.join(links)}"
