"""The report as SARIF 2.1.0, for code scanning: texts in one language, the place of each problem, its rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from riwaya.problem import Problem, rule_page
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import untold_lines


def render(report: Report, language: str) -> str:
    kinds = sorted({problem.code: problem.kind for problem in report.problems}.items())
    index = {code: at for at, (code, _) in enumerate(kinds)}
    rules = [
        {
            "id": code,
            "shortDescription": {"text": kind.why[language]},
            "help": {"text": rule_page(code, language)},
            "defaultConfiguration": {"level": str(kind.severity)},
        }
        for code, kind in kinds
    ]
    notes = [
        {"level": "error", "message": {"text": f"{item.code}: {item.reason[language]}"}}
        for item in report.skipped
    ]
    notes += [
        {"level": "note", "message": {"text": line}} for line in untold_lines(report, language).values()
    ]
    run = {
        "tool": {"driver": {"name": "riwaya", "rules": rules}},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not report.skipped, "toolExecutionNotifications": notes}],
        "results": [_result(problem, index[problem.code], language) for problem in report.problems],
    }
    whole = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _result(problem: Problem, rule: int, language: str) -> Mapping[str, object]:
    place = problem.place
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    seen = {
        name: getattr(place, name)
        for name in ("table", "row", "id", "field")
        if getattr(place, name) is not None
    }
    seen["pages"] = problem.pages(language)
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": str(problem.severity),
        "message": {"text": f"{problem.message()[language]} {problem.hint()[language]}"},
        "locations": [{"physicalLocation": physical}],
        "properties": seen,
    }
