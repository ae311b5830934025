"""Chooses the figures that the first page shows as its example: a contradiction that needs few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from riwaya.dataset.explorer.figures import Counted
from riwaya.release.labels import COUNTED

if TYPE_CHECKING:
    from riwaya.dataset.explorer.records import Records, Row

_TRIED = 50
"""Groups of figures that are looked at, those of fewest claims first."""


def example_of(records: Records) -> tuple[Row, Counted] | None:
    """The event and the figures of one group in which bodies contradict each other; None without figures.

    First come groups in which all bodies have a name and all figures a number, and of these the ones with
    fewest rows. Without a contradiction it is a group in which at least two bodies speak, or any.
    """
    ranked = sorted(_groups(records), key=lambda found: _rank(records, *found))
    return ranked[0] if ranked else None


def _groups(records: Records) -> Iterator[tuple[Row, Counted]]:
    """Groups that could be the example, with their events."""
    rows = [row for row in records.of("agreement") if row["event_id"] in records.events]
    rows.sort(key=lambda row: (row["relation"] != "contradict", (row["bodies"] or 0) < 2, row["claims"] or 0))
    wanted: dict[str, set[tuple]] = {}
    for row in rows[:_TRIED]:
        wanted.setdefault(row["event_id"], set()).add(_counts(row))
    for identity, keys in wanted.items():
        event = records.events[identity]
        for group in records.counted(event):
            if group.line.ticks and _counts(group.row) in keys:
                yield event, group


def _counts(row: Mapping) -> tuple:
    return tuple(row[name] for name in COUNTED)


def _rank(records: Records, event: Row, group: Counted) -> tuple:
    """What makes it a worse example than others, the worst first."""
    agreement = group.agreement or {}
    marks = [item.mark for item in group.figures]
    unnamed = sum(item.claim["body_id"] not in records.by_id["actors"] for item in group.figures)
    return (
        agreement.get("relation") != "contradict",
        (agreement.get("bodies") or 0) < 2,
        unnamed + sum(mark.shape == "words" for mark in marks),
        sum(not item.is_asserted for item in group.figures),
        len(marks),
        event["event_id"],
    )
