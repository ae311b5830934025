"""What is computed from claims and figures: bodies, resolved numbers, comparisons and contradictions."""

from functools import cache

import pytest

from tests.support.computed import computed

ISIS, SDF, SOHR, COALITION, SPOKESMAN, OUTLET, SOURCES = (f"ACT-000{number}" for number in range(1, 8))
ACTORS = [
    {"actor_id": ISIS},
    {"actor_id": SDF},
    {"actor_id": SOHR, "kind": "monitoring_group"},
    {"actor_id": COALITION, "kind": "coalition"},
    {"actor_id": SPOKESMAN, "kind": "person", "disclosure": "public_role"},
    {"actor_id": OUTLET, "kind": "outlet"},
    {"actor_id": SOURCES, "kind": "unnamed_sources", "disclosure": "unnamed"},
]
SYRIA, HASAKAH, HASAKAH_DISTRICT, HASU, MARKADA, AREA = (f"LOC-000{number}" for number in range(1, 7))
LOCATIONS = [
    {"location_id": SYRIA, "kind": "country"},
    {"location_id": HASAKAH, "kind": "governorate", "parent_id": SYRIA},
    {"location_id": HASAKAH_DISTRICT, "kind": "district", "parent_id": HASAKAH},
    {"location_id": HASU, "kind": "village", "parent_id": HASAKAH_DISTRICT},
    {"location_id": MARKADA, "kind": "town", "parent_id": HASAKAH},
    {"location_id": AREA, "kind": "area", "parent_id": HASAKAH},
]
SOURCES_READ = [{"source_id": f"SRC-000{number}", "published": "2018-07-01"} for number in range(1, 10)]
EVENT = {"event_id": "EVT-0001", "location_id": HASU, "date": "2018-06"}


def tables_of(claims, figures=(), event=(), **others):
    """The tables about one event. A claim is (its claimant, other cells); its source is its own.

    A figure is (the number of its claim, qualifier, value, other cells).
    """
    rows = {
        "actors": ACTORS,
        "locations": LOCATIONS,
        "sources": SOURCES_READ,
        "events": [{**EVENT, **dict(event)}],
        "claims": [
            {
                "claim_id": f"CLM-000{number}",
                "event_id": "EVT-0001",
                "source_id": f"SRC-000{number}",
                "claimant_id": claimant,
                **dict(*cells),
            }
            for number, (claimant, *cells) in enumerate(claims, start=1)
        ],
        "figures": [
            {
                "figure_id": f"FIG-000{number}",
                "claim_id": f"CLM-000{claim}",
                "held_by_id": SDF,
                "members_of_id": ISIS,
                "qualifier": qualifier,
                "value": value,
                **dict(*cells),
            }
            for number, (claim, qualifier, value, *cells) in enumerate(figures, start=1)
        ],
    }
    return computed(**(rows | others))


def links(*rows):
    """Rows of figure_links, each (number of a figure, number of the other one, relation)."""
    return [
        {"figure_id": f"FIG-000{one}", "other_figure_id": f"FIG-000{other}", "relation": relation}
        for one, other, relation in rows
    ]


def column(tables, table, name):
    return [row[name] for row in tables[table]]


def relations(tables):
    (row,) = tables["agreement"]
    return row["relation"], row["relation_about"]


def contradictions(tables):
    """The contradictions as (kind, number of the claim, number of the other claim, gap)."""
    return [
        (row["kind"], int(row["claim_id"][-1]), int(row["other_claim_id"][-1]), row["gap"])
        for row in tables["contradictions"]
    ]


