"""The five questions of docs/use.md, answered row by row: the page prints the same answers."""

import re
from collections import Counter, defaultdict

import pytest

import riwaya
from tests.support.package_copies import ROOT

ISIS, SDF, SOHR = "ACT-0001", "ACT-0002", "ACT-0036"


@pytest.fixture(scope="module")
def tables():
    def table(name):
        frame = dataset[name]
        return frame.astype(object).where(frame.notna(), None).to_dict("records")

    with riwaya.open() as dataset:
        return {name: table(name) for name in dataset}


@pytest.fixture(scope="module", params=["use.md", "use.ar.md"])
def answer(request):
    """What the page prints under the question of a number, the first being 1."""
    text = (ROOT / "docs" / request.param).read_text("utf-8")
    section = re.split("^## ", text, flags=re.MULTILINE)
    (questions,) = (part for part in section if "claims_flat" in part and "contradictions" in part)
    parts = re.split(r"^\*\*.+\*\*", questions, flags=re.MULTILINE)
    assert len(parts) == 6
    for part in parts[1:]:
        (code,) = re.findall(r"```python\n(.*?)```", part, re.DOTALL)
        # Up to where it is printed: Arabic is printed line by line.
        assert len(re.split(r"^for ", code, flags=re.MULTILINE)[0].splitlines()) <= 3
    return lambda number: re.findall(r"```text\n(.*?)```", parts[number], re.DOTALL)[0]


def by(rows, column):
    return {row[column]: row for row in rows}


def what_is_counted(identity, tables):
    """Event, measure, category and sides of a figure: a part of a whole of the same is not compared."""
    figure = by(tables["figures"], "figure_id")[identity]
    names = ("measure", "broad_category", "held_by_id", "members_of_id")
    event = by(tables["claims"], "claim_id")[figure["claim_id"]]["event_id"]
    return (event, *(figure[name] for name in names))


def test_members_of_isis_whom_the_sdf_released_by_body(tables, answer):
    claims, events = by(tables["claims"], "claim_id"), by(tables["events"], "event_id")
    parts = {
        row["figure_id"]
        for row in tables["figure_links"]
        if row["relation"] == "part_of"
        and what_is_counted(row["figure_id"], tables) == what_is_counted(row["other_figure_id"], tables)
    }
    # What an informant adds in the same document belongs to the origin.
    words = {row["claim_id"]: (row["source_id"], row["claimant_id"]) for row in tables["claims"]}
    own = {
        row["claim_id"] for row in tables["claims"] if words[row["origin_claim_id"]] == words[row["claim_id"]]
    }
    told = {row["claim_id"] for row in tables["figures"]} & own
    counting = {claims[name]["origin_claim_id"] for name in told}
    numbers = defaultdict(dict)
    for figure in tables["figures"]:
        claim = claims[figure["claim_id"]]
        day = events[claim["event_id"]]["date_earliest"]
        if (
            (figure["measure"], figure["held_by_id"], figure["members_of_id"])
            == ("persons_released", SDF, ISIS)
            and figure["category"] in ("members", "fighters", "prisoners")
            and day is not None
            and day.year == 2018
            and claim["stance"] == "asserts"
            # Its own, or that of a relay whose origin gives no figure.
            and (claim["claim_id"] in own or claim["origin_claim_id"] not in counting)
            and figure["figure_id"] not in parts
            and figure["value_resolved"] is not None
        ):
            of_body = numbers[claim["body_id"]]
            of_body[claim["event_id"]] = max(of_body.get(claim["event_id"], 0), int(figure["value_resolved"]))
    printed, body = defaultdict(int), ""
    names = {row["body_ar"]: row["body_id"] for row in tables["claims_flat"]}
    # A body has a line for each name under which it speaks; the ID stands in the first one.
    for line in answer(1).splitlines():
        if match := re.fullmatch(r"((?:ACT|SRC)-\d+)? +.* (\d+)", line):
            body = match[1] or body
            printed[body] += int(match[2])
        elif match := re.fullmatch(r"(.+): (\d+)", line):
            printed[names[match[1]]] += int(match[2])
    assert printed == {body: sum(of.values()) for body, of in numbers.items()}
    assert len(printed) > 3


def test_events_that_rest_on_one_body(tables, answer):
    bodies = defaultdict(set)
    for claim in tables["claims"]:
        if claim["stance"] == "asserts":
            bodies[claim["event_id"]].add(claim["body_id"])
    single = sum(len(names) == 1 for names in bodies.values())
    assert re.findall(r"\b\d+\b", answer(2))[:2] == [str(single), str(len(bodies))]


def test_outlets_that_only_relay(tables, answer):
    outlets = {row["source_id"]: row["outlet_id"] for row in tables["sources"]}
    own = defaultdict(bool)
    for claim in tables["claims"]:
        if outlet := outlets[claim["source_id"]]:
            own[outlet] |= claim["origin_claim_id"] == claim["claim_id"]
    only = sum(not one for one in own.values())
    assert re.findall(r"\b\d+\b", answer(3))[:2] == [str(only), str(len(own))]


def test_deals_by_governorate_and_year(tables, answer):
    told = {claim["event_id"] for claim in tables["claims"]}
    counts = Counter(
        (event["governorate_id"], event["date_earliest"] and event["date_earliest"].year)
        for event in tables["events"]
        if event["event_id"] in told and event["outcome"] == "reported_done"
    )
    printed = [int(number) for number in re.findall(r"(?<= )\d+(?=\s)", answer(4))]
    years = {year for _, year in counts if year}
    assert sum(number for number in printed if number not in years) == sum(counts.values())
    assert {*counts.values()} <= {*printed}


def test_what_sohr_says_that_another_body_contradicts(tables, answer):
    names = {row["claim_id"]: (row["body_ar"], row["body_en"]) for row in tables["claims_flat"]}
    against = defaultdict(set)
    for row in tables["contradictions"]:
        one, other = row["claim_id"], row["other_claim_id"]
        against[one] |= {other}
        against[other] |= {one}
    bodies = {row["claim_id"]: row["body_id"] for row in tables["claims"]}
    expected = {claim for claim in against if bodies[claim] == SOHR}
    lines = {line.split()[0]: line for line in answer(5).splitlines()}
    assert {*lines} == expected and expected
    for claim, line in lines.items():
        assert all(any(name in line for name in names[other]) for other in against[claim])
    for row in tables["claims_flat"]:
        found = against.get(row["claim_id"], set())
        assert (row["contradicting_claim_ids"] or "").split() == sorted(found)
        for at, (column, mark) in enumerate((("contradicted_by_ar", "؛ "), ("contradicted_by_en", "; "))):
            assert (row[column] or None) == (mark.join(sorted({names[c][at] for c in found})) or None)
