"""Measures each query of a check: `python -m benchmarks.profile_rules FOLDER` prints the slowest as Markdown.

Text functions cache their results, so that the first rule to call one on a text pays for the others.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

from riwaya.engines.duckdb import Session
from riwaya.package.descriptor import Package
from riwaya.text.name_search import NameFinder
from riwaya.validation.check import check_package
from riwaya.validation.rule import all_rules
from riwaya.validation.schema_checks import schema_checks

SLOWEST = 10
# Seconds on the same package of 100,000 figures at commit 95a9171, 62.5 in all.
BEFORE: Mapping[str, float] = {
    "denied-name": 25.0,
    "near-duplicate-events": 8.5,
    "outlet-names-another": 6.2,
    "text-wrong-script": 5.2,
    "loaded-word": 4.4,
    "figure-wording-disagrees": 2.5,
    "translation-digits-disagree": 1.2,
    "relay-older-than-origin": 0.5,
    "figure-wording-unreadable": 0.1,
    "figure-wording-too-long": 0.1,
}


def profile(package: Package) -> tuple[Counter[str], float]:
    """Seconds by the codes of a query, and those of the whole check. Two queries run at once."""
    seconds: Counter[str] = Counter()
    codes = dict(_codes(package))

    def timed(function: Callable, name: Callable[..., str]) -> Callable:
        def call(*arguments: object) -> object:
            started = time.perf_counter()
            try:
                return function(*arguments)
            finally:
                seconds[name(*arguments)] += time.perf_counter() - started

        return call

    query = timed(Session.query, lambda _, sql: codes.get(sql, "other queries"))
    sought = timed(NameFinder.__call__, lambda *_: "denied-name")
    with patch.object(Session, "query", query), patch.object(NameFinder, "__call__", sought):
        return seconds, check_package(package).report.stats.seconds


def _codes(package: Package) -> Iterator[tuple[str, str]]:
    """Each query with its codes."""
    structure = (query for resource in package.resources for query in schema_checks(resource))
    rules = (query for rule in all_rules() for query in rule.checks(package, {}))
    for query in (*structure, *rules):
        yield query.sql, ", ".join(query.codes)


def table(seconds: Mapping[str, float], whole: float) -> list[str]:
    """The slowest queries now and before, as Markdown."""
    slowest = [code for code, _ in Counter(seconds).most_common(SLOWEST)]
    rows = [(code, BEFORE.get(code, ""), seconds.get(code, 0)) for code in dict.fromkeys((*slowest, *BEFORE))]
    # Two queries run at once: together they may take longer than the whole.
    if (rest := whole - sum(seconds.values())) > 0:
        rows.append(("reading the files, and all else", "", rest))
    return [
        "| rule | seconds before | now |",
        "|---|---|---|",
        *(f"| {code} | {was} | {now:.2f} |" for code, was, now in rows),
    ]


if __name__ == "__main__":
    print("\n".join(table(*profile(Package.open(Path(sys.argv[1]))))))