@cache
def _pairs_of(pairs):
    """Tables with an event for each pair of claims, one of the SDF and one of SOHR, computed at once.

    A claim is (its cells, the qualifier, value and cells of its figure, if any).
    """
    events, claims, figures = [], [], []
    for number, pair in enumerate(pairs):
        events.append(EVENT | {"event_id": f"EVT-{number}"})
        for side, (claimant, (cells, *figure)) in enumerate(zip((SDF, SOHR), pair, strict=True), start=1):
            identity = {"claim_id": f"CLM-{number}-{side}", "event_id": f"EVT-{number}"}
            source = {"source_id": f"SRC-000{side}", "claimant_id": claimant}
            claims.append(identity | source | dict(cells))
            for qualifier, value, value_to in figure:
                figures.append(
                    {
                        "figure_id": f"FIG-{number}-{side}",
                        "claim_id": identity["claim_id"],
                        "qualifier": qualifier,
                        "value": value,
                        "value_to": value_to,
                    }
                )
    return computed(
        actors=ACTORS,
        locations=LOCATIONS,
        sources=SOURCES_READ,
        events=events,
        claims=claims,
        figures=figures,
    )


def pair_of(pairs, pair):
    """The rows of agreement and contradictions about one of the pairs."""
    made, event = _pairs_of(pairs), f"EVT-{pairs.index(pair)}"
    return tuple(
        [row for row in made[name] if row["event_id"] == event] for name in ("agreement", "contradictions")
    )


# -- Bodies -------------------------------------------------------------------------------------------


def speaks(valid_from=None, valid_to=None, actor=SPOKESMAN, other=SDF, relation="speaks_for"):
    return {
        "actor_id": actor,
        "related_actor_id": other,
        "relation": relation,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }


def bodies(relations_of_actors, published, claimant=SPOKESMAN):
    """The bodies of a claim in a source of this day."""
    made = tables_of(
        [(claimant,)],
        actor_relations=relations_of_actors,
        sources=[{"source_id": "SRC-0001", "published": published}],
    )
    return column(made, "claims", "body_id")


@pytest.mark.parametrize(
    "published, body",
    [
        ("2015-09-30", SPOKESMAN),
        ("2015-10-01", SDF),
        ("2017", SDF),
        ("2017-11-15", SDF),
        ("2017-11-16", SPOKESMAN),
        ("2018", SPOKESMAN),
        # A month in which the relation ended may be before its end.
        ("2017-11", SDF),
        # A source without a date may be of any day.
        (None, SDF),
    ],
)
def test_a_claimant_speaks_for_a_body_while_the_relation_lasts(published, body):
    assert bodies([speaks("2015-10", "2017-11-15")], published) == [body]


@pytest.mark.parametrize("relation, body", [("speaks_for", SDF), ("part_of", SDF), ("succeeds", SPOKESMAN)])
def test_a_successor_is_another_body(relation, body):
    assert bodies([speaks(relation=relation)], "2018") == [body]


def test_a_body_is_at_the_end_of_the_chain_of_those_days():
    chain = [speaks(), speaks("2017", None, SDF, COALITION, "part_of")]
    assert bodies(chain, "2016-12-31") == [SDF] and bodies(chain, "2017-01-01") == [COALITION]


def test_where_several_bodies_fit_a_day_the_claimant_stands_for_itself():
    changed = [speaks(None, "2017-11-15"), speaks("2017-11-16", None, other=COALITION)]
    assert bodies(changed, "2017-11-15") == [SDF] and bodies(changed, "2017-11-16") == [COALITION]
    assert bodies(changed, "2017-11") == bodies(changed, None) == [SPOKESMAN]


def test_unnamed_sources_are_one_body_a_document_unless_they_speak_for_one():
    again = {"source_id": "SRC-0001"}
    made = tables_of([(SOURCES,), (SOURCES, again), (SOURCES,), (SDF,)])
    assert column(made, "claims", "body_id") == ["SRC-0001", "SRC-0001", "SRC-0003", SDF]
    made = tables_of([(SOURCES,), (SDF,)], actor_relations=[speaks(actor=SOURCES)])
    assert column(made, "claims", "body_id") == [SDF, SDF]


