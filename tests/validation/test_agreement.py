"""Agreement compares origins, not outlets, and relays only where their origin has no figure of its own."""

from functools import cache
from importlib import resources
from itertools import combinations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.package.descriptor import Package
from riwaya.release.compute import published_tables
from riwaya.validation.check import check_package
from tests.support.package_copies import edited_package

RELAY, OTHER = ("ACT-0005", "CLM-0019"), ("ACT-0017", "CLM-0019")
SOURCE = "SRC-0002,news_article,ACT-0008,عنوان,Title,ar,,,ar,2018-06-08,page_date,,,,excerpt,,,\n"
FIRST = "CLM-0012"  # ten, by Suhaib al-Jaber


def agreement(added, tmp_path):
    """The row of EVT-0003 after claims are added.

    Each is (claimant, relayed claim or "", qualifier and value or "").
    """
    claims = figures = ""
    number = 9
    for at, (claimant, relayed, figure) in enumerate(added, start=19):
        attribution = "named" if claimant in ("ACT-0007", "ACT-0009", "ACT-0011") else "organisation"
        claims += f"CLM-00{at},EVT-0003,SRC-0002,{claimant},{attribution},asserts,{relayed},,,يقول,Says,,\n"
        if figure:
            qualifier, value, value_to = [*figure.split(), ""][:3]
            wording = {"exact": value, "at_least": f"at least {value}", "between": f"{value} to {value_to}"}[
                qualifier
            ]
            arabic = {
                "exact": value,
                "at_least": f"ما لا يقل عن {value}",
                "between": f"{value} إلى {value_to}",
            }[qualifier]
            figures += f"FIG-00{number:02},CLM-00{at},persons_released,ACT-0001,ACT-0002,persons,"
            figures += f"{qualifier},{value},{value_to},,{arabic},{wording},ar,,,\n"
            number += 1
    root = edited_package(
        [
            {"path": "data/sources.csv", "append": SOURCE},
            {"path": "data/claims.csv", "append": claims},
            {"path": "data/figures.csv", "append": figures},
        ],
        tmp_path,
    )
    checked = check_package(Package.open(root))
    assert not checked.report.errors, [problem.message().en for problem in checked.report.errors]
    with published_tables(checked) as tables:
        rows = next(table for table in tables if table.name == "agreement").whole().to_pylist()
    (row,) = [row for row in rows if row["event_id"] == "EVT-0003" and row["held_by_id"] == "ACT-0001"]
    return row["relation"], row["claims"], row["origins"], row["claimants"]


@pytest.mark.parametrize(
    "added, expected",
    [
        # A relay changes nothing, even where it changes the number.
        ([("ACT-0005", FIRST, "exact 10"), ("ACT-0017", FIRST, "exact 15")], ("single_origin", 3, 1, 1)),
        ([("ACT-0007", "", "exact 10")], ("agree", 2, 2, 2)),
        ([("ACT-0007", "", "at_least 5")], ("overlap", 2, 2, 2)),
        ([("ACT-0007", "", "exact 20"), (*RELAY, "exact 10")], ("contradict", 3, 2, 2)),
        # The same claimant twice: two origins and one claimant.
        ([("ACT-0009", "", "exact 10")], ("agree", 2, 2, 1)),
        # The origin was not read for its figure: each of its relays may have it right.
        ([("ACT-0007", "", ""), (*RELAY, "exact 5"), (*OTHER, "exact 15")], ("overlap", 3, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 12"), (*OTHER, "exact 15")], ("contradict", 3, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 12"), (*OTHER, "at_least 8")], ("overlap", 3, 2, 2)),
    ],
)
def test_origins_are_compared(added, expected, tmp_path):
    assert agreement(added, tmp_path) == expected


# -- The algebra of intervals, against brute force ----------------------------------------------------

