"""Writes EDTF dates as readers of a language write them, and names their months."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from riwaya.text.edtf import DATE, is_edtf, parse_edtf

_MARKED = {"": "sure", "~": "about", "?": "uncertain", "%": "about_uncertain"}
# A date within more months than a season has says none of them.
_MOST_MONTHS = 3


@cache
def _date_words() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("riwaya.text").joinpath("date_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=10_000)
def month_names(edtf: str) -> tuple[str, ...]:
    """The names of the months in which a date may be, in all languages; none for more than a season.

    >>> month_names("2018-09-29/2018-10-01")
    ('September', 'October', 'أيلول/سبتمبر', 'تشرين الأول/أكتوبر')
    >>> month_names("2018"), month_names("../2018-09"), month_names("autumn")
    ((), (), ())
    """
    span = parse_edtf(edtf) if is_edtf(edtf) else None
    if span is None or span.earliest is None or span.latest is None:
        return ()
    first, last = (12 * day.year + day.month - 1 for day in (span.earliest, span.latest))
    months = range(first, last + 1) if last - first < _MOST_MONTHS else ()
    return tuple(words["months"][month % 12] for words in _date_words().values() for month in months)


def day_text(edtf: str, lang: str) -> str:
    """A date in words of a language; a text that is not a date of riwaya.text.edtf is returned unchanged.

    >>> day_text("2017/2018", "en"), day_text("../2018-06-07", "en"), day_text("2018-06-07~", "ar")
    ('2017–2018', 'until 7 June 2018', 'نحو 7 حزيران/يونيو 2018')
    """
    if not is_edtf(edtf):
        return edtf
    words = _date_words()[lang]
    start, slash, end = edtf.partition("/")
    first, last = DATE.fullmatch(start), DATE.fullmatch(end)
    if first and last:
        if start.isdecimal() and end.isdecimal():
            return words["between"].format(start=start, end=end)
        days = [*map(_day, (first, last))]
        if all(days) and start[:7] == end[:7]:
            return _date(last, words, words["between"].format(start=days[0], end=days[1]))
        return words["span"].format(start=_date(first, words), end=_date(last, words))
    known = first or last
    if known is None:
        return edtf
    if not slash:
        return _date(known, words)
    word, missing = ("until", start) if last else ("since", end)
    return words[word if missing == ".." else f"{word}_unknown"].format(date=_date(known, words))


def _day(date: re.Match[str]) -> int | None:
    """The day of a date that has a day and is not marked as approximate or uncertain."""
    return int(date["day"]) if date["day"] not in (None, "XX") and not date["mark"] else None


def _date(date: re.Match[str], words: Mapping[str, Any], days: str = "") -> str:
    """One date in words; with several `days` of its month if they are given."""
    masked, year, month, day = date["masked"], date["year"], date["month"], date["day"]
    if masked:
        text = words["between"].format(start=masked.replace("X", "0"), end=masked.replace("X", "9"))
    elif month is None:
        text = year
    else:
        number = int(month)
        name = words["months"][number - 1] if number <= 12 else words["seasons"][number - 21]
        text = words["month"].format(month=name, year=year)
        if day not in (None, "XX"):
            text = words["day"].format(day=days or int(day), month=text)
    return words[_MARKED[date["mark"]]].format(date=text)
