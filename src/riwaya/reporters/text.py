"""The report for people: one language, a block a problem, values in bidi isolates."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.problem import Bilingual, Problem
from riwaya.report import Report

_SEVERITY = {"error": Bilingual("error", "خطأ"), "warning": Bilingual("warning", "تحذير")}
_LINE, _FIELD = Bilingual("line", "السطر"), Bilingual("field", "الحقل")
_HINT, _SKIPPED = Bilingual("Mend it", "الإصلاح"), Bilingual("not checked", "لم يُفحص")
_GOOD = Bilingual("The data is valid.", "البيانات سليمة.")
_BAD = Bilingual("The data is not valid.", "البيانات غير سليمة.")
_STATS = Bilingual(
    "Tables: {tables} · rows: {rows} · rules: {rules} · problems: {problems} · waived: {waived} · seconds: {seconds}",
    "الجداول: {tables} · الصفوف: {rows} · القواعد: {rules} · المشكلات: {problems} · المُعفى منها: {waived} · الثواني: {seconds}",
)


def render(report: Report, language: str) -> str:
    lines = [line for problem in report.problems for line in block(problem, language)]
    lines += [f"{_SKIPPED[language]}: {item.code}: {item.reason[language]}" for item in report.skipped]
    stats = report.stats
    lines.append((_GOOD if report.ok else _BAD)[language])
    numbers = {name: getattr(stats, name) for name in stats.__slots__} | {"problems": len(report.problems)}
    lines.append(_STATS.format(numbers)[language])
    return "\n".join(lines) + "\n"


def block(problem: Problem, language: str) -> Iterator[str]:
    """The lines on one problem."""
    place = problem.place
    where = [f"\u2068{place.path}\u2069"]
    if place.line:
        where.append(f"{_LINE[language]} {place.line}")
    if place.field:
        where.append(f"{_FIELD[language]} \u2068{place.field}\u2069")
    if place.id:
        where.append(f"\u2068{place.id}\u2069")
    yield f"{_SEVERITY[problem.severity][language]} \u2068{problem.code}\u2069 · {' · '.join(where)}"
    yield f"  {problem.message(isolate=True)[language]}"
    yield f"  {_HINT[language]}: {problem.hint(isolate=True)[language]}"
    yield ""
