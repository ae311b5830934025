"""Parses dates in a subset of EDTF, and computes the first and last day that each can mean.

EDTF is the profile of ISO 8601-2:2019, Annex A (Extended Date/Time Format).  The subset:

========================  ==================================================================
``YYYY``                  a year, 0001 to 9999, four ASCII digits
``YYYY-MM``               a month
``YYYY-MM-DD``            a day of the proleptic Gregorian calendar
``YYYY-21`` to ``-24``    a season (Level 1), see below
``201X``, ``20XX``        a decade or a century of years, the last digits not given
``YYYY-XX[-XX]``          a month, or a day, not given, of a year
``YYYY-MM-XX``            a day not given, of a month
one of ``? ~ %``          after any of these: the whole date is uncertain, approximate, or both
``A/B``                   an interval between two of these
``../B``, ``A/..``        an interval with an open start or end
``/B``, ``A/``            an interval with an unknown start or end
========================  ==================================================================

Everything else of EDTF (times, sets, years before 0001 or after 9999, exponents, significant digits, marks
on one component, codes 25 to 41, digits X to the left of given ones) is invalid, as is what is not EDTF.

Seasons: the standard's codes 21 to 24 are independent of place.  This module reads them as the
meteorological seasons of the northern hemisphere: 21 is March to May, 22 June to August, 23 September to
November, and 24 December of the written year to February of the next, so that a winter is one stretch of
days, named by the year it starts in.  The PyPI package ``edtf`` agrees but for 24, which it ends on
31 December.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

__all__ = ["DATE", "MAX_LENGTH", "DateSpan", "EdtfError", "is_edtf", "parse_edtf"]

MAX_LENGTH = 64
"""Longest text looked at, in characters; the longest text of the subset has 23."""

# [0-9], never \d: \d also matches Arabic-Indic and other digits, which ISO 8601 does not know.
DATE = re.compile(
    r"""(?: (?P<masked> [0-9]{3}X | [0-9]{2}XX )
          | (?P<year> [0-9]{4} )
            (?: -XX (?: -XX )?
              | - (?P<month> [0-9]{2} ) (?: - (?P<day> [0-9]{2} | XX ) )? )?
        ) (?P<mark> [?~%]? )""",
    re.VERBOSE,
)
"""What one date of the subset looks like; not every text that looks so is one (`is_edtf`)."""
_OPEN_OR_UNKNOWN = ("..", "")
_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}  # season code: its first month; each has three months


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days a date can mean, both ends included.

    A span of `parse_edtf` has at least one end, and ``earliest <= latest`` where it has both.
    """

    earliest: date | None
    """First possible day; None: the start is open or unknown."""
    latest: date | None
    """Last possible day; None: the end is open or unknown."""


class EdtfError(ValueError):
    """The text is not of the subset.

    ``text`` is what is invalid (one side of an interval, or all; at most `MAX_LENGTH` characters of it),
    ``reason`` is one of:

    - ``empty``: no characters;
    - ``too-long``: more than `MAX_LENGTH` characters;
    - ``syntax``: not of a form of the subset;
    - ``year-range``: year 0000, or a span reaching outside the years 0001 to 9999;
    - ``no-such-month``: neither a month nor a season 21 to 24, or a day within a season;
    - ``no-such-day``: the month has no such day;
    - ``unbounded``: an interval with neither a start nor an end;
    - ``reversed``: an interval whose start is, at either bound, after its end.
    """

    def __init__(self, reason: str, text: str) -> None:
        self.reason = reason
        self.text = text[:MAX_LENGTH]
        super().__init__(reason, self.text)  # both in args, so that pickling can build it again

    def __str__(self) -> str:
        return f"{self.reason}: {self.text!a}"


def parse_edtf(text: str) -> DateSpan:
    """Return the first and the last day that `text` can mean; raise `EdtfError` if it is not of the subset.

    - Nothing is stripped or folded: blanks around, lower-case ``x`` and other scripts' digits are invalid.
    - The marks ``? ~ %`` do not widen the bounds: how far off a doubtful date may be, EDTF does not say.
    - Digits ``X`` give the bounds of all the dates they leave possible: ``2020-02-XX`` is 1 to 29 February.
    - An interval runs from its start's first day to its end's last day.  Its start may be neither later
      than its end by first day nor later by last day, so ``2018-05/2018-05`` is fine, while ``2019/2018``
      and also ``2018/2018-05`` and ``2018-05/2018`` are invalid.
    - Open and unknown ends give None alike; one of the two ends must be a date.

    >>> parse_edtf("2018-06-XX/..")
    DateSpan(earliest=datetime.date(2018, 6, 1), latest=None)
    """
    if text == "":
        raise EdtfError("empty", text)
    if len(text) > MAX_LENGTH:  # so that no input, however long, is searched
        raise EdtfError("too-long", text)
    start, slash, end = text.partition("/")
    if not slash:
        return DateSpan(*_bounds(text))
    first = None if start in _OPEN_OR_UNKNOWN else _bounds(start)
    last = None if end in _OPEN_OR_UNKNOWN else _bounds(end)
    if first is None and last is None:
        raise EdtfError("unbounded", text)
    if first and last and (first[0] > last[0] or first[1] > last[1]):
        raise EdtfError("reversed", text)
    return DateSpan(first[0] if first else None, last[1] if last else None)


def is_edtf(text: str) -> bool:
    """Whether `text` is of the subset."""
    try:
        parse_edtf(text)
    except EdtfError:
        return False
    return True


def _bounds(text: str) -> tuple[date, date]:
    """First and last day of one date, without a slash."""
    match = DATE.fullmatch(text)  # not match() with $, which would let a final newline pass
    if match is None:
        raise EdtfError("syntax", text)
    masked, month, day = match["masked"], match["month"], match["day"]
    if masked:
        low, high = int(masked.replace("X", "0")), int(masked.replace("X", "9"))
    else:
        low = high = int(match["year"])
    if low < 1:  # 000X and 00XX too: they include the year 0000, which datetime.date lacks
        raise EdtfError("year-range", text)
    if month is None:  # a component not given, or given as X, leaves the whole of the one before it
        return date(low, 1, 1), date(high, 12, 31)
    if int(month) in _FIRST_MONTH and day is None:
        return _season(low, int(month), text)
    if not 1 <= int(month) <= 12:
        raise EdtfError("no-such-month", text)
    return _days(low, int(month), day, text)


def _days(year: int, month: int, day: str | None, text: str) -> tuple[date, date]:
    """The day, or all days of the month where `day` is None or ``XX``."""
    length = calendar.monthrange(year, month)[1]
    if day is None or day == "XX":
        return date(year, month, 1), date(year, month, length)
    if not 1 <= int(day) <= length:
        raise EdtfError("no-such-day", text)
    only = date(year, month, int(day))
    return only, only


def _season(year: int, code: int, text: str) -> tuple[date, date]:
    """Three months of `year`; for 24 the last two are of the next year."""
    first = _FIRST_MONTH[code]
    if code != 24:
        return date(year, first, 1), date(year, first + 2, calendar.monthrange(year, first + 2)[1])
    if year == 9999:
        raise EdtfError("year-range", text)
    return date(year, first, 1), date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
