"""riwaya.text.edtf against vectors (tests/text/edtf/dates.csv), properties, and PyPI edtf as an oracle."""

from __future__ import annotations

import calendar
import contextlib
import copy
import csv
import dataclasses
import io
import pickle
import random
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.edtf import MAX_LENGTH, DateSpan, EdtfError, is_edtf, parse_edtf
from tests.support.package_copies import ROOT

REASONS = {
    "empty", "too-long", "syntax", "year-range", "no-such-month", "no-such-day", "unbounded", "reversed",
}  # fmt: skip


def read_vectors() -> list[dict[str, str]]:
    path = Path(__file__).parent / "edtf" / "dates.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


VECTORS = read_vectors()


def outcome(text: str) -> DateSpan | str:
    """The span, or the reason of the error."""
    try:
        return parse_edtf(text)
    except EdtfError as error:
        return error.reason


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# The documentation


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_on_dates_agrees_with_the_parser(language: str) -> None:
    page = (ROOT / f"docs/dates.{language}.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `(.*?)` \| .*? \| ?(.*?) \| ?(.*?) ?\|$", page)
    assert len(rows) > 20 and {text for text, _, _ in rows} >= {"201X", "../2018-06-07", "2018-24"}
    for text, earliest, latest in rows:
        assert outcome(text) == DateSpan(day(earliest), day(latest)), text
    invalid = re.findall("`(.*?)`", page.rsplit("|\n\n", 1)[1])
    assert len(invalid) > 7 and not any(map(is_edtf, invalid))


# Vectors


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: ascii(row["text"]))
def test_vector(row: dict[str, str]) -> None:
    expected = row["reason"] or DateSpan(day(row["earliest"]), day(row["latest"]))
    assert outcome(row["text"]) == expected
    assert is_edtf(row["text"]) is (row["reason"] == "")


def test_vectors_are_many_distinct_and_well_formed() -> None:
    assert len(VECTORS) >= 90
    assert len({row["text"] for row in VECTORS}) == len(VECTORS)
    assert {row["reason"] for row in VECTORS} == REASONS | {""}
    for row in VECTORS:
        assert bool(row["reason"]) != bool(row["earliest"] or row["latest"])


# Days and months


def test_every_day_of_2019_and_2020_round_trips() -> None:
    first = date(2019, 1, 1)
    days = [first + timedelta(days=n) for n in range(365 + 366)]
    assert days[-1] == date(2020, 12, 31)
    for each in days:
        span = parse_edtf(each.isoformat())
        assert span == DateSpan(each, each)
        assert span.earliest.isoformat() == each.isoformat()


def test_no_other_days_of_2019_and_2020_are_valid() -> None:
    """Of all YYYY-00-00 to YYYY-99-99, exactly the calendar's days are valid."""
    for year, length in ((2019, 365), (2020, 366)):
        valid = [t for m in range(100) for d in range(100) if is_edtf(t := f"{year}-{m:02}-{d:02}")]
        assert len(valid) == length


@pytest.mark.parametrize(("year", "leap"), [(1900, False), (2000, True), (2019, False), (2020, True)])
def test_leap_years(year: int, leap: bool) -> None:
    last = date(year, 2, 29 if leap else 28)
    assert parse_edtf(f"{year}-02").latest == last
    assert parse_edtf(f"{year}-02-XX").latest == last
    assert parse_edtf(f"{year - 1}-24").latest == last
    assert is_edtf(f"{year}-02-29") is leap


def test_seasons_have_no_gaps() -> None:
    spans = [parse_edtf(f"{y}-{code}") for y in range(1896, 1906) for code in (21, 22, 23, 24)]
    for one, following in pairwise(spans):
        assert one.latest + timedelta(days=1) == following.earliest


@given(st.dates(), st.sampled_from(["", "?", "~", "%"]))
def test_the_bounds_of_a_day_are_itself(each: date, mark: str) -> None:
    assert parse_edtf(each.isoformat() + mark) == DateSpan(each, each)


