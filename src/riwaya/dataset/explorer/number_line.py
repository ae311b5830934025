"""Places figures on a number line, in percent of its width. Figures without a number are not drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riwaya.release.labels import number_of, stated_bounds

# Both ends stay free: for half a mark at zero, and for an arrow beyond the largest number.
_FIRST, _LAST = 2.0, 92.0
_MAX_TICKS = 5
# Pixels between the first and the last tick where the line is narrowest, and what a label takes of them.
_NARROWEST, _DIGIT, _GAP = 225, 7.5, 6
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a figure is drawn: `shape` is point, range, from (open above), to (open below), about, or words.

    Words are not drawn. `start` and `end` are percent of the width; a point and an about have both alike.
    """

    figure: Mapping
    shape: str
    start: float = 0.0
    end: float = 0.0

    def before(self, width: int) -> int:
        """Pixels between zero and its end on a line of so many pixels."""
        return int((self.end - _FIRST) * width / 100)


SAMPLES = (
    Mark({}, "point", 50, 50),
    Mark({}, "about", 50, 50),
    Mark({}, "range", 30, 70),
    Mark({}, "from", 30, 80),
    Mark({}, "to", _FIRST, 70),
)
"""A mark of each shape, as the legend explains them."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Marks on one line; `ticks` are numbers with their places."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, float], ...]


def number_line(figures: Sequence[Mapping]) -> NumberLine:
    """Figures on a line from zero to the largest number that one of them states."""
    largest = max((number for figure in figures for number in _numbers(figure)), default=0)
    ticks = [*_ticks(largest)]
    top = ticks[-1] if ticks else 1

    def place(number: float) -> float:
        return round(_FIRST + (_LAST - _FIRST) * number / top, 2)

    def mark(figure: Mapping) -> Mark:
        (low, high), value = stated_bounds(figure), number_of(figure)
        if low is None and high is None:
            return (
                Mark(figure, "words") if value is None else Mark(figure, "about", place(value), place(value))
            )
        start = place(low or 0)
        if high is None:
            return Mark(figure, "from", start, place(top))
        if low is None:
            return Mark(figure, "to", start, place(high))
        return Mark(figure, "point" if low == high else "range", start, place(high))

    return NumberLine(tuple(map(mark, figures)), tuple((tick, place(tick)) for tick in ticks))


def _numbers(figure: Mapping) -> Iterator[int]:
    yield from (number for number in (number_of(figure), *stated_bounds(figure)) if number is not None)


def _ticks(largest: int) -> Iterator[int]:
    """Zero and round numbers, up to the first that is at least the largest number."""
    if not largest:
        return
    # The last tick may have one digit more.
    label = _DIGIT * len(f"{10 ** len(str(largest)):,}") + _GAP
    rough = largest / max(1, min(_MAX_TICKS, int(_NARROWEST / label)))
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = max(1, math.ceil(next(power * factor for factor in _STEPS if power * factor >= rough)))
    yield from range(0, step * math.ceil(largest / step) + 1, step)
