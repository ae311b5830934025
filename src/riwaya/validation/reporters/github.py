"""Writes a report for GitHub Actions: an annotation per problem, and a table for the job summary.

GitHub shows ten annotations a step, so the table goes to the file that SUMMARY_VARIABLE names.
"""

from __future__ import annotations

from riwaya.problem import Problem
from riwaya.text.markdown import markdown_text
from riwaya.text.terminal import on_one_line
from riwaya.validation import MESSAGES
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import closing_lines, located_message, place_text

NAME, MEDIA_TYPE, SUFFIX = "github", "text/plain", ".txt"
IN_REPOSITORY = True
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
# A summary may have one megabyte.
_MAX_ROWS = 2000


def render(report: Report, language: str) -> str:
    """The annotations, then the closing lines of the text report."""
    lines = [_annotation(problem, language) for problem in report.problems]
    return "".join(f"{on_one_line(line)}\n" for line in [*lines, *closing_lines(report, language)])


def summary(report: Report, language: str, docs: str) -> str:
    """The problems as a Markdown table with links to the pages below `docs`, then the closing lines."""
    rows = [_row(problem, language, docs) for problem in report.problems[:_MAX_ROWS]]
    left = len(report.problems) - len(rows)
    head = MESSAGES("summary-head")[language]
    table = [head, "|---|---|---|---|", *rows] if rows else []
    more = [MESSAGES("summary-more", count=left)[language]] if left else []
    text = "\n\n".join(["\n".join(part) for part in (table, more) if part] + closing_lines(report, language))
    return f'<div dir="{"rtl" if language == "ar" else "ltr"}">\n\n{text}\n\n</div>\n'


def _row(problem: Problem, language: str, docs: str) -> str:
    links = problem.page_links(language, docs)
    code, place = f"`{problem.code}`", markdown_text(place_text(problem, language))
    cells = (
        f"{problem.severity} [{code}]({links['rules']})"
        if "rules" in links
        else f"{problem.severity} {code}",
        f"[{place}]({links['codebook']})" if "codebook" in links else place,
        markdown_text(problem.message()[language]),
        markdown_text(problem.hint()[language]),
    )
    return f"| {' | '.join(cells)} |"


def _annotation(problem: Problem, language: str) -> str:
    place = problem.place
    properties = {"file": place.path, "line": place.line, "title": problem.code}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    text = " ".join((located_message(problem, language), *problem.pages(language)))
    return f"::{problem.severity} {listed}::{_escaped(text)}"


def _escaped(text: object) -> str:
    return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