@given(st.dates())
def test_wider_dates_contain_their_days(each: date) -> None:
    iso = each.isoformat()
    texts = [iso[:7], iso[:4], f"{iso[:7]}-XX", f"{iso[:4]}-XX", f"{iso[:4]}-XX-XX"]
    texts += [f"{iso[:3]}X"] if each.year >= 10 else []
    texts += [f"{iso[:2]}XX"] if each.year >= 100 else []
    for text in texts:
        span = parse_edtf(text)
        assert span.earliest <= each <= span.latest


@given(st.integers(1, 9999), st.integers(1, 12))
def test_the_bounds_of_a_month_are_its_days(year: int, month: int) -> None:
    span = parse_edtf(f"{year:04}-{month:02}")
    assert span == parse_edtf(f"{year:04}-{month:02}-XX")
    days = [date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    assert all(span.earliest <= each <= span.latest for each in days)
    assert (span.latest - span.earliest).days + 1 == len(days)


# Intervals


@given(st.dates(), st.dates())
def test_an_ordered_interval_is_valid_and_a_reversed_one_is_not(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert parse_edtf(f"{first}/{last}") == DateSpan(first, last)
    if first != last:
        assert outcome(f"{last}/{first}") == "reversed"
    assert parse_edtf(f"../{one}") == parse_edtf(f"/{one}") == DateSpan(None, one)
    assert parse_edtf(f"{one}/..") == parse_edtf(f"{one}/") == DateSpan(one, None)


def random_date(rng: random.Random) -> str:
    """A date of the subset; years from 1000, few enough that intervals meet and overlap."""
    year, month = rng.choice((1899, 1900, 1999, 2000, 2015, 2018, 2019, 2020)), rng.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    text = rng.choice((
        f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{rng.randint(1, last):02}",
        f"{year}-{rng.randint(21, 24)}", f"{year // 10}X", f"{year // 100}XX",
        f"{year}-XX", f"{year}-XX-XX", f"{year}-{month:02}-XX",
    ))  # fmt: skip
    return text + rng.choice(("", "", "", "?", "~", "%"))


def test_interval_rule_on_all_forms() -> None:
    """Valid if and only if neither bound of the start is after that bound of the end."""
    rng = random.Random(2019)
    seen: Counter[bool] = Counter()
    for _ in range(4000):
        one, other = random_date(rng), random_date(rng)
        a, b = parse_edtf(one), parse_edtf(other)
        ordered = a.earliest <= b.earliest and a.latest <= b.latest
        seen[ordered] += 1
        assert outcome(f"{one}/{other}") == (DateSpan(a.earliest, b.latest) if ordered else "reversed")
    assert min(seen.values()) > 1000


# Errors and values

NEAR_EDTF = st.text(st.sampled_from("0123456789X-/.?~% x٢۲２\n"), max_size=24)


@given(st.one_of(st.text(), NEAR_EDTF, st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/.*)?")))
def test_any_text_is_parsed_or_has_a_known_error(text: str) -> None:
    try:
        span = parse_edtf(text)
    except EdtfError as error:
        assert error.reason in REASONS
        assert str(error).isascii()
        assert not is_edtf(text)
    else:
        assert is_edtf(text)
        assert re.fullmatch(r"[0-9X./?~%-]{4,23}", text)
        assert span != DateSpan(None, None)
        assert span.earliest is None or span.latest is None or span.earliest <= span.latest


@given(st.sampled_from([row["text"] for row in VECTORS if not row["reason"]]), st.characters(), st.data())
def test_one_foreign_character_makes_a_text_invalid(text: str, char: str, data: st.DataObject) -> None:
    if char not in "0123456789X-/.?~%":
        at = data.draw(st.integers(0, len(text)))
        assert outcome(text[:at] + char + text[at:]) in REASONS - {"empty", "too-long"}


def test_length_limit() -> None:
    assert outcome("2" * MAX_LENGTH) == "syntax"
    assert outcome("2" * (MAX_LENGTH + 1)) == "too-long"
    assert outcome("2018/" * 1_000_000) == "too-long"


def test_error_is_a_value_error_that_can_be_pickled() -> None:
    with pytest.raises(ValueError) as caught:
        parse_edtf("2018/2019-02-29")
    again = pickle.loads(pickle.dumps(caught.value))
    for error in (caught.value, again, copy.copy(caught.value)):
        assert isinstance(error, EdtfError)
        assert (error.reason, error.text) == ("no-such-day", "2019-02-29")
        assert str(error) == "no-such-day: '2019-02-29'"
    assert len(EdtfError("too-long", "x" * 1000).text) == MAX_LENGTH


def test_span_is_frozen_and_hashable() -> None:
    span = parse_edtf("2018")
    with pytest.raises(dataclasses.FrozenInstanceError):
        span.earliest = None  # type: ignore[misc]
    assert not hasattr(span, "__dict__")
    assert {span, parse_edtf("2018?"), parse_edtf("2018-XX")} == {span}


# Oracle: PyPI edtf 5.0.2

INVALID = "invalid"


def edtf_outcome(text: str) -> DateSpan | str | tuple[str, str]:
    """What edtf makes of `text`: a span (infinity as None), or "invalid".

    Bounds that datetime.date cannot hold come as the pair of their texts.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # edtf prints before some of its failures
            parsed = edtf.parse_edtf(text)
            bounds = parsed.lower_strict(), parsed.upper_strict()
    except Exception:  # not only EDTFParseException: AttributeError and TypeError come too
        return INVALID
    try:
        return DateSpan(*(None if isinstance(b, float) else date(*b[:3]) for b in bounds))
    except ValueError:
        return tuple("-".join(map(str, b[:3])) for b in bounds)


def days(first: str, last: str) -> DateSpan:
    return DateSpan(day(first), day(last))


# Every known difference: kind, text, what edtf makes of it, what this package makes of it.
DIFFERENCES = [
    # Winter: edtf ends it with its year; here it goes on to the end of February.
    ("winter", "2018-24", days("2018-12-01", "2018-12-31"), days("2018-12-01", "2019-02-28")),
    ("winter", "2018-21/2019-24", days("2018-03-01", "2019-12-31"), days("2018-03-01", "2020-02-29")),
    ("winter", "2018/2018-24?", days("2018-01-01", "2018-12-31"), days("2018-01-01", "2019-02-28")),
    ("winter", "../2018-24", days("", "2018-12-31"), days("", "2019-02-28")),
    # Unknown ends: edtf assumes ten years; here nothing is known.
    ("unknown end", "/2018", days("2008-12-31", "2018-12-31"), days("", "2018-12-31")),
    ("unknown end", "2018/", days("2018-01-01", "2028-01-01"), days("2018-01-01", "")),
    ("unknown end", "/0005", ("-5-12-31", "5-12-31"), days("", "0005-12-31")),
    ("unknown end", "9999/", ("9999-1-1", "10009-1-1"), days("9999-01-01", "")),
    # Forms of the subset that edtf fails on (a season with a mark only where it stands alone).
    ("season with a mark", "2018-21?", INVALID, days("2018-03-01", "2018-05-31")),
    ("season with a mark", "2018-24~", INVALID, days("2018-12-01", "2019-02-28")),
    ("YYYY-XX in an interval", "2018-XX/2019", INVALID, days("2018-01-01", "2019-12-31")),
    ("YYYY-XX in an interval", "2017/2018-XX", INVALID, days("2017-01-01", "2018-12-31")),
    ("X beside no date", "201X/..", INVALID, days("2010-01-01", "")),
    ("X beside no date", "/2018-05-XX", INVALID, days("", "2018-05-31")),
    ("X and a mark in an interval", "201X?/2020", INVALID, days("2010-01-01", "2020-12-31")),
    ("X and a mark in an interval", "201X/2020?", INVALID, days("2010-01-01", "2020-12-31")),
    # Intervals out of order, or without any end, that edtf accepts.
    ("reversed", "2019/2018", days("2019-01-01", "2018-12-31"), "reversed"),
    ("reversed", "2018/2018-05", days("2018-01-01", "2018-05-31"), "reversed"),
    ("reversed", "2018-05/2018", days("2018-05-01", "2018-12-31"), "reversed"),
    ("unbounded", "../..", days("", ""), "unbounded"),
    # Days that do not exist, and years outside 0001 to 9999.
    ("no such day", "2019-02-29", ("2019-2-29", "2019-2-29"), "no-such-day"),
    ("year range", "0000", ("0-1-1", "0-12-31"), "year-range"),
    ("year range", "00XX", ("0-1-1", "99-12-31"), "year-range"),
    ("year range", "9999-24", days("9999-12-01", "9999-12-31"), "year-range"),
    ("year range", "-2018", ("-2018-1-1", "-2018-12-31"), "syntax"),
    # Levels above the subset.
    ("level", "2XXX", days("2000-01-01", "2999-12-31"), "syntax"),
    ("level", "2018-XX-05", days("2018-01-05", "2018-12-05"), "syntax"),
    ("level", "201X-05", days("2010-05-01", "2019-05-31"), "syntax"),
    ("level", "2018-33", days("2018-01-01", "2018-03-31"), "no-such-month"),
]


@pytest.mark.parametrize(("kind", "text", "theirs", "ours"), DIFFERENCES, ids=lambda value: str(value)[:30])
def test_known_difference(kind: str, text: str, theirs: object, ours: object) -> None:
    assert outcome(text) == ours
    assert edtf_outcome(text) == theirs != (ours if isinstance(ours, DateSpan) else INVALID)
    if is_edtf(text):
        assert difference(text) == kind


def difference(text: str) -> str | None:
    """The kind of DIFFERENCES that a text of the subset falls under, if any."""
    parts = text.split("/")
    if re.fullmatch(r"[0-9]{4}-2[1-4][?~%]", text):
        return "season with a mark"
    if len(parts) == 2 and "X" in text:
        if any(re.fullmatch(r"[0-9]{4}-XX[?~%]?", part) for part in parts):
            return "YYYY-XX in an interval" if {"", ".."}.isdisjoint(parts) else "X beside no date"
        if not {"", ".."}.isdisjoint(parts):
            return "X beside no date"
        if re.search(r"[?~%]", text):
            return "X and a mark in an interval"
    if "" in parts:
        return "unknown end"
    return "winter" if re.fullmatch(r"[0-9]{4}-24[?~%]?", parts[-1]) else None


def subset_sample(count: int) -> list[str]:
    """Distinct valid texts, the same ones in every run."""
    rng = random.Random(8601)
    texts: dict[str, None] = {}
    while len(texts) < count:
        one, other = random_date(rng), random_date(rng)
        pair = f"{one}/{other}"
        ends = rng.choice((f"../{one}", f"{one}/..", f"/{one}", f"{one}/"))
        text = rng.choice((one, one, pair, pair, pair, ends))
        if is_edtf(text):
            texts[text] = None
    return list(texts)


@pytest.mark.slow
def test_oracle_on_the_subset() -> None:
    """Same bounds as edtf, except for the known kinds of difference, which do differ."""
    seen: Counter[str | None] = Counter()
    for text in subset_sample(400):
        kind = difference(text)
        seen[kind] += 1
        assert (edtf_outcome(text) == parse_edtf(text)) is (kind is None), (text, kind)
    assert seen[None] >= 150
    valid_here = {kind for kind, _, _, ours in DIFFERENCES if isinstance(ours, DateSpan)}
    assert set(seen) - {None} == valid_here


def test_oracle_accepts_reversed_intervals() -> None:
    """edtf gives a reversed interval the start's first day and the end's last day, whatever their order."""
    rng = random.Random(2018)
    for _ in range(40):
        first, last = sorted(date(2018, 1, 1) + timedelta(days=rng.randrange(2000)) for _ in range(2))
        if first != last:
            assert edtf_outcome(f"{last}/{first}") == DateSpan(last, first)
            assert outcome(f"{last}/{first}") == "reversed"