def test_a_relay_has_the_body_of_its_origin():
    relays = [{"derived_from_claim_id": f"CLM-000{number}"} for number in (1, 2)]
    made = tables_of([(SOURCES,), (OUTLET, relays[0]), (SOHR, relays[1])])
    assert column(made, "claims", "body_id") == ["SRC-0001"] * 3
    assert column(made, "claims", "origin_claim_id") == ["CLM-0001"] * 3


def test_the_flat_table_names_the_body_and_unnamed_sources_by_their_own_name():
    actors = [{**row, "name_en": row["actor_id"]} for row in ACTORS]
    made = tables_of([(SPOKESMAN,), (SOURCES,)], actor_relations=[speaks()], actors=actors)
    assert [(row["body_id"], row["body_en"]) for row in made["claims_flat"]] == [
        (SDF, SDF),
        ("SRC-0002", SOURCES),
    ]


# -- Places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place, expected",
    [
        (HASU, (HASAKAH, HASAKAH_DISTRICT)),
        (HASAKAH_DISTRICT, (HASAKAH, HASAKAH_DISTRICT)),
        (MARKADA, (HASAKAH, None)),
        (HASAKAH, (HASAKAH, None)),
        (SYRIA, (None, None)),
        (None, (None, None)),
    ],
)
def test_an_event_is_in_the_governorate_and_the_district_around_its_place(place, expected):
    (event,) = tables_of([(SDF,)], event={"location_id": place})["events"]
    assert (event["governorate_id"], event["district_id"]) == expected


# -- Figures ------------------------------------------------------------------------------------------


def resolved(figures, *linked):
    """(value_resolved, value_min, value_max) of the last figure of one claim."""
    row = tables_of([(SDF,)], figures, figure_links=links(*linked))["figures"][-1]
    return row["value_resolved"], row["value_min"], row["value_max"]


@pytest.mark.parametrize(
    "qualifier, value, cells, expected",
    [
        ("exact", 10, {}, (10, 10, 10)),
        ("at_least", 10, {}, (10, 10, None)),
        ("more_than", 10, {}, (10, 11, None)),
        ("up_to", 10, {}, (10, 0, 10)),
        ("fewer_than", 10, {}, (10, 0, 9)),
        ("between", 10, {"value_to": 15}, (10, 10, 15)),
        ("about", 10, {}, (10, None, None)),
        ("tens", None, {}, (None, None, None)),
        ("few", None, {}, (None, None, None)),
        ("same_number", None, {}, (None, None, None)),
    ],
)
def test_the_bounds_of_a_figure_follow_from_its_qualifier(qualifier, value, cells, expected):
    assert resolved([(1, qualifier, value, cells)]) == expected


def test_the_same_number_is_the_sum_of_the_figures_that_it_equals():
    one, two = (1, 3, "equals"), (2, 3, "equals")
    back = [(3, 1, "equals"), (3, 2, "equals")]
    fighters, women = (1, "exact", 15), (1, "exact", 40)
    equal = (1, "same_number", None)
    assert resolved([fighters, women, equal], *back) == (55, 55, 55)
    assert resolved([fighters, women, equal], back[0]) == (15, 15, 15)
    # Open where one of them is, and no number where one of them has none.
    assert resolved([fighters, (1, "at_least", 40), equal], *back) == (55, 55, None)
    assert resolved([fighters, (1, "about", 40), equal], *back) == (55, None, None)
    assert resolved([fighters, (1, "tens", None), equal], *back) == (None, None, None)
    # Only what the figure equals counts, not what equals it or what it is a part of.
    assert resolved([equal, equal, fighters], one, two) == (15, 15, 15)
    assert resolved([fighters, women, (1, "exact", 5)], (3, 1, "part_of")) == (5, 5, 5)


def flags(claims, figures, *linked):
    made = tables_of(claims, figures, figure_links=links(*linked))
    return [(row["drifted"], row["compared"]) for row in made["figures"]]


RELAY = {"derived_from_claim_id": "CLM-0001"}


