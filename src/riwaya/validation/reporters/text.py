"""Writes a report for people, in one language: a few lines per problem, with values in bidi isolates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from riwaya.problem import Place, Problem, beginning
from riwaya.text.terminal import on_one_line
from riwaya.validation import MESSAGES
from riwaya.validation.report import Report

NAME, MEDIA_TYPE, SUFFIX = "text", "text/plain", ".txt"


def render(report: Report, language: str) -> str:
    """The problems, then the closing lines."""
    lines = [line for problem in report.problems for line in problem_lines(problem, language)]
    return "".join(f"{on_one_line(line)}\n" for line in [*lines, *closing_lines(report, language)])


def frictionless_lines(report: Report, language: str) -> list[str]:
    """What was checked by frictionless, and why; nothing if riwaya checked all."""
    tables = [
        f"{beginning(name)} ({beginning(', '.join(reasons))})" if reasons else beginning(name)
        for name, reasons in report.by_frictionless.items()
    ]
    return [MESSAGES("report-by-frictionless", tables=", ".join(tables))[language]] if tables else []


def closing_lines(report: Report, language: str) -> list[str]:
    """Checks that could not run, codes with more problems than listed, the result, the counts."""
    by_reason: dict[str, list[str]] = {}
    for item in report.skipped:
        by_reason.setdefault(item.reason[language], []).append(item.code)
    lines = [
        MESSAGES("report-skipped", count=len(codes), reason=reason, codes=", ".join(codes))[language]
        for reason, codes in by_reason.items()
    ]
    lines += truncation_lines(report, language).values()
    lines += [*frictionless_lines(report, language), *(text[language] for text in report.unchecked)]
    result = MESSAGES("report-valid" if report.ok else "report-invalid")[language]
    counts = {**asdict(report.stats), "problems": sum(report.counts.values())}
    return [*lines, result, MESSAGES("report-counts", **counts)[language]]


def truncation_lines(report: Report, language: str) -> dict[str, str]:
    """A line for each code of which not every problem is listed."""
    return {
        code: MESSAGES("report-truncated", code=code, count=report.counts[code], listed=listed)[language]
        for code, listed in report.truncated.items()
    }


def place_text(problem: Problem, language: str, isolate: bool = False) -> str:
    """Where a problem is: file, line, field, ID; resource and row where there is no line.

    With `isolate`, values are wrapped in bidi isolates.
    """
    path = f"\u2068{problem.place.path}\u2069" if isolate else problem.place.path
    return " · ".join((path, *_places_in_file(problem.place, language, isolate)))


def located_message(problem: Problem, language: str) -> str:
    """Message and hint, for formats that show file and line apart; with the place where there is no line."""
    text = f"{problem.message()[language]} {problem.hint()[language]}"
    place = "" if problem.place.line else " · ".join(_places_in_file(problem.place, language))
    return f"{place}: {text}" if place else text


def _places_in_file(place: Place, language: str, isolate: bool = False) -> Iterator[str]:
    start, end = ("\u2068", "\u2069") if isolate else ("", "")
    if place.line:
        yield MESSAGES("place-line", line=place.line)[language]
    elif place.table:
        yield MESSAGES("place-resource", resource=f"{start}{beginning(place.table)}{end}")[language]
    if place.row and not place.line:
        yield MESSAGES("place-row", row=place.row)[language]
    if place.field:
        yield MESSAGES("place-field", field=f"{start}{beginning(place.field)}{end}")[language]
    if place.id:
        yield f"{start}{beginning(place.id)}{end}"


def problem_lines(problem: Problem, language: str) -> Iterator[str]:
    """The lines on one problem: place, message, hint, the pages that there are; then an empty one."""
    severity = MESSAGES(f"severity-{problem.severity}")[language]
    yield f"{severity} \u2068{problem.code}\u2069 · {place_text(problem, language, isolate=True)}"
    yield f"  {problem.message(isolate=True)[language]}"
    yield f"  {MESSAGES('problem-hint', hint=problem.hint(isolate=True))[language]}"
    if pages := problem.pages(language):
        yield f"  {MESSAGES('problem-pages', pages=' · '.join(pages))[language]}"
    yield ""
