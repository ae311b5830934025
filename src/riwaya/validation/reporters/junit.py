"""The report as JUnit XML: a test for each code that was asked for, failed where it found problems."""

from __future__ import annotations

import re

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from riwaya.problem import Problem, Severity
from riwaya.validation.report import Report
from riwaya.validation.reporters.text import place_words, untold_lines

# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, language: str) -> str:
    """Warnings do not fail a test: they are what it printed."""
    found: dict[str, list[Problem]] = {code: [] for code in report.codes}
    for problem in report.problems:
        found.setdefault(problem.code, []).append(problem)
    untold = untold_lines(report, language)
    suite = TestSuite("riwaya validate")
    for code, problems in sorted(found.items()):
        case = TestCase(code, classname="riwaya", time=0)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        missing = [item for item in report.skipped if item.code == code]
        if errors:
            failure = Failure(_xml(errors[0].kind.why[language]), "error")
            failure.text = "\n".join([_told(errors, language), *([untold[code]] if code in untold else [])])
            case.result = [failure]
        elif missing:
            case.result = [Error(_xml(missing[0].reason[language]), "not checked")]
        if len(problems) > len(errors):
            case.system_out = _told([problem for problem in problems if problem not in errors], language)
        suite.add_testcase(case)
    suite.time = report.stats.seconds
    whole = JUnitXml()
    whole.add_testsuite(suite)
    whole.update_statistics()
    return whole.tostring().decode("utf-8").rstrip() + "\n"


def _told(problems: list[Problem], language: str) -> str:
    return _xml(
        "\n".join(
            " ".join(
                (
                    f"{place_words(problem, language)}:",
                    problem.message()[language],
                    problem.hint()[language],
                    *problem.pages(language),
                )
            )
            for problem in problems
        )
    )


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