@pytest.mark.parametrize(
    "own, relayed, drifted",
    [
        (("exact", 15), ("exact", 15), False),
        (("exact", 15), ("exact", 15, {"category": "women"}), True),
        (("exact", 15), ("exact", 16), True),
        (("about", 15), ("exact", 15), True),
        # The relay only counts them by a narrower word.
        (("exact", 15, {"category": "members"}), ("exact", 15, {"category": "fighters"}), False),
        (("exact", 15), ("exact", 15, {"measure": "persons_moved"}), True),
    ],
)
def test_a_relay_drifts_where_its_origin_has_no_such_figure(own, relayed, drifted):
    claims = [(SDF,), (OUTLET, RELAY)]
    assert flags(claims, [(1, *own), (2, *relayed)]) == [(False, True), (drifted, False)]


def test_a_relay_that_writes_an_equal_number_out_does_not_drift():
    women = {"category": "women"}
    own = [(1, "exact", 15), (1, "same_number", None, women)]
    for number, drifted in ((15, False), (16, True)):
        figures = [*own, (2, "exact", number, women)]
        assert flags([(SDF,), (OUTLET, RELAY)], figures, (2, 1, "equals"))[2] == (drifted, False)


def test_a_relay_stands_in_for_an_origin_without_a_figure():
    assert flags([(SDF,), (OUTLET, RELAY)], [(2, "exact", 15)]) == [(False, True)]


def test_parts_and_what_is_not_asserted_are_not_compared():
    assert flags([(SDF,)], [(1, "exact", 15), (1, "exact", 5)], (2, 1, "part_of")) == [
        (False, True),
        (False, False),
    ]
    # Of its own category it is the whole.
    women = (1, "exact", 5, {"category": "women"})
    assert flags([(SDF,)], [(1, "exact", 15), women], (2, 1, "part_of")) == [(False, True), (False, True)]
    so_far = (1, "exact", 5, {"measure": "days_without_fighting"})
    assert flags([(SDF,)], [so_far]) == [(False, False)]
    for stance in ("denies", "doubts", "expects", "declines_comment"):
        assert flags([(SDF, {"stance": stance})], [(1, "exact", 15)]) == [(False, False)]


# -- Agreement ----------------------------------------------------------------------------------------


def test_figures_are_compared_within_the_broader_category():
    figures = [(1, "exact", 24, {"category": "fighters"}), (2, "exact", 24, {"category": "members"})]
    (row,) = tables_of([(SDF,), (SOHR,)], figures)["agreement"]
    assert (row["broad_category"], row["categories"]) == ("members", "fighters members")
    assert (row["relation"], row["bodies"]) == ("agree", 2)
    apart = [(1, "exact", 24), (2, "exact", 30, {"category": "women"})]
    assert column(tables_of([(SDF,), (SOHR,)], apart), "agreement", "relation") == ["single_origin"] * 2


def test_a_part_is_named_and_not_compared():
    figures = [(1, "exact", 15), (1, "exact", 5), (2, "exact", 15)]
    made = tables_of([(SDF,), (SOHR,)], figures, figure_links=links((2, 1, "part_of")))
    (row,) = made["agreement"]
    assert (row["relation"], row["claims"], row["origins"]) == ("agree", 2, 2)
    assert (row["claim_ids"], row["uncompared_claim_ids"]) == ("CLM-0001 CLM-0002", "CLM-0001")
    assert made["contradictions"] == []


def test_a_relay_that_drifted_is_named_and_not_compared():
    made = tables_of(
        [(SDF,), (OUTLET, RELAY), (SOHR,)], [(1, "exact", 15), (2, "exact", 20), (3, "exact", 15)]
    )
    (row,) = made["agreement"]
    assert (row["relation"], row["claim_ids"], row["uncompared_claim_ids"]) == (
        "agree",
        "CLM-0001 CLM-0003",
        "CLM-0002",
    )
    assert made["contradictions"] == []


