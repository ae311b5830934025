"""The report for people: one language, a block a problem, values in bidi isolates."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.bilingual import Bilingual
from riwaya.problem import Problem
from riwaya.validation.report import Report

_SEVERITY = {"error": Bilingual("error", "خطأ"), "warning": Bilingual("warning", "تحذير")}
_LINE, _FIELD = Bilingual("line", "السطر"), Bilingual("field", "الحقل")
_HINT, _SKIPPED = Bilingual("Mend it", "الإصلاح"), Bilingual("Not checked", "لم يُفحص")
_PAGES = Bilingual("More", "للمزيد")
_GOOD = Bilingual("The data is valid.", "البيانات سليمة.")
_BAD = Bilingual("The data is not valid.", "البيانات غير سليمة.")
_UNTOLD = Bilingual(
    "{code}: {count} in all, of which the first {told} are told",
    "{code}: العدد كله {count}، والمذكور أول {told}",
)
_STATS = Bilingual(
    "Tables: {tables} · rows: {rows} · rules: {rules} · problems: {problems} · waived: {waived} · seconds: {seconds}",
    "الجداول: {tables} · الصفوف: {rows} · القواعد: {rules} · المشكلات: {problems} · المُعفى منها: {waived} · الثواني: {seconds}",
)


def render(report: Report, language: str) -> str:
    lines = [line for problem in report.problems for line in problem_lines(problem, language)]
    return "\n".join([*lines, *closing_lines(report, language)]) + "\n"


def closing_lines(report: Report, language: str) -> list[str]:
    """What could not be asked, once for each table that is missing; the verdict; the numbers."""
    lacking: dict[str, list[str]] = {}
    for item in report.skipped:
        lacking.setdefault(item.reason[language], []).append(item.code)
    lines = [
        f"{_SKIPPED[language]} ({len(codes)}): {reason}: {', '.join(codes)}"
        for reason, codes in lacking.items()
    ]
    lines += untold_lines(report, language).values()
    stats = report.stats
    numbers = {name: getattr(stats, name) for name in stats.__slots__} | {
        "problems": sum(report.counts.values())
    }
    return [*lines, (_GOOD if report.ok else _BAD)[language], _STATS.format(numbers)[language]]


def untold_lines(report: Report, language: str) -> dict[str, str]:
    """What to say of each code of which not every problem is told."""
    numbers = {
        code: {"code": code, "count": report.counts[code], "told": told}
        for code, told in report.untold.items()
    }
    return {code: _UNTOLD.format(item)[language] for code, item in numbers.items()}


def place_words(problem: Problem, language: str, isolate: bool = False) -> str:
    """Where a problem stands, in words."""
    place = problem.place
    start, end = ("\u2068", "\u2069") if isolate else ("", "")
    where = [f"{start}{place.path}{end}"]
    if place.line:
        where.append(f"{_LINE[language]} {place.line}")
    if place.field:
        where.append(f"{_FIELD[language]} {start}{place.field}{end}")
    if place.id:
        where.append(f"{start}{place.id}{end}")
    return " · ".join(where)


def problem_lines(problem: Problem, language: str) -> Iterator[str]:
    """The lines on one problem."""
    where = place_words(problem, language, isolate=True)
    yield f"{_SEVERITY[problem.severity][language]} \u2068{problem.code}\u2069 · {where}"
    yield f"  {problem.message(isolate=True)[language]}"
    yield f"  {_HINT[language]}: {problem.hint(isolate=True)[language]}"
    yield f"  {_PAGES[language]}: {' · '.join(problem.pages(language))}"
    yield ""
