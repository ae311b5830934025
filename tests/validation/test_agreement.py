"""Agreement compares bodies, not outlets, and relays only where their origin has no figure of its own."""

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
from tests.support.package_copies import claim_row, csv_row, edited_package, figure_row

RELAY, OTHER = ("ACT-0005", "CLM-0019"), ("ACT-0017", "CLM-0019")
SOURCE = csv_row(
    "sources",
    source_id="SRC-0002",
    kind="news_article",
    outlet_id="ACT-0008",
    title_ar="عنوان",
    title_en="Title",
    title_language="ar",
    language="ar",
    published="2018-06-08",
    published_basis="page_date",
    read_as="excerpt",
)
FIRST = "CLM-0012"  # ten, by Suhaib al-Jaber of Euphrates Post


def agreement(added, tmp_path):
    """The row of EVT-0003 after claims are added.

    Each is (claimant, relayed claim or "", qualifier and value or "").
    """
    claims = figures = ""
    number = 9
    for at, (claimant, relayed, figure) in enumerate(added, start=19):
        attribution = "named" if claimant in ("ACT-0007", "ACT-0009", "ACT-0011") else "organisation"
        cells = {"source_id": "SRC-0002", "claimant_id": claimant, "attribution": attribution}
        claims += claim_row(f"CLM-00{at}", "EVT-0003", "", derived_from_claim_id=relayed, **cells)
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
            words = {"wording_ar": arabic, "wording_en": wording}
            figures += figure_row(
                f"FIG-00{number:02}", f"CLM-00{at}", value, qualifier=qualifier, value_to=value_to, **words
            )
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
    return row["relation"], row["claims"], row["origins"], row["claimants"], row["bodies"]


@pytest.mark.parametrize(
    "added, expected",
    [
        # A relay changes nothing, even where it changes the number.
        ([("ACT-0005", FIRST, "exact 10"), ("ACT-0017", FIRST, "exact 15")], ("single_origin", 3, 1, 1, 1)),
        ([("ACT-0007", "", "exact 10")], ("agree", 2, 2, 2, 2)),
        ([("ACT-0007", "", "at_least 5")], ("overlap", 2, 2, 2, 2)),
        ([("ACT-0007", "", "exact 20"), (*RELAY, "exact 10")], ("contradict", 3, 2, 2, 2)),
        # The same claimant twice: two origins, one claimant and one body.
        ([("ACT-0009", "", "exact 10")], ("single_body", 2, 2, 1, 1)),
        ([("ACT-0009", "", "exact 15")], ("single_body", 2, 2, 1, 1)),
        # He and the outlet for which he speaks are two claimants and one body.
        ([("ACT-0008", "", "exact 15")], ("single_body", 2, 2, 2, 1)),
        ([("ACT-0008", "", "exact 15"), ("ACT-0007", "", "exact 15")], ("overlap", 3, 3, 3, 2)),
        # The origin was not read for its figure: each of its relays may have it right.
        ([("ACT-0007", "", ""), (*RELAY, "exact 10"), (*OTHER, "exact 15")], ("overlap", 3, 2, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 5"), (*OTHER, "exact 15")], ("contradict", 3, 2, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 12"), (*OTHER, "exact 15")], ("contradict", 3, 2, 2, 2)),
        ([("ACT-0007", "", ""), (*RELAY, "exact 12"), (*OTHER, "at_least 8")], ("overlap", 3, 2, 2, 2)),
    ],
)
def test_origins_are_compared(added, expected, tmp_path):
    assert agreement(added, tmp_path) == expected


# -- The algebra of intervals, against brute force ----------------------------------------------------

DERIVED = resources.files("riwaya.package").joinpath("derived")
SQL = DERIVED.joinpath("agreement.sql").read_text("utf-8")
BOUND = st.none() | st.integers(0, 6)
INTERVAL = st.tuples(BOUND, BOUND).map(lambda ends: ends if None in ends else (min(ends), max(ends)))
STANCE = st.sampled_from(["asserts", "asserts", "asserts", "denies"])
# Each claim: the claim before it that it relays, if any; who makes it; its stance; its figures.
CLAIMS = st.lists(
    st.tuples(st.none() | st.integers(0, 5), st.integers(0, 4), STANCE, st.lists(INTERVAL, max_size=2)),
    max_size=6,
)


def body_of(claimant):
    """Two of the claimants speak for one body."""
    return f"ACT-{min(claimant, 3)}"