SQL = resources.files("riwaya.package").joinpath("derived/agreement.sql").read_text("utf-8")
BOUND = st.none() | st.integers(0, 6)
INTERVAL = st.tuples(BOUND, BOUND).map(lambda ends: ends if None in ends else (min(ends), max(ends)))
STANCE = st.sampled_from(["asserts", "asserts", "asserts", "denies"])
# Each claim: the claim before it that it relays, if any; who makes it; its stance; its figures.
CLAIMS = st.lists(
    st.tuples(st.none() | st.integers(0, 5), st.integers(0, 3), STANCE, st.lists(INTERVAL, max_size=2)),
    max_size=6,
)


@cache
def database():
    """The tables that the derivation reads, without rows."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE claims (claim_id TEXT, event_id TEXT, claimant_id TEXT, stance TEXT);"
        "CREATE TABLE derived_claims (claim_id TEXT, origin_claim_id TEXT);"
        "CREATE TABLE figures (figure_id TEXT, claim_id TEXT, measure TEXT, held_by_id TEXT, "
        "members_of_id TEXT, category TEXT);"
        "CREATE TABLE derived_figures (figure_id TEXT, value_min BIGINT, value_max BIGINT);"
    )
    return connection


def by_query(events):
    """The relations of one count of each event, from its claims and their origins, by the derivation."""
    rows = {"claims": [], "derived_claims": [], "figures": [], "derived_figures": []}
    for event, (claims, origins) in enumerate(events):
        for at, (_, claimant, stance, figures) in enumerate(claims):
            claim = f"CLM-{event}-{at}"
            rows["claims"].append(f"('{claim}', 'EVT-{event}', 'ACT-{claimant}', '{stance}')")
            rows["derived_claims"].append(f"('{claim}', 'CLM-{event}-{origins[at]}')")
            for number, (low, high) in enumerate(figures):
                figure = f"FIG-{event}-{at}-{number}"
                rows["figures"].append(f"('{figure}', '{claim}', 'm', NULL, 'ACT-9', 'persons')")
                bounds = ", ".join("NULL" if bound is None else str(bound) for bound in (low, high))
                rows["derived_figures"].append(f"('{figure}', {bounds})")
    connection = database()
    for name, values in rows.items():
        connection.execute(f"DELETE FROM {name}")
        if values:
            connection.execute(f"INSERT INTO {name} VALUES {', '.join(values)}")
    found = connection.execute(f"SELECT event_id, relation FROM ({SQL})").fetchall()
    return [[relation for name, relation in found if name == f"EVT-{event}"] for event in range(len(events))]


def by_hand(claims, origins):
    """The same by the definitions: every two origins, and every number from 0 to 6."""
    intervals = {}
    for origin in {*origins}:
        own = [
            figure
            for at in range(len(claims))
            if at == origin and claims[at][2] == "asserts"
            for figure in claims[at][3]
        ]
        relayed = [
            figure
            for at, (_, _, stance, figures) in enumerate(claims)
            if origins[at] == origin and stance == "asserts"
            for figure in figures
        ]
        if figures := own or relayed:
            lows, highs = zip(*figures, strict=True)
            intervals[origin] = (None if None in lows else min(lows), None if None in highs else max(highs))
    if not any(claim[3] for claim in claims):
        return []
    if len(intervals) < 2:
        return ["single_origin"] if intervals else [None]
    bounded = [interval for interval in intervals.values() if interval != (None, None)]
    if len(bounded) < 2:
        return ["incomparable"]

    def allows(interval, number):
        low, high = interval
        return (low is None or number >= low) and (high is None or number <= high)

    for one, other in combinations(bounded, 2):
        if not any(allows(one, number) and allows(other, number) for number in range(7)):
            return ["contradict"]
    return ["agree"] if len({*bounded}) == 1 else ["overlap"]


def origins_of(claims):
    origins = []
    for at, (relayed, *_) in enumerate(claims):
        origins.append(at if relayed is None or relayed >= at else origins[relayed])
    return origins


# One query for several events, since it takes long to plan.
@settings(max_examples=60)
@given(st.lists(CLAIMS, min_size=5, max_size=5))
def test_relations_are_those_of_the_intervals(drawn):
    events = [(claims, origins_of(claims)) for claims in drawn]
    assert by_query(events) == [by_hand(claims, origins) for claims, origins in events]
