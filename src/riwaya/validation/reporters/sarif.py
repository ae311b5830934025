"""Writes a report as SARIF 2.1.0, for code scanning: one result per problem, one rule per code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from riwaya.problem import Problem, beginning
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import frictionless_lines, located_message, truncation_lines

NAME, MEDIA_TYPE, SUFFIX = "sarif", "application/sarif+json", ".sarif"
IN_REPOSITORY = True


def render(report: Report, language: str) -> str:
    """One run, with its texts in `language`."""
    kinds = sorted({problem.code: problem.kind for problem in report.problems}.items())
    pages = {item.code: item.page_links(language).get("rules") for item in report.problems}
    index = {code: at for at, (code, _) in enumerate(kinds)}
    rules = [
        {
            "id": code,
            "shortDescription": {"text": kind.why[language]},
            "help": {"text": pages[code] or kind.why[language]},
            "defaultConfiguration": {"level": str(kind.severity)},
        }
        for code, kind in kinds
    ]
    invocation = {
        "executionSuccessful": not report.skipped,
        "toolExecutionNotifications": _notifications(report, language),
    }
    run = {
        "tool": {"driver": {"name": "riwaya", "rules": rules}},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(problem, index[problem.code], language) for problem in report.problems],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _notifications(report: Report, language: str) -> list[Mapping[str, object]]:
    """An error for each check that could not run, a note for each code with more problems than listed."""
    texts = [("error", f"{item.code}: {item.reason[language]}") for item in report.skipped]
    lines = (*truncation_lines(report, language).values(), *frictionless_lines(report, language))
    texts += [("note", line) for line in (*lines, *(text[language] for text in report.unchecked))]
    return [{"level": level, "message": {"text": text}} for level, text in texts]


def _result(problem: Problem, rule: int, language: str) -> Mapping[str, object]:
    place = problem.place
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    located: dict[str, object] = {
        "table": place.table,
        "row": place.row,
        "id": place.id,
        "field": place.field,
    }
    properties = {
        name: beginning(value) if isinstance(value, str) else value
        for name, value in located.items()
        if value is not None
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": str(problem.severity),
        "message": {"text": located_message(problem, language)},
        "locations": [{"physicalLocation": physical}],
        "properties": {**properties, "pages": problem.pages(language)},
    }
