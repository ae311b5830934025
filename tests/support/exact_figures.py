"""Checks that a search for a number shows the figures that are it before others."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache

from tests.support.package_copies import ROOT


def assert_exact_first(found: Sequence[str], number: int) -> None:
    """All figures of the repository with this number are found, and stand before those with another one."""
    exact = _figures_of()[number]
    assert exact and {*found[: len(exact)]} == exact, (number, found)


@cache
def _figures_of() -> dict[int, set[str]]:
    figures: dict[int, set[str]] = {}
    with (ROOT / "data/figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for text in filter(None, (row["value"], row["value_to"])):
                figures.setdefault(int(text), set()).add(row["figure_id"])
    return figures
