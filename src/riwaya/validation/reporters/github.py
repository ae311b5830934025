"""The report as GitHub Actions reads it: an annotation a problem, and all of them as a table for the job summary.

GitHub shows ten annotations a step, so that `summary` goes to the file that SUMMARY_VARIABLE names.
"""

from __future__ import annotations

from riwaya.bilingual import Bilingual
from riwaya.problem import Problem
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import closing_lines, place_words

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
# A summary may have a megabyte.
_ROWS = 2000
_HEAD = Bilingual("| | place | what is wrong | how to mend it |", "| | الموضع | ما الخطأ | الإصلاح |")
_MORE = Bilingual("and {count} more", "و{count} أخرى")


def render(report: Report, language: str) -> str:
    lines = [_annotation(problem, language) for problem in report.problems]
    return "\n".join([*lines, *closing_lines(report, language)]) + "\n"


def summary(report: Report, language: str, docs: str) -> str:
    """Every problem in one Markdown table, linked to the pages on it, and the numbers."""
    rows = [_row(problem, language, docs) for problem in report.problems[:_ROWS]]
    left = len(report.problems) - len(rows)
    table = [_HEAD[language], "|---|---|---|---|", *rows] if rows else []
    more = [_MORE.format({"count": left})[language]] if left else []
    text = "\n\n".join(["\n".join(part) for part in (table, more) if part] + closing_lines(report, language))
    return f'<div dir="{"rtl" if language == "ar" else "ltr"}">\n\n{text}\n\n</div>\n'


def _row(problem: Problem, language: str, docs: str) -> str:
    rule, *codebook = problem.pages(language, docs)
    where = _cell(place_words(problem, language))
    said = [_cell(text[language]) for text in (problem.message(), problem.hint())]
    return (
        " | ".join(
            (
                f"| {problem.severity} [`{problem.code}`]({rule})",
                f"[{where}]({codebook[0]})" if codebook else where,
                *said,
            )
        )
        + " |"
    )


def _annotation(problem: Problem, language: str) -> str:
    place = problem.place
    properties = {"file": place.path, "line": place.line, "title": problem.code}
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    told = " ".join((problem.message()[language], problem.hint()[language], *problem.pages(language)))
    return f"::{problem.severity} {said}::{_escaped(told)}"


def _escaped(text: object) -> str:
    return str(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """A text in a table of Markdown: nothing in it is markup."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
    return "".join(f"\\{char}" if char in "\\`*_[]|~" else char for char in plain)