@cache
def database():
    """The tables that the derivation reads, without rows."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE claims (claim_id TEXT, event_id TEXT, claimant_id TEXT, stance TEXT, "
        "derived_from_claim_id TEXT, date TEXT, date_basis TEXT, location_id TEXT, contests TEXT, "
        "contested_claim_id TEXT, source_id TEXT);"
        "CREATE TABLE sources (source_id TEXT, published TEXT);"
        "CREATE TABLE derived_claims (claim_id TEXT, origin_claim_id TEXT, body_id TEXT);"
        "CREATE TABLE figures (figure_id TEXT, claim_id TEXT, measure TEXT, held_by_id TEXT, "
        "members_of_id TEXT, category TEXT, qualifier TEXT, value BIGINT);"
        "CREATE TABLE derived_figures (figure_id TEXT, value_min BIGINT, value_max BIGINT, "
        "broad_category TEXT, drifted BOOLEAN, compared BOOLEAN);"
        "CREATE TABLE figure_links (figure_id TEXT, other_figure_id TEXT, relation TEXT);"
        "CREATE TABLE events (event_id TEXT, kind TEXT, date TEXT);"
        "CREATE TABLE locations (location_id TEXT, kind TEXT, parent_id TEXT);"
        "CREATE TABLE event_actors (event_id TEXT, claim_id TEXT, actor_id TEXT, role TEXT);"
        "CREATE MACRO edtf_earliest(day) AS CAST(NULL AS DATE);"
        "CREATE MACRO edtf_latest(day) AS CAST(NULL AS DATE);"
    )
    contradictions = DERIVED.joinpath("contradictions.sql").read_text("utf-8")
    connection.execute(f"CREATE VIEW derived_contradictions AS {contradictions}")
    return connection


def is_compared(claims, origins, at):
    """Whether the figures of a claim are compared: its origin's own, or relayed where that has none."""
    return claims[at][2] == "asserts" and (origins[at] == at or not claims[origins[at]][3])


def by_query(events):
    """The relations of one count of each event, from its claims and their origins, by the derivations."""
    rows = {"claims": [], "derived_claims": [], "figures": [], "derived_figures": []}
    for event, (claims, origins) in enumerate(events):
        for at, (_, claimant, stance, figures) in enumerate(claims):
            claim, origin = f"CLM-{event}-{at}", f"CLM-{event}-{origins[at]}"
            relayed = "NULL" if origin == claim else f"'{origin}'"
            empty = ", ".join(["NULL"] * 6)
            rows["claims"].append(
                f"('{claim}', 'EVT-{event}', 'ACT-{claimant}', '{stance}', {relayed}, {empty})"
            )
            body = body_of(claims[origins[at]][1])
            rows["derived_claims"].append(f"('{claim}', '{origin}', '{body}')")
            for number, (low, high) in enumerate(figures):
                figure = f"FIG-{event}-{at}-{number}"
                rows["figures"].append(
                    f"('{figure}', '{claim}', 'm', NULL, 'ACT-9', 'persons', 'exact', NULL)"
                )
                bounds = ", ".join("NULL" if bound is None else str(bound) for bound in (low, high))
                compared = is_compared(claims, origins, at)
                rows["derived_figures"].append(f"('{figure}', {bounds}, 'persons', false, {compared})")
    connection = database()
    for name, values in rows.items():
        connection.execute(f"DELETE FROM {name}")
        if values:
            connection.execute(f"INSERT INTO {name} VALUES {', '.join(values)}")
    found = connection.execute(f"SELECT event_id, relation, relation_about FROM ({SQL})").fetchall()
    # Without "about" the two relations are the same.
    assert all(strict == about for _, strict, about in found)
    return [[relation for name, relation, _ in found if name == f"EVT-{n}"] for n in range(len(events))]


def are_apart(one, other):
    """Whether no number fits any of these intervals and any of those."""

    def allows(interval, number):
        low, high = interval
        return (low is None or number >= low) and (high is None or number <= high)

    return not any(allows(a, n) and allows(b, n) for a in one for b in other for n in range(7))


def range_of(intervals):
    """From the lowest to the highest; open where one of them is."""
    lows, highs = zip(*intervals, strict=True)
    return None if None in lows else min(lows), None if None in highs else max(highs)


def by_hand(claims, origins):
    """The same by the definitions: every two bodies, and every number from 0 to 6."""
    figures, bodies = {}, {}
    for at, (_, _, _, stated) in enumerate(claims):
        if stated and is_compared(claims, origins, at):
            figures.setdefault(origins[at], []).extend(stated)
            bodies[origins[at]] = body_of(claims[origins[at]][1])
    if not any(claim[3] for claim in claims):
        return []
    if len(figures) < 2:
        return ["single_origin"] if figures else [None]
    if len({*bodies.values()}) == 1:
        return ["single_body"]

    bounded = {
        body: [
            interval
            for origin, stated in figures.items()
            for interval in stated
            if bodies[origin] == body and interval != (None, None)
        ]
        for body in bodies.values()
    }
    if any(are_apart(*pair) for pair in combinations(filter(None, bounded.values()), 2)):
        return ["contradict"]
    ranges = {origin: whole for origin in figures if (whole := range_of(figures[origin])) != (None, None)}
    if len({bodies[origin] for origin in ranges}) < 2:
        return ["incomparable"]
    return ["agree"] if len({*ranges.values()}) == 1 else ["overlap"]


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
