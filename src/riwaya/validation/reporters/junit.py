"""Writes a report as JUnit XML: one test case per code, failed where there are errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from riwaya.problem import Problem, Severity
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import place_text, truncation_lines

if TYPE_CHECKING:
    from junitparser import TestCase

NAME, MEDIA_TYPE, SUFFIX = "junit", "application/xml", ".xml"
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, language: str) -> str:
    """A test suite. Warnings do not fail a test case: they are its output."""
    # Not loaded unless this format is asked for.
    from junitparser import JUnitXml, TestSuite

    by_code: dict[str, list[Problem]] = {code: [] for code in report.codes}
    for problem in report.problems:
        by_code.setdefault(problem.code, []).append(problem)
    suite = TestSuite("riwaya validate")
    for code, found in sorted(by_code.items()):
        suite.add_testcase(_case(report, code, found, language))
    suite.time = report.stats.seconds
    document = JUnitXml()
    document.add_testsuite(suite)
    document.update_statistics()
    return cast(bytes, document.tostring()).decode("utf-8").rstrip() + "\n"


def _case(report: Report, code: str, problems: list[Problem], language: str) -> TestCase:
    from junitparser import Error, Failure, TestCase

    case = TestCase(code, classname="riwaya", time=0)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    warnings = [problem for problem in problems if problem.severity is not Severity.ERROR]
    skipped = [item for item in report.skipped if item.code == code]
    if errors:
        failure = Failure(_xml(errors[0].kind.why[language]), "error")
        truncated = truncation_lines(report, language).get(code)
        failure.text = "\n".join([*_lines(errors, language), *([truncated] if truncated else [])])
        case.result = [failure]
    elif skipped:
        case.result = [Error(_xml(skipped[0].reason[language]), "not checked")]
    if warnings:
        case.system_out = "\n".join(_lines(warnings, language))
    return case


def _lines(problems: Iterable[Problem], language: str) -> list[str]:
    return [_xml(_line(problem, language)) for problem in problems]


def _line(problem: Problem, language: str) -> str:
    texts = (problem.message()[language], problem.hint()[language])
    return " ".join((f"{place_text(problem, language)}:", *texts, *problem.pages(language)))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