def test_a_body_and_those_who_speak_for_it_are_one_body():
    made = tables_of([(SDF,), (SPOKESMAN,)], [(1, "exact", 15), (2, "exact", 20)], actor_relations=[speaks()])
    (row,) = made["agreement"]
    assert (row["origins"], row["claimants"], row["bodies"]) == (2, 2, 1)
    assert (row["relation"], row["relation_about"]) == ("single_body", "single_body")
    assert made["contradictions"] == []


NUMBERS = [
    (("exact", 20, None), ("exact", 20, None), ("agree", "agree")),
    (("exact", 20, None), ("exact", 10, None), ("contradict", "contradict")),
    # A quarter of 20 is 5.
    (("about", 20, None), ("exact", 10, None), ("incomparable", "contradict")),
    (("about", 20, None), ("exact", 22, None), ("incomparable", "overlap")),
    (("about", 20, None), ("exact", 15, None), ("incomparable", "overlap")),
    (("about", 20, None), ("exact", 14, None), ("incomparable", "contradict")),
    (("about", 20, None), ("exact", 25, None), ("incomparable", "overlap")),
    (("about", 20, None), ("exact", 26, None), ("incomparable", "contradict")),
    (("about", 20, None), ("about", 20, None), ("incomparable", "agree")),
    (("about", 20, None), ("about", 40, None), ("incomparable", "contradict")),
    (("about", 20, None), ("at_least", 30, None), ("incomparable", "contradict")),
    (("about", 20, None), ("tens", None, None), ("incomparable", "incomparable")),
    (("more_than", 20, None), ("exact", 20, None), ("overlap", "overlap")),
    (("more_than", 20, None), ("exact", 19, None), ("contradict", "contradict")),
    (("fewer_than", 20, None), ("exact", 20, None), ("overlap", "overlap")),
    (("fewer_than", 20, None), ("exact", 21, None), ("contradict", "contradict")),
    (("at_least", 20, None), ("exact", 19, None), ("contradict", "contradict")),
    (("at_least", 20, None), ("at_least", 90, None), ("overlap", "overlap")),
    (("up_to", 20, None), ("at_least", 21, None), ("contradict", "contradict")),
    (("between", 10, 20), ("exact", 20, None), ("overlap", "overlap")),
    (("between", 10, 20), ("exact", 21, None), ("contradict", "contradict")),
    (("tens", None, None), ("exact", 3, None), ("incomparable", "incomparable")),
]
NUMBER_PAIRS = tuple((((), one), ((), other)) for two in NUMBERS for one, other in (two[:2], two[1::-1]))


@pytest.mark.parametrize("one, other, expected", NUMBERS)
def test_two_figures_of_two_bodies_are_compared(one, other, expected):
    for pair in ((((), one), ((), other)), (((), other), ((), one))):
        (row,), found = pair_of(NUMBER_PAIRS, pair)
        assert (row["relation"], row["relation_about"]) == expected
        # The strict relation is that of the rows in contradictions.
        assert bool(found) == (expected[0] == "contradict")


def test_the_nearest_figures_of_two_bodies_are_compared():
    claims = [(SDF,), (SPOKESMAN,), (SOHR,)]
    for number, expected in ((20, "overlap"), (22, "contradict")):
        figures = [(1, "exact", 10), (2, "exact", 20), (3, "exact", number)]
        made = tables_of(claims, figures, actor_relations=[speaks()])
        assert relations(made) == (expected, expected)
        found = [("number", 2, 3, 2)] if expected == "contradict" else []
        assert contradictions(made) == found


def test_a_contradiction_is_shown_beside_words_without_bounds():
    claims = [(SDF,), (SPOKESMAN,), (SOHR,)]
    made = tables_of(
        claims, [(1, "exact", 10), (2, "tens", None), (3, "exact", 90)], actor_relations=[speaks()]
    )
    assert relations(made) == ("contradict", "contradict")
    # Two figures of one origin, too.
    made = tables_of([(SDF,), (SOHR,)], [(1, "exact", 10), (1, "tens", None), (2, "exact", 90)])
    assert relations(made) == ("contradict", "contradict") and contradictions(made) == [("number", 1, 2, 80)]


