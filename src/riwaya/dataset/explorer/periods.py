"""Counts events by months, years or decades, for the bars from which a reader chooses a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MOST = {7: 24, 4: 60, 3: 60, 2: 100}
"""How many beginnings of dates are drawn at most, by their length; of longer times shorter ones are."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month, year, decade or century as the beginning of its dates ("2018-04", "2018", "201", "20")."""

    start: str
    events: int
    contradicted: int

    @property
    def edtf(self) -> str:
        """The period as a date in EDTF: "201" is "201X"."""
        return self.start if len(self.start) > 4 else f"{self.start:X<4}"


def periods_of(events: Iterable[Mapping]) -> list[Period]:
    """The periods from the first to the last event, in the finest unit of which there are not too many.

    An event counts in each period in which it may have been, an event that is open at one end in that of the
    known one; one without a date in none.
    """
    spans = [(*span, bool(event["contradictions"])) for event in events if (span := _span(event))]
    if not spans:
        return []
    first, last = min(start for start, *_ in spans), max(end for _, end, _ in spans)
    length = next(size for size, most in _MOST.items() if _number(last[:size]) - _number(first[:size]) < most)
    base = _number(first[:length])
    counts = [[0, 0] for _ in range(_number(last[:length]) - base + 1)]
    for start, end, contradicted in spans:
        for at in range(_number(start[:length]) - base, _number(end[:length]) - base + 1):
            counts[at][0] += 1
            counts[at][1] += contradicted
    return [Period(_text(base + at, length), *both) for at, both in enumerate(counts)]


def _span(event: Mapping) -> tuple[str, str] | None:
    """The first and the last day of an event as ISO 8601 has them."""
    first, last = event["date_earliest"], event["date_latest"]
    return (first or last, last or first) if first or last else None


def _number(start: str) -> int:
    """The beginning of a date as a number, so that the next one is the next number."""
    year, _, month = start.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _text(number: int, length: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}" if length == 7 else f"{number:0{length}}"
