"""Writes a report as one JSON object, with its texts in both languages."""

from __future__ import annotations

import json
from dataclasses import asdict

from riwaya.validation.report import Report

NAME, MEDIA_TYPE, SUFFIX = "json", "application/json", ".json"


def render(report: Report, language: str) -> str:
    """The object; it is the same for both values of `language`."""
    value = {
        "valid": report.ok,
        "counts": dict(report.counts),
        "problems": [problem.as_json() for problem in report.problems],
        "skipped": [{**asdict(item), "reason": asdict(item.reason)} for item in report.skipped],
        "stats": asdict(report.stats),
    }
    if report.by_frictionless:
        value["by_frictionless"] = dict(report.by_frictionless)
    if report.unchecked:
        value["unchecked"] = [asdict(text) for text in report.unchecked]
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
