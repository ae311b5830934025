"""Writes the record of a run as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.cluster import Reckoned
from benchmarks.contenders import FRICTIONLESS, Outcome
from benchmarks.goals import Notes, Record, verdicts
from benchmarks.verdict_matrix import table


def markdown(record: Record, notes: Notes, plot: str) -> str:
    """The text of benchmarks/RESULTS.md; `plot` is the name of the picture beside it."""
    goals = [
        f"| {goal.what} | {goal.aim} {goal.bound:,} | {reached} | {verdict} |"
        for goal, reached, verdict in verdicts(record, notes)
    ]
    return "\n".join(
        [
            "# Results",
            "",
            f"Made by `{record.command}`; do not edit. Each contender in a process of its own, in turns;",
            "seconds are wall time of the whole process, CPU seconds those of it and of what it started,",
            f"both the median of the runs: {record.runs[0]}, and {record.runs[1]} from a million figures on;",
            "MiB are the most that any process held in any run.",
            "",
            record.about,
            "",
            "## Goals",
            "",
            "Goals in seconds were set on a faster machine, where frictionless took 96 CPU seconds for a",
            "million figures. Goals of memory are older than the rich texts: with texts of 307 distinct",
            "words, all rules took 816 MiB at a million, with a tenth wrong 934, check and release 982.",
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
            "Synthetic packages (`benchmarks/synthetic.py`) with texts as rich as the real ones. fairspec",
            "0.1.7 is not compared: it needs Python 3.12, and the packages locked here are for Python 3.11.",
            "",
            *_sizes(record.sizes, record.rows),
            "",
            "## Validation of the real data, multiplied",
            "",
            "The data of this repository many times (`benchmarks/multiplied.py`), with other IDs and",
            "shuffled words; the figures are those of the synthetic package beside it.",
            "",
            *_sizes(record.multiplied, record.multiplied_rows),
            "",
            "## Workers",
            "",
            "Two cores cannot show what more workers gain. It is reckoned from the parts of one check of a",
            "million figures (`benchmarks/cluster.py`): workers of one core each, each task begun when one",
            "is free, all else in this process; starting Spark and sending results would come on top.",
            "",
            *_workers(record.workers),
            "",
            "## Verdicts on one fault",
            "",
            "A small synthetic package with one fault in its bytes, its structure or a cell. riwaya runs",
            "with its structural rules alone here; the others have schemas made from the same Table Schemas.",
            "",
            *table(record.faults),
            "",
            "## Whole commands",
            "",
            "“Check and release” in the goals, and “build” here and below, are less than `riwaya build`,",
            "which also has frictionless open and check every CSV file again, compares the tables with",
            "earlier releases and adds documents. frictionless is an implementation of its own, so that no",
            "release goes out that it refuses; what it takes stands above, and is left out here.",
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


def _sizes(sizes: Mapping[int, Mapping[str, Outcome]], rows: Mapping[int, int]) -> Iterator[str]:
    yield "| figures | rows | contender | seconds | CPU seconds | times as fast as frictionless | MiB |"
    yield "|---" * 7 + "|"
    for figures, outcomes in sizes.items():
        reference = outcomes.get(FRICTIONLESS)
        for name, outcome in outcomes.items():
            faster = (
                f"{reference.seconds / outcome.seconds:.1f}"
                if reference and not reference.failure and not outcome.failure
                else "–"
            )
            yield f"| {figures:,} | {rows[figures]:,} | {name} | {_cells(outcome, faster)} |"


def _workers(found: Reckoned | None) -> list[str]:
    if found is None:
        return ["Not measured."]
    head = "| workers | seconds | times as fast as half of them | 10 million: seconds | times |"
    parts = f"{found.tasks} tasks take {found.spread:,.0f} CPU seconds, all else {found.rest:,.0f}."
    return [parts, "", head, "|---" * 5 + "|", *found.rows]


def _plain(outcomes: Mapping[str, Outcome]) -> list[str]:
    rows = [f"| {name} | {_cells(outcome)} |" for name, outcome in outcomes.items()]
    return ["| | seconds | CPU seconds | MiB |", "|---|---|---|---|", *rows] if rows else ["Not measured."]


def _cells(outcome: Outcome, *between: str) -> str:
    if outcome.failure:
        return " | ".join((f"failed: {outcome.failure}", "–", *between, "–"))
    return " | ".join((f"{outcome.seconds:.2f}", f"{outcome.cpu:.2f}", *between, f"{outcome.mebibytes:,.0f}"))