# -- Contradictions -----------------------------------------------------------------------------------


def between(one, other, event=(), **others):
    """The contradictions between a claim of the SDF and one of SOHR."""
    return contradictions(tables_of([(SDF, one), (SOHR, other)], event=event, **others))


def day(text, basis="stated"):
    return {"date": text, "date_basis": basis}


def dated(date):
    """The cells of a claim with a date and its basis."""
    return (("date", date[0]), ("date_basis", date[1])) if date else ()


DATES = [
    (("2018-04-18", "stated"), ("2018-04-19", "stated"), 1),
    (("2018-04-18", "stated"), ("2018-05", "stated"), 13),
    (("2018-04", "stated"), ("2018-04-19", "stated"), None),
    (("2018-04-18", "stated"), ("2018-04-18", "stated"), None),
    # An open bound.
    (("../2018-04-18", "stated"), ("2018-03-01", "stated"), None),
    (("../2018-04-18", "stated"), ("2018-04-20", "stated"), 2),
    (("2018-04-18/..", "stated"), ("2018-05-20", "stated"), None),
    # Nobody said an inferred date.
    (("2018-04-18", "inferred"), ("2018-04-19", "stated"), None),
    (("2018-04-18", "relative"), ("2018-04-19", "stated"), 1),
    (None, ("2018-04-19", "stated"), None),
]
DATE_PAIRS = tuple(((dated(one),), (dated(other),)) for two in DATES for one, other in (two[:2], two[1::-1]))


@pytest.mark.parametrize("one, other, gap", DATES)
def test_dates_contradict_where_no_day_fits_both(one, other, gap):
    for pair in (((dated(one),), (dated(other),)), ((dated(other),), (dated(one),))):
        _, found = pair_of(DATE_PAIRS, pair)
        assert [(row["kind"], row["gap"]) for row in found] == ([] if gap is None else [("date", gap)])


@pytest.mark.parametrize(
    "kind, found",
    [
        ("reported_exchange", True),
        ("reported_release", True),
        ("reported_killing", True),
        # It lasts for days and moves from place to place.
        ("reported_withdrawal", False),
        ("reported_truce", False),
    ],
)
def test_only_what_happens_once_has_one_day_and_one_place(kind, found):
    one, other = (day("2018-04-18") | {"location_id": HASU}, day("2018-04-19") | {"location_id": MARKADA})
    expected = [("date", 1, 2, 1), ("place", 1, 2, None)] if found else []
    assert between(one, other, {"kind": kind}) == expected


PLACES = [
    (HASU, MARKADA, True),
    (HASU, HASU, False),
    # What is nested is no contradiction, nor is an area, which is not one spot.
    (HASU, HASAKAH, False),
    (HASU, AREA, False),
    (MARKADA, AREA, False),
    (HASU, None, False),
]
PLACE_PAIRS = tuple(
    (((("location_id", one),),), ((("location_id", other),),))
    for two in PLACES
    for one, other in (two[:2], two[1::-1])
)


