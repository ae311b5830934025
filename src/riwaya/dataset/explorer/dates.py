"""Writes EDTF dates as readers of a language write them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riwaya.text.edtf import DATE, is_edtf

_MARKED = {"": "date_sure", "~": "date_about", "?": "date_uncertain", "%": "date_about_uncertain"}


def day_text(edtf: str, words: Mapping) -> str:
    """A date in words of words.toml: "2018-04" is "April 2018", "../2018-06-07" is "until 7 June 2018".

    A text that is not a date of riwaya.text.edtf is returned unchanged.
    """
    if not is_edtf(edtf):
        return edtf
    start, slash, end = edtf.partition("/")
    first, last = DATE.fullmatch(start), DATE.fullmatch(end)
    if first and last:
        days = [*map(_day, (first, last))]
        if all(days) and start[:7] == end[:7]:
            return _date(last, words, words["date_between"].format(start=days[0], end=days[1]))
        return words["date_span"].format(start=_date(first, words), end=_date(last, words))
    known = first or last
    if known is None:
        return edtf
    if not slash:
        return _date(known, words)
    word, missing = ("date_until", start) if last else ("date_since", end)
    return words[word if missing == ".." else f"{word}_unknown"].format(date=_date(known, words))


def _day(date: re.Match[str]) -> int | None:
    """The day of a date that has a day and is not marked as approximate or uncertain."""
    return int(date["day"]) if date["day"] not in (None, "XX") and not date["mark"] else None


def _date(date: re.Match[str], words: Mapping, days: str = "") -> str:
    """One date in words; with several `days` of its month if they are given."""
    masked, year, month, day = date["masked"], date["year"], date["month"], date["day"]
    if masked:
        text = words["date_between"].format(start=masked.replace("X", "0"), end=masked.replace("X", "9"))
    elif month is None:
        text = year
    else:
        number = int(month)
        name = words["months"][number - 1] if number <= 12 else words["seasons"][number - 21]
        text = words["date_month"].format(month=name, year=year)
        if day not in (None, "XX"):
            text = words["date_day"].format(day=days or int(day), month=text)
    return words[_MARKED[date["mark"]]].format(date=text)
