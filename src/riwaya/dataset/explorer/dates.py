"""Dates as readers of a language write them; what the dataset writes in EDTF stays in the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riwaya.text.edtf import DATE, is_edtf

_MARKED = {"": "date_sure", "~": "date_about", "?": "date_uncertain", "%": "date_about_uncertain"}


def day_text(edtf: str, words: Mapping) -> str:
    """A date as it is read aloud, by `words` of words.toml: "2018-04" is April 2018, "../2018-06-07" until 7
    June 2018.

    What is no date of riwaya.dates comes back as it is.
    """
    if not is_edtf(edtf):
        return edtf
    start, slash, end = edtf.partition("/")
    first, last = DATE.fullmatch(start), DATE.fullmatch(end)
    if not slash:
        return _said(first, words)
    if first and last:
        days = [*map(_day, (first, last))]
        if all(days) and start[:7] == end[:7]:
            return _said(last, words, words["date_between"].format(start=days[0], end=days[1]))
        return words["date_span"].format(start=_said(first, words), end=_said(last, words))
    word, missing = ("date_until", start) if last else ("date_since", end)
    return words[word if missing == ".." else f"{word}_unknown"].format(date=_said(last or first, words))


def _day(date: re.Match) -> int | None:
    """The day of a date that has one and no mark."""
    return int(date["day"]) if date["day"] not in (None, "XX") and not date["mark"] else None


def _said(date: re.Match, words: Mapping, days: str = "") -> str:
    """One date; of several `days` of its month if they are given."""
    masked, year, month, day = date["masked"], date["year"], date["month"], date["day"]
    if masked:
        said = words["date_between"].format(start=masked.replace("X", "0"), end=masked.replace("X", "9"))
    elif month is None:
        said = year
    else:
        number = int(month)
        called = words["months"][number - 1] if number <= 12 else words["seasons"][number - 21]
        said = words["date_month"].format(month=called, year=year)
        if day not in (None, "XX"):
            said = words["date_day"].format(day=days or int(day), month=said)
    return words[_MARKED[date["mark"]]].format(date=said)