@pytest.mark.parametrize("pair", PLACE_PAIRS)
def test_places_contradict_where_neither_lies_in_the_other(pair):
    _, found = pair_of(PLACE_PAIRS, pair)
    contradicts = PLACES[PLACE_PAIRS.index(pair) // 2][2]
    assert [(row["kind"], row["gap"]) for row in found] == ([("place", None)] if contradicts else [])


def test_a_place_within_a_place_is_no_contradiction():
    nested = [*LOCATIONS, {"location_id": "LOC-0009", "kind": "facility", "parent_id": MARKADA}]
    assert between({"location_id": "LOC-0009"}, {"location_id": MARKADA}, locations=nested) == []


def test_relays_and_claims_of_one_body_do_not_contradict():
    one, other = day("2018-04-18") | {"location_id": HASU}, day("2018-04-19") | {"location_id": MARKADA}
    relayed = tables_of([(SDF, one), (SOHR, other | RELAY)], [(1, "exact", 10), (2, "exact", 20)])
    assert relayed["contradictions"] == []
    spoken = tables_of(
        [(SDF, one), (SPOKESMAN, other)],
        [(1, "exact", 10), (2, "exact", 20)],
        actor_relations=[speaks()],
    )
    assert spoken["contradictions"] == []
    for stance in ("expects", "doubts", "declines_comment"):
        assert between(one, other | {"stance": stance}) == []


def test_other_counts_do_not_contradict():
    for cells in (
        {"measure": "persons_moved"},
        {"held_by_id": ISIS},
        {"members_of_id": None},
        {"category": "women"},
    ):
        made = tables_of([(SDF,), (SOHR,)], [(1, "exact", 10), (2, "exact", 20, cells)])
        assert made["contradictions"] == []


def test_a_number_is_contradicted_by_each_other_body():
    figures = [(1, "exact", 10), (2, "exact", 12), (3, "between", 15, {"value_to": 20})]
    made = tables_of([(SDF,), (SOHR,), (COALITION,)], figures)
    assert contradictions(made) == [("number", 1, 2, 2), ("number", 1, 3, 5), ("number", 2, 3, 3)]
    first = made["contradictions"][0]
    assert (first["body_id"], first["other_body_id"]) == (SDF, SOHR)
    assert (first["figure_id"], first["other_figure_id"]) == ("FIG-0001", "FIG-0002")


@pytest.mark.parametrize(
    "first, second, found",
    [
        # 10 on one of two days may be a part of 20 on both; 20 on one day is more than 10 on both.
        ((10, "2018-04-18"), (20, "2018-04-18/2018-04-19"), False),
        ((20, "2018-04-18"), (10, "2018-04-18/2018-04-19"), True),
        ((10, "2018-04-17"), (20, "2018-04-18/2018-04-19"), True),
        ((10, "2018-04-18/2018-04-19"), (20, "2018-04-18/2018-04-19"), True),
        # A month is an unknown day of it.
        ((10, "2018-04-18"), (20, "2018-04"), True),
        ((10, "2018-04-18"), (20, None), True),
    ],
)
def test_a_number_of_one_day_may_be_a_part_of_that_of_more_days(first, second, found):
    for one, other in ((first, second), (second, first)):
        claims = [(body, day(date) if date else {}) for body, (_, date) in ((SDF, one), (SOHR, other))]
        made = tables_of(claims, [(1, "exact", one[0]), (2, "exact", other[0])])
        assert [row["gap"] for row in made["contradictions"] if row["kind"] == "number"] == [10] * found


def denial(contests, answers=None):
    return {"stance": "denies", "contests": contests, "contested_claim_id": answers}


PARTY = {"event_id": "EVT-0001", "claim_id": "CLM-0001", "actor_id": SDF, "role": "party"}


@pytest.mark.parametrize("kind", ["occurrence", "agreement", "participation", "number", "identity", "detail"])
def test_a_denial_contradicts_the_claim_that_it_answers(kind):
    made = tables_of([(SOHR,), (COALITION,), (SDF, denial(kind, "CLM-0001"))], event_actors=[PARTY])
    assert contradictions(made) == [(kind, 3, 1, None)]
    (row,) = made["contradictions"]
    assert (row["body_id"], row["other_body_id"]) == (SDF, SOHR)


def test_a_denial_that_answers_a_relay_contradicts_its_origin():
    made = tables_of([(SOHR,), (OUTLET, RELAY), (SDF, denial("occurrence", "CLM-0002"))])
    assert contradictions(made) == [("occurrence", 3, 1, None)]


@pytest.mark.parametrize(
    "kind, found",
    [
        ("occurrence", True),
        ("agreement", True),
        ("participation", True),
        # Whose number or name it denies, nobody knows.
        ("number", False),
        ("identity", False),
        ("detail", False),
    ],
)
def test_a_denial_without_an_answered_claim_contradicts_those_that_name_the_parties(kind, found):
    made = tables_of([(SOHR,), (COALITION,), (SDF, denial(kind))], event_actors=[PARTY])
    assert contradictions(made) == ([(kind, 3, 1, None)] if found else [])


def test_a_denial_of_ones_own_part_contradicts_only_those_that_give_one_a_part():
    other = PARTY | {"actor_id": ISIS}
    made = tables_of([(SOHR,), (SDF, denial("participation"))], event_actors=[other])
    assert made["contradictions"] == []
    spoken = tables_of(
        [(SOHR,), (SPOKESMAN, denial("participation"))], event_actors=[PARTY], actor_relations=[speaks()]
    )
    assert contradictions(spoken) == [("participation", 2, 1, None)]


@pytest.mark.parametrize("role, found", [("negotiator", True), ("overseer", False), ("affected", False)])
@pytest.mark.parametrize("answers", [None, "CLM-0001"])
def test_to_oversee_or_to_be_affected_is_no_part_in_a_deal(role, found, answers):
    made = tables_of(
        [(SOHR,), (SDF, denial("participation", answers))], event_actors=[PARTY | {"role": role}]
    )
    assert contradictions(made) == ([("participation", 2, 1, None)] if found else [])


# A day of a claim, one of the event, the publication of the claim, and whether a denial that was published on
# 4 May 2017 contradicts it.
LATER = [
    ("2017-05-04", "2017-05", "2017-05-06", True),
    ("2017-05-10", "2017-05", "2017-05-11", False),
    ("2017-05", "2017-05", "2017-05-11", False),
    ("2017-05", "2017-05", "2017-05-04", True),
    (None, "2017-05", None, False),
    (None, "2017-05-04", None, True),
    (None, None, None, True),
]


@pytest.mark.parametrize("said, event, published, found", LATER)
def test_a_denial_does_not_reach_what_may_have_come_after_it(said, event, published, found):
    sources = [
        source | {"published": text}
        for source, text in zip(SOURCES_READ, (published, "2017-05-04"), strict=False)
    ]
    claims = [(SOHR, day(said) if said else {}), (SDF, denial("agreement"))]
    cells = {"date": event}
    made = tables_of(claims, event=cells, event_actors=[PARTY], sources=sources)
    assert contradictions(made) == ([("agreement", 2, 1, None)] if found else [])
    # The claim that it answers came before it.
    claims[1] = SDF, denial("agreement", "CLM-0001")
    made = tables_of(claims, event=cells, event_actors=[PARTY], sources=sources)
    assert contradictions(made) == [("agreement", 2, 1, None)]


def test_a_denial_of_one_day_does_not_reach_a_later_one():
    for basis, found in (("stated", []), ("inferred", [("agreement", 2, 1, None)])):
        claims = [(SOHR, day("2019-02-20")), (SDF, denial("agreement") | day("2019-02-19", basis))]
        assert contradictions(tables_of(claims, event_actors=[PARTY])) == found


def test_a_denial_contradicts_no_claim_of_its_own_body_and_no_relay_denies():
    parties = [PARTY, PARTY | {"claim_id": "CLM-0002"}]
    own = tables_of(
        [(SPOKESMAN,), (SOHR,), (SDF, denial("occurrence"))],
        event_actors=parties,
        actor_relations=[speaks()],
    )
    assert contradictions(own) == [("occurrence", 3, 2, None)]
    relayed = denial("occurrence") | {"derived_from_claim_id": "CLM-0003"}
    made = tables_of(
        [(SOHR,), (COALITION,), (SDF, denial("occurrence")), (OUTLET, relayed)], event_actors=parties
    )
    assert contradictions(made) == [("occurrence", 3, 1, None), ("occurrence", 3, 2, None)]


def test_claims_about_other_events_do_not_contradict():
    events = [EVENT, EVENT | {"event_id": "EVT-0002"}]
    assert between(day("2018-04-18"), day("2018-04-19") | {"event_id": "EVT-0002"}, events=events) == []
