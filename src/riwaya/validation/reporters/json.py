"""The report for programs: one JSON object, texts in both languages."""

from __future__ import annotations

import json
from dataclasses import asdict

from riwaya.validation.report import Report


def render(report: Report, language: str) -> str:
    """`language` plays no part: the object holds both."""
    value = {
        "valid": report.ok,
        "counts": dict(report.counts),
        "problems": [problem.as_json() for problem in report.problems],
        "skipped": [{**asdict(item), "reason": asdict(item.reason)} for item in report.skipped],
        "stats": asdict(report.stats),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
