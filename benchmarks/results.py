"""Writes the record of a run as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.contenders import FRICTIONLESS, Outcome
from benchmarks.goals import Record, verdicts


def markdown(record: Record, notes: Mapping[str, str], plot: str) -> str:
    """The text of benchmarks/RESULTS.md; `plot` is the name of the picture beside it."""
    goals = [
        f"| {goal.what} | {goal.aim} {goal.bound:,} | {reached} | {verdict} |"
        for goal, reached, verdict in verdicts(record, notes)
    ]
    return "\n".join(
        [
            "# Results",
            "",
            f"Made by `{record.command}`; do not edit. Synthetic packages (`benchmarks/synthetic.py`); each "
            "contender in a",
            "process of its own, in turns; seconds are wall time of the whole process, median of the runs:",
            f"{record.runs[0]}, and {record.runs[1]} from a million figures on;",
            "MiB are the most that any of them held.",
            "",
            record.about,
            "",
            "## Goals",
            "",
            "| goal | aim | reached | |",
            "|---|---|---|---|",
            *goals,
            "",
            "## Time against rows",
            "",
            f"![Seconds against rows, both logarithmic]({plot})",
            "",
            "## Validation",
            "",
            "| figures | rows | contender | seconds | times as fast as frictionless | MiB |",
            "|---|---|---|---|---|---|",
            *_sizes(record),
            "",
            "## Whole commands",
            "",
            *_plain(record.commands),
            "",
            "## Release",
            "",
            *_plain(record.release),
            "",
            "## The slowest rules",
            "",
            "At 100,000 figures. Before is commit 95a9171 on the same package. Text functions cache their",
            "results: the first rule to call one pays for the others. Two queries run at once: their sum is",
            "more than the wall time.",
            "",
            *(record.profile or ["Not measured."]),
            "",
        ]
    )


def _sizes(record: Record) -> Iterator[str]:
    for figures, outcomes in record.sizes.items():
        reference = outcomes.get(FRICTIONLESS)
        for name, outcome in outcomes.items():
            faster = (
                f"{reference.seconds / outcome.seconds:.1f}"
                if reference and not reference.failure and not outcome.failure
                else "–"
            )
            yield f"| {figures:,} | {record.rows[figures]:,} | {name} | {_cells(outcome, faster)} |"


def _plain(outcomes: Mapping[str, Outcome]) -> list[str]:
    rows = [f"| {name} | {_cells(outcome)} |" for name, outcome in outcomes.items()]
    return ["| | seconds | MiB |", "|---|---|---|", *rows] if rows else ["Not measured."]


def _cells(outcome: Outcome, *between: str) -> str:
    if outcome.failure:
        return " | ".join((f"failed: {outcome.failure}", *between, "–"))
    return " | ".join((f"{outcome.seconds:.2f}", *between, f"{outcome.mebibytes:,.0f}"))
